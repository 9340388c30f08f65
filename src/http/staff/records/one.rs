//! One record: what it says, and what can be done with it.

use std::sync::Arc;

use forms::locale::Locale;
use forms::page::review;
use forms::{Instance, Surroundings};
use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{EVALUATIONS, LOGBOOK, address, refused};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::http::staff::{answers, see_other};
use crate::service::catalogue;
use crate::service::records::write::{self, Error};
use crate::service::records::{self, Located, Record, Response as Said, Subject, may_write};
use crate::store;

#[derive(serde::Deserialize)]
struct Version {
    version: i32,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let actor = visit.actor()?;
    let (located, said) = records::find(visit.services(), actor, parameter(&request, "record")?).await?;
    let Located { record, subject } = &located;
    let (list, list_title, title) = match subject {
        Subject::Area(area) => (LOGBOOK.to_owned(), "logbook-title", area.name.clone()),
        Subject::Year(activity, year) => {
            (format!("{EVALUATIONS}?year={year}"), "evaluation-title", format!("{} {year}", activity.plan.name))
        }
    };
    let in_words = match &said {
        Some(said) => Some(in_words(&visit, said).await?),
        None => None,
    };
    let way = answers::way(&visit, said.as_ref().map(|said| said.id)).await?;
    Ok(Frame::of(&visit, &title).around(&html! {
        nav.way { a.back href=(list) { (visit.say(list_title)) } }
        p.section { (Locale::of(visit.language).date(record.on)) }
        h1 { (title) }
        @if may_write(actor, subject) { (deeds(&visit, record)) }
        @else if record.sheet.is_some() { p.note { (visit.say("logbook-being-written")) } }
        @if let Some(in_words) = in_words { (in_words) }
        @if let Some(corrections) = record.revision.map(|revision| revision - 1).filter(|count| *count > 0) {
            p.hint { (visit.say_with("logbook-corrected", &[("count", corrections.into())])) }
        }
        (way)
    }))
}

pub(super) async fn correct(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id: Uuid = parameter(&request, "record")?;
    match write::correct(visit.services(), visit.actor()?, id).await {
        // Two clicks at once: the other one opened it.
        Ok(()) | Err(Error::Changed) => Ok(see_other(&format!("{}/form/review", address(id)))),
        Err(error) => refused(&visit, error),
    }
}

pub(super) async fn discard(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id: Uuid = parameter(&request, "record")?;
    let Version { version } = form(request).await?;
    let (before, _) = records::find(visit.services(), visit.actor()?, id).await?;
    match write::discard(visit.services(), visit.actor()?, id, version).await {
        Ok(()) if before.record.revision.is_none() => Ok(see_other(match before.subject {
            Subject::Area(_) => LOGBOOK,
            Subject::Year(..) => EVALUATIONS,
        })),
        // Its own page shows how it is now.
        Ok(()) | Err(Error::Changed | Error::NotOpen) => Ok(see_other(&address(id))),
        Err(error) => refused(&visit, error),
    }
}

/// That there is nothing to fill.
pub(super) fn no_form(visit: &Visit) -> Response {
    let title = visit.say("logbook-no-form-title");
    Frame::of(visit, &title).refusing().around(&html! {
        h1 { (title) }
        p.lead { (visit.say("logbook-no-form-text")) }
    })
}

fn deeds(visit: &Visit, record: &Record) -> Markup {
    let at = address(record.id);
    html! {
        @if record.sheet.is_some() {
            p.note { (visit.say(if record.revision.is_some() { "logbook-correcting" } else { "logbook-not-finished" })) }
            p.actions { a.button href={ (at) "/form" } { (visit.say("logbook-go-on")) } }
            details {
                summary { (visit.say("logbook-discard")) }
                p { (visit.say("logbook-discard-text")) }
                form method="post" action={ (at) "/discard" } {
                    input type="hidden" name="version" value=(record.version);
                    p.actions { button.button.other { (visit.say("logbook-discard-yes")) } }
                }
            }
        } @else {
            form method="post" action={ (at) "/correct" } {
                p.actions { button.button.other { (visit.say("logbook-correct")) } }
            }
        }
    }
}

/// What was said, question by question.
async fn in_words(visit: &Visit, said: &Said) -> Result<Markup, Failure> {
    let services = visit.services();
    let bad = |column| store::Error::bad_row("response", column, &said.id);
    let found = catalogue::find(services, &said.form_id, &said.form_version).await?;
    let form = &found.ok_or_else(|| bad("form_version"))?.form;
    let language = if form.has_language(visit.language) { visit.language } else { form.default_language() };
    let surroundings = Surroundings { now: services.clock.now(), seed: 0, language: language.to_owned() };
    let answers = serde_json::from_str(&said.answers).map_err(|_| bad("answers"))?;
    let (instance, _) = Instance::resume(form, &answers, &surroundings);
    Ok(html! {
        dl.facts lang=(language) {
            @for row in review(&instance).iter().filter(|row| !row.answer.is_empty()) {
                div { dt { (row.question) } @for line in &row.answer { dd.pre { bdi { (line) } } } }
            }
        }
    })
}
