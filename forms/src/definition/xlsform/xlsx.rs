//! Reads `.xlsx` workbooks from memory, never more of them than the limits allow: the file is a ZIP archive, and a small one
//! can unpack to anything.

use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use jiff::{ToSpan, civil};

use super::workbook::{Error, MAX_SHEETS, Workbook};

/// As much as the largest number of cells takes; more would only keep the reader busy.
const MAX_UNPACKED: u64 = 32 * 1024 * 1024;
const MAX_FILES: usize = 1000;
const SECONDS_A_DAY: f64 = 86_400.0;

/// Whatever the reader underneath does with a damaged file is a damaged file to us: it panics on some, such as those whose
/// sheet ends before it begins.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Error> {
    check_size(bytes)?;
    let read = std::panic::catch_unwind(|| read_sheets(bytes));
    read.unwrap_or_else(|_| Err(damaged("it cannot be read")))
}

fn read_sheets(bytes: &[u8]) -> Result<Workbook, Error> {
    let mut archive = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = archive.sheet_names();
    if names.len() > MAX_SHEETS {
        return Err(Error::TooManySheets);
    }
    let mut workbook = Workbook::default();
    for name in names {
        workbook.begin_sheet(&name)?;
        // Cell by cell: a table of the sheet would have a place for every cell between the first and the last.
        let mut cells = match archive.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(damaged(error)),
        };
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            if let Some((text, is_error)) = text(cell.get_value()) {
                workbook.add(row, column, &text, is_error)?;
            }
        }
    }
    Ok(workbook)
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::Damaged(error.to_string())
}

/// Unpacks everything once to see how much it is; what the archive itself says of its sizes need not be true.
fn check_size(bytes: &[u8]) -> Result<(), Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_FILES {
        return Err(Error::Damaged(format!("it holds more than {MAX_FILES} files")));
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(damaged)?;
        left -= std::io::copy(&mut file.take(left), &mut std::io::sink()).map_err(damaged)?;
        if left == 0 {
            return Err(Error::TooLargeUnpacked(MAX_UNPACKED / 1024 / 1024));
        }
    }
    Ok(())
}

/// A value as the reference writes it, and whether it is an error.
fn text(value: &DataRef<'_>) -> Option<(String, bool)> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Error(error) => return Some((error.to_string(), true)),
        DataRef::Int(number) => number.to_string(),
        // Rust writes the shortest digits that give the number back, and no fraction where there is none.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(answer) => if *answer { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => date_time(moment),
    };
    Some((text, false))
}

/// A day of a spreadsheet is a number counted from 1899-12-30, a time of day a part of one.
fn date_time(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    let seconds = ((days - days.floor()) * SECONDS_A_DAY).round();
    #[expect(clippy::cast_possible_truncation, reason = "out of range, it saturates, and no such date exists")]
    let (whole, seconds) = (days.floor() as i64, seconds as i64);
    let midnight = civil::date(1899, 12, 30).at(0, 0, 0, 0);
    let shift = 0.seconds().try_days(whole).and_then(|span| span.try_seconds(seconds));
    let Some(at) = shift.ok().and_then(|shift| midnight.checked_add(shift).ok()) else { return days.to_string() };
    match (whole, seconds) {
        (0, _) => at.time().to_string(),
        (_, 0) => at.date().to_string(),
        _ => at.to_string(),
    }
}
