//! A workbook as rows of text, for tables that are no forms: read by the same reader and within the same limits.

use super::workbook::Workbook;

/// A row that holds anything: its number, as a spreadsheet shows it, and its cells that hold anything, by their columns from 0.
pub type Row = (u32, Vec<(u32, String)>);

/// Why a file is no workbook that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoWorkbook(String);

/// The rows of the first sheet that holds anything.
///
/// # Errors
/// If the file is no workbook, is damaged, or is larger than the limits allow.
pub fn workbook_rows(bytes: &[u8]) -> Result<Vec<Row>, NoWorkbook> {
    let workbook = Workbook::read(bytes).map_err(|error| NoWorkbook(error.to_string()))?;
    let sheet = workbook.sheets.into_iter().find(|sheet| !sheet.rows.is_empty());
    let rows = sheet.into_iter().flat_map(|sheet| sheet.rows);
    let cells = |row: super::workbook::Row| row.cells.into_iter().map(|cell| (cell.column.0, cell.text)).collect();
    Ok(rows.map(|row| (row.number, cells(row))).collect())
}
