//! Answers of staff and of residents who are known: the list, one with its history, changing one, and looking at one that breaks
//! rules of its form. Never one of an anonymous wave.

mod edit;
mod history;
mod list;
mod review;
mod show;

use ::forms::Instance;
use ::forms::page::{Reviewed, review as reviewed};
use maud::{Markup, html};
use poem::http::Method;
use uuid::Uuid;

use super::failure::Failure;
use super::table::{Needs, Page, page};
use super::visit::Visit;
use crate::access::Permission;
use crate::service::answer_desk::{self, Found, read};
use crate::store::response::Response;

/// Where the list is.
pub(super) const LIST: &str = "/staff/answers";

const ONE: &str = "/staff/answers/:answer";
const QUESTION: &str = "/staff/answers/:answer/q/*page";
const PHOTO: &str = "/staff/answers/:answer/photo/:photo";
const REVIEW: &str = "/staff/answers/:answer/review";

pub(super) fn pages() -> Vec<Page> {
    let reads = Needs::Permission(Permission::ReadAnswers);
    let edits = Needs::Permission(Permission::EditAnswers);
    vec![
        page(Method::GET, LIST, reads, list::show),
        page(Method::GET, ONE, reads, show::show),
        page(Method::GET, PHOTO, reads, show::photo),
        page(Method::GET, QUESTION, edits, edit::show),
        page(Method::POST, QUESTION, edits, edit::take),
        page(Method::POST, REVIEW, edits, review::accept),
    ]
}

/// The address of an answer.
pub(super) fn address(answer: Uuid) -> String {
    format!("{LIST}/{answer}")
}

/// The address of the list of those that a person has to look at.
pub(super) fn in_doubt() -> String {
    format!("{LIST}?review=needed")
}

/// The way to the page of an answer, for who may read it there.
pub(super) async fn way(visit: &Visit, answer: Option<Uuid>) -> Result<Markup, Failure> {
    let is_there = match answer {
        Some(answer) => read::is_there(visit.services(), visit.actor()?, answer).await?.then_some(answer),
        None => None,
    };
    Ok(html! {
        @if let Some(answer) = is_there { p.in-line { a.aside href=(address(answer)) { (visit.say("answer-way")) } } }
    })
}

/// What an answer is called in lists and titles.
pub(super) fn title(visit: &Visit, found: &Found) -> String {
    super::forms::title(visit, &found.form.form)
}

/// An answer, question by question, in the words of its form. `response` is what it says or said.
pub(super) fn in_words(visit: &Visit, found: &Found, response: &Response) -> Vec<Reviewed> {
    let surroundings = found.surroundings(visit.services(), visit.language);
    // What the form cannot read any more is left out.
    let answers = serde_json::from_str(&response.answers).unwrap_or_default();
    reviewed(&Instance::resume(&found.form.form, &answers, &surroundings).0)
}

impl From<answer_desk::Error> for Failure {
    fn from(error: answer_desk::Error) -> Self {
        match error {
            answer_desk::Error::NoAnswer => Self::NotFound,
            answer_desk::Error::Store(error) => error.into(),
        }
    }
}
