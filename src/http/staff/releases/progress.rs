//! How far a request is, and what came of it: what a plan would show, the release, or why there is none.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};

use super::{address, address_of_new, address_of_new_like, address_of_request, coarser, found_request, stages};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::Visit;
use crate::service::releases::request::{self, Kind, Request as Asked, State};
use crate::service::releases::told::{Proposed, Told, ToldTable};
use crate::service::releases::work::Failure as Failed;
use crate::service::waves::Wave;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (asked, wave) = found_request(&visit, &request).await?;
    if let State::Released(release) = asked.state {
        return Ok(see_other(&address(release)));
    }
    Ok(render(&visit, &asked, &wave, &[]))
}

/// The page of a request, and why something that was asked for on it was not begun.
pub(super) fn render(visit: &Visit, asked: &Asked, wave: &Wave, problems: &[Problem]) -> Response {
    let shipped = request::shipped(wave).is_some_and(|plan| plan == asked.plan);
    let whose = match asked.kind {
        Kind::Proposal(_) => "release-coarser-of",
        Kind::Trial | Kind::Release if shipped => "release-plan-was-shipped",
        Kind::Trial | Kind::Release => "release-plan-was-own",
    };
    let title = visit.say(&format!("release-{}", asked.kind.as_str()));
    let frame = Frame::of(visit, &title);
    let frame = if problems.is_empty() { frame } else { frame.refusing() };
    frame.around(&html! {
        nav.way { a.back href=(address_of_new(wave.id)) { (visit.say("release-make")) } }
        h1 { (title) " " (mark(visit, asked)) }
        (summary(visit, None, problems))
        p { (wave.name) }
        (body(visit, asked))
        section.after {
            details {
                summary { (visit.say(whose)) }
                div.scroll tabindex="0" role="region" aria-label=(visit.say("release-plan")) { pre { (asked.plan) } }
            }
        }
    })
}

/// One request in a list.
pub(super) fn line(visit: &Visit, asked: &Asked) -> Markup {
    let at = asked.asked_at.to_zoned(visit.services().clock.now().time_zone().clone()).datetime();
    let at = ::forms::locale::Locale::of(visit.language).date_time(at.date(), at.time());
    html! {
        span {
            a href=(address_of_request(asked.id)) { (visit.say(&format!("release-{}", asked.kind.as_str()))) }
            span.quiet { (asked.name) ", " (at) }
        }
        (mark(visit, asked))
    }
}

fn mark(visit: &Visit, asked: &Asked) -> Markup {
    let (class, name) = match &asked.state {
        State::Waiting => ("retired", "waiting"),
        State::Running(_) => ("retired", "running"),
        State::Tried(_) | State::Released(_) => ("published", "done"),
        State::Failed { .. } => ("open", "failed"),
    };
    html! { span class={ "status status-" (class) } { (visit.say(&format!("release-is-{name}"))) } }
}

fn body(visit: &Visit, asked: &Asked) -> Markup {
    match &asked.state {
        State::Waiting | State::Running(_) => html! {
            p.lead role="status" { (visit.say("release-takes-time")) }
            @if let State::Running(Some(told)) = &asked.state { (stages::list(visit, asked.kind, told)) }
            p.actions { a.button href=(address_of_request(asked.id)) { (visit.say("release-look-again")) } }
        },
        State::Tried(told) => {
            let read = match asked.kind {
                Kind::Proposal(share) => {
                    Proposed::read(told).map(|proposed| coarser::proposed(visit, asked, share, &proposed))
                }
                Kind::Trial | Kind::Release => Told::read(told).map(|told| tried(visit, asked, &told)),
            };
            read.unwrap_or_else(|| html! { p.lead { (visit.say("release-failed-broken")) } })
        }
        State::Released(_) => html! {},
        State::Failed { failure, detail } => html! {
            p.lead { (visit.say(&format!("release-failed-{}", failure.replace('_', "-")))) }
            @if let Some(detail) = detail { p.hint lang="en" { (detail) } }
            @if asked.kind == Kind::Trial || failure != "released" {
                p.actions { a.button href=(address_of_new_like(asked)) { (visit.say("release-other-plan")) } }
            }
            @if is_of_tables(failure) && !matches!(asked.kind, Kind::Proposal(_)) {
                (coarser::way(visit, asked, 0))
            }
        },
    }
}

/// Whether a coarser plan may help.
fn is_of_tables(failure: &str) -> bool {
    [Failed::Unprotectable, Failed::Audit].iter().any(|one| one.as_str() == failure)
}

fn tried(visit: &Visit, asked: &Asked, told: &Told) -> Markup {
    html! {
        (lead(visit, told))
        p.actions {
            a.button href={ (address_of_request(asked.id)) "/release" } { (visit.say("release-go-on")) }
            a.button.other href=(address_of_new_like(asked)) { (visit.say("release-other-plan")) }
        }
        (coarser::way(visit, asked, told.shown))
        (tables(visit, told))
    }
}

/// How much of all tables would be shown.
pub(super) fn lead(visit: &Visit, told: &Told) -> Markup {
    html! {
        p.lead {
            (visit.say_with("release-tried", &[("shown", told.shown.into()), ("answers", told.answers.into())]))
        }
    }
}

/// The same of each table.
pub(super) fn tables(visit: &Visit, told: &Told) -> Markup {
    html! {
        section.after {
            h2 { (visit.say("release-tried-tables")) }
            p.hint { (visit.say("release-tried-hint")) }
            ul.rows {
                @for table in &told.tables { li { span { (names(table)) } span.quiet { (shown(visit, table)) } } }
            }
        }
    }
}

/// The variables of a table as the plan names them: who tries a plan has written or read it.
fn names(table: &ToldTable) -> String {
    table.variables.join(" × ")
}

fn shown(visit: &Visit, table: &ToldTable) -> String {
    let cells = u64::try_from(table.cells).unwrap_or(u64::MAX);
    visit.say_with("release-tried-table", &[("shown", table.shown.into()), ("cells", cells.into())])
}
