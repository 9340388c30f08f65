//! The file that a definition is written in: what kind of file it is, and what stands in it where a fault is.

use super::{
    fault::Position,
    xlsform::{self, Workbook},
};

/// A file as its author wrote it, to show the places that faults name.
pub struct SourceFile<'b>(Content<'b>);

enum Content<'b> {
    Lines(Vec<&'b str>),
    Workbook(Workbook),
    /// A workbook that cannot be opened.
    Closed,
}

/// Endings of workbooks, the old `.xls` among them: its reader can say what to do about it.
const WORKBOOKS: [&str; 4] = [".xlsx", ".xlsm", ".xls", ".csv"];
/// How workbooks begin: ZIP archives, and the compound files of `.xls`.
const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0]];
const BYTE_ORDER_MARKS: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];

impl<'b> SourceFile<'b> {
    /// Reads a file as [`Form::from_file`](super::Form::from_file) does.
    pub fn read(bytes: &'b [u8], file_name: &str) -> Self {
        if is_workbook(bytes, file_name) {
            return Self(xlsform::open(bytes).map_or(Content::Closed, Content::Workbook));
        }
        Self(Content::Lines(lines(valid_text(bytes))))
    }

    /// The line or the text of the cell at `position`.
    pub fn at(&self, position: Position) -> Option<&str> {
        match (&self.0, position) {
            (Content::Lines(lines), Position::Text { line, .. }) => lines.get(line.checked_sub(1)?).copied(),
            (Content::Workbook(workbook), Position::Cell { sheet, row, column }) => {
                xlsform::cell(workbook, sheet, row, column)
            }
            _ => None,
        }
    }
}

/// Whether a file is read as a workbook.
pub(super) fn is_workbook(bytes: &[u8], file_name: &str) -> bool {
    let file_name = file_name.to_lowercase();
    WORKBOOKS.iter().any(|ending| file_name.ends_with(ending)) || MAGIC.iter().any(|magic| bytes.starts_with(magic))
}

/// The text of a file.
///
/// # Errors
/// Where it stops being UTF-8, and what it may be instead.
pub(super) fn text(bytes: &[u8]) -> Result<&str, (Position, &'static str)> {
    if BYTE_ORDER_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        return Err((Position::default(), "the file is written in UTF-16: save it as UTF-8"));
    }
    std::str::from_utf8(without_mark(bytes))
        .map_err(|_| (end(valid_text(bytes)), "this is no text in UTF-8: save the file as UTF-8"))
}

/// The beginning of a file, as far as it is text.
fn valid_text(bytes: &[u8]) -> &str {
    without_mark(bytes).utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// The lines as the YAML reader counts them: after `\n`, `\r\n` or `\r`.
fn lines(text: &str) -> Vec<&str> {
    let ended =
        text.split_inclusive('\n').flat_map(|line| line.trim_end_matches('\n').trim_end_matches('\r').split('\r'));
    // Behind the last line end there is one more place, where a fault may be that nothing follows.
    ended.chain(text.ends_with(['\n', '\r']).then_some("")).collect()
}

/// The place behind `text`.
fn end(text: &str) -> Position {
    let lines = lines(text);
    Position::Text { line: lines.len().max(1), column: lines.last().map_or(0, |line| line.chars().count()) + 1 }
}

#[cfg(test)]
mod tests {
    use super::{Position, SourceFile, is_workbook, text};
    use crate::{Column, Sheet};

    #[test]
    fn what_stands_at_a_place_is_found_however_lines_end() {
        let source = SourceFile::read(b"\xEF\xBB\xBFa: 1\r\nb: 2\rc: 3\n\nd: 4\n", "invented.yaml");
        let line = |line| source.at(Position::Text { line, column: 1 });
        let read: Vec<Option<&str>> = (0..8).map(line).collect();
        assert_eq!(read, [None, Some("a: 1"), Some("b: 2"), Some("c: 3"), Some(""), Some("d: 4"), Some(""), None]);
        assert_eq!(source.at(Position::Workbook), None);
    }

    #[test]
    fn what_stands_in_a_cell_is_found() {
        let source = SourceFile::read(b"Survey\n,type,name\n,,\n,text,invented\n", "invented.csv");
        let cell = |row, column| source.at(Position::Cell { sheet: Sheet::Survey, row, column: Column(column) });
        assert_eq!([cell(1, 0), cell(2, 0), cell(3, 1), cell(3, 2)], [Some("type"), None, Some("invented"), None]);
        assert_eq!(source.at(Position::Cell { sheet: Sheet::Choices, row: 1, column: Column(0) }), None);
    }

    #[test]
    fn the_name_or_else_the_content_says_what_a_file_is() {
        assert!(is_workbook(b"", "Form.XLSX"));
        assert!(is_workbook(b"PK\x03\x04", "form"));
        assert!(is_workbook(&[0xD0, 0xCF, 0x11, 0xE0], "form.bin"));
        assert!(!is_workbook(b"form_id: invented", "form"));
    }

    #[test]
    fn text_ends_where_it_is_no_text() {
        assert_eq!(text(b"\xEF\xBB\xBFform_id"), Ok("form_id"));
        let (position, _) = text(b"a: \xC3\xA5\nb: \xC3\xA5\xE5").unwrap_err();
        assert_eq!(position, Position::Text { line: 2, column: 5 });
        let (position, message) = text(b"\xFF\xFEa\0").unwrap_err();
        assert_eq!((position, message.contains("UTF-16")), (Position::default(), true));
    }
}
