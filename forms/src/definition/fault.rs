//! What is wrong with a definition, where, and what would be right: the only words its author gets from us.

use std::fmt;

use serde::Serialize;

use crate::expression::Span;

/// A place in the source of a definition; both numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, counted in characters.
    pub column: usize,
}

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    #[serde(flatten)]
    pub position: Position,
    /// What is wrong.
    pub message: String,
    /// What would be right, where that can be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// A value and the place it was read from.
#[derive(Debug, Clone)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) position: Position,
}

/// Collects faults, so that an author sees all of them at once and in the order of the source.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Position {
    /// The place of `span` in an expression that starts here.
    pub(crate) fn within(self, span: Span) -> Self {
        Self { line: self.line, column: self.column + span.start }
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

    pub(crate) fn has_errors(&self) -> bool {
        self.0.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// Everything found, in the order of the source.
    pub(crate) fn into_sorted(mut self) -> Vec<Fault> {
        self.0.sort_by_key(|fault| fault.position);
        self.0.dedup();
        self.0
    }

    fn push(&mut self, severity: Severity, position: Position, message: String, help: Option<String>) {
        self.0.push(Fault { severity, position, message, help });
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
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
