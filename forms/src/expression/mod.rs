//! Expressions: the `XPath` of the ODK `XForms` specification, with the `${name}` of `XLSForm`.
//!
//! The way of an expression: [`parse`] makes the tree of the source, [`Expression::check`] says what can be known to be wrong
//! with it, [`Expression::references`] which questions it names, [`Expression::resolve`] puts paths in the place of the names,
//! [`Expression::paths`] says what it reads, and [`Expression::evaluate`] gives its value.

pub(crate) mod ast;
mod chain;
mod check;
mod compare;
mod context;
mod datetime;
mod error;
mod evaluator;
mod fixed;
mod functions;
mod lexer;
mod parser;
mod paths;
mod print;
mod references;
mod span;
mod steps;
mod value;

pub(crate) use ast::{Axis, NodeTest};
pub use check::{AnswerType, Lookup, Mistake};
pub use context::{Context, EvaluationError, Host, NoHost};
pub(crate) use context::{DEFAULT_LIMIT, EvaluationErrorKind};
pub use error::{ParseError, ParseErrorKind};
pub(crate) use functions::{seed_of, shuffled_by};
pub use parser::{MAX_DEPTH, MAX_LENGTH, parse};
pub(crate) use paths::PathStep;
pub use paths::{Base, PathUse, Start};
pub(crate) use references::{LAST_SAVED, LAST_SAVED_INSTANCE, Place, Reference};
pub use span::Span;
pub use value::{Node, Value, number_to_text};

/// The names of all functions.
pub fn function_names() -> impl Iterator<Item = &'static str> {
    functions::all().map(|function| function.name)
}

/// A parsed expression. Two are equal if they mean the same, however they were spaced.
///
/// `Display` writes it so that [`parse`] gives the same expression back.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    pub(crate) root: ast::Expr,
}
