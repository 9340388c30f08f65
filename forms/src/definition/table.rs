//! Tables that come as files beside a definition, for choices and look-ups: CSV and GeoJSON, as ODK clients read them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cell;
use crate::tree::Tree;

/// A register of addresses has some 10,000 rows.
const MAX_BYTES: usize = 1024 * 1024;
const MAX_ROWS: usize = 20_000;
const MAX_COLUMNS: usize = 100;
const MAX_CELLS: usize = 200_000;

/// A file that a definition names, such as `places.csv`.
#[derive(Debug, Clone, Copy)]
pub struct Attachment<'a> {
    /// The name, without any folder.
    pub name: &'a str,
    /// What is in it.
    pub content: &'a [u8],
}

/// Rows of named columns. Every row has a cell for every column.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Why a file cannot be read as a table.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TableError {
    #[error("it is larger than {} KiB", MAX_BYTES / 1024)]
    TooLarge,
    #[error("it has more than {MAX_ROWS} rows, {MAX_COLUMNS} columns or {MAX_CELLS} cells")]
    TooMany,
    #[error("it is not text in UTF-8")]
    NotText,
    #[error("it holds the character U+{0:04X}, which no answer can hold")]
    IllegalCharacter(u32),
    #[error("it has no first row with the names of its columns")]
    NoHeader,
    #[error("it has the column `{0}` twice")]
    TwiceTheColumn(String),
    #[error("row {row} has {found} cells, and there are {expected} columns")]
    Ragged { row: usize, found: usize, expected: usize },
    #[error("{0}")]
    Csv(csv::Error),
    #[error("{0}")]
    Json(serde_json::Error),
    #[error("it is no GeoJSON `FeatureCollection`")]
    NoFeatures,
    #[error("the geometry of feature {0} is no point, line or polygon")]
    Geometry(usize),
}

/// The kinds of file that a table can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableKind {
    Csv,
    GeoJson,
}

impl TableKind {
    /// By the ending of a file's name.
    pub(crate) fn of(file: &str) -> Option<Self> {
        let (_, ending) = file.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "geojson" => Some(Self::GeoJson),
            _ => None,
        }
    }

    /// The columns that hold code and label, where the form names no others.
    pub(crate) fn default_columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("name", "label"),
            Self::GeoJson => ("id", "title"),
        }
    }
}

impl Table {
    /// Reads a file.
    ///
    /// # Errors
    /// If it is no such table, or larger than any that a form needs.
    pub(crate) fn read(kind: TableKind, content: &[u8]) -> Result<Self, TableError> {
        if content.len() > MAX_BYTES {
            return Err(TableError::TooLarge);
        }
        let text = std::str::from_utf8(content).map_err(|_| TableError::NotText)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let table = match kind {
            TableKind::Csv => Self::from_csv(text)?,
            TableKind::GeoJson => Self::from_geojson(text)?,
        };
        table.check()?;
        Ok(table)
    }

    /// What has to hold of a table wherever it comes from.
    ///
    /// # Errors
    /// The first thing that does not.
    pub(crate) fn check(&self) -> Result<(), TableError> {
        let width = self.columns.len();
        if self.rows.len() > MAX_ROWS || width > MAX_COLUMNS || self.rows.len().saturating_mul(width) > MAX_CELLS {
            return Err(TableError::TooMany);
        }
        if width == 0 {
            return Err(TableError::NoHeader);
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = self.columns.iter().find(|column| !seen.insert(column.as_str())) {
            return Err(TableError::TwiceTheColumn(twice.clone()));
        }
        if let Some((row, cells)) =
            self.rows.iter().zip(1..).map(|(cells, row)| (row, cells)).find(|(_, cells)| cells.len() != width)
        {
            return Err(TableError::Ragged { row, found: cells.len(), expected: width });
        }
        let mut letters = self.columns.iter().chain(self.rows.iter().flatten()).flat_map(|cell| cell.chars());
        match letters.find(|letter| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')) {
            Some(letter) => Err(TableError::IllegalCharacter(letter.into())),
            None => Ok(()),
        }
    }

    /// The place of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The table as expressions see it: `root/item`, with a child for each column.
    pub(crate) fn document(&self) -> Tree {
        let mut document = Tree::new();
        let root = document.add_element(document.root(), "root");
        for row in &self.rows {
            let item = document.add_element(root, "item");
            for (column, cell) in self.columns.iter().zip(row) {
                let element = document.add_element(item, column);
                document.set_text(element, cell);
            }
        }
        document
    }

    /// The first row names the columns. Spreadsheet programs of some countries part cells with semicolons.
    fn from_csv(text: &str) -> Result<Self, TableError> {
        let header = text.lines().next().unwrap_or_default();
        let delimiter = if header.contains(';') && !header.contains(',') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut table = Self::default();
        for record in reader.records() {
            let record = record.map_err(TableError::Csv)?;
            let mut cells: Vec<String> = record.iter().map(|cell| cell::tidy(cell).into_owned()).collect();
            if table.columns.is_empty() {
                // Spreadsheet programs leave empty cells behind the last column.
                while cells.last().is_some_and(String::is_empty) {
                    cells.pop();
                }
                table.columns = cells;
                continue;
            }
            while cells.len() > table.columns.len() && cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            // As many programs write it: what is empty at the end of a row is left out.
            cells.resize(cells.len().max(table.columns.len()), String::new());
            if table.rows.len() > MAX_ROWS {
                return Err(TableError::TooMany);
            }
            if cells.iter().any(|cell| !cell.is_empty()) {
                table.rows.push(cells);
            }
        }
        Ok(table)
    }

    /// A row for each feature: its `id`, its `geometry` as ODK writes places, and its properties.
    fn from_geojson(text: &str) -> Result<Self, TableError> {
        let document: Value = serde_json::from_str(text).map_err(TableError::Json)?;
        let is_collection = document["type"] == "FeatureCollection";
        let features = document["features"].as_array().filter(|_| is_collection).ok_or(TableError::NoFeatures)?;
        let mut table = Self::default();
        for (feature, number) in features.iter().zip(1..) {
            if table.columns.len() > MAX_COLUMNS || table.rows.len() > MAX_ROWS {
                return Err(TableError::TooMany);
            }
            let mut row = vec![String::new(); table.columns.len()];
            if !feature["id"].is_null() {
                table.put(&mut row, "id", text_of(&feature["id"]));
            }
            let place = geometry(&feature["geometry"]).ok_or(TableError::Geometry(number))?;
            table.put(&mut row, "geometry", place);
            for (name, value) in feature["properties"].as_object().into_iter().flatten() {
                table.put(&mut row, name, text_of(value));
            }
            table.rows.push(row);
        }
        let width = table.columns.len();
        table.rows.iter_mut().for_each(|row| row.resize(width, String::new()));
        Ok(table)
    }

    fn put(&mut self, row: &mut Vec<String>, column: &str, cell: String) {
        let index = self.column(column).unwrap_or_else(|| {
            self.columns.push(column.to_owned());
            self.columns.len() - 1
        });
        row.resize(row.len().max(index + 1), String::new());
        row[index] = cell;
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => cell::tidy(text).into_owned(),
        other => other.to_string(),
    }
}

/// `latitude longitude altitude accuracy`, with `; ` between the points of a line and of the outer edge of a polygon.
fn geometry(value: &Value) -> Option<String> {
    let coordinates = &value["coordinates"];
    let line = |points: &Value| {
        let points: Option<Vec<String>> = points.as_array()?.iter().map(point).collect();
        Some(points?.join("; "))
    };
    match value["type"].as_str()? {
        "Point" => point(coordinates),
        "LineString" => line(coordinates),
        "Polygon" => line(coordinates.get(0)?),
        _ => None,
    }
}

/// GeoJSON puts the longitude first.
fn point(value: &Value) -> Option<String> {
    let number = |index: usize| value.get(index)?.as_f64().filter(|number| number.is_finite());
    Some(format!("{} {} {} 0", number(1)?, number(0)?, number(2).unwrap_or(0.0)))
}

#[cfg(test)]
mod tests {
    use super::{Table, TableKind};

    fn read(kind: TableKind, content: &str) -> Result<Table, String> {
        Table::read(kind, content.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_csv_file_is_read_as_spreadsheet_programs_write_it() {
        let table = read(TableKind::Csv, "\u{feff}name;label;\r\nn1;\"Nord; øst\"\r\n;;\r\nn2\r\n").expect("a table");
        assert_eq!(table.columns, ["name", "label"]);
        assert_eq!(table.rows, [["n1", "Nord; øst"], ["n2", ""]]);
    }

    #[test]
    fn features_become_rows_with_all_columns() {
        let source = r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": "a", "geometry": {"type": "Point", "coordinates": [11.35, 55.4]}, "properties": {"title": "A", "floors": 3}},
            {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4, 5]]}, "properties": {"id": "b", "lit": true}}
        ]}"#;
        let table = read(TableKind::GeoJson, source).expect("a table");
        assert_eq!(table.columns, ["id", "geometry", "title", "floors", "lit"]);
        assert_eq!(table.rows[0], ["a", "55.4 11.35 0 0", "A", "3", ""]);
        assert_eq!(table.rows[1], ["b", "2 1 0 0; 4 3 5 0", "", "", "true"]);
    }

    #[test]
    fn what_is_no_table_is_said() {
        let said = |kind, content: &str| read(kind, content).expect_err("no table");
        assert_eq!(said(TableKind::Csv, ""), "it has no first row with the names of its columns");
        assert_eq!(said(TableKind::Csv, "a,a\n1,2"), "it has the column `a` twice");
        assert_eq!(said(TableKind::Csv, "a,b\n1,2,3"), "row 1 has 3 cells, and there are 2 columns");
        assert_eq!(said(TableKind::Csv, "a\n\u{1}"), "it holds the character U+0001, which no answer can hold");
        assert_eq!(said(TableKind::GeoJson, "{}"), "it is no GeoJSON `FeatureCollection`");
        assert_eq!(
            said(TableKind::Csv, &"x\n".repeat(20_002)),
            "it has more than 20000 rows, 100 columns or 200000 cells"
        );
        assert_eq!(said(TableKind::Csv, &" ".repeat(1024 * 1024 + 1)), "it is larger than 1024 KiB");
        assert_eq!(Table::read(TableKind::Csv, b"\xff").expect_err("no text").to_string(), "it is not text in UTF-8");
    }
}
