//! The first page: what waits for this person, and what there is to go to.

use std::sync::Arc;

use maud::html;
use poem::http::Method;
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{self, Visit};
use super::{ROOT, menu, see_other};
use crate::service::accounts;
use crate::words::STAFF_LANGUAGES;

/// Where the choice of a language is sent.
pub(super) const LANGUAGE: &str = "/staff/language";

/// What is filled in to read another language.
#[derive(serde::Deserialize)]
struct Choice {
    language: String,
}

pub(super) fn pages() -> Vec<Page> {
    vec![page(Method::GET, ROOT, Needs::Account, show), page(Method::POST, LANGUAGE, Needs::Account, change_language)]
}

async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let name = visit.actor()?.name.as_str();
    let title = visit.say("staff-start");
    let mut entries = menu::entries(&visit).peekable();
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (visit.say_with("staff-hello", &[("name", name.into())])) }
        @if entries.peek().is_some() {
            ul.languages { @for entry in entries { li { a href=(entry.address) { (visit.say(entry.key)) } } } }
        } @else {
            p.lead { (visit.say("staff-nothing-yet")) }
        }
        form.in-line method="post" action=(LANGUAGE) {
            @for language in STAFF_LANGUAGES.into_iter().filter(|language| *language != visit.language) {
                button.link name="language" value=(language) lang=(language) {
                    (crate::words::say(language, &format!("staff-language-{language}")))
                }
            }
        }
    }))
}

async fn change_language(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let Choice { language } = visit::form(request).await?;
    if let Some(signed_in) = visit.signed_in() {
        accounts::set_language(visit.services(), signed_in.account.id, &language).await?;
    }
    Ok(see_other(ROOT))
}
