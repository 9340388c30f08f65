//! What an expression is evaluated in: the documents, the node it belongs to, the time, and the rest of the world.

use jiff::{Zoned, tz::TimeZone};

use super::{span::Span, value::Node};

/// How many nodes and operations one evaluation may take, unless [`Context::limit`] says otherwise. A form of some hundred questions needs
/// some hundred; a choice list of 50,000 rows that is searched once needs some hundred thousand.
pub(crate) const DEFAULT_LIMIT: u64 = 2_000_000;

/// The surroundings of one evaluation.
#[derive(Clone, Copy)]
pub struct Context<'c, 't> {
    /// What `/` means: the root of the form's answers.
    pub root: Node<'t>,
    /// The context node: the question that the expression belongs to, or a choice that a filter looks at.
    pub node: Node<'t>,
    /// The node that `current()` means.
    pub current: Node<'t>,
    /// The moment that counts as now; its time zone is that of every date without offset.
    pub now: &'c Zoned,
    /// Everything outside the documents.
    pub host: &'c dyn Host<'t>,
    /// Whether an absolute path from inside a repeat means the same instance of the repeat, as ODK `XForms` demands
    /// ("A Big Deviation with `XForms`"); without, paths are those of `XPath` 1.0.
    pub contextual: bool,
    /// How many nodes and operations it may take.
    pub limit: u64,
}

/// What an expression may ask of its surroundings. Without more, there is nothing to be had.
pub trait Host<'t> {
    /// The root of a secondary document, for `instance()` and `pulldata()`.
    fn instance(&self, _name: &str) -> Option<Node<'t>> {
        None
    }

    /// The label of the choice `value` of a question in the language in use, for `jr:choice-name()`.
    fn choice_name(&self, _question: Node<'t>, _value: &str) -> Option<String> {
        None
    }

    /// A text by its id in the language in use, for `jr:itext()`.
    fn itext(&self, _id: &str) -> Option<String> {
        None
    }

    /// The node of a row that stands in no repeat, if the row is relevant: where a path leads whose way has been found before.
    /// Nothing if the path has to be walked.
    fn fixed(&self, _row: usize) -> Option<Option<Node<'t>>> {
        None
    }

    /// The next random number, any of all 64 bits.
    fn random(&self) -> u64 {
        0
    }

    /// The short name of a month (1 to 12) in the language in use.
    fn month(&self, number: usize) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        months.get(number.wrapping_sub(1)).copied().unwrap_or_default().to_owned()
    }

    /// The short name of a day of the week, 1 for Monday to 7, in the language in use.
    fn weekday(&self, number: usize) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        days.get(number.wrapping_sub(1)).copied().unwrap_or_default().to_owned()
    }
}

/// A world with nothing in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoHost;

impl Host<'_> for NoHost {}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{kind}")]
pub struct EvaluationError {
    /// What went wrong.
    pub kind: EvaluationErrorKind,
    /// In which part of the expression.
    pub span: Span,
}

/// What went wrong in an evaluation.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EvaluationErrorKind {
    /// There is no such function.
    #[error("there is no function `{0}`")]
    UnknownFunction(String),
    /// Too many arguments, or too few.
    #[error("`{function}` takes {allowed}, not {given}")]
    ArgumentCount {
        /// The function.
        function: String,
        /// How many it takes, in words.
        allowed: String,
        /// How many it was given.
        given: usize,
    },
    /// Nodes were needed, and something else was given.
    #[error("a path is needed here, not {0}")]
    NotNodes(&'static str),
    /// `${name}` that was not resolved.
    #[error("`${{{0}}}` has no path")]
    UnresolvedReference(String),
    /// A secondary document that is not there.
    #[error("there is no list `{0}`")]
    UnknownInstance(String),
    /// A pattern that is no regular expression.
    #[error("`{pattern}` is not a pattern: {reason}")]
    IllegalPattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An argument that the function can make nothing of.
    #[error("{0}")]
    IllegalArgument(String),
    /// More nodes and operations than the limit.
    #[error("the expression takes more than {limit} steps")]
    TooLong {
        /// The limit.
        limit: u64,
    },
}

impl<'c, 't> Context<'c, 't> {
    /// The surroundings of an expression that belongs to `node` of the form's answers.
    pub fn new(node: Node<'t>, now: &'c Zoned, host: &'c dyn Host<'t>) -> Self {
        Self { root: Node::root_of(node.tree), node, current: node, now, host, contextual: true, limit: DEFAULT_LIMIT }
    }

    /// The same surroundings, looking from another node; `current()` stays.
    #[must_use]
    pub fn looking_at(self, node: Node<'t>) -> Self {
        Self { node, ..self }
    }

    /// The time zone of dates without offset.
    pub fn zone(&self) -> &'c TimeZone {
        self.now.time_zone()
    }
}
