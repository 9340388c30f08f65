//! An answer that breaks rules of its form: which, beside what it says, and finding it right as it is.

use std::sync::Arc;

use ::forms::page::Reviewed;
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};

use super::address;
use super::show::{Sent, respond};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Fields, Problem};
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::answer_desk::read::Shown;
use crate::service::answer_desk::review::{self, Error};
use crate::service::findings::{MOST_LETTERS, NoWords, Words};
use crate::store::response::{Doubt, Review};

/// What tells its field from others on the page.
pub(super) const FORM: &str = "accept";

pub(super) async fn accept(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let visit = visit.as_ref();
    let answer = parameter(&request, "answer")?;
    let fields: Fields = form(request).await?;
    let wrong = |fields, name: &str, key| Sent { fields, problems: vec![Problem::new(visit, name, key)] };
    let reason = match Words::parse(fields.get("reason")) {
        Ok(reason) => reason,
        Err(why) => {
            let key = if why == NoWords::Empty { "answer-no-reason" } else { "answer-long-reason" };
            let sent = wrong(fields, "reason", key);
            return respond(visit, answer, StatusCode::UNPROCESSABLE_ENTITY, &sent, false).await;
        }
    };
    match review::accept(visit.services(), visit.actor()?, answer, fields.get("seen"), &reason).await {
        Ok(()) => Ok(see_other(&format!("{}?saved", address(answer)))),
        Err(Error::NoAnswer) => Err(Failure::NotFound),
        Err(Error::Denied) => Err(Failure::Forbidden),
        Err(Error::Store(error)) => Err(error.into()),
        Err(Error::Stale) => {
            let sent = wrong(fields, "", "answer-stale");
            respond(visit, answer, StatusCode::CONFLICT, &sent, false).await
        }
    }
}

/// What is to be looked at; nothing where nobody has to.
pub(super) fn doubts(visit: &Visit, shown: &Shown, rows: &[Reviewed], sent: &Sent) -> Markup {
    let Review::Needed(doubts) = &shown.found.response.review else { return html! {} };
    html! {
        section.cells {
            h2 { (visit.say("answer-review")) " " span.status.status-open { (visit.say("answer-needs-review")) } }
            p { (visit.say("answer-review-text")) }
            ul { @for doubt in doubts { (line(rows, doubt)) } }
            @if shown.may_edit {
                details.deed open[!sent.problems.is_empty()] {
                    summary { (visit.say("answer-accept")) }
                    form method="post" action={ (address(shown.found.response.id)) "/review" } {
                        input type="hidden" name="seen" value=(shown.found.response.sha256);
                        (Field::new("reason", visit.say("answer-reason")).of(FORM).hint(visit.say("answer-reason-hint")).value(sent.fields.get("reason")).among(&sent.problems).lines(3, MOST_LETTERS))
                        p.actions { button.button { (visit.say("answer-accept-now")) } }
                    }
                }
            }
        }
    }
}

/// The question, what it is answered, and what the form says of that.
fn line(rows: &[Reviewed], doubt: &Doubt) -> Markup {
    let row = rows.iter().find(|row| row.violations.iter().any(|violation| violation.path == doubt.path));
    html! {
        li {
            strong { (row.map_or(doubt.path.as_str(), |row| row.question.as_str())) }
            @if let Some(row) = row { @for line in &row.answer { " " code { (line) } } }
            p.wrong { (doubt.message) }
        }
    }
}
