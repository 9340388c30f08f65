//! What kind of file a definition is in: its name says so, and where it does not, its first bytes do.

use super::fault::Position;

/// Endings of workbooks, the old `.xls` among them: its reader can say what to do about it.
const WORKBOOKS: [&str; 4] = [".xlsx", ".xlsm", ".xls", ".csv"];
/// How workbooks begin: ZIP archives, and the compound files of `.xls`.
const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0]];
const BYTE_ORDER_MARKS: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];

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
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(text).map_err(|error| {
        if BYTE_ORDER_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
            return (Position::default(), "the file is written in UTF-16: save it as UTF-8");
        }
        // What comes before the bad byte is text.
        let before = text.get(..error.valid_up_to()).and_then(|before| std::str::from_utf8(before).ok());
        (end(before.unwrap_or_default()), "this is no text in UTF-8: save the file as UTF-8")
    })
}

/// The place behind `text`.
fn end(text: &str) -> Position {
    let line = text.rsplit('\n').next().unwrap_or_default();
    Position::Text { line: text.matches('\n').count() + 1, column: line.chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::{Position, is_workbook, text};

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
