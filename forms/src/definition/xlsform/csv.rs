//! Reads a workbook written as one CSV text: the name of a sheet in the first column begins it, its cells stand in the
//! columns after, as the reference has it.

use super::{
    workbook::{Error, Workbook},
    write::unguarded,
};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::Unknown)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(Error::Unknown);
    }
    let mut records = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut workbook = Workbook::default();
    // The rows of a sheet are counted anew, as if each were on its own.
    let mut row = 0;
    for record in records.records() {
        let record = record.map_err(|error| Error::Damaged(error.to_string()))?;
        let name = record.get(0).unwrap_or_default().trim();
        if !name.is_empty() {
            workbook.begin_sheet(name)?;
            row = 0;
        }
        let mut is_empty = true;
        for (column, cell) in (0_u32..).zip(record.iter().skip(1)) {
            workbook.add(row, column, unguarded(cell.trim()), false)?;
            is_empty = is_empty && cell.trim().is_empty();
        }
        // The row with the name alone is none of the sheet's.
        row += u32::from(name.is_empty() || !is_empty);
    }
    if workbook.sheets.is_empty() {
        return Err(Error::Unknown);
    }
    Ok(workbook)
}
