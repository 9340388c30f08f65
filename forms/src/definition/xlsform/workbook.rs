//! A workbook as plain text with places, whatever file it came from. What is empty is not there.

use super::{
    super::{
        cell,
        fault::{Column, Position, Sheet},
    },
    csv, xlsx,
};

/// A large survey with long lists is some 300 KiB.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Sheets of notes beside the form are welcome, up to here.
pub(super) const MAX_SHEETS: usize = 50;
pub(super) const MAX_ROWS: u32 = 50_000;
const MAX_COLUMNS: u32 = 1_000;
pub(super) const MAX_CELLS: usize = 400_000;

/// The sheets in their order.
#[derive(Debug, Default)]
pub(in super::super) struct Workbook {
    pub(super) sheets: Vec<SheetOfRows>,
    cells: usize,
}

/// The rows of a sheet that hold anything, in their order.
#[derive(Debug)]
pub(super) struct SheetOfRows {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
}

/// The cells of a row that hold anything, in their order.
#[derive(Debug)]
pub(super) struct Row {
    /// Counted from 1, as spreadsheet programs do.
    pub(super) number: u32,
    pub(super) cells: Vec<Cell>,
}

/// The text of a cell, never empty, without blanks at its ends.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) column: Column,
    pub(super) text: String,
    /// It is the error of a formula, such as `#REF!`.
    pub(super) is_error: bool,
}

/// Why a file cannot be read as a workbook.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("the file is larger than {} MiB", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    #[error("unpacked, the workbook is larger than {0} MiB")]
    TooLargeUnpacked(u64),
    #[error("the workbook has more than {MAX_SHEETS} sheets")]
    TooManySheets,
    #[error("the sheet `{0}` goes beyond row {MAX_ROWS}")]
    TooManyRows(String),
    #[error("the sheet `{0}` goes beyond column {last}", last = Column(MAX_COLUMNS - 1))]
    TooManyColumns(String),
    #[error("the workbook has more than {MAX_CELLS} cells with something in them")]
    TooManyCells,
    #[error("the sheet `{0}` has a cell with more than {max} bytes, {1}", max = cell::MAX_BYTES)]
    TooLong(String, String),
    #[error("the sheet `{0}` has a cell with the character {2}, which no form can hold, {1}")]
    Illegal(String, String, String),
    #[error("this is a workbook of the old kind (`.xls`), or one with a password: save it as `.xlsx` without one")]
    OldFormat,
    #[error("this is neither a workbook (`.xlsx`) nor a text (`.csv`)")]
    Unknown,
    #[error("this is no workbook (`.xlsx`), and no text in UTF-8: save it as `CSV UTF-8` or as `.xlsx`")]
    NotUtf8,
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
}

impl Workbook {
    /// Reads an `.xlsx` workbook, or a CSV text of sheets with their names in the first column. Its first bytes tell which.
    ///
    /// # Errors
    /// If the file is no such thing, is damaged, or is larger than any form.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_BYTES {
            return Err(Error::TooLarge);
        }
        if bytes.starts_with(b"PK") {
            xlsx::read(bytes)
        } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            Err(Error::OldFormat)
        } else {
            csv::read(bytes)
        }
    }

    /// Begins a sheet; the cells that come after are on it.
    pub(super) fn begin_sheet(&mut self, name: &str) -> Result<(), Error> {
        if self.sheets.len() == MAX_SHEETS {
            return Err(Error::TooManySheets);
        }
        self.sheets.push(SheetOfRows { name: name.trim().to_owned(), rows: Vec::new() });
        Ok(())
    }

    /// Adds a cell; row and column count from 0. Cells come row by row.
    pub(super) fn add(&mut self, row: u32, column: u32, text: &str, is_error: bool) -> Result<(), Error> {
        let text = cell::tidy(text);
        let Some(sheet) = self.sheets.last_mut().filter(|_| !text.is_empty()) else { return Ok(()) };
        if row >= MAX_ROWS {
            return Err(Error::TooManyRows(sheet.name.clone()));
        }
        if column >= MAX_COLUMNS {
            return Err(Error::TooManyColumns(sheet.name.clone()));
        }
        let column = Column(column);
        if text.len() > cell::MAX_BYTES {
            return Err(Error::TooLong(sheet.name.clone(), format!("{column}{}", row + 1)));
        }
        if let Some(illegal) = cell::illegal_character(&text) {
            return Err(Error::Illegal(sheet.name.clone(), format!("{column}{}", row + 1), illegal));
        }
        self.cells += 1;
        if self.cells > MAX_CELLS {
            return Err(Error::TooManyCells);
        }
        let number = row + 1;
        if sheet.rows.last().is_none_or(|last| last.number != number) {
            sheet.rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(row) = sheet.rows.last_mut() {
            row.cells.push(Cell { column, text: text.into_owned(), is_error });
        }
        Ok(())
    }
}

impl Row {
    /// The first cell.
    pub(super) fn position(&self, sheet: Sheet) -> Position {
        let column = self.cells.first().map_or(Column(0), |cell| cell.column);
        Position::Cell { sheet, row: self.number, column }
    }
}
