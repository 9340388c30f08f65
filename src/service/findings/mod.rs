//! Findings of safety walks from the day after: who sees to them, what comes of them, and what the residents are told.
//!
//! `life` holds the rules, `change` the only way to change something, `read`, `filter` and `chart` what somebody looks at, `told` what
//! residents read, `remind` whom a deadline is about to surprise, `export` the files for those who analyse.

pub mod change;
pub mod chart;
pub mod demo;
pub mod export;
pub mod filter;
pub mod labels;
pub mod life;
mod public_texts;
pub mod read;
pub mod remind;
pub mod told;
mod words;

#[cfg(test)]
pub(crate) mod invented;

pub use change::{Command, change, change_on_walk};
pub use filter::Filter;
pub use labels::Labels;
pub use public_texts::{BadText, LANGUAGES, Part, PublicText, PublicTexts};
pub use words::{MOST_LETTERS, NoWords, Words};

/// Photos of a finding, from the walk and from afterwards.
pub const MOST_PHOTOS: usize = 12;
