//! Reads a workbook written as one CSV text: the name of a sheet in the first column begins it, its cells stand in the
//! columns after, as the reference has it.

use super::{
    workbook::{Error, Workbook},
    write::unguarded,
};

/// Cells that hold nothing cost memory, too.
const MAX_SEPARATORS: usize = 1_000_000;

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(Error::Unknown);
    }
    let delimiter = delimiter(text);
    if text.bytes().filter(|byte| *byte == delimiter).count() > MAX_SEPARATORS {
        return Err(Error::TooManyCells);
    }
    let mut reader = csv::ReaderBuilder::new();
    let mut records = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
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

/// Where the comma stands in numbers, as in Danish, spreadsheet programs put semicolons between cells.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.contains(';') && !first.contains(',') { b';' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::{Error, MAX_SEPARATORS, read};

    #[test]
    fn danish_spreadsheets_put_semicolons_between_cells() {
        let workbook = read(b"survey;;\r\n;type;label\r\n;note;Hej, med dig\r\n").expect("a workbook");
        let row = workbook.sheets[0].rows.last().expect("a row");
        assert_eq!(row.cells[1].text, "Hej, med dig");
    }

    #[test]
    fn what_is_no_text_is_told_how_to_become_one() {
        assert!(matches!(read(b"survey,\n,type,label\n,note,H\xe6r"), Err(Error::NotUtf8)));
    }

    #[test]
    fn a_text_of_nothing_but_commas_is_not_taken_apart() {
        assert!(matches!(read(",".repeat(MAX_SEPARATORS + 1).as_bytes()), Err(Error::TooManyCells)));
    }
}
