//! What a release counts: variables with their categories, tables over them, and the counts.
//!
//! A table is a set of variables and always has all its margins. Two tables that share a margin share its *cells*: a
//! [`Cell`] is the same wherever it stands. All cells are sums of the same *atoms*, the finest cross-classification.

mod least_base;
mod link;
mod plan;
mod table;
mod tally;
mod variable;

pub use link::Link;
pub use plan::{Cell, Plan, PlanError};
pub use table::{Detail, Dimension, Table};
pub use tally::{Atom, Presence, Record, RecordError, Tally};
pub use variable::{Category, Group, MissingCode, Role, Variable};
