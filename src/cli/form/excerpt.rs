//! One fault as a person reads it: what is wrong, where, the line or the cell with a pointer below the place, what would be
//! right. The libraries for this want a line and a column, which the cell of a workbook has not.

use std::fmt;
use std::io::IsTerminal;

use forms::{Fault, Position, Severity, SourceFile};
use unicode_width::UnicodeWidthStr;

use super::super::output;

/// A definition may be a single line of two megabytes: so many letters of it are shown before the place and after.
const BEFORE: usize = 60;
const AFTER: usize = 60;
const TAB: &str = "    ";

/// Whether there are colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Coloured,
}

/// A fault with what stands at its place.
pub(super) struct Excerpt<'f> {
    pub(super) file: &'f str,
    pub(super) source: &'f SourceFile<'f>,
    pub(super) fault: &'f Fault,
    pub(super) style: Style,
}

/// What stands at a place: the number of its line or row, and the text in three parts, of which the second is meant.
struct Pointed {
    number: usize,
    parts: [String; 3],
}

impl Style {
    /// What suits where it is written.
    pub(super) fn of(to: &impl IsTerminal) -> Self {
        if output::is_colourful(to) { Self::Coloured } else { Self::Plain }
    }
}

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = self.fault;
        let pointed = self.source.at(fault.position).map(|text| Pointed::new(text, fault.position));
        let number = pointed.as_ref().map_or(String::new(), |pointed| pointed.number.to_string());
        let margin = " ".repeat(number.len());
        let (severity, colour) = match fault.severity {
            Severity::Error => ("error", "91"),
            Severity::Warning => ("warning", "93"),
        };
        let frame = |text: &str| self.painted(text, "94");
        writeln!(f, "{}: {}", self.painted(severity, colour), self.painted(&harmless(&fault.message), "1"))?;
        let place = match fault.position {
            Position::Workbook => String::new(),
            position => format!(":{position}"),
        };
        writeln!(f, "{margin}{} {}{place}", frame("-->"), self.file)?;
        if let Some(Pointed { parts: [before, meant, after], .. }) = &pointed {
            let bar = frame("|");
            // Where nothing stands, as behind the end of a line, the pointer still has to be seen.
            let carets = self.painted(&"^".repeat(meant.width().max(1)), colour);
            writeln!(f, "{margin} {bar}")?;
            writeln!(f, "{} {bar} {}", frame(&number), format!("{before}{meant}{after}").trim_end())?;
            writeln!(f, "{margin} {bar} {}{carets}", " ".repeat(before.width()))?;
        }
        match &fault.help {
            Some(help) => writeln!(f, "{margin} {} help: {}", frame("="), harmless(help)),
            None => Ok(()),
        }
    }
}

impl Excerpt<'_> {
    fn painted(&self, text: &str, colour: &str) -> String {
        match self.style {
            Style::Plain => text.to_owned(),
            Style::Coloured => format!("\u{1b}[1;{colour}m{text}\u{1b}[0m"),
        }
    }
}

impl Pointed {
    /// A place in a text begins a word; of a workbook the whole cell is meant.
    fn new(text: &str, position: Position) -> Self {
        let (number, start) = match position {
            Position::Text { line, column } => (line, column.saturating_sub(1)),
            Position::Cell { row, .. } => (usize::try_from(row).unwrap_or_default(), 0),
            Position::Workbook => (0, 0),
        };
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let is_cell = !matches!(position, Position::Text { .. });
        let first = start.saturating_sub(BEFORE);
        let mut letters = text.chars().skip(first);
        let mut before: String = letters.by_ref().take(start - first).collect();
        let shown: String = letters.by_ref().take(AFTER).collect();
        let end = match shown.find(|letter| !is_cell && !is_word(letter)) {
            // What is no word is a sign, of one letter.
            Some(0) => shown.chars().next().map_or(0, char::len_utf8),
            Some(end) => end,
            None => shown.len(),
        };
        let (meant, after) = shown.split_at(end);
        let mut after = after.to_owned();
        if first > 0 {
            before.insert(0, '…');
        }
        if letters.next().is_some() {
            after.push('…');
        }
        Self { number, parts: [before.as_str(), meant, after.as_str()].map(harmless) }
    }
}

/// Text of an author for a terminal: on one line, and with nothing in it that steers the terminal or turns what is around
/// it. Letters that are written from right to left turn only themselves.
fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' => shown.push_str(TAB),
            '\n' => shown.push('↵'),
            '\r' => {}
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => shown.push('�'),
            _ if letter.is_control() => shown.push('�'),
            _ => shown.push(letter),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::{Column, Sheet};

    fn at(position: Position, name: &str, source: &str, style: Style) -> String {
        let source = SourceFile::read(source.as_bytes(), name);
        let (message, help) = ("this is wrong".to_owned(), Some("this is right".to_owned()));
        let fault = Fault { severity: Severity::Error, position, message, help };
        Excerpt { file: name, source: &source, fault: &fault, style }.to_string()
    }

    /// The line of the source, and what of it stands above the pointer.
    fn pointed(column: usize, line: &str) -> [String; 2] {
        let shown = at(Position::Text { line: 1, column }, "invented.yaml", line, Style::Plain);
        let mut lines = shown.lines().skip_while(|line| !line.starts_with("1 |")).map(|line| line[4..].to_owned());
        let (line, pointer) = (lines.next().expect("the line"), lines.next().expect("the pointer"));
        let (from, to) = (pointer.find('^').expect("a pointer"), pointer.width());
        let mut at = 0;
        let above = line.chars().filter(|letter| {
            at += letter.to_string().width();
            from < at && at <= to
        });
        let above = above.collect();
        [line, above]
    }

    #[test]
    fn a_fault_in_a_text_points_below_its_line() {
        let shown = at(Position::Text { line: 2, column: 3 }, "invented.yaml", "survey:\n- tpye: text\n", Style::Plain);
        let expected = "error: this is wrong\n --> invented.yaml:2:3\n  |\n2 | - tpye: text\n  |   ^^^^\n  = help: this is right\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_fault_in_a_workbook_shows_its_cell() {
        let position = Position::Cell { sheet: Sheet::Survey, row: 12, column: Column(1) };
        let source = format!("survey\n,type,name\n{},text,\"two\nlines\"\n", ",,\n".repeat(10));
        let shown = at(position, "invented.csv", &source, Style::Plain);
        let expected = "error: this is wrong\n  --> invented.csv:survey!B12\n   |\n12 | two↵lines\n   | ^^^^^^^^^\n   = help: this is right\n";
        assert_eq!(shown, expected);
        let shown = at(Position::Workbook, "invented.csv", "", Style::Plain);
        assert_eq!(shown, "error: this is wrong\n--> invented.csv\n = help: this is right\n");
    }

    #[test]
    fn the_pointer_stands_below_the_word_whatever_stands_before_it() {
        assert_eq!(pointed(5, "日本: word"), ["日本: word", "word"]);
        assert_eq!(pointed(1, "日本: word"), ["日本: word", "日本"]);
        assert_eq!(pointed(5, "\ta: word"), ["    a: word", "word"]);
        assert_eq!(pointed(6, "اسم: word"), ["اسم: word", "word"]);
        assert_eq!(pointed(4, "a: ${word}"), ["a: ${word}", "$"]);
    }

    #[test]
    fn a_place_behind_the_line_is_pointed_at_where_the_line_ends() {
        assert_eq!(pointed(6, "name:"), ["name:", ""]);
        assert_eq!(pointed(60, "name:"), ["name:", ""]);
    }

    #[test]
    fn of_a_long_line_only_the_part_around_the_place_is_shown() {
        let line = format!("{}wrong{}", "æ ".repeat(500_000), " ø".repeat(500_000));
        let [shown, meant] = pointed(1_000_001, &line);
        assert_eq!(meant, "wrong");
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.chars().count() < 130, "{shown}");
    }

    #[test]
    fn no_letter_of_a_form_steers_the_terminal() {
        assert_eq!(pointed(1, "a\u{1b}[31m\u{202e}b\u{7}")[0], "a�[31m�b�");
        let shown = at(Position::Text { line: 1, column: 1 }, "invented.yaml", "a", Style::Coloured);
        assert!(shown.starts_with("\u{1b}[1;91merror\u{1b}[0m: "), "{shown:?}");
    }
}
