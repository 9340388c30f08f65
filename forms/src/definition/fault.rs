//! What is wrong with a definition, where, and what would be right: the only words its author gets from us.

use std::fmt;

use serde::Serialize;
use serde_json::{Value, json};

use crate::{expression::Span, suggest};

/// A place in the source of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Position {
    /// A place in a text; both numbers count from 1.
    Text {
        /// The line.
        line: usize,
        /// The column, counted in characters.
        column: usize,
    },
    /// A cell of a workbook.
    Cell {
        /// The sheet it is on.
        sheet: Sheet,
        /// The row, counted from 1, as spreadsheet programs do.
        row: u32,
        /// The column.
        column: Column,
    },
    /// The workbook as a whole.
    Workbook,
}

/// The sheets of a workbook that a form is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// The questions.
    Survey,
    /// The lists of choices.
    Choices,
    /// What holds for the whole form.
    Settings,
    /// Long-lived things that answers change; known, but not to this engine.
    Entities,
}

/// A column of a sheet, counted from 0 and shown in the letters of spreadsheet programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column(pub u32);

/// Whether a fault keeps the form from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The form cannot be used.
    Error,
    /// The form can be used, but somebody should look at this.
    Warning,
}

/// One thing that is wrong with a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub position: Position,
    /// What is wrong.
    pub message: String,
    /// What would be right, where that can be said.
    pub help: Option<String>,
}

/// A value and the place it was read from.
#[derive(Debug, Clone)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) position: Position,
}

/// How many errors, and how many warnings, are told at once.
const MAX_FAULTS: usize = 500;
/// How many names are looked for among all the names of a form; whoever has mistyped more has another form in mind.
const MAX_SUGGESTIONS: usize = 50;

/// Collects faults, so that an author sees all of them at once and in the order of the source.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    errors: Vec<Fault>,
    warnings: Vec<Fault>,
    /// How many suggestions have been looked for.
    suggestions: usize,
}

impl Fault {
    /// The fault for programs: `severity`, `where`, `message` and `help`. `where` has a `line` and a `column`, or a `sheet`,
    /// a `row` and the letters of a `column`; it is `null` where the file as a whole is meant, as `help` is where there is
    /// none.
    pub fn to_json(&self) -> Value {
        json!({
            "severity": self.severity,
            "where": self.position,
            "message": self.message,
            "help": self.help,
        })
    }
}

impl Position {
    /// The first character behind a quote that stands here.
    pub(crate) fn after_quote(self) -> Self {
        match self {
            Self::Text { line, column } => Self::Text { line, column: column + 1 },
            Self::Cell { .. } | Self::Workbook => self,
        }
    }

    /// The place of `span` in `source`, an expression that starts here.
    pub(crate) fn within(self, source: &str, span: Span) -> Self {
        let before = source.get(..span.start).unwrap_or(source);
        match self {
            Self::Text { line, column } => Self::Text { line, column: column + before.chars().count() },
            // A cell is as near as a spreadsheet program can point.
            Self::Cell { .. } | Self::Workbook => self,
        }
    }
}

impl Faults {
    pub(crate) fn error(&mut self, position: Position, message: impl Into<String>) {
        self.push(Severity::Error, position, message.into(), None);
    }

    pub(crate) fn error_with_help(&mut self, position: Position, message: impl Into<String>, help: Option<String>) {
        self.push(Severity::Error, position, message.into(), help);
    }

    pub(crate) fn warning(&mut self, position: Position, message: impl Into<String>) {
        self.push(Severity::Warning, position, message.into(), None);
    }

    pub(crate) fn warning_with_help(&mut self, position: Position, message: impl Into<String>, help: Option<String>) {
        self.push(Severity::Warning, position, message.into(), help);
    }

    pub(crate) fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Whether there are so many errors that no further one is told: then there is no need to look for more.
    pub(crate) fn are_full(&self) -> bool {
        self.errors.len() >= MAX_FAULTS
    }

    /// Whether no further warning is told.
    pub(crate) fn have_warned_enough(&self) -> bool {
        self.warnings.len() >= MAX_FAULTS
    }

    /// What to say of a mistyped word if one of the candidates may have been meant.
    pub(crate) fn did_you_mean<'c>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
        written: impl Fn(&str) -> String,
    ) -> Option<String> {
        if self.suggestions >= MAX_SUGGESTIONS {
            return None;
        }
        self.suggestions += 1;
        suggest::closest(word, candidates).map(|close| format!("did you mean `{}`?", written(close)))
    }

    /// Everything found, in the order of the source.
    pub(crate) fn into_sorted(self) -> Vec<Fault> {
        let mut all = self.errors;
        all.extend(self.warnings);
        all.sort_by_key(|fault| fault.position);
        all.dedup();
        all
    }

    fn push(&mut self, severity: Severity, position: Position, message: String, help: Option<String>) {
        let faults = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        // Nobody reads more at a time, and a hostile definition could be nothing but faults.
        if faults.len() < MAX_FAULTS {
            faults.push(Fault { severity, position, message, help });
        }
    }
}

impl Default for Position {
    fn default() -> Self {
        Self::Text { line: 1, column: 1 }
    }
}

impl Sheet {
    /// What the sheet is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Choices => "choices",
            Self::Settings => "settings",
            Self::Entities => "entities",
        }
    }
}

impl Serialize for Column {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.0.saturating_add(1);
        while rest > 0 {
            letters.push(char::from_digit((rest - 1) % 26 + 10, 36).unwrap_or('?').to_ascii_uppercase());
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { line, column } => write!(f, "{line}:{column}"),
            Self::Cell { sheet, row, column } => write!(f, "{}!{column}{row}", sheet.name()),
            Self::Workbook => f.write_str("workbook"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}: {severity}: {}", self.position, self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Column, Fault, Faults, MAX_FAULTS, Position, Severity, Sheet};

    #[test]
    fn programs_find_the_same_members_wherever_a_fault_stands() {
        let told = |position, help: Option<&str>| {
            let (message, help) = ("invented".to_owned(), help.map(str::to_owned));
            Fault { severity: Severity::Warning, position, message, help }.to_json()
        };
        assert_eq!(
            told(Position::Text { line: 3, column: 7 }, Some("so")),
            json!({"severity": "warning", "where": {"line": 3, "column": 7}, "message": "invented", "help": "so"})
        );
        assert_eq!(
            told(Position::Cell { sheet: Sheet::Choices, row: 2, column: Column(26) }, None),
            json!({
                "severity": "warning",
                "where": {"sheet": "choices", "row": 2, "column": "AA"},
                "message": "invented",
                "help": null,
            })
        );
        assert!(told(Position::Workbook, None)["where"].is_null());
    }

    #[test]
    fn an_error_is_told_however_many_warnings_there_are() {
        let mut faults = Faults::default();
        (0..2 * MAX_FAULTS).for_each(|_| faults.warning(Position::Workbook, "not translated"));
        assert!(!faults.has_errors());
        faults.error(Position::Workbook, "wrong");
        assert!(faults.has_errors());
    }

    #[test]
    fn a_cell_is_named_as_spreadsheet_programs_name_it() {
        let names = [0, 25, 26, 51, 701, 702, 16_383].map(|column| Column(column).to_string());
        assert_eq!(names, ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]);
        let cell = Position::Cell { sheet: Sheet::Survey, row: 12, column: Column(2) };
        assert_eq!(cell.to_string(), "survey!C12");
    }
}
