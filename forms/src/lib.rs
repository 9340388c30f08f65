//! The form engine: pure, without IO, clock or randomness of its own, so that it means the same on server and phone.
//!
//! A form's [`definition`] is read and checked; its [`expression`]s look at a [`tree`] of answers; an [`instance`] is one
//! answer document, kept up to date and judged.

pub mod definition;
pub mod expression;
pub mod instance;
pub mod library;
pub mod locale;
mod suggest;
pub mod tree;

pub use definition::{Audience, Codebook, Fault, Form, Language, Position, Severity, Text};
pub use instance::{Accepted, Instance, State, Surroundings, Violation, ViolationCode};
