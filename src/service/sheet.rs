//! Tables that people send, saved from a program of tables as text: columns are found by what stands above them, whichever mark
//! stands between them, and every line keeps its number, so that one can be told where something is wrong.

use csv::{ReaderBuilder, StringRecord, Trim};

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
    /// Its letters are not written in UTF-8: most likely in what Windows used before.
    #[error("the file is not UTF-8")]
    NotUtf8,
    /// Nothing is in it but what stands above the columns, if that.
    #[error("the file has no lines")]
    Empty,
    /// Nothing of these names stands above a column.
    #[error("the column {0} is missing")]
    NoColumn(&'static str),
    /// There are more lines than are taken at once.
    #[error("the file has more than {MOST_LINES} lines")]
    TooLong,
}

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Its lines, but for the first one and those that are empty.
    pub(super) lines: Vec<Line>,
}

/// A line of a table.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its number in the file; what stands above the columns is 1.
    pub(super) number: u64,
    cells: Vec<(&'static str, String)>,
}

/// Lines that are taken at once.
pub(super) const MOST_LINES: usize = 20_000;

impl Sheet {
    /// Reads a file.
    pub(super) fn read(file: &[u8], columns: &[Column]) -> Result<Self, Unreadable> {
        let text = std::str::from_utf8(file).map_err(|_| Unreadable::NotUtf8)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.lines().next().unwrap_or_default();
        let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
        let mark = [b';', b',', b'\t'].into_iter().max_by_key(count).unwrap_or(b';');
        let mut reader =
            ReaderBuilder::new().delimiter(mark).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
        // The text is UTF-8, and what is torn otherwise is read as it stands.
        let above = reader.headers().cloned().unwrap_or_default();
        let at = places(&above, columns)?;
        let mut lines = Vec::new();
        for record in reader.into_records().map_while(Result::ok) {
            if record.iter().all(str::is_empty) {
                continue;
            }
            if lines.len() == MOST_LINES {
                return Err(Unreadable::TooLong);
            }
            let cell = |(key, at): &(&'static str, usize)| (*key, record.get(*at).unwrap_or_default().to_owned());
            let number = record.position().map_or(0, csv::Position::line);
            lines.push(Line { number, cells: at.iter().map(cell).collect() });
        }
        if lines.is_empty() { Err(Unreadable::Empty) } else { Ok(Self { lines }) }
    }
}

impl Line {
    /// What stands in a column; nothing, if the file does not have it.
    pub(super) fn get(&self, key: &str) -> &str {
        self.cells.iter().find(|(known, _)| *known == key).map_or("", |(_, cell)| cell.as_str())
    }
}

/// Where the columns are that the file has.
fn places(above: &StringRecord, columns: &[Column]) -> Result<Vec<(&'static str, usize)>, Unreadable> {
    let names: Vec<String> = above.iter().map(str::to_lowercase).collect();
    let mut at = Vec::new();
    for column in columns {
        match names.iter().position(|name| column.names.contains(&name.as_str())) {
            Some(place) => at.push((column.key, place)),
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
    fn what_is_no_table_is_refused() {
        assert_eq!(read(""), Err(Unreadable::NoColumn("name")));
        assert_eq!(read("name;age\n;\n"), Err(Unreadable::Empty));
        assert_eq!(read("alder\n30\n"), Err(Unreadable::NoColumn("name")));
        assert_eq!(read(&format!("name\n{}", "a\n".repeat(MOST_LINES + 1))), Err(Unreadable::TooLong));
        assert_eq!(Sheet::read(b"navn\nK\xf8benhavn", &COLUMNS).unwrap_err(), Unreadable::NotUtf8);
    }
}
