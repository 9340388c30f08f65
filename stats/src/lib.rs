//! What may be said about many answers, and how sure it is.
//!
//! Pure: no IO, no clock, no randomness, no database, so figures made twice from the same answers are the same. A crate of
//! its own, as the form engine is one, because then the compiler keeps it pure: what it may use stands in its `Cargo.toml`,
//! and there is nothing there that could read a row or ask for the time.
//!
//! - [`estimate`]: intervals, differences, weights, response rates.

pub mod estimate;
