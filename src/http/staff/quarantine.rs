//! Other content that came under the identity of an answer: beside what stands, and settled by a person.

use std::sync::Arc;

use ::forms::locale::Locale;
use ::forms::page::Reviewed;
use maud::{Markup, html};
use poem::http::{Method, StatusCode};
use poem::{Request, Response};
use uuid::Uuid;

use super::answers;
use super::failure::Failure;
use super::frame::Frame;
use super::see_other;
use super::table::{Needs, Page, page};
use super::visit::{Visit, form, parameter};
use crate::access::Permission;
use crate::service::answer_desk::cases::{self, Error, Open};
use crate::service::answers::settle::{self, Decision, Resolution};
use crate::store::response;

/// Where the open cases are.
pub(super) const LIST: &str = "/staff/quarantine";
const ONE: &str = "/staff/quarantine/:case";

/// What becomes of the second content, and what it was seen beside.
#[derive(serde::Deserialize)]
struct Choice {
    resolution: String,
    first: String,
}

pub(super) fn pages() -> Vec<Page> {
    let (reads, edits) = (Needs::Permission(Permission::ReadAnswers), Needs::Permission(Permission::EditAnswers));
    vec![
        page(Method::GET, LIST, reads, list),
        page(Method::GET, ONE, reads, show),
        page(Method::POST, ONE, edits, settle_it),
    ]
}

fn address(case: Uuid) -> String {
    format!("{LIST}/{case}")
}

async fn list(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (cases, has_more) = cases::list(visit.services(), visit.actor()?).await?;
    let title = visit.say("quarantine-title");
    let is_settled = request.original_uri().query() == Some("settled");
    Ok(Frame::of(&visit, &title).around(&html! {
        nav.way { a.back href=(answers::LIST) { (visit.say("answer-title")) } }
        @if is_settled { p.note role="status" { (visit.say("quarantine-settled")) } }
        h1 { (title) }
        p.lead { (visit.say(if cases.is_empty() { "quarantine-none" } else { "quarantine-lead" })) }
        ul.findings {
            @for Open { entry, found } in &cases {
                li {
                    h2 { a href=(address(entry.id)) { (answers::title(&visit, found)) } }
                    dl.short {
                        div { dt { (visit.say("answer-on")) } dd { (Locale::of(visit.language).date(found.response.period_starts_on)) } }
                        @if !found.place_name.is_empty() { div { dt { (visit.say("answer-place")) } dd { (found.place_name) } } }
                    }
                }
            }
        }
        @if has_more { p.hint { (visit.say("quarantine-more")) } }
    }))
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    respond(&visit, parameter(&request, "case")?, None).await
}

async fn settle_it(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let case = parameter(&request, "case")?;
    let Choice { resolution, first } = form(request).await?;
    let decision = match Resolution::named(&resolution).ok_or(Failure::NoForm)? {
        Resolution::KeepFirst => Decision::KeepFirst,
        Resolution::TakeSecond => Decision::TakeSecond { first },
        Resolution::Split => Decision::Split,
    };
    let wrong = match cases::settle(visit.services(), visit.actor()?, case, &decision).await {
        Ok(()) => return Ok(see_other(&format!("{LIST}?settled"))),
        Err(Error::NoCase) => return Err(Failure::NotFound),
        Err(Error::Denied) => return Err(Failure::Forbidden),
        Err(Error::Store(error)) => return Err(error.into()),
        Err(Error::Refused(settle::Error::Settled(_))) => "quarantine-was-settled",
        Err(Error::Refused(settle::Error::Elsewhere)) => "quarantine-elsewhere",
        Err(Error::Refused(_)) => "quarantine-stale",
    };
    respond(&visit, case, Some(wrong)).await
}

/// Both contents side by side, and what can become of the second.
async fn respond(visit: &Visit, case: Uuid, wrong: Option<&str>) -> Result<Response, Failure> {
    let (look, found) = cases::look(visit.services(), visit.actor()?, case).await?;
    let second = look.case.to_response(look.first.id, Vec::new());
    let title = visit.say("quarantine-one");
    let status = if wrong.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let may_settle = visit.actor()?.may(Permission::EditAnswers, &found.place);
    Ok(Frame { status, is_wide: true, ..Frame::of(visit, &title) }.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("quarantine-title")) } }
        @if let Some(wrong) = wrong { div.problems role="alert" tabindex="-1" { p { (visit.say(wrong)) } } }
        p.section { (answers::title(visit, &found)) @if !found.place_name.is_empty() { ", " (found.place_name) } }
        h1 { (title) }
        @match &second {
            None => p.lead { (visit.say("quarantine-was-settled")) },
            Some(second) => {
                (beside(visit, &pairs(&answers::in_words(visit, &found, &look.first), &answers::in_words(visit, &found, second))))
                @if may_settle { (choices(visit, case, &look.first)) }
            }
        }
        p { a.aside href=(answers::address(look.first.id)) { (visit.say("quarantine-to-answer")) } }
    }))
}

/// A question with both answers.
type Pair = (String, Vec<String>, Vec<String>);

/// Every question of either, in the order of the first.
fn pairs(first: &[Reviewed], second: &[Reviewed]) -> Vec<Pair> {
    let same = |one: &Reviewed, other: &Reviewed| one.address == other.address && one.question == other.question;
    let says = |row: &Reviewed| row.answer.clone();
    let both = |row: &Reviewed| {
        let other = second.iter().find(|other| same(row, other)).map(says).unwrap_or_default();
        (row.question.clone(), says(row), other)
    };
    let mut pairs: Vec<Pair> = first.iter().map(both).collect();
    let only_second = second.iter().filter(|row| !first.iter().any(|other| same(row, other)));
    pairs.extend(only_second.map(|row| (row.question.clone(), Vec::new(), says(row))));
    pairs
}

fn beside(visit: &Visit, pairs: &[Pair]) -> Markup {
    let cell = |lines: &[String]| {
        html! { @if lines.is_empty() { span.hint { (visit.say("answer-empty")) } } @for line in lines { p.pre { bdi { (line) } } } }
    };
    let differing = pairs.iter().filter(|(_, one, other)| one != other).count();
    html! {
        p { (visit.say_with("quarantine-differing", &[("count", differing.into())])) }
        div.scroll tabindex="0" role="region" aria-label=(visit.say("quarantine-beside")) {
            table.beside {
                thead { tr { th scope="col" { (visit.say("quarantine-question")) } th scope="col" { (visit.say("quarantine-first")) } th scope="col" { (visit.say("quarantine-second")) } } }
                tbody {
                    @for (question, first, second) in pairs {
                        tr.differs[first != second] {
                            th scope="row" { (question) @if first != second { " " span.status.status-open { (visit.say("quarantine-differs")) } } }
                            td { (cell(first)) }
                            td { (cell(second)) }
                        }
                    }
                }
            }
        }
    }
}

/// What can become of the second content, each with what it means.
fn choices(visit: &Visit, case: Uuid, first: &response::Response) -> Markup {
    html! {
        h2 { (visit.say("quarantine-what-now")) }
        @for resolution in Resolution::ALL {
            @let key = format!("quarantine-{}", resolution.as_str());
            details.deed {
                summary { (visit.say(&key)) }
                form method="post" action=(address(case)) {
                    p { (visit.say(&format!("{key}-means"))) }
                    input type="hidden" name="resolution" value=(resolution.as_str());
                    input type="hidden" name="first" value=(first.sha256);
                    p.actions { button.button.other { (visit.say(&key)) } }
                }
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NoCase | Error::Refused(_) => Self::NotFound,
            Error::Denied => Self::Forbidden,
            Error::Store(error) => error.into(),
        }
    }
}
