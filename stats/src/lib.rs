//! What may be said about many answers: how sure an estimate is, and which cells of a table give nobody away.
//!
//! Pure: no IO, no clock, no randomness, no database, so a release made twice from the same records is the same to the
//! byte. A crate of its own, as the form engine is one, because then the compiler keeps it pure: what it may use stands
//! in its `Cargo.toml`, and there is nothing there that could read a row or ask for the time.
//!
//! - [`estimate`]: intervals, differences, weights, samples of strata and clusters, response rates.
//! - [`cube`]: what a release counts (variables, tables) and the counts themselves, which nothing can write out.
//! - [`disclosure`]: which cells are sensitive, which others must be hidden for their sake, and an auditor who tries to
//!   find out what was hidden. Only [`disclosure::Published`] can be written to a file or sent.
//! - [`microdata`]: rows about people, blanked until nobody stands alone. Only [`microdata::Protected`] is given out, and only to
//!   who has signed for it.

pub mod cube;
pub mod disclosure;
pub mod estimate;
pub mod microdata;
