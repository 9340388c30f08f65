//! The language of expressions, held against tables of cases: each table says what its lines mean.

mod check;
mod evaluate;
mod parse;
mod properties;
mod table;
