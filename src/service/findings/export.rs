//! Findings as files: a table for programs (CSV), one for people (XLSX), a map (GeoJSON). All have the same columns; what the
//! form has a code for stands there as the code and in words.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Look, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value, json};

use super::labels::{Labels, PLACE, RESPONSIBLE, SEVERITY, THEME};
use super::read::Listed;
use super::{PublicText, PublicTexts};
use crate::service::spreadsheet;
use crate::store::finding::Finding;

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

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The table could not be written.
    #[error("the table could not be written")]
    Csv(#[from] csv::Error),
    /// The workbook could not be written.
    #[error("the workbook could not be written")]
    Xlsx(#[from] XlsxError),
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Nothing,
    Text(String),
    Number(f64),
    Day(Date),
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
    ("place", |row| text(row.finding.place_code.as_deref())),
    ("place_label", |row| row.label(PLACE, row.finding.place_code.as_deref())),
    ("place_detail", |row| text(row.finding.place_text.as_deref())),
    ("latitude", |row| number(row.finding.position.map(|position| position.latitude))),
    ("longitude", |row| number(row.finding.position.map(|position| position.longitude))),
    ("accuracy", |row| number(row.finding.position.and_then(|position| position.accuracy))),
    ("theme", |row| text(row.finding.theme.as_deref())),
    ("theme_label", |row| row.label(THEME, row.finding.theme.as_deref())),
    ("severity", |row| text(row.finding.severity.as_deref())),
    ("severity_label", |row| row.label(SEVERITY, row.finding.severity.as_deref())),
    ("observation", |row| text(Some(&row.finding.observation))),
    ("proposal", |row| text(row.finding.proposal.as_deref())),
    ("responsible", |row| text(row.finding.party.as_deref())),
    ("responsible_label", |row| row.label(RESPONSIBLE, row.finding.party.as_deref())),
    ("assignee", |row| text(row.finding.assignee.as_deref())),
    ("deadline", |row| row.finding.deadline.map_or(Cell::Nothing, Cell::Day)),
    ("refusal_reason", |row| text(row.finding.refusal_reason.as_deref())),
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
        Format::Csv => csv(&rows),
        Format::Xlsx => Ok(workbook(&rows, listed.today)?),
        Format::GeoJson => Ok(map(&rows).to_string().into_bytes()),
    }
}

fn csv(rows: &[Row<'_>]) -> Result<Vec<u8>, Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS.map(|(name, _)| name))?;
    for row in rows {
        writer.write_record(COLUMNS.map(|(_, cell)| cell(row).harmless()))?;
    }
    Ok(writer.into_inner().map_err(|failed| csv::Error::from(failed.into_error()))?)
}

fn workbook(rows: &[Row<'_>], today: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The moment at which a file was made would make each another one.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel_day(today)?));
    let (head, day) = (Look::new().set_bold(), Look::new().set_num_format("yyyy-mm-dd"));
    let sheet = workbook.add_worksheet();
    sheet.set_name("findings")?.set_freeze_panes(1, 0)?;
    for (column, (name, cell)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, name, &head)?;
        for (at, row) in (1..).zip(rows) {
            put(sheet, at, column, &cell(row), &day)?;
        }
    }
    workbook.save_to_buffer()
}

/// Text is written as text, whatever it begins with: nothing in it is a formula.
fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, day: &Look) -> Result<(), XlsxError> {
    match cell {
        Cell::Nothing => {}
        Cell::Text(text) => drop(sheet.write_string(row, column, text)?),
        Cell::Number(number) => drop(sheet.write_number(row, column, *number)?),
        Cell::Day(date) => drop(sheet.write_datetime_with_format(row, column, &excel_day(*date)?, day)?),
    }
    Ok(())
}

fn excel_day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())
}

fn map(rows: &[Row<'_>]) -> Value {
    let feature = |row: &Row<'_>| {
        let point =
            row.finding.position.map(|at| json!({ "type": "Point", "coordinates": [at.longitude, at.latitude] }));
        let properties: Map<String, Value> =
            COLUMNS.iter().map(|(name, cell)| ((*name).to_owned(), cell(row).to_json())).collect();
        json!({ "type": "Feature", "id": row.finding.id, "geometry": point, "properties": properties })
    };
    json!({ "type": "FeatureCollection", "features": rows.iter().map(feature).collect::<Vec<_>>() })
}

fn text(text: Option<&str>) -> Cell {
    text.map_or(Cell::Nothing, |text| Cell::Text(text.to_owned()))
}

fn number(number: Option<f64>) -> Cell {
    number.map_or(Cell::Nothing, Cell::Number)
}

impl Row<'_> {
    fn label(&self, question: &str, code: Option<&str>) -> Cell {
        text(code.map(|code| self.labels.word(question, code)))
    }

    /// What residents read in Danish, while they do.
    fn public(&self, part: fn(PublicText) -> Option<String>) -> Cell {
        let texts = self.finding.public_text.as_deref().and_then(PublicTexts::from_column);
        let danish = texts.and_then(|texts| texts.exactly("da").cloned());
        text(danish.and_then(part).as_deref())
    }
}

impl Cell {
    /// As text that no program of tables takes for a formula.
    fn harmless(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => spreadsheet::harmless(text).into_owned(),
            Self::Number(number) => number.to_string(),
            Self::Day(date) => date.to_string(),
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Nothing => Value::Null,
            Self::Text(text) => text.as_str().into(),
            Self::Number(number) => (*number).into(),
            Self::Day(date) => date.to_string().into(),
        }
    }
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
