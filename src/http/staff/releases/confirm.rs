//! The last page before a wave is released: what that means, and that it is final.

use std::sync::Arc;

use maud::html;
use poem::{Request, Response};

use super::{address_of_request, ask, found_request};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::Visit;
use crate::http::staff::waves;
use crate::service::releases::request::{self, Command, Error, Kind, Request as Asked};
use crate::service::releases::told::plan_of;
use crate::service::waves::{Standing, Wave, standing};
use crate::store::Digest;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (tried, wave, _) = found(&visit, &request).await?;
    Ok(render(&visit, &tried, &wave, None))
}

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (tried, wave, plan) = found(&visit, &request).await?;
    // It follows from the trial, so that two taps ask once.
    let id = Digest::of_all(&[&tried.id.to_string(), Kind::Release.as_str()]).identity();
    let command = Command { id, kind: Kind::Release, wave: wave.id, plan: Some(plan) };
    match request::ask(visit.services(), visit.actor()?, command).await {
        Ok(asked) => Ok(see_other(&address_of_request(asked.id))),
        Err(Error::NotFound) => Err(Failure::NotFound),
        Err(Error::Store(error)) => Err(error.into()),
        Err(error) => Ok(render(&visit, &tried, &wave, Some(&error))),
    }
}

/// The request that the address names, its wave, and the plan that there is to release it by.
async fn found(visit: &Visit, request: &Request) -> Result<(Asked, Wave, String), Failure> {
    let (tried, wave) = found_request(visit, request).await?;
    let plan = plan_of(&tried).ok_or(Failure::NotFound)?;
    Ok((tried, wave, plan))
}

fn render(visit: &Visit, tried: &Asked, wave: &Wave, wrong: Option<&Error>) -> Response {
    let problems: Vec<Problem> =
        wrong.map(|error| Problem { name: String::new(), ..ask::problem(visit, error) }).into_iter().collect();
    let is_archived = standing(wave, &visit.services().clock.now()) == Standing::Archived;
    let title = visit.say("release-confirm-title");
    let frame = Frame::of(visit, &title);
    let frame = if wrong.is_some() { frame.refusing() } else { frame };
    frame.around(&html! {
        nav.way { a.back href=(address_of_request(tried.id)) { (visit.say(&format!("release-{}", tried.kind.as_str()))) } }
        h1 { (title) }
        (summary(visit, None, &problems))
        p.lead { (wave.name) }
        @if is_archived {
            ul.reasons {
                @for key in ["final", "plan", "everybody", "public", "who"] { li { (visit.say(&format!("release-confirm-{key}"))) } }
            }
            form method="post" action={ (address_of_request(tried.id)) "/release" } {
                p.actions { button.button { (visit.say("release-confirm")) } }
            }
        } @else {
            p { (visit.say("release-fault-not-archived")) }
            p.actions { a.button href=(waves::address(wave.id)) { (visit.say("release-to-wave")) } }
        }
    })
}
