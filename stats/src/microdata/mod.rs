//! Rows about people who stay among others: what may be given to somebody who has signed for it, and never to everybody.
//!
//! A row says who somebody is by a few **key variables** that a neighbour may know (place, age band, gender) and what they
//! answered. [`protect()`] blanks values until three things hold of what is left:
//!
//! - every combination of keys, blanks included, is that of at least as many rows as a count must have (*k*-anonymity:
//!   Sweeney, "k-Anonymity: A Model for Protecting Privacy", *Int. J. Uncertainty, Fuzziness and Knowledge-Based Systems* 10
//!   (2002), 557–570; local suppression: Hundepool and others, *Handbook on Statistical Disclosure Control* (2nd ed. 2024), ch. 3);
//! - every answer that is shown was given by at least as many, and where it is blanked, so is what would tell it;
//! - where a question is sensitive, no combination of keys is of people who all gave the same answer (Machanavajjhala and others,
//!   "l-Diversity: Privacy Beyond k-Anonymity", *ACM TKDD* 1 (2007), with l = 2).
//!
//! This is less than [`crate::disclosure`] promises: who knows more of somebody than the keys may find them by their answers.

mod answers;
mod keys;
#[cfg(test)]
mod tests;

use crate::disclosure::Rules;

/// A variable by which somebody may be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// The key that this one tells more exactly, by its place among them: an area has departments. It stands before this one.
    pub within: Option<usize>,
}

/// Something that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// For each category whether it stands for no answer.
    pub is_missing: Vec<bool>,
    /// Whether it tells on a group that all of it gave one answer.
    pub is_sensitive: bool,
    /// Whether the categories follow each other like numbers. Then neighbours become a band before anything is blanked.
    pub is_ordered: bool,
    /// Columns with the same number tell on each other, such as a question and whether the next one was asked: of a row they are
    /// blanked together.
    pub linked: usize,
}

/// What somebody is and said, as categories. Like a tally it can neither be written nor shown.
///
/// ```compile_fail
/// fn shown<T: std::fmt::Debug>() {}
/// shown::<stats::microdata::Row>();
/// ```
pub struct Row {
    /// For each key the category, where it may be told.
    pub keys: Vec<Option<usize>>,
    /// For each column the category.
    pub answers: Vec<usize>,
}

/// Rows of which nobody stands alone, in the order in which they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protected {
    rows: Vec<Shown>,
    bands: Vec<Vec<usize>>,
    report: Report,
}

/// What is left of a row; nothing, where it was blanked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// For each key.
    pub keys: Vec<Option<usize>>,
    /// For each column the category, or the first one of the band that it lies in.
    pub answers: Vec<Option<usize>>,
}

/// What was found, and what was done about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many rows had keys that no other row had.
    pub unique: usize,
    /// How many had keys that too few rows had.
    pub rare: usize,
    /// For each key in how many rows it was blanked, beside those where it could not be told from the beginning.
    pub blanked_keys: Vec<usize>,
    /// For each column in how many rows it was blanked.
    pub blanked_answers: Vec<usize>,
    /// How many different combinations of keys are left.
    pub combinations: usize,
    /// How many rows the rarest of them has.
    pub smallest: usize,
}

/// There are too few rows for any to be given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are too few answers: at least {0} have to be there")]
pub struct TooFew(pub u64);

/// Blanks what singles somebody out. Keys that stand first are kept longest.
///
/// # Panics
/// When a row does not have the given keys and columns.
pub fn protect(keys: &[Key], columns: &[Column], rows: Vec<Row>, rules: Rules) -> Result<Protected, TooFew> {
    if (rows.len() as u64) < rules.least_base() {
        return Err(TooFew(rules.least_base()));
    }
    let least = usize::try_from(rules.least_count()).unwrap_or(usize::MAX);
    let fits = |row: &Row| row.keys.len() == keys.len() && row.answers.len() == columns.len();
    assert!(rows.iter().all(fits), "a row has other variables than it should");
    let bands: Vec<Vec<usize>> = (0..columns.len()).map(|at| answers::bands(&columns[at], &rows, at, least)).collect();
    let (before, answers): (Vec<_>, Vec<_>) = rows.into_iter().map(|row| (row.keys, row.answers)).unzip();
    let groups = keys::sizes(&before);
    let after = keys::blanked(keys, &before, least);
    let answers = answers::blanked(columns, &bands, &after, &answers, least);
    let shown = keys::sizes(&after);
    let lost = |at: usize| before.iter().zip(&after).filter(|(was, is)| was[at].is_some() && is[at].is_none()).count();
    let report = Report {
        unique: groups.values().filter(|size| **size == 1).count(),
        rare: groups.values().filter(|size| **size < least).sum(),
        blanked_keys: (0..keys.len()).map(lost).collect(),
        blanked_answers: (0..columns.len()).map(|at| answers.iter().filter(|row| row[at].is_none()).count()).collect(),
        combinations: shown.len(),
        smallest: shown.values().copied().min().unwrap_or_default(),
    };
    let rows = after.into_iter().zip(answers).map(|(keys, answers)| Shown { keys, answers }).collect();
    Ok(Protected { rows, bands, report })
}

impl Protected {
    /// The rows.
    pub fn rows(&self) -> &[Shown] {
        &self.rows
    }

    /// For each category of a column the first one of the band that it lies in: itself, unless the column is ordered.
    pub fn bands(&self, column: usize) -> &[usize] {
        &self.bands[column]
    }

    /// What was found and done.
    pub fn report(&self) -> &Report {
        &self.report
    }
}
