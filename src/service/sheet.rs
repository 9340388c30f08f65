//! Tables that people send from a program of tables, as a workbook or saved as text: whichever letters and marks it writes, and
//! every line keeps its number, so that one can be told where something is wrong.

use csv::{ReaderBuilder, StringRecord, Trim};
use forms::NoWorkbook;

/// A column that is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// What the program calls it.
    pub(super) key: &'static str,
    /// What may stand above it, in small letters.
    pub(super) names: &'static [&'static str],
    /// Whether there is no table without it.
    pub(super) is_needed: bool,
}

/// Why a file is no table that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing is in it but what stands above the columns, if that.
    #[error("the file has no lines")]
    Empty,
    /// Nothing of these names stands above a column.
    #[error("the column {0} is missing")]
    NoColumn(&'static str),
    /// There are more lines than are taken at once.
    #[error("the file has more than {MOST_LINES} lines")]
    TooLong,
    /// It is a workbook that cannot be read.
    #[error(transparent)]
    Workbook(#[from] NoWorkbook),
}

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Its lines, but for the first one and those that are empty.
    pub(super) lines: Vec<Line>,
}

/// Cells by their columns from 0; one that is empty may be missing.
type Row = Vec<(u32, String)>;

/// A line of a table.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its number in the file; what stands above the columns is 1.
    pub(super) number: u64,
    cells: Vec<(&'static str, String)>,
}

/// What a workbook begins with: it is a ZIP archive.
const ARCHIVE: &[u8] = b"PK";
/// Lines that are taken at once.
const MOST_LINES: usize = 20_000;
/// What Windows-1252 has in the place of control characters, from 0x80.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

impl Sheet {
    /// Reads a file: of a workbook the first sheet that has anything on it.
    pub(super) fn read(file: &[u8], columns: &[Column]) -> Result<Self, Unreadable> {
        let mut rows = rows(file)?.into_iter();
        let (_, above) = rows.next().ok_or(Unreadable::Empty)?;
        let at = places(&above, columns)?;
        let cells = |row: &Row| {
            let of = |at: u32| row.iter().find(|(column, _)| *column == at).map(|(_, text)| text.clone());
            at.iter().map(|(key, at)| (*key, of(*at).unwrap_or_default())).collect()
        };
        let lines: Vec<Line> =
            rows.take(MOST_LINES + 1).map(|(number, row)| Line { number, cells: cells(&row) }).collect();
        match lines.len() {
            0 => Err(Unreadable::Empty),
            1..=MOST_LINES => Ok(Self { lines }),
            _ => Err(Unreadable::TooLong),
        }
    }
}

impl Line {
    /// What stands in a column; nothing, if the file does not have it.
    pub(super) fn get(&self, key: &str) -> &str {
        self.cells.iter().find(|(known, _)| *known == key).map_or("", |(_, cell)| cell.as_str())
    }
}

/// The rows of a file with something in them, each with its number.
fn rows(file: &[u8]) -> Result<Vec<(u64, Row)>, Unreadable> {
    if file.starts_with(ARCHIVE) {
        return Ok(forms::workbook_rows(file)?.into_iter().map(|(number, row)| (number.into(), row)).collect());
    }
    let row = |record: StringRecord| (0..).zip(record.iter().map(ToOwned::to_owned)).collect();
    Ok(records(file).into_iter().map(|(number, record)| (number, row(record))).collect())
}

/// The lines of a table with something in them, each with its number: UTF-8, with a byte order mark or without, or what Danish
/// Excel writes (Windows-1252); with semicolons, tabs or commas.
pub(super) fn records(file: &[u8]) -> Vec<(u64, StringRecord)> {
    let text = decode(file);
    let reader = ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let (mut records, mut number, mut counted) = (Vec::new(), 1, 0);
    // Text is always UTF-8, and lines may have any length: there is nothing left to fail.
    for record in reader.into_records().map_while(Result::ok) {
        if record.iter().all(str::is_empty) {
            continue;
        }
        // A record is said to begin where the one before ended, which is before the breaks and empty lines between them.
        let rest = record.position().and_then(|at| text.get(usize::try_from(at.byte()).ok()?..)).unwrap_or_default();
        let begins = text.len() - rest.trim_start_matches(['\r', '\n']).len();
        number += text[counted..begins].matches('\n').count() as u64;
        counted = begins;
        records.push((number, record));
    }
    records
}

fn decode(file: &[u8]) -> String {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    match std::str::from_utf8(file) {
        Ok(text) => text.to_owned(),
        Err(_) => file.iter().map(|byte| windows(*byte)).collect(),
    }
}

fn windows(byte: u8) -> char {
    let of_windows = || WINDOWS.chars().nth(usize::from(byte.wrapping_sub(0x80)));
    if (0x80..0xa0).contains(&byte) { of_windows().unwrap_or(char::REPLACEMENT_CHARACTER) } else { char::from(byte) }
}

/// Whichever the first line has more of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    [b';', b'\t'].into_iter().find(|delimiter| count(*delimiter) >= count(b',').max(1)).unwrap_or(b',')
}

/// Where the columns are that the file has.
fn places(above: &Row, columns: &[Column]) -> Result<Vec<(&'static str, u32)>, Unreadable> {
    let names: Vec<(u32, String)> = above.iter().map(|(at, name)| (*at, name.to_lowercase())).collect();
    let mut at = Vec::new();
    for column in columns {
        match names.iter().find(|(_, name)| column.names.contains(&name.as_str())) {
            Some((place, _)) => at.push((column.key, *place)),
            None if column.is_needed => return Err(Unreadable::NoColumn(column.key)),
            None => {}
        }
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] = [
        Column { key: "name", names: &["navn", "name"], is_needed: true },
        Column { key: "age", names: &["alder", "age"], is_needed: false },
    ];

    fn read(text: &str) -> Result<Vec<(u64, String, String)>, Unreadable> {
        let cells = |line: &Line| (line.number, line.get("name").to_owned(), line.get("age").to_owned());
        Sheet::read(text.as_bytes(), &COLUMNS).map(|sheet| sheet.lines.iter().map(cells).collect())
    }

    #[test]
    fn columns_are_found_by_their_names_whatever_stands_between_them() {
        let one = |number, name: &str, age: &str| Ok(vec![(number, name.to_owned(), age.to_owned())]);
        assert_eq!(read("\u{feff}Navn;Alder\r\nAnna; 30 \r\n"), one(2, "Anna", "30"));
        assert_eq!(read("age,name\n\n,\n30,\"B, C\"\n"), one(4, "B, C", "30"));
        assert_eq!(read("x\tname\n1\tD\n"), one(2, "D", ""));
        assert_eq!(read("name;age\nE\n"), one(2, "E", ""), "a line that is too short has nothing there");
    }

    #[test]
    fn a_workbook_is_read_as_the_text_that_is_saved_from_it() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        workbook.add_worksheet();
        let sheet = workbook.add_worksheet();
        sheet.write_string(1, 1, "Alder").unwrap().write_string(1, 3, "NAVN").unwrap();
        sheet.write_number(3, 1, 30.5).unwrap().write_string(3, 3, " Anna ").unwrap();
        sheet.write_string(4, 2, "nobody asked for this").unwrap();
        let sheet = Sheet::read(&workbook.save_to_buffer().unwrap(), &COLUMNS).unwrap();
        let lines: Vec<_> = sheet.lines.iter().map(|line| (line.number, line.get("name"), line.get("age"))).collect();
        assert_eq!(lines, [(4, "Anna", "30.5"), (5, "", "")]);
        assert!(matches!(Sheet::read(b"PK\x03\x04", &COLUMNS), Err(Unreadable::Workbook(_))));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read(""), Err(Unreadable::Empty));
        assert_eq!(read("name;age\n;\n"), Err(Unreadable::Empty));
        assert_eq!(read("alder\n30\n"), Err(Unreadable::NoColumn("name")));
        assert_eq!(read(&format!("name\n{}", "a\n".repeat(MOST_LINES + 1))), Err(Unreadable::TooLong));
    }

    #[test]
    fn lines_are_counted_as_a_program_of_tables_counts_them() {
        let numbers = |text: &str| records(text.as_bytes()).into_iter().map(|(number, _)| number).collect::<Vec<_>>();
        for end in ["\n", "\r\n"] {
            let text = ["name;age", "", "A;1", ";", "\"B", "C\";2", "D;3", ""].join(end);
            assert_eq!(numbers(&text), [1, 3, 5, 7], "{end:?}");
        }
    }

    #[test]
    fn what_danish_excel_writes_is_read() {
        let sheet = Sheet::read(b"navn;alder\r\nK\xf8benhavn \x80;3\r\n", &COLUMNS).unwrap();
        assert_eq!((sheet.lines[0].get("name"), sheet.lines[0].number), ("København €", 2));
    }
}
