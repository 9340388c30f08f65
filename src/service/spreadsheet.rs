//! Tables as files: for programs, for the Danish program of tables, and as a workbook. Programs of tables take text that begins
//! like a formula for one (OWASP: CSV injection); here it stays text.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Look, Workbook, Worksheet, XlsxError};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Nothing,
    Text(String),
    Number(f64),
    Day(Date),
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The values could not be written.
    #[error("the table could not be written")]
    Csv(#[from] csv::Error),
    /// The workbook could not be written.
    #[error("the workbook could not be written")]
    Xlsx(#[from] XlsxError),
}

/// A table with a name for each column.
pub(super) struct Table<'t> {
    pub(super) names: Vec<Cow<'t, str>>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// How values are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// By commas (RFC 4180), as programs read it.
    Plain,
    /// By semicolons, with a comma in numbers, and marked as UTF-8: as Excel reads it where it is set to Danish.
    Danish,
}

/// Marks what follows as UTF-8.
const MARK: &str = "\u{feff}";

impl Table<'_> {
    /// Values that are separated, a row a line.
    pub(super) fn csv(&self, dialect: Dialect) -> Result<Vec<u8>, Error> {
        let (separator, begun) = match dialect {
            Dialect::Plain => (b',', Vec::new()),
            Dialect::Danish => (b';', MARK.into()),
        };
        let mut writer =
            csv::WriterBuilder::new().delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(begun);
        writer.write_record(self.names.iter().map(AsRef::as_ref))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| cell.harmless(dialect)))?;
        }
        Ok(writer.into_inner().map_err(|failed| csv::Error::from(failed.into_error()))?)
    }

    /// A workbook with one sheet. `today` is the day on which it was made.
    pub(super) fn workbook(&self, name: &str, today: Date) -> Result<Vec<u8>, Error> {
        let mut workbook = Workbook::new();
        // The moment at which a file was made would make each another one.
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel_day(today)?));
        let (head, day) = (Look::new().set_bold(), Look::new().set_num_format("yyyy-mm-dd"));
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (column, name) in (0..).zip(&self.names) {
            sheet.write_string_with_format(0, column, name.as_ref(), &head)?;
        }
        for (at, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                put(sheet, at, column, cell, &day)?;
            }
        }
        Ok(workbook.save_to_buffer()?)
    }
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

/// A day as workbooks count them.
pub(super) fn excel_day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())
}

impl Cell {
    /// A text, or nothing.
    pub(super) fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.to_owned()))
    }

    /// As text that no program of tables takes for a formula.
    fn harmless(&self, dialect: Dialect) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => harmless(text).into_owned(),
            Self::Number(number) if dialect == Dialect::Danish => number.to_string().replace('.', ","),
            Self::Number(number) => number.to_string(),
            Self::Day(date) => date.to_string(),
        }
    }
}

/// The text as no such program calculates with it: what begins like a formula gets an apostrophe before it.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_danish_table_has_a_mark_semicolons_and_commas_in_numbers() {
        let cells = vec![
            Cell::Text("=1;2".to_owned()),
            Cell::Number(-1.5),
            Cell::Nothing,
            Cell::Day(Date::constant(2026, 11, 21)),
        ];
        let names = ["a", "b", "c", "d"].map(Cow::from).to_vec();
        let table = Table { names, rows: vec![cells] };
        let text = |dialect| String::from_utf8(table.csv(dialect).unwrap()).unwrap();
        assert_eq!(text(Dialect::Danish), "\u{feff}a;b;c;d\r\n\"'=1;2\";-1,5;;2026-11-21\r\n");
        assert_eq!(text(Dialect::Plain), "a,b,c,d\r\n'=1;2,-1.5,,2026-11-21\r\n");
    }
}
