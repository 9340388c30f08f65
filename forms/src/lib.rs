//! The form engine: pure, without IO, clock or randomness of its own, so that it means the same on server and phone.
//!
//! A form's [`definition`] is read and checked; its [`expression`]s look at a [`tree`] of answers; an [`instance`] is one
//! answer document, kept up to date and judged; a [`page`] shows a part of it to a person, in the words of a [`locale`].

pub mod definition;
pub mod expression;
pub mod instance;
pub mod library;
pub mod locale;
pub mod page;
mod suggest;
pub mod tree;

pub use definition::{
    Asking, Attachment, Audience, Change, ChangeKind, Code, Codebook, CodesWhere, Column, Comparison, ConditionError,
    Effect, Fault, Form, Language, Mapping, Position, Severity, Sheet, SourceFile, Sources, Statement, Text, Unsettled,
    Variable,
};
#[cfg(feature = "workbook")]
pub use definition::{NoWorkbook, Row, WorkbookError, vocabulary, workbook_rows};
pub use instance::{Accepted, Attached, Instance, State, Surroundings, Violation, ViolationCode};
