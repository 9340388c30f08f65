//! The files of a release, one format a module. They follow from what is kept of it and are the same to the byte whenever they are
//! made.

mod columnar;
mod columns;
mod cross;
mod ddi;
mod ids;
mod json_stat;
mod manifest;
mod sdmx;
mod sidecar;
#[cfg(test)]
pub(super) mod test_release;
mod workbook;
mod xml;

use std::borrow::Cow;

use rust_xlsxwriter::XlsxError;
use stats::cube::Cell as Counts;
use stats::disclosure::{Published, Rounded};
use uuid::Uuid;

use self::columns::{Column, Value, columns};
pub(super) use self::cross::ordered;
use super::coarse::people;
use super::make::Counted;
use super::meaning::{DANISH, Meaning, Words};
use super::plan::Figures;
use super::tidy::{Row, rows};
use crate::service::parquet;
use crate::service::spreadsheet::{self, Cell, Dialect, Table};
use crate::store::release::Release;

/// A file to take along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Why there are no files.
#[derive(Debug, thiserror::Error)]
#[error("the release {release} cannot be written to files")]
pub struct Unwritable {
    release: Uuid,
    source: Fault,
}

/// What is wrong with a release, or with the program.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("it is kept in a way that this version cannot read")]
    Kept(#[from] serde_json::Error),
    #[error(transparent)]
    Spreadsheet(#[from] spreadsheet::Error),
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    #[error(transparent)]
    Parquet(#[from] parquet::Error),
}

impl Unwritable {
    pub(super) fn of(release: &Release, source: impl Into<Fault>) -> Self {
        Self { release: release.id, source: source.into() }
    }
}

/// A kind of file.
struct Format {
    name: &'static str,
    media_type: &'static str,
    write: fn(&Content<'_>) -> Result<Vec<u8>, Fault>,
}

/// A release as formats see it.
struct Content<'r> {
    release: &'r Release,
    published: Published,
    /// The same without counts, where the plan wants none.
    rounded: Option<Rounded>,
    counted: Counted,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

const CSV: &str = "text/csv; charset=utf-8";
const JSON: &str = "application/json";
const SDMX: &str = "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// All but the one that tells of them all; first what most people want.
const FORMATS: &[Format] = &[
    Format { name: "tabeller.xlsx", media_type: XLSX, write: |content| workbook::workbook(content, DANISH) },
    Format { name: "tabeller.csv", media_type: CSV, write: |content| content.separated(Dialect::Danish) },
    Format { name: "tables.xlsx", media_type: XLSX, write: |content| workbook::workbook(content, "en") },
    Format { name: "tables.csv", media_type: CSV, write: |content| content.separated(Dialect::Plain) },
    Format {
        name: "tables.csv-metadata.json",
        media_type: "application/csvm+json",
        write: |content| Ok(sidecar::csvw(content)),
    },
    Format { name: "datapackage.json", media_type: JSON, write: |content| Ok(sidecar::data_package(content)) },
    Format { name: "tables.json-stat.json", media_type: JSON, write: |content| Ok(json_stat::json_stat(content)) },
    Format { name: "tables.sdmx.csv", media_type: SDMX, write: sdmx::sdmx_csv },
    Format { name: "tables.parquet", media_type: "application/vnd.apache.parquet", write: columnar::columnar },
    Format { name: "codebook.xml", media_type: "application/xml", write: |content| Ok(ddi::codebook(content)) },
    Format { name: "release.json", media_type: JSON, write: |content| content.told() },
    Format {
        name: "plan.yaml",
        media_type: "application/yaml",
        write: |content| Ok(content.release.plan.clone().into()),
    },
];

/// Those that hold counts and nothing else, and are not there where a plan wants none.
const OF_COUNTS: [&str; 2] = ["tables.json-stat.json", "tables.sdmx.csv"];

/// The file that tells of all others.
const MANIFEST: &str = "manifest.json";

/// The names of files of a release, each with its media type.
pub fn file_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    FORMATS.iter().map(|format| (format.name, format.media_type)).chain([(MANIFEST, JSON)])
}

/// The names of the files of a release that gives such figures.
pub(super) fn names_with(figures: Figures) -> impl Iterator<Item = &'static str> {
    FORMATS.iter().filter(move |format| format.is_with(figures)).map(|format| format.name).chain([MANIFEST])
}

/// All files of a release.
pub fn files(release: &Release) -> Result<Vec<File>, Unwritable> {
    let all = |content: &Content<'_>| {
        let formats = FORMATS.iter().filter(|format| format.is_with(content.figures()));
        let mut files = formats.map(|format| format.file(content)).collect::<Result<Vec<_>, _>>()?;
        files.push(manifest::file(content, &files));
        Ok(files)
    };
    Content::of(release, all)
}

/// One of them, which costs no more than that one; nothing, if there is none of this name.
pub fn file(release: &Release, name: &str) -> Result<Option<File>, Unwritable> {
    if name == MANIFEST {
        return Ok(files(release)?.pop());
    }
    let Some(format) = FORMATS.iter().find(|format| format.name == name) else { return Ok(None) };
    Content::of(release, |content| format.is_with(content.figures()).then(|| format.file(content)).transpose())
}

impl Format {
    fn is_with(&self, figures: Figures) -> bool {
        figures == Figures::Counts || !OF_COUNTS.contains(&self.name)
    }

    fn file(&self, content: &Content<'_>) -> Result<File, Fault> {
        Ok(File { name: self.name, media_type: self.media_type, content: (self.write)(content)? })
    }
}

impl<'r> Content<'r> {
    /// What somebody makes of a release.
    fn of<T>(release: &'r Release, make: impl Fn(&Self) -> Result<T, Fault>) -> Result<T, Unwritable> {
        let content = Self::read(release).and_then(|content| make(&content));
        content.map_err(|source| Unwritable::of(release, source))
    }

    fn read(release: &'r Release) -> Result<Self, Fault> {
        let published: Published = serde_json::from_str(&release.published)?;
        let counted: Counted = serde_json::from_str(&release.counted)?;
        let columns = columns(published.plan(), &counted.background.meaning);
        let rows = rows(&published, &counted);
        let rounded = (counted.background.figures == Figures::Rounded).then(|| Rounded::of(&published));
        Ok(Self { release, published, rounded, counted, columns, rows })
    }

    fn figures(&self) -> Figures {
        self.counted.background.figures
    }

    /// Whether there are counts, and not percentages alone.
    fn has_counts(&self) -> bool {
        self.rounded.is_none()
    }

    /// How many there are in a cell; about how many in a group, where the plan wants no counts.
    fn count(&self, cell: &Counts) -> Option<u64> {
        match &self.rounded {
            None => self.published.count(cell).flatten(),
            Some(rounded) => people(rounded, cell),
        }
    }

    /// The release as auditors read it.
    fn told(&self) -> Result<Vec<u8>, Fault> {
        match &self.rounded {
            None => Ok(self.release.published.clone().into()),
            Some(rounded) => Ok(serde_json::to_vec(rounded)?),
        }
    }

    fn meaning(&self) -> &Meaning {
        &self.counted.background.meaning
    }

    /// What the release is called.
    fn title(&self) -> Words {
        let wave = Words::name(&self.meaning().wave);
        Words::own_with("tables-first-title", &[("form", &self.meaning().title), ("wave", &wave)])
    }

    /// The codes of a variable as people read them.
    fn codes(&self, variable: &str) -> Vec<&str> {
        let known = self.published.plan().variables().iter().find(|known| known.name == variable);
        known.map(cross::ordered).unwrap_or_default()
    }

    /// Values that are separated, a row a line.
    fn separated(&self, dialect: Dialect) -> Result<Vec<u8>, Fault> {
        let cells = |row| self.columns.iter().map(|column| cell(column.value(row, self.meaning(), DANISH))).collect();
        let names = self.columns.iter().map(|column| Cow::from(column.name.as_str())).collect();
        let table = Table { names, rows: self.rows.iter().map(cells).collect() };
        Ok(table.csv(dialect)?)
    }
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Nothing => Cell::Nothing,
        Value::Text(text) => Cell::Text(text),
        Value::Whole(number) => Cell::Number(as_float(number)),
        Value::Part(part) => Cell::Number(part),
    }
}

/// A file for programs that people can read, too.
fn json_file(told: &serde_json::Value) -> Vec<u8> {
    format!("{told:#}\n").into_bytes()
}

#[expect(clippy::cast_precision_loss, reason = "no survey asks 2^52 people")]
fn as_float(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests;
