//! Sheets that are called as a file is, such as `places.csv`: the file itself, so that a workbook can hold all of a form.

use super::{
    super::{
        fault::{At, Position},
        raw::{RawChoiceList, RawTable},
        table::TableKind,
    },
    workbook::{Row, SheetOfRows, Workbook},
};

/// The files that the workbook holds, in the order of the sheets.
pub(super) fn read(workbook: &Workbook) -> Vec<RawChoiceList> {
    workbook.sheets.iter().filter_map(file).collect()
}

fn file(sheet: &SheetOfRows) -> Option<RawChoiceList> {
    TableKind::of(&sheet.name)?;
    let at = |value: &str| At { value: value.to_owned(), position: Position::Workbook };
    let (stem, _) = sheet.name.rsplit_once('.')?;
    let (headings, rows) = sheet.rows.split_first()?;
    let width = headings.cells.last().map_or(0, |cell| cell.column.0 as usize + 1);
    let table = RawTable { columns: cells(headings, width), rows: rows.iter().map(|row| cells(row, width)).collect() };
    Some(RawChoiceList { name: at(stem), choices: Vec::new(), file: Some(at(&sheet.name)), table: Some(table) })
}

/// The cells of a row, the empty ones among them; at least as many as there are columns.
fn cells(row: &Row, width: usize) -> Vec<String> {
    let mut cells = vec![String::new(); width];
    for cell in &row.cells {
        let place = cell.column.0 as usize;
        if place >= cells.len() {
            cells.resize(place + 1, String::new());
        }
        cells[place].clone_from(&cell.text);
    }
    cells
}
