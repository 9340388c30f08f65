//! Invented activities for the demonstration: a homework café with two evenings that were registered and one that was forgotten,
//! and a dinner with few places to sign up for; and what was held in the months before, which indicators are made of.

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::offer::{Offer, Written};
use super::register::{self, Command, Sheet};
use super::{AgeBand, Area, Count, Gender, plan};
use crate::access::Actor;
use crate::service::Services;
use crate::store::activity_session::State;
use crate::store::{self, Digest, activity, activity_session};

/// Why there are none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One was not planned.
    #[error("an invented activity was not planned")]
    Plan(#[from] plan::Error),
    /// A session was not registered.
    #[error("an invented session was not registered")]
    Register(#[from] register::Error),
    /// One is no activity, or a sheet is none.
    #[error("an invented activity is none")]
    Nothing,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Adds them to an area that has none.
pub async fn seed(services: &Services, area: Uuid) -> Result<(), Error> {
    if !activity::list(&services.db, &[area]).await?.is_empty() {
        return Ok(());
    }
    let today = services.clock.today();
    let cafe = plan(services, homework(area, today)).await?;
    for (weeks, girls, boys) in [(3, 6, 5), (2, 7, 4)] {
        let on = today.saturating_sub(weeks.weeks());
        let Some(session) = activity_session::on_day(&services.db, cafe, on).await? else { continue };
        let count = |age_band, gender, people| Count { age_band, gender, people };
        let counts = vec![
            count(AgeBand::To12, Gender::Women, girls),
            count(AgeBand::To12, Gender::Men, boys),
            count(AgeBand::To17, Gender::Women, 2),
        ];
        let sheet = Sheet::new(counts, Some(3), Some(1), "").map_err(|_| Error::Nothing)?;
        let command = Command { id: services.clock.identity(), session: session.id, seen: None, sheet };
        register::register(services, &Actor::operator(), command).await?;
    }
    plan(services, dinner(area, today, services.mail.is_some())).await?;
    Ok(())
}

/// Something that was held in an area for three months, and how many came each time, the new ones and the volunteers among them.
struct Held {
    area: &'static str,
    name: &'static str,
    focus_area: &'static str,
    every: &'static str,
    people: [i32; 3],
    new: i32,
    volunteers: i32,
}

/// So many people that they are shown, and so few that they are hidden.
const HELD: [Held; 3] = [
    Held {
        area: "Motalavej",
        name: "Gåtur med kaffe (opdigtet)",
        focus_area: "cohesion",
        every: "week",
        people: [21, 18, 26],
        new: 4,
        volunteers: 3,
    },
    Held {
        area: "Sydbyen",
        name: "Fodbold for alle (opdigtet)",
        focus_area: "crime_prevention",
        every: "week",
        people: [14, 19, 16],
        new: 3,
        volunteers: 2,
    },
    Held {
        area: "Sydbyen",
        name: "Jobcafé (opdigtet)",
        focus_area: "employment",
        every: "month",
        people: [3, 2, 4],
        new: 1,
        volunteers: 1,
    },
];

/// Adds what was held in the three months before this one. Each step is done once, whoever else does it too.
pub async fn past(services: &Services, areas: &[Area]) -> Result<(), Error> {
    let this = services.clock.today().first_of_month();
    let days = (this.saturating_sub(3.months()), this.yesterday().map_err(|_| Error::Nothing)?);
    for held in HELD {
        let Some(area) = areas.iter().find(|area| area.name == held.area) else { continue };
        let id = Digest::of_all(&["demo activity", &area.id.to_string(), held.name]).identity();
        let activity = if let Some(activity) = activity::find(&services.db, id).await? {
            activity
        } else {
            let offer = Offer::parse(&held.written(area.id, days)).map_err(|_| Error::Nothing)?;
            plan::create(services, &Actor::operator(), id, &offer).await?
        };
        let sessions = activity_session::between(&services.db, &[id], activity.series.first, days.1).await?;
        for (session, people) in sessions.iter().zip(held.people.into_iter().cycle()) {
            // Whoever tries the demonstration may have called one off.
            if session.registration_id.is_none() && session.state == State::Planned {
                let counts = vec![Count { age_band: AgeBand::To59, gender: Gender::Unknown, people }];
                let sheet =
                    Sheet::new(counts, Some(held.volunteers), Some(held.new), "").map_err(|_| Error::Nothing)?;
                let id = Digest::of_all(&["demo registration", &session.id.to_string()]).identity();
                let command = Command { id, session: session.id, seen: None, sheet };
                register::register(services, &Actor::operator(), command).await?;
            }
        }
    }
    Ok(())
}

impl Held {
    fn written(&self, area: Uuid, days: (Date, Date)) -> Written {
        let text = str::to_owned;
        Written {
            name: text(self.name),
            focus_area: text(self.focus_area),
            areas: vec![area],
            place: text("Fælleshuset"),
            starts_at: text("17:00"),
            ends_at: text("18:30"),
            every: text(self.every),
            first_on: days.0.to_string(),
            last_on: days.1.to_string(),
            ..Written::default()
        }
    }
}

async fn plan(services: &Services, written: Written) -> Result<Uuid, Error> {
    let offer = Offer::parse(&written).map_err(|_| Error::Nothing)?;
    Ok(plan::create(services, &Actor::operator(), services.clock.identity(), &offer).await?.id)
}

fn homework(area: Uuid, today: Date) -> Written {
    let text = str::to_owned;
    Written {
        name: text("Lektiecafé (opdigtet)"),
        focus_area: text("education"),
        sub_goal: text("Flere unge gennemfører en uddannelse"),
        areas: vec![area],
        place: text("Beboerhuset"),
        starts_at: text("15:30"),
        ends_at: text("17:30"),
        every: text("week"),
        first_on: today.saturating_sub(3.weeks()).to_string(),
        last_on: today.saturating_add(12.weeks()).to_string(),
        ..Written::default()
    }
}

fn dinner(area: Uuid, today: Date, takes_sign_ups: bool) -> Written {
    let text = str::to_owned;
    Written {
        name: text("Fællesspisning (opdigtet)"),
        focus_area: text("cohesion"),
        areas: vec![area],
        place: text("Fælleshuset"),
        starts_at: text("18:00"),
        ends_at: text("20:00"),
        every: text("fortnight"),
        first_on: today.saturating_add(6.days()).to_string(),
        last_on: today.saturating_add(12.weeks()).to_string(),
        places: text("12"),
        takes_sign_ups,
        consent_party: text("Den opdigtede frivilliggruppe"),
        consent_purpose: text("de kan ringe til dig, når de mangler en hånd i køkkenet"),
        ..Written::default()
    }
}
