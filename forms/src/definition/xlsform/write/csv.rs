//! Sheets as one CSV text: the name of a sheet in the first column begins it, its cells stand in the columns after.

use std::borrow::Cow;

use super::sheets::Sheet;

/// What makes a spreadsheet program that opens the text take a cell for a formula. A sign before a number does not.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Where a cell of a CSV text begins as a formula does, this stands before it, as spreadsheet programs have it; and before
/// a cell that begins with it itself and so. The reader takes it away.
const GUARD: char = '\'';

pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, csv::Error> {
    let mut text = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for sheet in sheets {
        text.write_record([&sheet.name])?;
        let headings = sheet.columns.iter().map(|column| column.heading.as_str()).collect();
        let rows = sheet.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect());
        for cells in std::iter::once::<Vec<&str>>(headings).chain(rows) {
            let guarded: Vec<Cow<'_, str>> = std::iter::once("").chain(cells).map(guarded).collect();
            text.write_record(guarded.iter().map(|cell| cell.as_bytes()))?;
        }
    }
    text.into_inner().map_err(|error| error.into_error().into())
}

/// A cell of a CSV text as it was meant.
pub(in super::super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|rest| is_formula(rest)).unwrap_or(cell)
}

fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { format!("{GUARD}{cell}").into() } else { cell.into() }
}

/// Whether a cell is a formula to spreadsheet programs, or would be without what stands before it.
fn is_formula(cell: &str) -> bool {
    let inside = cell.trim_start_matches(GUARD);
    inside.starts_with(FORMULA) && inside.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::{guarded, unguarded};

    #[test]
    fn no_cell_is_a_formula_and_none_is_changed() {
        for cell in ["=1+1", "@a", "+45 12", "-${a}", "'=x", "''=x", "- ja"] {
            assert!(guarded(cell).starts_with('\''), "{cell}");
            assert_eq!(unguarded(&guarded(cell)), cell);
        }
        for cell in ["-5", "+4.5", "'a'", "a=b", "", "'"] {
            assert_eq!(guarded(cell), cell);
            assert_eq!(unguarded(cell), cell);
        }
    }
}
