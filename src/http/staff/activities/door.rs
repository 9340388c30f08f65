//! What hangs at the door: a code for phones, by which those who were there say how it was, and what they said.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};

use super::address;
use crate::http::qr;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::activities::satisfaction::{self, Asking, BASE, DAYS_AFTER, Error, Round, Share, Tally};
use crate::service::sign_ups::LANGUAGES;
use crate::words;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    respond(&visit, &request, None).await
}

pub(super) async fn ask(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = parameter(&request, "activity")?;
    match satisfaction::open(visit.services(), visit.actor()?, id).await {
        Ok(()) => Ok(see_other(&format!("{}/door", address(id)))),
        Err(Error::Store(error)) => Err(error.into()),
        Err(Error::NotFound) => Err(Failure::NotFound),
        Err(Error::NoForm) => respond(&visit, &request, Some("activity-door-no-form")).await,
    }
}

async fn respond(visit: &Visit, request: &Request, wrong: Option<&str>) -> Result<Response, Failure> {
    let actor = visit.actor()?;
    let found = satisfaction::asking(visit.services(), actor, parameter(request, "activity")?).await?;
    let asking = found.ok_or(Failure::NotFound)?;
    let (activity, today) = (&asking.activity, visit.services().clock.today());
    let title = visit.say("activity-door");
    let status = if wrong.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let problems: Vec<Problem> = wrong.into_iter().map(|key| Problem::new(visit, "", key)).collect();
    Ok(Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        nav.way { a.back href=(address(activity.id)) { (activity.plan.name) } }
        h1 { (title) }
        (summary(visit, None, &problems))
        @if asking.rounds.is_empty() { p.lead { (visit.say("activity-door-text")) } }
        @if asking.is_incomplete {
            @if satisfaction::may_open(actor, activity) { (beginning(visit, &asking)) }
            @else if asking.rounds.is_empty() { p { (visit.say("activity-door-not-asked")) } }
        }
        @if !asking.rounds.is_empty() {
            p { (visit.say_with("activity-door-print", &[("days", DAYS_AFTER.into())])) }
            (poster(visit, &asking))
            section.after {
                h2 { (visit.say("activity-door-said")) }
                @for round in asking.rounds.iter().filter(|round| round.quarter.first() <= today) { (said(visit, round)) }
                p.hint { (visit.say("activity-door-rules")) }
            }
        }
    }))
}

/// To ask for the first time, or in the quarters that have come since.
fn beginning(visit: &Visit, asking: &Asking) -> Markup {
    html! {
        @if !asking.rounds.is_empty() { p.note { (visit.say("activity-door-more-text")) } }
        form method="post" action={ (address(asking.activity.id)) "/door" } {
            p.actions { button.button { (visit.say("activity-door-ask")) } }
        }
    }
}

/// What is printed: the code, and in each language what it is for.
fn poster(visit: &Visit, asking: &Asking) -> Markup {
    let link = satisfaction::link(&asking.activity, &visit.services().base);
    html! {
        section.poster {
            h2 dir="auto" { (asking.activity.plan.name) }
            @if let Some(picture) = qr::picture(&link, &visit.say("activity-door-code")) { (picture) }
            @for language in LANGUAGES {
                p lang=(language) dir=(Locale::of(language).direction().attribute()) {
                    b { (words::say(language, "satisfied-question")) }
                    (words::say(language, "satisfied-read"))
                }
            }
            p.address { (link) }
        }
    }
}

fn said(visit: &Visit, round: &Round) -> Markup {
    // As texts: a year is no number with a mark between its digits.
    let (number, year) = (round.quarter.number().to_string(), round.quarter.year().to_string());
    let quarter = [("number", number.as_str().into()), ("year", year.as_str().into())];
    let counts = [("answers", round.answers.into()), ("people", round.people.into())];
    html! {
        h3 { (visit.say_with("activity-door-quarter", &quarter)) }
        p { (visit.say_with("activity-door-answers", &counts)) }
        @match &round.tally {
            None => p.hint { (visit.say("activity-door-later")) },
            Some(Tally { satisfied, again }) => dl.facts {
                @for (label, share) in [("activity-door-satisfied", satisfied), ("activity-door-again", again)] {
                    div { dt { (visit.say(label)) } dd { (told(visit, *share)) } }
                }
            }
        }
    }
}

fn told(visit: &Visit, share: Share) -> String {
    let (key, share) = match share {
        Share::TooFew => return visit.say_with("activity-door-few", &[("base", BASE.into())]),
        Share::AtMost(share) => ("activity-door-at-most", share),
        Share::About(share) => ("activity-door-about", share),
        Share::AtLeast(share) => ("activity-door-at-least", share),
    };
    visit.say_with(key, &[("share", share.into())])
}
