//! One answer: what it says, what is to be looked at, and what became of it.

use std::sync::Arc;

use ::forms::locale::Locale;
use ::forms::page::{Addresses, Reviewed};
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, address, history, in_words, review, title};
use crate::http::picture;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::quarantine;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::answer_desk::read::{self, Shown};
use crate::store::Digest;

/// What became of a form that was sent.
#[derive(Default)]
pub(super) struct Sent {
    /// What was typed.
    pub(super) fields: Fields,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let is_saved = request.original_uri().query() == Some("saved");
    respond(&visit, parameter(&request, "answer")?, StatusCode::OK, &Sent::default(), is_saved).await
}

/// The page, with what is wrong with what was sent.
pub(super) async fn respond(
    visit: &Visit,
    answer: Uuid,
    status: StatusCode,
    sent: &Sent,
    is_saved: bool,
) -> Result<Response, Failure> {
    let shown = read::show(visit.services(), visit.actor()?, answer).await?;
    let title = title(visit, &shown.found);
    let rows = in_words(visit, &shown.found, &shown.found.response);
    Ok(Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("answer-title")) } }
        @if is_saved { p.note role="status" { (visit.say("answer-saved")) } }
        (summary(visit, Some(review::FORM), &sent.problems))
        @if !shown.found.place_name.is_empty() { p.section { (shown.found.place_name) } }
        h1 { (title) }
        (facts(visit, &shown))
        @if shown.open_cases > 0 {
            p.in-line { a href=(quarantine::LIST) { (visit.say_with("answer-open-cases", &[("count", shown.open_cases.into())])) } }
        }
        (review::doubts(visit, &shown, &rows, sent))
        h2 { (visit.say("answer-says")) }
        (answers(visit, &shown, &rows))
        h2 #history { (visit.say("answer-history")) }
        (history::list(visit, &shown))
    }))
}

fn facts(visit: &Visit, shown: &Shown) -> Markup {
    let response = &shown.found.response;
    html! {
        dl.short {
            div { dt { (visit.say("answer-on")) } dd { (Locale::of(visit.language).date(response.period_starts_on)) } }
            div { dt { (visit.say("form-version")) } dd { (response.form_version) } }
            @for (mark, is_there) in [("trapped", response.marks.trapped), ("too_fast", response.marks.too_fast)] {
                @if is_there { div { dt { (visit.say("answer-mark")) } dd { (visit.say(&format!("answer-mark-{mark}"))) } } }
            }
            div { dt { (visit.say("answer-number")) } dd.address { (response.id) } }
        }
    }
}

/// Question and answer; with a way to change each, for who may.
fn answers(visit: &Visit, shown: &Shown, rows: &[Reviewed]) -> Markup {
    let at = address(shown.found.response.id);
    let (pages, photos) = (format!("{at}/q/"), format!("{at}/photo/"));
    if shown.may_edit {
        let addresses = Addresses { pages: &pages, media: "", photos: Some(&photos), plan: None };
        return Reviewed::list(rows, visit.language, addresses);
    }
    html! {
        div.review {
            dl {
                @for row in rows {
                    div {
                        dt { (row.question) }
                        @if row.answer.is_empty() { dd.empty { (visit.say("answer-empty")) } }
                        @if let Some(photo) = &row.photo { dd { img.picture src={ (photos) (photo) } alt=(visit.say("answer-photo")); } }
                        @else { @for line in &row.answer { dd.pre { bdi { (line) } } } }
                    }
                }
            }
        }
    }
}

pub(super) async fn photo(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wanted = request.raw_path_param("photo").and_then(Digest::parse).ok_or(Failure::NotFound)?;
    let answer = parameter(&request, "answer")?;
    let kept = read::photo(visit.services(), visit.actor()?, answer, wanted).await?.ok_or(Failure::NotFound)?;
    picture::show_small(visit.services(), &kept, "private, max-age=600").await?.ok_or(Failure::NotFound)
}
