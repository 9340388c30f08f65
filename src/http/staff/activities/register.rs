//! Registering a session: who came, by age and gender, on a phone between two conversations.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::{address, heading, month_address, session_address};
use crate::http::assets;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::activities::register::{self, Command, Error, Fault, Sheet};
use crate::service::activities::{AgeBand, Count, Gender, plan};

#[derive(serde::Deserialize)]
struct Undo {
    registration: Uuid,
}

/// What a page shows beside the session.
struct Shown<'a> {
    id: Uuid,
    seen: Option<Uuid>,
    page: &'a register::Page,
    /// What was typed, if it could not be taken.
    typed: Option<&'a Fields>,
    faults: &'a [Fault],
    /// A message above everything.
    said: Option<&'static str>,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let page = page(&visit, parameter(&request, "session")?).await?;
    let (id, seen) = (visit.services().clock.identity(), page.session.registration_id);
    Ok(Shown { id, seen, page: &page, typed: None, faults: &[], said: None }.respond(&visit))
}

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let session = parameter(&request, "session")?;
    let fields: Fields = form(request).await?;
    let id = fields.get("id").parse().map_err(|_| Failure::NoForm)?;
    let seen = match fields.get("seen") {
        "" => None,
        seen => Some(seen.parse().map_err(|_| Failure::NoForm)?),
    };
    let before = page(&visit, session).await?;
    let sheet = match read(&fields) {
        Ok(sheet) => sheet,
        Err(faults) => {
            let shown = Shown { id, seen, page: &before, typed: Some(&fields), faults: &faults, said: None };
            return Ok(shown.respond(&visit));
        }
    };
    let said = match register::register(visit.services(), visit.actor()?, Command { id, session, seen, sheet }).await {
        Ok(()) => return Ok(see_other(&format!("{}&saved={session}", month_address(before.session.on)))),
        Err(Error::NotFound) => return Err(Failure::NotFound),
        Err(Error::Store(error)) => return Err(error.into()),
        Err(Error::ToCome) => "activity-still-to-come",
        Err(Error::CalledOff) => "activity-was-called-off",
        Err(Error::Conflict) => "activity-registered-meanwhile",
    };
    // What is there now, under an identity of its own, so that nobody writes over what they have not seen.
    let now = page(&visit, session).await?;
    let (id, seen) = (visit.services().clock.identity(), now.session.registration_id);
    Ok(Shown { id, seen, page: &now, typed: None, faults: &[], said: Some(said) }.respond(&visit))
}

pub(super) async fn undo(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let session = parameter(&request, "session")?;
    let Undo { registration } = form(request).await?;
    let before = page(&visit, session).await?;
    match register::undo(visit.services(), visit.actor()?, session, registration).await {
        Ok(()) => Ok(see_other(&format!("{}&saved={session}", month_address(before.session.on)))),
        Err(Error::Store(error)) => Err(error.into()),
        // Somebody has registered it again since: that is to be seen first.
        Err(_) => Ok(see_other(&session_address(session))),
    }
}

pub(super) async fn cancel(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let before = page(&visit, parameter(&request, "session")?).await?;
    match plan::cancel_session(visit.services(), visit.actor()?, before.session.id).await {
        Ok(()) => Ok(see_other(&address(before.activity.id))),
        Err(plan::Error::Store(error)) => Err(error.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

async fn page(visit: &Visit, session: Uuid) -> Result<register::Page, Failure> {
    match register::page(visit.services(), visit.actor()?, session).await {
        Ok(page) => Ok(page),
        Err(Error::Store(error)) => Err(error.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

impl Shown<'_> {
    fn respond(&self, visit: &Visit) -> Response {
        let status = match (self.faults, self.said) {
            ([], None) => StatusCode::OK,
            ([], Some(_)) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let title =
            visit.say_with("activity-register-title", &[("activity", self.page.activity.plan.name.as_str().into())]);
        let problems: Vec<_> = self.faults.iter().map(|fault| problem(visit, *fault)).collect();
        let at = session_address(self.page.session.id);
        Frame { status, ..Frame::of(visit, &title) }.around(&html! {
            (heading(visit, &self.page.activity, &self.page.session))
            @if let Some(said) = self.said { div.problems role="alert" tabindex="-1" { p { (visit.say(said)) } } }
            (summary(visit, None, &problems))
            @if self.seen.is_none() && self.page.sheet.total() > 0 { p.hint { (visit.say("activity-as-last-time")) } }
            form.sheet method="post" action=(at) novalidate {
                input type="hidden" name="id" value=(self.id);
                input type="hidden" name="seen" value=[self.seen];
                (self.ages(visit))
                (self.rest(visit, &problems))
                p.actions.last { button.button { (visit.say("staff-save")) } }
            }
            @if self.seen.is_none() {
                details {
                    summary { (visit.say("activity-call-off")) }
                    p { (visit.say("activity-call-off-text")) }
                    form method="post" action={ (at) "/cancel" } {
                        p.actions { button.button.other { (visit.say("activity-call-off-yes")) } }
                    }
                }
            }
            script src=(assets::address("staff-steppers.js")) defer {}
        })
    }

    /// Women and men of each age first; whose gender or age is not known after them.
    fn ages(&self, visit: &Visit) -> Markup {
        let known = |gender: &Gender| *gender != Gender::Unknown;
        let bands = AgeBand::ALL.into_iter().filter(|band| *band != AgeBand::Unknown);
        let is_rest_open = kinds().any(|(band, gender)| {
            (band == AgeBand::Unknown || gender == Gender::Unknown)
                && !matches!(self.people(band, gender).as_str(), "" | "0")
        });
        html! {
            p #people.lead { (visit.say("activity-who-came")) " " output.total data-total { (self.page.sheet.total()) } }
            @for band in bands {
                fieldset.band {
                    legend { (visit.say(&format!("activity-{}", band.as_str().replace('_', "-")))) }
                    @for gender in Gender::ALL.into_iter().filter(known) { (self.stepper(visit, band, gender)) }
                }
            }
            details open[is_rest_open] {
                summary { (visit.say("activity-not-known")) }
                @for band in AgeBand::ALL {
                    fieldset.band {
                        legend { (visit.say(&format!("activity-{}", band.as_str().replace('_', "-")))) }
                        @for gender in Gender::ALL.into_iter().filter(|gender| band == AgeBand::Unknown || !known(gender)) {
                            (self.stepper(visit, band, gender))
                        }
                    }
                }
            }
        }
    }

    fn rest(&self, visit: &Visit, problems: &[Problem]) -> Markup {
        let sheet = &self.page.sheet;
        let number = |name: &str, known: Option<i32>| {
            let text = || known.map(|known| known.to_string()).unwrap_or_default();
            self.typed.map_or_else(text, |fields| fields.get(name).to_owned())
        };
        let note = self.typed.map_or(sheet.note().unwrap_or_default(), |fields| fields.get("note"));
        html! {
            fieldset.band {
                legend { (visit.say("activity-also")) }
                (stepper(visit, "first_timers", "activity-first-timers", &number("first_timers", sheet.first_timers())))
                (stepper(visit, "volunteers", "activity-volunteers", &number("volunteers", sheet.volunteers())))
            }
            (Field::new("note", visit.say("activity-note")).hint(visit.say("activity-note-hint")).value(note)
                .among(problems).lines(2, 1000))
        }
    }

    fn stepper(&self, visit: &Visit, band: AgeBand, gender: Gender) -> Markup {
        let label = format!("activity-{}", gender.as_str());
        stepper(visit, &name(band, gender), &label, &self.people(band, gender))
    }

    fn people(&self, band: AgeBand, gender: Gender) -> String {
        match self.typed {
            Some(fields) => fields.get(&name(band, gender)).to_owned(),
            None => self.page.sheet.people(band, gender).to_string(),
        }
    }
}

/// A number that is changed with two large buttons, once our script has put them beside it.
fn stepper(visit: &Visit, name: &str, label: &str, value: &str) -> Markup {
    html! {
        div.stepper data-less=(visit.say("activity-less")) data-more=(visit.say("activity-more")) {
            label for=(name) { (visit.say(label)) }
            input.field #(name) name=(name) type="number" inputmode="numeric" min="0" max="1000" value=(value);
        }
    }
}

fn kinds() -> impl Iterator<Item = (AgeBand, Gender)> {
    AgeBand::ALL.into_iter().flat_map(|band| Gender::ALL.map(|gender| (band, gender)))
}

fn name(band: AgeBand, gender: Gender) -> String {
    format!("{}-{}", band.as_str(), gender.as_str())
}

/// Reads what was typed. What is no number is a fault where it stands.
fn read(fields: &Fields) -> Result<Sheet, Vec<Fault>> {
    let number = |name: &str, fault: Fault| match fields.get(name).trim() {
        "" => Ok(None),
        text => text.parse::<i32>().map(Some).map_err(|_| vec![fault]),
    };
    let mut counts = Vec::new();
    for (age_band, gender) in kinds() {
        let people = number(&name(age_band, gender), Fault::TooMany)?.unwrap_or_default();
        counts.push(Count { age_band, gender, people });
    }
    let (volunteers, first_timers) =
        (number("volunteers", Fault::Volunteers)?, number("first_timers", Fault::FirstTimers)?);
    Sheet::new(counts, volunteers, first_timers, fields.get("note"))
}

/// A fault where it stands.
fn problem(visit: &Visit, fault: Fault) -> Problem {
    let (name, key) = match fault {
        Fault::TooMany => ("people", "activity-fault-people"),
        Fault::Volunteers => ("volunteers", "activity-fault-volunteers"),
        Fault::FirstTimers => ("first_timers", "activity-fault-first-timers"),
        Fault::Note => ("note", "activity-fault-note"),
    };
    Problem::new(visit, name, key)
}
