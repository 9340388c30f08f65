//! Where an analyst whose plan shows too little has a coarser one proposed, reads what it does otherwise, and takes it over.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};

use super::{address_of_new_like, address_of_request, found_request, progress};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Fields, Problem};
use crate::http::staff::visit::{Visit, form};
use crate::http::staff::{releases::ask, see_other};
use crate::service::releases::Step;
use crate::service::releases::request::{self, Command, Error, Kind, Request as Asked, Share};
use crate::service::releases::told::Proposed;
use crate::store::Digest;

/// What is chosen unless somebody chooses otherwise, where the plan does not show as much already.
const USUAL: u8 = 60;

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (tried, wave) = found_request(&visit, &request).await?;
    let fields: Fields = form(request).await?;
    let share = fields.get("share").parse().ok().and_then(Share::parse).ok_or(Failure::NoForm)?;
    let kind = Kind::Proposal(share);
    // It follows from the trial and the share, so that two taps ask once.
    let id = Digest::of_all(&[&tried.id.to_string(), kind.as_str(), &share.percent().to_string()]).identity();
    let command = Command { id, kind, wave: wave.id, plan: Some(tried.plan.clone()) };
    let wrong = match request::ask(visit.services(), visit.actor()?, command).await {
        Ok(asked) => return Ok(see_other(&address_of_request(asked.id))),
        Err(Error::NotFound) => return Err(Failure::NotFound),
        Err(Error::Store(error)) => return Err(error.into()),
        Err(Error::TooMany(_)) => Problem::new(&visit, "", "release-fault-too-many-proposals"),
        Err(error) => ask::problem(&visit, &error),
    };
    // Where the plan stands is another page, so nothing leads to it from above this one.
    Ok(progress::render(&visit, &tried, &wave, &[Problem { name: String::new(), ..wrong }]))
}

/// The way to a coarser plan than one that was tried, which would show so much.
pub(super) fn way(visit: &Visit, tried: &Asked, shown: u8) -> Markup {
    let more: Vec<u8> = Share::all().map(Share::percent).filter(|share| *share > shown).collect();
    let usual = more.iter().find(|share| **share >= USUAL).or(more.last()).map(ToString::to_string).unwrap_or_default();
    let options: Vec<_> = more
        .iter()
        .map(|share| (share.to_string(), visit.say_with("release-share-at-least", &[("share", (*share).into())])))
        .collect();
    html! {
        @if !options.is_empty() {
            section.after {
                h2 { (visit.say("release-coarser")) }
                p { (visit.say("release-coarser-lead")) }
                form method="post" action={ (address_of_request(tried.id)) "/coarser" } {
                    (Field::new("share", visit.say("release-coarser-share")).value(&usual).choice(None, &options))
                    p.actions { button.button.other { (visit.say("release-coarser-ask")) } }
                }
            }
        }
    }
}

/// What came of it.
pub(super) fn proposed(visit: &Visit, asked: &Asked, share: Share, proposed: &Proposed) -> Markup {
    html! {
        @match &proposed.told {
            Some(told) => (progress::lead(visit, told)),
            None => p.lead { (visit.say("release-failed-unprotectable")) },
        }
        @if !proposed.is_enough(share) {
            p { (visit.say_with("release-coarser-not-enough", &[("share", share.percent().into())])) }
        }
        p.actions {
            @if proposed.told.is_some() {
                a.button href={ (address_of_request(asked.id)) "/release" } { (visit.say("release-go-on")) }
            }
            a.button.other href=(address_of_new_like(asked)) { (visit.say("release-coarser-change")) }
        }
        section.after {
            h2 { (visit.say("release-coarser-steps")) }
            @if proposed.steps.is_empty() { p { (visit.say("release-coarser-as-it-is")) } }
            ol.reasons { @for step in &proposed.steps { li { (in_words(visit, step)) } } }
        }
        @if let Some(told) = &proposed.told { (progress::tables(visit, told)) }
        section.after {
            details {
                summary { (visit.say("release-coarser-plan")) }
                div.scroll tabindex="0" role="region" aria-label=(visit.say("release-coarser-plan")) { pre { (proposed.plan) } }
            }
        }
    }
}

/// One sentence, which names what was made coarser as the plan does.
fn in_words(visit: &Visit, step: &Step) -> String {
    let say = |key: &str, first: String, second: String, third: &str| {
        let names = [("first", first.into()), ("second", second.into()), ("third", third.to_owned().into())];
        visit.say_with(&format!("release-step-{key}"), &names)
    };
    let (by, nothing) = (|by: &[String]| by.join(" × "), String::new);
    match step {
        Step::Areas(names) => say("areas", by(names), nothing(), ""),
        Step::Together(name, [one, other]) => say("together", name.clone(), one.clone(), other),
        Step::Apart(names) => say("apart", by(names), nothing(), ""),
        Step::Without(names) => say("without", by(names), nothing(), ""),
        Step::WithoutFor(question, names) => say("without-for", question.clone(), by(names), ""),
        Step::WithoutQuestion(question) => say("without-question", question.clone(), nothing(), ""),
    }
}
