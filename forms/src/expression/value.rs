//! The values of expressions and their conversions (`XPath` 1.0, sections 3.2 to 3.5 and 4).

use std::borrow::Cow;

use super::datetime::{self, DateTime};
use crate::tree::{NodeId, Tree};

/// A node together with its document.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    /// The document.
    pub tree: &'t Tree,
    /// The node in it.
    pub id: NodeId,
}

/// What an expression gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'t> {
    /// Nodes, each once, in document order unless a function put them in another.
    NodeSet(Vec<Node<'t>>),
    /// Text.
    String(String),
    /// A number; `NaN` where something was no number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A date or a moment: text to those who ask for text, days since 1970 to those who ask for a number.
    DateTime(DateTime),
}

impl<'t> Node<'t> {
    /// The node `id` of `tree`.
    pub fn new(tree: &'t Tree, id: NodeId) -> Self {
        Self { tree, id }
    }

    /// The root of a document.
    pub fn root_of(tree: &'t Tree) -> Self {
        Self { tree, id: tree.root() }
    }

    /// The string value of the node.
    pub fn text(self) -> Cow<'t, str> {
        self.tree.text(self.id)
    }

    /// What it costs to read the text.
    pub(super) fn text_steps(self) -> u64 {
        self.tree.text_steps(self.id)
    }

    /// Another node of the same document.
    pub(crate) fn at(self, id: NodeId) -> Self {
        Self { tree: self.tree, id }
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::ptr::eq(self.tree, other.tree)
    }
}

impl Value<'_> {
    /// As text: of nodes, that of the first.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::NodeSet(nodes) => nodes.first().map_or(Cow::Borrowed(""), |first| first.text()),
            Self::String(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number_to_text(*number)),
            Self::Boolean(boolean) => Cow::Borrowed(if *boolean { "true" } else { "false" }),
            Self::DateTime(moment) => Cow::Owned(moment.to_string()),
        }
    }

    /// As a number. Text that is a date counts as days since 1970 in the time zone of `zone` (ODK `XForms`, `number()`).
    pub fn to_number(&self, zone: &jiff::tz::TimeZone) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Boolean(boolean) => f64::from(u8::from(*boolean)),
            Self::DateTime(moment) => moment.days(),
            Self::NodeSet(_) | Self::String(_) => text_to_number(&self.to_text(), zone),
        }
    }

    /// As true or false: nodes if there are any, text if there is any, a number if it is neither zero nor `NaN`.
    pub fn to_boolean(&self) -> bool {
        match self {
            Self::NodeSet(nodes) => !nodes.is_empty(),
            Self::String(text) => !text.is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Boolean(boolean) => *boolean,
            Self::DateTime(moment) => moment.is_valid(),
        }
    }
}

/// Below it, every whole number is itself and no other.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes a number as `XPath` does: never with an exponent, an integer without a point.
pub fn number_to_text(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() };
    }
    if number == 0.0 {
        // Also the negative zero.
        return "0".to_owned();
    }
    if number.fract() == 0.0 && number.abs() < EXACT {
        return whole(number).to_string();
    }
    number.to_string()
}

#[expect(clippy::cast_possible_truncation, reason = "only whole numbers that an i64 holds exactly come here")]
fn whole(number: f64) -> i64 {
    number as i64
}

/// Reads a number from text, with blanks around it and an exponent if need be; a date counts as days since 1970.
pub(crate) fn text_to_number(text: &str, zone: &jiff::tz::TimeZone) -> f64 {
    let trimmed = text.trim_matches([' ', '\t', '\r', '\n']);
    let numeric = trimmed.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    if !numeric || trimmed.starts_with('+') {
        return datetime::days_of(trimmed, zone).unwrap_or(f64::NAN);
    }
    match trimmed.parse() {
        Ok(number) => number,
        Err(_) => datetime::days_of(trimmed, zone).unwrap_or(f64::NAN),
    }
}
