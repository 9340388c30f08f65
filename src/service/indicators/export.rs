//! Everything that was observed of a programme as a file, each revision a row: a table for programs (CSV), one for people (XLSX).

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::observation::Observation;
use crate::access::Actor;
use crate::service::Services;
use crate::service::spreadsheet::{Cell, Dialect, Table};
use crate::store::{self, observation, place};

pub use crate::service::spreadsheet::Error as Unwritable;

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180), UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
}

/// What was observed, with the names of the areas that it was observed in.
#[derive(Clone, Debug)]
pub struct Everything {
    /// In the order in which it was.
    observed: Vec<Observation>,
    areas: BTreeMap<Uuid, String>,
}

type Column = (&'static str, fn(&Observation, &BTreeMap<Uuid, String>) -> Cell);

/// The columns. Programs know them by their names and their order: further ones come last.
const COLUMNS: [Column; 17] = [
    ("number", |one, _| count(u64::try_from(one.number).ok())),
    ("id", |one, _| Cell::Text(one.id.to_string())),
    ("indicator", |one, _| Cell::Text(one.observed.series.indicator.clone())),
    ("definition", |one, _| Cell::Number(one.observed.definition.into())),
    ("area", |one, _| id(one.observed.series.area_id)),
    ("area_label", |one, areas| {
        Cell::text(one.observed.series.area_id.and_then(|area| areas.get(&area)).map(String::as_str))
    }),
    ("whom", |one, _| Cell::Text(of_whom(&one.observed.series.whom))),
    ("period_from", |one, _| Cell::Day(one.observed.period.0)),
    ("period_to", |one, _| Cell::Day(one.observed.period.1)),
    ("revision", |one, _| Cell::Number(one.revision.into())),
    ("status", |one, _| Cell::Text(one.observed.status.as_str().to_owned())),
    ("value", |one, _| number(one.observed.figure.map(|figure| figure.value))),
    ("low", |one, _| number(one.observed.figure.and_then(|figure| Some(figure.interval?.0)))),
    ("high", |one, _| number(one.observed.figure.and_then(|figure| Some(figure.interval?.1)))),
    ("respondents", |one, _| count(one.observed.figure.and_then(|figure| figure.respondents))),
    ("release", |one, _| id(one.observed.release_id)),
    ("made_on", |one, _| Cell::Day(one.made_on)),
];

impl Format {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// What it is called on the way.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Everything that somebody may read of a programme; nothing of another.
pub async fn everything(services: &Services, actor: &Actor, programme: Uuid) -> Result<Everything, store::Error> {
    let may_read = super::observation::may_read(actor, programme);
    let observed = if may_read { observation::of_programme(&services.db, programme).await? } else { Vec::new() };
    let areas = place::areas(&services.db, programme).await?;
    Ok(Everything { observed, areas: areas.into_iter().map(|area| (area.id, area.name)).collect() })
}

impl Everything {
    /// The file, as it is made on a day.
    pub fn written(&self, format: Format, today: Date) -> Result<Vec<u8>, Unwritable> {
        let row = |one: &Observation| COLUMNS.iter().map(|(_, cell)| cell(one, &self.areas)).collect();
        let table = Table {
            names: COLUMNS.iter().map(|(name, _)| Cow::from(*name)).collect(),
            rows: self.observed.iter().map(row).collect(),
        };
        match format {
            Format::Csv => table.csv(Dialect::Plain),
            Format::Xlsx => table.workbook("Observationer", today),
        }
    }
}

/// Breakdowns with their codes, as one text: `age=60+; gender=woman`.
pub fn of_whom(whom: &BTreeMap<String, String>) -> String {
    whom.iter().map(|(name, code)| format!("{name}={code}")).collect::<Vec<_>>().join("; ")
}

fn id(id: Option<Uuid>) -> Cell {
    id.map_or(Cell::Nothing, |id| Cell::Text(id.to_string()))
}

fn number(number: Option<f64>) -> Cell {
    number.map_or(Cell::Nothing, Cell::Number)
}

#[expect(clippy::cast_precision_loss, reason = "no programme has so many answers")]
fn count(count: Option<u64>) -> Cell {
    number(count.map(|count| count as f64))
}
