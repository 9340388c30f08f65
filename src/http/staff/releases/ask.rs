//! Where an analyst has a plan tried: the one that the form is shipped with, or one of their own.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, NEW, address_of_request, misfit, progress};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::upload::received;
use crate::http::staff::visit::Visit;
use crate::service::releases::plan::MOST_BYTES;
use crate::service::releases::request::{self, Command, Error, Kind};
use crate::service::releases::told::plan_of;
use crate::service::waves::Wave;

/// What the address says.
#[derive(serde::Deserialize)]
struct Asked {
    wave: Uuid,
    /// The request whose plan is to be changed.
    like: Option<Uuid>,
}

/// What was filled in.
struct Filled<'a> {
    /// The identity of what is asked for, so that two taps ask once.
    id: Uuid,
    plan: &'a str,
    /// Which plan that is, as a key.
    whose: &'static str,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let Asked { wave, like } = request.params().map_err(|_| Failure::NotFound)?;
    let (services, actor) = (visit.services(), visit.actor()?);
    let wave = request::find_wave(services, actor, wave).await?.ok_or(Failure::NotFound)?;
    let like = match like {
        Some(like) => {
            let (like, _) = request::find(services, actor, like).await?.ok_or(Failure::NotFound)?;
            // Where no coarser plan came of it, there is the one that was to be made coarser.
            Some(plan_of(&like).unwrap_or(like.plan))
        }
        None => None,
    };
    let id = services.clock.identity();
    let shipped = request::shipped(&wave).unwrap_or_default();
    let filled = match &like {
        Some(plan) => Filled { id, plan, whose: "release-plan-like" },
        None => Filled { id, plan: shipped, whose: whose(&wave, shipped) },
    };
    render(&visit, &wave, &filled, None).await
}

fn whose(wave: &Wave, plan: &str) -> &'static str {
    match request::shipped(wave) {
        Some(shipped) if shipped == plan => "release-plan-shipped",
        None if plan.is_empty() => "release-plan-own",
        _ => "release-plan-sent",
    }
}

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (fields, file) = received(request, "file").await?;
    let identity = |name| fields.get(name).parse::<Uuid>().map_err(|_| Failure::NoForm);
    let (id, wave) = (identity("request")?, identity("wave")?);
    let wave = request::find_wave(visit.services(), visit.actor()?, wave).await?.ok_or(Failure::NotFound)?;
    // Forms come with the line ends of the web; a plan is the same text however it came.
    let typed = fields.get("plan").replace("\r\n", "\n");
    let uploaded = String::from_utf8_lossy(&file);
    let plan = if file.is_empty() { typed.as_str() } else { &*uploaded };
    let command = Command { id, kind: Kind::Trial, wave: wave.id, plan: Some(plan.to_owned()) };
    let whose = whose(&wave, plan);
    match request::ask(visit.services(), visit.actor()?, command).await {
        Ok(request) => Ok(see_other(&address_of_request(request.id))),
        // Somebody went back and changed the plan: that is another request.
        Err(Error::KeyReused) => {
            let filled = Filled { id: visit.services().clock.identity(), plan, whose };
            render(&visit, &wave, &filled, Some(&Error::KeyReused)).await
        }
        Err(error) => render(&visit, &wave, &Filled { id, plan, whose }, Some(&error)).await,
    }
}

async fn render(visit: &Visit, wave: &Wave, filled: &Filled<'_>, wrong: Option<&Error>) -> Result<Response, Failure> {
    if let Some(Error::NotFound | Error::Store(_)) = wrong {
        return Err(Failure::NotFound);
    }
    let earlier = request::of_wave(visit.services(), wave).await?;
    let problems: Vec<Problem> = wrong.into_iter().map(|error| problem(visit, error)).collect();
    let title = visit.say("release-make");
    let frame = Frame::of(visit, &title);
    let frame = if wrong.is_some() { frame.refusing() } else { frame };
    Ok(frame.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("release-title")) } }
        h1 { (title) ": " (wave.name) }
        (summary(visit, None, &problems))
        @if request::can_be_tried(visit.services(), wave) {
            p.lead { (visit.say("release-try-lead")) }
            (form(visit, wave, filled, &problems))
        } @else {
            p.lead { (visit.say("release-still-asks")) }
        }
        @if !earlier.is_empty() {
            section.after {
                h2 { (visit.say("release-earlier")) }
                ul.rows { @for request in &earlier { li { (progress::line(visit, request)) } } }
            }
        }
    }))
}

fn form(visit: &Visit, wave: &Wave, filled: &Filled<'_>, problems: &[Problem]) -> Markup {
    let plan =
        Field::new("plan", visit.say("release-plan")).hint(visit.say(filled.whose)).value(filled.plan).among(problems);
    let file =
        Field::new("file", visit.say("release-plan-file")).optional(visit).hint(visit.say("release-plan-file-hint"));
    html! {
        form method="post" action=(NEW) enctype="multipart/form-data" {
            input type="hidden" name="wave" value=(wave.id);
            input type="hidden" name="request" value=(filled.id);
            (plan.lines(14, MOST_BYTES))
            (file.around(|voice| html! {
                input.field #file type="file" name="file" accept=".yaml,.yml"
                    aria-invalid=[voice.invalid] aria-describedby=[voice.described_by];
            }))
            p.actions { button.button { (visit.say("release-try")) } }
        }
    }
}

/// Why nothing was begun, in words.
pub(super) fn problem(visit: &Visit, error: &Error) -> Problem {
    let with = |key: &str, detail: &str| Problem {
        name: "plan".to_owned(),
        words: visit.say_with(key, &[("detail", detail.into())]),
    };
    match error {
        // The lines behind the first one draw the place with characters, which needs a wide screen.
        Error::Unreadable(unreadable) => {
            let words = unreadable.to_string();
            let first = words.lines().next().unwrap_or_default();
            with("release-fault-unreadable", first.strip_prefix("error: ").unwrap_or(first))
        }
        Error::Misfit(misfit) => with("release-fault-misfit", &misfit::in_words(visit, misfit)),
        Error::NoPlan => Problem::new(visit, "plan", "release-fault-no-plan"),
        Error::TooLarge => Problem::new(visit, "plan", "release-fault-too-large"),
        Error::TooMany(_) => Problem::new(visit, "", "release-fault-too-many"),
        Error::StillAsks => Problem::new(visit, "", "release-still-asks"),
        Error::NotArchived => Problem::new(visit, "", "release-fault-not-archived"),
        Error::Released(_) => Problem::new(visit, "", "release-fault-released"),
        Error::KeyReused => Problem::new(visit, "", "release-fault-again"),
        Error::NotFound | Error::Store(_) => Problem::new(visit, "", "staff-failed-title"),
    }
}
