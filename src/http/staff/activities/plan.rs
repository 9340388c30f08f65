//! Planning an activity, and changing what was planned.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::{NEW, address, session_address};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Choices, Field, Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::activities::offer::{Fault, Offer, Written};
use crate::service::activities::{self, Activity, Area, Every, FocusArea, plan, read_day};

/// Names, places and goals are shorter.
const MOST_LETTERS: usize = 120;

/// Which activity the form is about.
#[derive(Clone, Copy)]
enum About {
    /// A new one, which gets this identity.
    New(Uuid),
    /// One that was looked at in this version.
    Old(Uuid, i32),
}

/// What went wrong with what was sent.
enum Said {
    Nothing,
    Faults(Vec<Fault>),
    /// This message, above the form.
    Words(&'static str),
}

#[derive(serde::Deserialize)]
struct Version {
    version: i32,
}

#[derive(serde::Deserialize)]
struct Day {
    on: String,
}

pub(super) async fn begin(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let services = visit.services();
    let areas = activities::areas(services, visit.actor()?, Permission::RegisterActivities).await?;
    let today = services.clock.today().to_string();
    // Who works in one area need not choose it.
    let chosen = if areas.len() == 1 { areas.iter().map(|area| area.id).collect() } else { Vec::new() };
    let written = Written { areas: chosen, first_on: today, every: "week".to_owned(), ..Written::default() };
    let about = About::New(services.clock.identity());
    Ok(page(&visit, about, &written, &areas, &Said::Nothing))
}

pub(super) async fn create(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let fields: Fields = form(request).await?;
    let id = fields.get("id").parse().map_err(|_| Failure::NoForm)?;
    let written = read(&fields);
    let offer = match Offer::parse(&written) {
        Ok(offer) => offer,
        Err(faults) => return again(&visit, About::New(id), &written, Said::Faults(faults)).await,
    };
    match plan::create(visit.services(), visit.actor()?, id, &offer).await {
        Ok(activity) => Ok(see_other(&address(activity.id))),
        Err(error) => refused(&visit, About::New(id), &written, error).await,
    }
}

pub(super) async fn edit(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let activity = found(&visit, &request).await?;
    let about = About::Old(activity.id, activity.version);
    again(&visit, about, &write(&activity), Said::Nothing).await
}

pub(super) async fn change(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = parameter(&request, "activity")?;
    let fields: Fields = form(request).await?;
    let about = About::Old(id, fields.get("version").parse().map_err(|_| Failure::NoForm)?);
    let About::Old(_, version) = about else { return Err(Failure::NoForm) };
    let written = read(&fields);
    let offer = match Offer::parse(&written) {
        Ok(offer) => offer,
        Err(faults) => return again(&visit, about, &written, Said::Faults(faults)).await,
    };
    match plan::change(visit.services(), visit.actor()?, id, version, &offer).await {
        Ok(activity) => Ok(see_other(&address(activity.id))),
        Err(error) => refused(&visit, about, &written, error).await,
    }
}

pub(super) async fn end(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let activity = found(&visit, &request).await?;
    let Version { version } = form(request).await?;
    match plan::end(visit.services(), visit.actor()?, activity.id, version).await {
        Ok(_) => Ok(see_other(&address(activity.id))),
        Err(error) => refused(&visit, About::Old(activity.id, version), &write(&activity), error).await,
    }
}

pub(super) async fn add_day(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = parameter(&request, "activity")?;
    let Day { on } = form(request).await?;
    let Some(on) = read_day(&on) else { return Ok(see_other(&address(id))) };
    match plan::add_session(visit.services(), visit.actor()?, id, on).await {
        Ok(session) if session.on <= visit.services().clock.today() => Ok(see_other(&session_address(session.id))),
        Ok(session) => Ok(see_other(&format!("{}?month={}", address(id), session.on.strftime("%Y-%m")))),
        Err(plan::Error::Store(error)) => Err(error.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

async fn found(visit: &Visit, request: &Request) -> Result<Activity, Failure> {
    let id = parameter(request, "activity")?;
    let permission = Permission::RegisterActivities;
    activities::find(&visit.services().db, visit.actor()?, permission, id).await?.ok_or(Failure::NotFound)
}

async fn refused(visit: &Visit, about: About, written: &Written, error: plan::Error) -> Result<Response, Failure> {
    match error {
        plan::Error::NotFound => Err(Failure::NotFound),
        plan::Error::TwoProgrammes => again(visit, about, written, Said::Words("activity-two-programmes")).await,
        plan::Error::Post(_) => again(visit, about, written, Said::Words("activity-no-mail")).await,
        // What is there now, so that nobody writes over what they have not seen.
        plan::Error::Conflict(now) => {
            let about = About::Old(now.id, now.version);
            again(visit, about, &write(&now), Said::Words("activity-changed-meanwhile")).await
        }
        plan::Error::Store(error) => Err(error.into()),
    }
}

async fn again(visit: &Visit, about: About, written: &Written, said: Said) -> Result<Response, Failure> {
    let areas = activities::areas(visit.services(), visit.actor()?, Permission::RegisterActivities).await?;
    Ok(page(visit, about, written, &areas, &said))
}

fn page(visit: &Visit, about: About, written: &Written, areas: &[Area], said: &Said) -> Response {
    let (title, action) = match about {
        About::New(_) => (visit.say("activity-new"), NEW.to_owned()),
        About::Old(id, _) => (visit.say("activity-edit"), format!("{}/edit", address(id))),
    };
    let faults = if let Said::Faults(faults) = said { faults.as_slice() } else { &[] };
    let problems: Vec<_> = faults.iter().map(|fault| problem(visit, *fault)).collect();
    let status = match said {
        Said::Nothing => StatusCode::OK,
        Said::Faults(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Said::Words(_) => StatusCode::CONFLICT,
    };
    Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        h1 { (title) }
        @if let Said::Words(words) = said { div.problems role="alert" tabindex="-1" { p { (visit.say(words)) } } }
        (summary(visit, None, &problems))
        form method="post" action=(action) novalidate {
            @match about {
                About::New(id) => input type="hidden" name="id" value=(id);,
                About::Old(_, version) => input type="hidden" name="version" value=(version);,
            }
            (questions(visit, written, areas, &problems))
            p.actions { button.button { (visit.say("staff-save")) } }
        }
    })
}

fn questions(visit: &Visit, written: &Written, areas: &[Area], problems: &[Problem]) -> Markup {
    let line = |name, label, value| line(visit, name, label, value, problems);
    let choices =
        |name, label, kind, options| Choices { name, label: visit.say(label), kind, options }.render(problems);
    let focus_areas = FocusArea::ALL.map(FocusArea::as_str);
    let every = Every::ALL.map(Every::as_str);
    let area = |area: &Area| (area.id.to_string(), area.name.clone(), written.areas.contains(&area.id));
    let sign_ups = vec![("yes".to_owned(), visit.say("activity-takes-sign-ups"), written.takes_sign_ups)];
    let is_consent_wrong = problems.iter().any(|problem| problem.name == "consent_party");
    html! {
        (line("name", "activity-name", &written.name))
        (choices("focus_area", "activity-focus-area", "radio",
            named(visit, "activity-focus", &focus_areas, &written.focus_area)))
        (line("sub_goal", "activity-sub-goal", &written.sub_goal))
        (choices("areas", "activity-areas", "checkbox", areas.iter().map(area).collect()))
        (line("place", "activity-place", &written.place))
        (choices("every", "activity-every", "radio", named(visit, "activity-every", &every, &written.every)))
        (line("first_on", "activity-first-on", &written.first_on))
        (line("last_on", "activity-last-on", &written.last_on))
        (line("starts_at", "activity-starts-at", &written.starts_at))
        (line("ends_at", "activity-ends-at", &written.ends_at))
        (line("places", "activity-places", &written.places))
        (choices("takes_sign_ups", "activity-sign-ups", "checkbox", sign_ups))
        details open[!written.consent_party.is_empty() || is_consent_wrong] {
            summary { (visit.say("activity-consent")) }
            (line("consent_party", "activity-consent-party", &written.consent_party))
            (line("consent_purpose", "activity-consent-purpose", &written.consent_purpose))
        }
    }
}

fn line(visit: &Visit, name: &str, label: &str, value: &str, problems: &[Problem]) -> Markup {
    let kind = match name {
        "first_on" | "last_on" => "date",
        "starts_at" | "ends_at" => "time",
        "places" => "number",
        _ => "text",
    };
    let field = Field::new(name, visit.say(label)).value(value).among(problems);
    let has_hint = matches!(name, "sub_goal" | "last_on" | "places" | "consent_party" | "consent_purpose");
    let field = if has_hint { field.hint(visit.say(&format!("{label}-hint"))) } else { field };
    field.line(kind, MOST_LETTERS)
}

/// Options whose words are messages of a common beginning.
fn named(visit: &Visit, beginning: &str, names: &[&str], chosen: &str) -> Vec<(String, String, bool)> {
    let option = |name: &&str| ((*name).to_owned(), visit.say(&format!("{beginning}-{name}")), *name == chosen);
    names.iter().map(option).collect()
}

/// A fault where it stands.
fn problem(visit: &Visit, fault: Fault) -> Problem {
    let (name, key) = match fault {
        Fault::Name => ("name", "activity-fault-name"),
        Fault::FocusArea => ("focus_area", "activity-fault-focus-area"),
        Fault::SubGoal => ("sub_goal", "activity-fault-line"),
        Fault::Areas => ("areas", "activity-fault-areas"),
        Fault::Place => ("place", "activity-fault-place"),
        Fault::Hours => ("starts_at", "activity-fault-hours"),
        Fault::Days => ("first_on", "activity-fault-days"),
        Fault::Series => ("last_on", "activity-fault-series"),
        Fault::Places => ("places", "activity-fault-places"),
        Fault::Request => ("consent_party", "activity-fault-consent"),
    };
    Problem::new(visit, name, key)
}

fn read(fields: &Fields) -> Written {
    let text = |name| fields.get(name).to_owned();
    let areas = fields.all("areas").filter_map(|area| area.parse().ok());
    Written {
        name: text("name"),
        focus_area: text("focus_area"),
        sub_goal: text("sub_goal"),
        areas: areas.collect(),
        place: text("place"),
        starts_at: text("starts_at"),
        ends_at: text("ends_at"),
        every: text("every"),
        first_on: text("first_on"),
        last_on: text("last_on"),
        places: text("places"),
        takes_sign_ups: !fields.get("takes_sign_ups").is_empty(),
        consent_party: text("consent_party"),
        consent_purpose: text("consent_purpose"),
    }
}

/// An activity as the form shows it.
fn write(activity: &Activity) -> Written {
    let plan = activity.plan.clone();
    let time =
        |time: Option<jiff::civil::Time>| time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default();
    let (consent_party, consent_purpose) =
        plan.request.map(|request| (request.party, request.purpose)).unwrap_or_default();
    Written {
        name: plan.name,
        focus_area: plan.focus_area.as_str().to_owned(),
        sub_goal: plan.sub_goal.unwrap_or_default(),
        areas: activity.areas.clone(),
        place: plan.place,
        starts_at: time(plan.hours.from),
        ends_at: time(plan.hours.to),
        every: activity.series.every.as_str().to_owned(),
        first_on: activity.series.first.to_string(),
        last_on: activity.series.last.to_string(),
        places: plan.places.map(|places| places.to_string()).unwrap_or_default(),
        takes_sign_ups: plan.takes_sign_ups,
        consent_party,
        consent_purpose,
    }
}
