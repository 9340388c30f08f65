//! The log of administration, to look at and to take along.

use std::sync::Arc;

use maud::html;
use poem::http::{Method, header};
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::processing;
use super::table::{Needs, Page, page};
use super::visit::Visit;
use crate::access::Permission;
use crate::service::audit::{self, Entry, ReadError};
use crate::service::audit_table;

/// Where the log is.
pub(super) const LOG: &str = "/staff/log";
const EXPORT: &str = "/staff/log/export.csv";
/// Entries on a page.
const PAGE: u64 = 100;

/// Which part of the log is wanted.
#[derive(Default, serde::Deserialize)]
struct Asked {
    before: Option<i64>,
}

pub(super) fn pages() -> Vec<Page> {
    let reads = Needs::Permission(Permission::ReadAudit);
    vec![page(Method::GET, LOG, reads, show), page(Method::GET, EXPORT, reads, export)]
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Denied(denied) => denied.into(),
            ReadError::Table(error) => Self::File(error.into()),
            ReadError::Store(error) => error.into(),
        }
    }
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    let before = asked.before.unwrap_or(i64::MAX);
    let entries = audit::before(visit.services(), visit.actor()?, before, PAGE).await?;
    let older = entries.last().map(|entry| entry.number).filter(|number| *number > 1);
    let title = visit.say("log-title");
    Ok(Frame { is_wide: true, ..Frame::of(&visit, &title) }.around(&html! {
        h1 { (title) }
        p.lead { (visit.say("log-lead")) }
        p.in-line { a href=(EXPORT) { (visit.say("log-export")) } }
        (processing::way(&visit))
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table {
                thead {
                    tr {
                        @for column in ["number", "at", "who", "what", "object"] {
                            th scope="col" { (visit.say(&format!("log-{column}"))) }
                        }
                    }
                }
                tbody { @for entry in &entries { tr { @for cell in cells(&visit, entry) { td { (cell) } } } } }
            }
        }
        @if let Some(older) = older {
            p.actions { a.button.other href={ (LOG) "?before=" (older) } { (visit.say("log-older")) } }
        }
    }))
}

async fn export(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let table = audit_table::export(visit.services(), visit.actor()?).await?;
    Ok(Response::builder()
        .content_type("text/csv; charset=utf-8")
        .header(header::CONTENT_DISPOSITION, "attachment; filename=\"nabosvar-log.csv\"")
        .header(header::CACHE_CONTROL, "no-store")
        .body(table))
}

fn cells(visit: &Visit, entry: &Entry) -> [String; 5] {
    let deed = &entry.deed;
    let zone = visit.services().clock.now().time_zone().clone();
    [
        entry.number.to_string(),
        entry.at.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string(),
        match deed.actor_kind.as_str() {
            "operator" => visit.say("log-operator"),
            "itself" => visit.say("log-itself"),
            _ => deed.actor_name.clone(),
        },
        visit.say(&format!("log-did-{}", deed.action)),
        object(visit, entry),
    ]
}

/// What it was done to, and why, where a reason was given.
fn object(visit: &Visit, entry: &Entry) -> String {
    let deed = &entry.deed;
    let object = format!("{} {}", visit.say(&format!("log-kind-{}", deed.object_kind)), deed.object_id);
    if deed.detail.is_empty() { object } else { format!("{object}: {}", deed.detail) }
}
