//! Findings as files: a table for programs (CSV), one for people (XLSX), a map (GeoJSON). All have the same columns; what the
//! form has a code for stands there as the code and in words.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::labels::{Labels, PLACE, RESPONSIBLE, SEVERITY, THEME};
use super::read::Listed;
use super::{PublicText, PublicTexts};
use crate::service::spreadsheet::{Cell, Dialect, Table};
use crate::store::finding::Finding;

pub use crate::service::spreadsheet::Error;

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180), UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
    /// A map (RFC 7946). What has no position is in it without one.
    GeoJson,
}

/// A finding with what it takes to describe it.
struct Row<'a> {
    finding: &'a Finding,
    area: &'a str,
    labels: &'a Labels,
}

type Column = (&'static str, fn(&Row<'_>) -> Cell);

/// The columns. Programs know them by their names and their order: further ones come last.
const COLUMNS: [Column; 26] = [
    ("id", |row| Cell::Text(row.finding.id.to_string())),
    ("area", |row| Cell::Text(row.area.to_owned())),
    ("found_on", |row| Cell::Day(row.finding.found_on)),
    ("kind", |row| Cell::Text(row.finding.kind.as_str().to_owned())),
    ("status", |row| Cell::Text(row.finding.status.as_str().to_owned())),
    ("place", |row| Cell::text(row.finding.place_code.as_deref())),
    ("place_label", |row| row.label(PLACE, row.finding.place_code.as_deref())),
    ("place_detail", |row| Cell::text(row.finding.place_text.as_deref())),
    ("latitude", |row| number(row.finding.position.map(|position| position.latitude))),
    ("longitude", |row| number(row.finding.position.map(|position| position.longitude))),
    ("accuracy", |row| number(row.finding.position.and_then(|position| position.accuracy))),
    ("theme", |row| Cell::text(row.finding.theme.as_deref())),
    ("theme_label", |row| row.label(THEME, row.finding.theme.as_deref())),
    ("severity", |row| Cell::text(row.finding.severity.as_deref())),
    ("severity_label", |row| row.label(SEVERITY, row.finding.severity.as_deref())),
    ("observation", |row| Cell::text(Some(&row.finding.observation))),
    ("proposal", |row| Cell::text(row.finding.proposal.as_deref())),
    ("responsible", |row| Cell::text(row.finding.party.as_deref())),
    ("responsible_label", |row| row.label(RESPONSIBLE, row.finding.party.as_deref())),
    ("assignee", |row| Cell::text(row.finding.assignee.as_deref())),
    ("deadline", |row| row.finding.deadline.map_or(Cell::Nothing, Cell::Day)),
    ("refusal_reason", |row| Cell::text(row.finding.refusal_reason.as_deref())),
    ("published", |row| Cell::Text(row.finding.published.as_str().to_owned())),
    ("public_said", |row| row.public(|text| Some(text.said))),
    ("public_done", |row| row.public(|text| text.done)),
    ("version", |row| Cell::Number(row.finding.version.into())),
];

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Csv, Self::GeoJson];

    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
        }
    }

    /// The one whose files end so.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }

    /// What it is called on the way.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::GeoJson => "application/geo+json",
        }
    }
}

/// The file.
pub fn write(format: Format, listed: &Listed, labels: &Labels) -> Result<Vec<u8>, Error> {
    let mut rows = Vec::new();
    for finding in &listed.findings {
        rows.push(Row { finding, area: listed.area(finding.area_id), labels });
    }
    match format {
        Format::Csv => table(&rows).csv(Dialect::Plain),
        Format::Xlsx => table(&rows).workbook("findings", listed.today),
        Format::GeoJson => Ok(map(&rows).to_string().into_bytes()),
    }
}

fn table(rows: &[Row<'_>]) -> Table<'static> {
    Table {
        names: COLUMNS.map(|(name, _)| Cow::from(name)).to_vec(),
        rows: rows.iter().map(|row| COLUMNS.map(|(_, cell)| cell(row)).to_vec()).collect(),
    }
}

fn map(rows: &[Row<'_>]) -> Value {
    let feature = |row: &Row<'_>| {
        let point =
            row.finding.position.map(|at| json!({ "type": "Point", "coordinates": [at.longitude, at.latitude] }));
        let properties: Map<String, Value> =
            COLUMNS.iter().map(|(name, cell)| ((*name).to_owned(), value(cell(row)))).collect();
        json!({ "type": "Feature", "id": row.finding.id, "geometry": point, "properties": properties })
    };
    json!({ "type": "FeatureCollection", "features": rows.iter().map(feature).collect::<Vec<_>>() })
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => text.into(),
        Cell::Number(number) => number.into(),
        Cell::Day(date) => date.to_string().into(),
    }
}

fn number(number: Option<f64>) -> Cell {
    number.map_or(Cell::Nothing, Cell::Number)
}

impl Row<'_> {
    fn label(&self, question: &str, code: Option<&str>) -> Cell {
        Cell::text(code.map(|code| self.labels.word(question, code)))
    }

    /// What residents read in Danish, while they do.
    fn public(&self, part: fn(PublicText) -> Option<String>) -> Cell {
        let texts = self.finding.public_text.as_deref().and_then(PublicTexts::from_column);
        let danish = texts.and_then(|texts| texts.exactly("da").cloned());
        Cell::text(danish.and_then(part).as_deref())
    }
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
