//! The sessions of a year as a file, for those who make figures of them: what was held where and when, and how many came, by age
//! and gender. No names, no addresses, and no notes.

use std::borrow::Cow;

use jiff::civil::Date;
use uuid::Uuid;

use super::{Activity, AgeBand, Gender, Registration, Session};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::spreadsheet::{self, Cell, Dialect, Table};
use crate::store::{self, activity, activity_session, registration};

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// Values separated by commas, for programs.
    Csv,
    /// Values separated by semicolons, for Excel that is set to Danish.
    DanishCsv,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It could not be written.
    #[error(transparent)]
    Table(#[from] spreadsheet::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Programs know the columns by their names and their order: further ones come last.
const NAMES: [&str; 15] = [
    "session",
    "activity",
    "name",
    "focus_area",
    "sub_goal",
    "areas",
    "place",
    "held_on",
    "starts_at",
    "ends_at",
    "state",
    "registered",
    "participants",
    "first_timers",
    "volunteers",
];

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Csv, Self::DanishCsv];

    /// How the addresses of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::DanishCsv => "danish.csv",
        }
    }

    /// The one whose files end so.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }

    /// What it is called on the way.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv | Self::DanishCsv => "text/csv; charset=utf-8",
        }
    }
}

/// The sessions of a year in the areas in which somebody may read what was collected.
pub async fn write(services: &Services, actor: &Actor, format: Format, year: i16) -> Result<Vec<u8>, Error> {
    let table = table(services, actor, year).await?;
    Ok(match format {
        Format::Xlsx => table.workbook("sessions", services.clock.today())?,
        Format::Csv => table.csv(Dialect::Plain)?,
        Format::DanishCsv => table.csv(Dialect::Danish)?,
    })
}

async fn table(services: &Services, actor: &Actor, year: i16) -> Result<Table<'static>, store::Error> {
    let areas = super::areas(services, actor, Permission::ReadAnswers).await?;
    let activities = activity::list(&services.db, &areas.iter().map(|area| area.id).collect::<Vec<_>>()).await?;
    let ids: Vec<Uuid> = activities.iter().map(|activity| activity.id).collect();
    let sessions = match (Date::new(year, 1, 1), Date::new(year, 12, 31)) {
        (Ok(first), Ok(last)) => activity_session::between(&services.db, &ids, first, last).await?,
        _ => Vec::new(),
    };
    let registered: Vec<Uuid> = sessions.iter().filter_map(|session| session.registration_id).collect();
    let registrations = registration::list(&services.db, &registered).await?;
    let row = |session: &Session| {
        let activity = activities.iter().find(|activity| activity.id == session.activity_id)?;
        let registration = registrations.iter().find(|registration| Some(registration.id) == session.registration_id);
        // Of an activity that areas hold together, also those are named that this person does not work in.
        let named =
            activity.areas.iter().map(|id| areas.iter().find(|area| area.id == *id).map_or("-", |area| &area.name));
        Some(cells(activity, &named.collect::<Vec<_>>().join(", "), session, registration))
    };
    let names = NAMES.map(Cow::from).into_iter();
    let names = names.chain(kinds().map(|(band, gender)| format!("{}_{}", band.as_str(), gender.as_str()).into()));
    Ok(Table { names: names.collect(), rows: sessions.iter().filter_map(row).collect() })
}

fn cells(activity: &Activity, areas: &str, session: &Session, of: Option<&Registration>) -> Vec<Cell> {
    let plan = &activity.plan;
    let text = |text: &str| Cell::Text(text.to_owned());
    let number = |number: Option<i32>| number.map_or(Cell::Nothing, |number| Cell::Number(number.into()));
    let people = |is_wanted: &dyn Fn(AgeBand, Gender) -> bool| {
        let wanted = |of: &Registration| {
            let counts = of.counts.iter().filter(|count| is_wanted(count.age_band, count.gender));
            counts.map(|count| count.people).sum()
        };
        number(of.map(wanted))
    };
    let time =
        |time: Option<jiff::civil::Time>| time.map_or(Cell::Nothing, |time| text(&time.strftime("%H:%M").to_string()));
    let mut cells = vec![
        text(&session.id.to_string()),
        text(&activity.id.to_string()),
        text(&plan.name),
        text(plan.focus_area.as_str()),
        Cell::text(plan.sub_goal.as_deref()),
        text(areas),
        text(&plan.place),
        Cell::Day(session.on),
        time(plan.hours.from),
        time(plan.hours.to),
        text(session.state.as_str()),
        text(if of.is_some() { "yes" } else { "no" }),
        people(&|_, _| true),
        number(of.and_then(|of| of.first_timers)),
        number(of.and_then(|of| of.volunteers)),
    ];
    cells.extend(kinds().map(|(band, gender)| people(&|other, wanted| (other, wanted) == (band, gender))));
    cells
}

fn kinds() -> impl Iterator<Item = (AgeBand, Gender)> {
    AgeBand::ALL.into_iter().flat_map(|band| Gender::ALL.map(|gender| (band, gender)))
}
