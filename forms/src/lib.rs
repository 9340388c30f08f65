//! The form engine.

pub mod expression;
pub mod tree;
