//! One answer document: what has been answered, what follows from it, and what is still wrong.
//!
//! Answers stand in a [`Tree`] that expressions look at. `cells` knows which row of the form each element belongs to,
//! `recalculate` keeps what follows from an answer up to date, `check` says what is wrong, `read` and `write` are JSON.

mod asked;
mod attached;
mod build;
mod cells;
mod check;
mod document;
mod evaluate;
mod lexical;
mod read;
mod recalculate;
mod refusal;
mod state;
mod trigger;
mod work;
mod world;
mod write;

use std::cell::Cell;

use jiff::Zoned;

use crate::{definition::Form, tree::Tree};
use cells::Cells;

pub use attached::Attached;
pub use check::{Violation, ViolationCode};
pub use read::Accepted;
pub use state::State;

pub(crate) use cells::{CellId, CellKind};
pub(crate) use lexical::moment;

/// What the engine has to be told, as it has neither clock nor chance nor a person in front of it.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The moment that counts as now; dates without offset are in its time zone.
    pub now: Zoned,
    /// Where random numbers start from.
    pub seed: u64,
    /// The language of messages and of names of choices (BCP 47).
    pub language: String,
}

/// An answer document of one form. Whatever is set, everything that follows from it is up to date right after.
#[derive(Debug)]
pub struct Instance<'f> {
    form: &'f Form,
    surroundings: Surroundings,
    tree: Tree,
    cells: Cells,
    /// The state of the random numbers given out so far.
    random: Cell<u64>,
    defaults: build::Defaults,
    /// Instances that a count has made and nobody has furnished yet.
    fresh: Vec<CellId>,
    /// How many fields of a document that was read are not in the form.
    unknown_fields: usize,
    /// What its expressions have cost so far.
    work: work::Work,
}

impl Instance<'_> {
    /// The language of its words.
    pub fn language(&self) -> &str {
        &self.surroundings.language
    }

    /// The time zone in which its dates and times are meant.
    pub(crate) fn time_zone(&self) -> &jiff::tz::TimeZone {
        self.surroundings.now.time_zone()
    }
}
