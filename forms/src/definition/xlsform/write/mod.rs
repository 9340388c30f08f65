//! Writes a form as a workbook: what the reader beside it reads as the same form, and what staff can open, change and
//! bring back.
//!
//! The cells are made of what the JSON writer says, so that a key that it learns needs no more than a column here.

mod csv;
mod sheets;
mod xlsx;

use super::{
    super::form::Form,
    workbook::{MAX_CELLS, MAX_ROWS},
};
use sheets::{Row, Sheet};

pub(super) use csv::unguarded;

/// Why a form cannot be written as a workbook.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// Names of sheets are short, and some characters are not for them.
    #[error("the file `{0}` cannot be a sheet of the workbook: no sheet can have that name")]
    FileName(String),
    /// A spreadsheet has room for less than the form holds.
    #[error("the form does not fit into a workbook: {0}")]
    TooLarge(String),
}

impl Form {
    /// The definition as an `.xlsx` workbook with the sheets of XLSForm; [`Form::from_xlsform`] reads an equal form from it.
    /// The same form always gives the same bytes. Files with choices that the form holds are sheets of their own.
    ///
    /// # Errors
    /// If a spreadsheet has no room for what the form holds.
    pub fn to_workbook(&self) -> Result<Vec<u8>, WorkbookError> {
        let sheets = sheets_of(self)?;
        sheets.iter().try_for_each(xlsx::check_name)?;
        xlsx::write(&sheets).map_err(|error| WorkbookError::TooLarge(error.to_string()))
    }

    /// The same sheets as one CSV text, each below its name, for [`Form::from_xlsform`] as well.
    ///
    /// # Errors
    /// If the text cannot be kept in memory.
    pub fn to_csv(&self) -> Result<String, WorkbookError> {
        let text = csv::write(&sheets_of(self)?).map_err(|error| WorkbookError::TooLarge(error.to_string()))?;
        String::from_utf8(text).map_err(|error| WorkbookError::TooLarge(error.to_string()))
    }
}

/// The sheets, if the reader takes as many rows and cells.
fn sheets_of(form: &Form) -> Result<Vec<Sheet>, WorkbookError> {
    let sheets = sheets::of(form);
    let used = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let cells: usize = sheets.iter().flat_map(|sheet| &sheet.rows).map(used).sum();
    let headings: usize = sheets.iter().map(|sheet| sheet.columns.len()).sum();
    if cells + headings > MAX_CELLS {
        return Err(WorkbookError::TooLarge(format!("more than {MAX_CELLS} cells")));
    }
    match sheets.iter().find(|sheet| sheet.rows.len() >= MAX_ROWS as usize) {
        Some(sheet) => Err(WorkbookError::TooLarge(format!("more than {MAX_ROWS} rows on the sheet `{}`", sheet.name))),
        None => Ok(sheets),
    }
}
