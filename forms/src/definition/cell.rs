//! What the text of a cell is, from whatever file it comes. What one kind of file cannot hold no form may hold, or a form
//! could not be taken from one to the other.

use std::borrow::Cow;

/// What spreadsheet programs allow, in characters of UTF-16; here in bytes.
pub(super) const MAX_BYTES: usize = 32_767;

/// The text without blanks at its ends, with line feeds between its lines.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// The first character that neither XML nor a spreadsheet can hold, as people name it.
pub(super) fn illegal_character(text: &str) -> Option<String> {
    let is_illegal = |c: &char| {
        (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\u{7f}')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    // Nearly every text is plain.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    text.chars().find(is_illegal).map(|c| format!("U+{:04X}", u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::{illegal_character, tidy};

    #[test]
    fn ends_and_lines_are_made_alike() {
        assert_eq!(tidy(" \u{a0}to\r\nlinjer\rtil \n"), "to\nlinjer\ntil");
    }

    #[test]
    fn what_no_spreadsheet_holds_is_named() {
        assert_eq!(illegal_character("a\tb\nc \u{200f}\u{1f600}"), None);
        assert_eq!(illegal_character("a\0").as_deref(), Some("U+0000"));
        assert_eq!(illegal_character("\u{1b}[0m").as_deref(), Some("U+001B"));
    }
}
