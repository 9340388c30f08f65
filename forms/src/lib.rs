//! The form engine: pure, without IO, clock or randomness of its own, so that it means the same on server and phone.
//!
//! A form's [`definition`] is read and checked; its [`expression`]s look at a [`tree`] of answers.

pub mod definition;
pub mod expression;
pub mod library;
pub mod locale;
mod suggest;
pub mod tree;

pub use definition::{Audience, Codebook, Fault, Form, Language, Position, Severity, Text};
