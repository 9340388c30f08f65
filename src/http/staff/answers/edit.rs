//! Changing an answer: a page of its form, as whoever answered saw it. What follows from the change is asked before anything is
//! kept, so what was typed goes along with the page until all of it is right.

use std::sync::Arc;

use ::forms::locale;
use ::forms::page::{Addresses, Page, Typed, pages};
use ::forms::{Instance, Violation};
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use serde_json::Value;

use super::history::{between, differences};
use super::{address, in_words, title};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::Fields;
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::answer_desk::edit::{self, Change, Error, Handling};
use crate::service::answer_desk::read::{self, Shown};

/// Names that no question of a form has: they begin with what a name cannot begin with.
const SEEN: &str = "-seen";
const ANSWERS: &str = "-answers";
const ANYWAY: &str = "-anyway";

/// Why a page is shown again.
#[derive(Default)]
struct Again<'a> {
    typed: Option<&'a Typed>,
    violations: &'a [Violation],
    /// What was typed on other pages, if something was.
    answers: Option<String>,
    /// What somebody else changed meanwhile.
    meanwhile: Option<Markup>,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let shown = editable(&visit, &request).await?;
    let instance = instance(&visit, &shown, &stored(&shown));
    let pages = pages(&instance);
    let page = asked(&pages, &request).ok_or(Failure::NotFound)?;
    Ok(render(&visit, &shown, &instance, page, &Again::default()))
}

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let visit = visit.as_ref();
    let shown = editable(visit, &request).await?;
    let wanted = request.raw_path_param("page").unwrap_or_default().to_owned();
    let fields: Fields = form(request).await?;
    let is_seen = fields.get(SEEN) == shown.found.response.sha256.to_string();
    let before = match fields.get(ANSWERS) {
        sent if is_seen && !sent.is_empty() => serde_json::from_str(sent).map_err(|_| Failure::NoForm)?,
        _ => stored(&shown),
    };
    let mut changed = instance(visit, &shown, &before);
    let first = pages(&changed).into_iter().find(|page| page.address() == wanted).ok_or(Failure::NotFound)?;
    // No photo comes with this page: what a browser calls one is only the name of a file.
    let photos = first.photos(&changed);
    let typed = fields.0.iter().filter(|(name, _)| photos.iter().all(|photo| photo.name != *name)).cloned();
    let typed = Typed::new(typed.collect());
    if !is_seen {
        let meanwhile = Some(meanwhile(visit, &shown, fields.get(SEEN)));
        return Ok(render(
            visit,
            &shown,
            &changed,
            &first,
            &Again { typed: Some(&typed), meanwhile, ..Again::default() },
        ));
    }
    let handling = if fields.get(ANYWAY).is_empty() { Handling::Strict } else { Handling::Lenient };
    let wrong = first.take(&mut changed, &typed).err().unwrap_or_default();
    let answers = changed.all_answers();
    if handling == Handling::Strict && !wrong.is_empty() {
        let again =
            Again { typed: Some(&typed), violations: &wrong, answers: Some(answers.to_string()), meanwhile: None };
        return Ok(render(visit, &shown, &changed, &first, &again));
    }
    let seen = fields.get(SEEN).to_owned();
    let change = Change { id: shown.found.response.id, seen, answers: answers.clone(), handling };
    match edit::edit(visit.services(), visit.actor()?, change).await {
        Ok(()) => Ok(see_other(&format!("{}?saved", address(shown.found.response.id)))),
        Err(Error::NoAnswer) => Err(Failure::NotFound),
        Err(Error::Denied) => Err(Failure::Forbidden),
        Err(Error::NotItsPhoto) => Err(Failure::NoForm),
        Err(Error::Store(error)) => Err(error.into()),
        Err(Error::Stale) => {
            let now = read::show(visit.services(), visit.actor()?, shown.found.response.id).await?;
            let meanwhile = Some(meanwhile(visit, &now, fields.get(SEEN)));
            let again = Again { typed: Some(&typed), meanwhile, ..Again::default() };
            Ok(render(visit, &now, &changed, &first, &again))
        }
        Err(Error::Violations(violations)) => {
            // What the change has brought up stands on another page.
            let after = pages(&changed);
            let other = after.iter().find(|page| !page.violations(&changed).is_empty()).unwrap_or(&first);
            let own = other.violations(&changed);
            let violations = if own.is_empty() { &violations } else { &own };
            let again = Again { typed: None, violations, answers: Some(answers.to_string()), meanwhile: None };
            Ok(render(visit, &shown, &changed, other, &again))
        }
    }
}

/// An answer that this person may change.
async fn editable(visit: &Visit, request: &Request) -> Result<Shown, Failure> {
    let shown = read::show(visit.services(), visit.actor()?, parameter(request, "answer")?).await?;
    if shown.may_edit { Ok(shown) } else { Err(Failure::Forbidden) }
}

fn stored(shown: &Shown) -> Value {
    serde_json::from_str(&shown.found.response.answers).unwrap_or_default()
}

fn instance<'s>(visit: &Visit, shown: &'s Shown, answers: &Value) -> Instance<'s> {
    let surroundings = shown.found.surroundings(visit.services(), visit.language);
    Instance::resume(&shown.found.form.form, answers, &surroundings).0
}

fn asked<'p>(pages: &'p [Page], request: &Request) -> Option<&'p Page> {
    let wanted = request.raw_path_param("page").unwrap_or_default();
    pages.iter().find(|page| page.address() == wanted && !page.asks_for_turns())
}

/// What somebody else changed since a revision was seen.
fn meanwhile(visit: &Visit, shown: &Shown, seen: &str) -> Markup {
    let seen = shown.revisions.iter().rfind(|revision| revision.sha256.to_string() == seen);
    let now = in_words(visit, &shown.found, &shown.found.response);
    let changed = seen.map(|seen| between(&in_words(visit, &shown.found, seen), &now)).unwrap_or_default();
    differences(visit, &changed)
}

fn render(visit: &Visit, shown: &Shown, instance: &Instance<'_>, page: &Page, again: &Again<'_>) -> Response {
    let at = address(shown.found.response.id);
    let pages = format!("{at}/q/");
    let status = match again {
        Again { meanwhile: Some(_), .. } => StatusCode::CONFLICT,
        Again { violations: [_, ..], .. } => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let addresses = Addresses { pages: &pages, media: "", photos: None, plan: None };
    let can_wait =
        !again.violations.is_empty() && again.violations.iter().all(|violation| violation.code.leaves_doubt());
    let heading = page.title(instance);
    Frame { status, ..Frame::of(visit, &heading) }.around(&html! {
        nav.way { a.back href=(at) { (title(visit, &shown.found)) } }
        @if let Some(meanwhile) = &again.meanwhile {
            div.problems role="alert" tabindex="-1" {
                h2 { (visit.say("answer-conflict-title")) }
                p { (visit.say("answer-conflict-text")) }
                (meanwhile)
            }
        }
        form method="post" action={ (pages) (page.address()) } novalidate {
            input type="hidden" name=(SEEN) value=(shown.found.response.sha256);
            @if let Some(answers) = &again.answers { input type="hidden" name=(ANSWERS) value=(answers); }
            (page.questions(instance, addresses, again.typed, again.violations))
            p.hint { (visit.say("answer-kept")) }
            div.actions {
                button.button { (visit.say("staff-save")) }
                @if can_wait { button.button.other name=(ANYWAY) value="yes" { (visit.say("answer-anyway")) } }
                a.button.plain href=(at) { (locale::message(visit.language, "back", &[])) }
            }
        }
    })
}
