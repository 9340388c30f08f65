//! Which counts give somebody away, which others must be hidden for their sake, and whether it was enough.
//!
//! The words are those of Hundepool and others, *Handbook on Statistical Disclosure Control* (2nd ed. 2024), chapters 4
//! and 5: a cell is **sensitive** when it says too much of few people; hiding it is **primary suppression**; hiding others
//! so that it cannot be worked out is **secondary suppression**. What an attacker can still say of a hidden cell is its
//! **feasibility interval**; how wide that must be is its **protection level**.
//!
//! [`protect()`] proves what it hides: for each cell that needs it, it finds populations of whole people that fit everything
//! published and disagree about the cell by the protection level, and checks them in whole numbers. [`audit`] attacks
//! what was published, with other equations and another solver, and knows nothing but what is published.

pub mod audit;
#[cfg(test)]
mod brute_force_tests;
#[cfg(test)]
mod difference_tests;
#[cfg(test)]
mod linked_tests;
mod method;
#[cfg(test)]
mod minimality_tests;
pub mod perturb;
mod primary;
mod protect;
mod published;
mod rounded;
mod rules;

pub use method::{Method, MethodError};
pub use protect::{Question, Unprotectable, one_after_another, protect, protect_each};
pub use published::{Identity, Published, PublishedError};
pub use rounded::{Figure, Rounded, RoundedError, Whole};
pub use rules::{Rules, RulesError};
