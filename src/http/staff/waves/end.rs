//! Where a wave that asks, or is about to, gets another end.

use std::sync::Arc;

use ::forms::locale::Locale;
use jiff::civil::Time;
use maud::html;
use poem::http::StatusCode;
use poem::{Request, Response};

use super::{address, found};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form};
use crate::service::activities::read_day;
use crate::service::open_wave;
use crate::service::waves::end::{End, move_end};
use crate::service::waves::life::Error;
use crate::service::waves::{Wave, kept_until};

/// As long as a day or a time is.
const MOST_LETTERS: usize = 10;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = found(&visit, &request, Permission::ManageWaves).await?;
    let End { on, at } = End::of(&wave);
    let at = at.map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default();
    Ok(page(&visit, &wave, (&on.to_string(), &at), &[]))
}

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = found(&visit, &request, Permission::ManageWaves).await?;
    let fields: Fields = form(request).await?;
    let version = fields.get("version").parse().map_err(|_| Failure::NoForm)?;
    let typed = (fields.get("ends_on"), fields.get("closes_at"));
    let again = |name, key| Ok(page(&visit, &wave, typed, &[Problem::new(&visit, name, key)]));
    let Some(on) = read_day(typed.0) else { return again("ends_on", "wave-fault-day") };
    let at = match typed.1.trim() {
        "" => None,
        time => match Time::strptime("%H:%M", time) {
            Ok(at) => Some(at),
            Err(_) => return again("closes_at", "wave-fault-hours"),
        },
    };
    match move_end(visit.services(), visit.actor()?, wave.id, version, End { on, at }).await {
        // What has no end to move shows on its page how it is.
        Ok(_) | Err(Error::StillDraft | Error::Closed) => Ok(see_other(&address(wave.id))),
        Err(Error::NotFound) => Err(Failure::NotFound),
        Err(Error::Store(error)) => Err(error.into()),
        Err(Error::EndIsOver) => again("ends_on", "wave-fault-end-over"),
        Err(Error::KeptTooLong) => again("ends_on", "wave-fault-kept-too-long"),
        Err(Error::Refused(open_wave::Error::EndsBeforeStart)) => again("ends_on", "wave-fault-over"),
        Err(_) => again("", "wave-changed-meanwhile"),
    }
}

fn page(visit: &Visit, wave: &Wave, (ends_on, closes_at): (&str, &str), problems: &[Problem]) -> Response {
    let title = visit.say("wave-end");
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let field = |name, label, value| Field::new(name, visit.say(label)).value(value).among(problems);
    Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        nav.way { a.back href=(address(wave.id)) { (wave.name) } }
        h1 { (title) }
        (summary(visit, None, problems))
        p.lead { (visit.say("wave-end-text")) }
        @if let Some(last) = kept_until(wave) {
            p.note { (visit.say_with("wave-end-kept", &[("date", Locale::of(visit.language).date(last).into())])) }
        }
        form method="post" action={ (address(wave.id)) "/end" } novalidate {
            input type="hidden" name="version" value=(wave.version);
            (field("ends_on", "wave-ends-on", ends_on).line("date", MOST_LETTERS))
            (field("closes_at", "wave-closes-at", closes_at).optional(visit).line("time", MOST_LETTERS))
            p.actions { button.button { (visit.say("staff-save")) } }
        }
    })
}
