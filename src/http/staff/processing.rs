//! The record of processing activities (GDPR, article 30), to read and to take along.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::{Method, header};
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{Visit, parameter};
use crate::access::Permission;
use crate::service::processing::table::{self, Format};
use crate::service::processing::{self, Entry, FIELDS};

/// Where the record is.
const RECORD: &str = "/staff/processing";
const FILE: &str = "/staff/processing/file/:ending";

pub(super) fn pages() -> Vec<Page> {
    let manages = Needs::Permission(Permission::ManageWaves);
    vec![page(Method::GET, RECORD, manages, show), page(Method::GET, FILE, manages, give)]
}

/// The way there, for who may see it.
pub(super) fn way(visit: &Visit) -> Markup {
    html! {
        @if visit.may_somewhere(Permission::ManageWaves) {
            p.in-line { a href=(RECORD) { (visit.say("processing-link")) } }
        }
    }
}

async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let entries = processing::list(visit.services(), visit.actor()?, visit.language).await?;
    let title = visit.say("processing-title");
    let path = FILE.trim_end_matches(":ending");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("processing-lead")) }
        section {
            h2 { (visit.say("processing-fetch")) }
            ul.ways {
                @for format in Format::ALL {
                    @let ending = format.ending();
                    li {
                        a href={ (path) (ending) } download {
                            (visit.say(&format!("activity-export-{}", ending.replace('.', "-"))))
                        }
                    }
                }
            }
        }
        @for entry in &entries { (told(&visit, entry)) }
    }))
}

fn told(visit: &Visit, entry: &Entry) -> Markup {
    html! {
        details {
            summary { (entry.get("name")) @if !entry.get("programme").is_empty() { " · " (entry.get("programme")) } }
            dl.facts {
                @for (field, text) in FIELDS.iter().zip(&entry.texts).skip(2).filter(|(_, text)| !text.is_empty()) {
                    div { dt { (visit.say(&format!("processing-{field}"))) } dd { bdi { (text) } } }
                }
            }
        }
    }
}

async fn give(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let ending: String = parameter(&request, "ending")?;
    let format = Format::of_ending(&ending).ok_or(Failure::NotFound)?;
    let file = table::write(visit.services(), visit.actor()?, format, visit.language).await?;
    let name = format!("attachment; filename=\"{}.{ending}\"", visit.say("processing-file"));
    Ok(Response::builder()
        .content_type(format.media_type())
        .header(header::CONTENT_DISPOSITION, name)
        .header(header::CACHE_CONTROL, "no-store")
        .body(file))
}
