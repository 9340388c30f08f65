//! The counts of one snapshot. They can be asked for and protected, and nothing can write them out.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::cube::{Cell, Plan};

/// What one respondent is and said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The category of each variable of the plan, in the plan's order.
    pub categories: Vec<usize>,
    /// In which snapshots the record is.
    pub presence: Presence,
}

/// From which snapshot on a record counts, and until which. Snapshots are numbered from zero, and each release is of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Presence {
    /// The first snapshot that has it.
    pub joined: u32,
    /// The first snapshot that no longer has it.
    pub left: Option<u32>,
}

/// People who are the same in every variable that breaks down, and came and went with the same snapshots.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atom {
    /// The category in each of [`Plan::breakdowns`].
    pub categories: Vec<usize>,
    /// Their snapshots.
    pub presence: Presence,
}

/// How many people there are in each atom, and how many of them gave each answer.
///
/// It has no way out: it can neither be written nor shown, so that leaving protection out does not compile.
///
/// ```compile_fail
/// fn written<T: serde::Serialize>() {}
/// written::<stats::cube::Tally>();
/// ```
/// ```compile_fail
/// fn shown<T: std::fmt::Debug>() {}
/// shown::<stats::cube::Tally>();
/// ```
pub struct Tally {
    plan: Plan,
    snapshot: u32,
    people: BTreeMap<Atom, People>,
}

/// The respondents of one atom.
pub(crate) struct People {
    pub(crate) count: u32,
    /// For each of [`Plan::answers`], how many gave which.
    pub(crate) answers: Vec<Vec<u32>>,
    /// For each of [`Plan::kin`], what one of them said.
    pub(crate) said: Vec<BTreeSet<Vec<usize>>>,
}

/// Why a record cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// It lacks a category.
    #[error("record {record} has no category of variable {variable}")]
    Category {
        /// Which record, from zero.
        record: usize,
        /// Which variable of the plan, from zero.
        variable: usize,
    },
    /// It has an answer that nobody gives who gave another of its answers.
    #[error("record {record} has a category of variable {variable} that nobody with its other answers has")]
    Linked {
        /// Which record, from zero.
        record: usize,
        /// Which variable of the plan, from zero.
        variable: usize,
    },
    /// It is where the plan says that nobody is.
    #[error("record {record} is where nobody can be")]
    Impossible {
        /// Which record, from zero.
        record: usize,
    },
}

impl Presence {
    /// Whether a record is in a snapshot.
    pub fn in_snapshot(self, snapshot: u32) -> bool {
        self.joined <= snapshot && self.left.is_none_or(|left| snapshot < left)
    }
}

impl Tally {
    /// Counts records, those of earlier snapshots included: what has left since is part of what was released before.
    pub fn count(plan: Plan, snapshot: u32, records: impl IntoIterator<Item = Record>) -> Result<Self, RecordError> {
        let (breakdowns, answers, kin) = (plan.breakdowns(), plan.answers(), plan.kin());
        let mut people: BTreeMap<Atom, People> = BTreeMap::new();
        for (number, record) in records.into_iter().enumerate() {
            check(&plan, number, &record)?;
            let categories = breakdowns.iter().map(|variable| record.categories[*variable]).collect();
            let here = match people.entry(Atom { categories, presence: record.presence }) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => entry.insert(People {
                    count: 0,
                    answers: answers.iter().map(|at| vec![0; plan.variables()[*at].categories.len()]).collect(),
                    said: vec![BTreeSet::new(); kin.len()],
                }),
            };
            here.count += 1;
            for (counts, variable) in here.answers.iter_mut().zip(&answers) {
                counts[record.categories[*variable]] += 1;
            }
            for (said, family) in here.said.iter_mut().zip(&kin) {
                said.insert(family.iter().map(|variable| record.categories[*variable]).collect());
            }
        }
        Ok(Self { plan, snapshot, people })
    }

    /// What is counted.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The snapshot that is to be released.
    pub fn snapshot(&self) -> u32 {
        self.snapshot
    }

    pub(crate) fn people(&self) -> &BTreeMap<Atom, People> {
        &self.people
    }

    /// How many people of a population came or went between two snapshots.
    pub(crate) fn moved(&self, base: &Cell, one: u32, other: u32) -> u64 {
        let breakdowns = self.plan.breakdowns();
        let moved = self.people.iter().filter(|(atom, _)| {
            atom.presence.in_snapshot(one) != atom.presence.in_snapshot(other)
                && self.plan.holds(&breakdowns, &atom.categories, base)
        });
        moved.map(|(_, people)| u64::from(people.count)).sum()
    }

    /// How many people of a snapshot are in a cell.
    pub(crate) fn value(&self, cell: &Cell, snapshot: u32) -> u64 {
        let breakdowns = self.plan.breakdowns();
        let answer = self.plan.answer(cell);
        let answers = self.plan.answers();
        let inside = self.people.iter().filter(|(atom, _)| {
            atom.presence.in_snapshot(snapshot) && self.plan.holds(&breakdowns, &atom.categories, cell)
        });
        let counts = inside.map(|(_, people)| match answer {
            None => u64::from(people.count),
            Some((variable, node)) => {
                let at = answers.iter().position(|other| *other == variable).expect("a cell's answer is in a table");
                let categories = self.plan.variables()[variable].categories_of(node);
                categories.map(|category| u64::from(people.answers[at][category])).sum()
            }
        });
        counts.sum()
    }
}

impl Plan {
    /// Whether people with these categories, one for each of `breakdowns`, are in the cell, whatever they answered.
    pub(crate) fn holds(&self, breakdowns: &[usize], categories: &[usize], cell: &Cell) -> bool {
        cell.0.iter().all(|(variable, node)| {
            let at = breakdowns.iter().position(|other| other == variable);
            at.is_none_or(|at| self.variables()[*variable].within(categories[at], *node))
        })
    }
}

fn check(plan: &Plan, number: usize, record: &Record) -> Result<(), RecordError> {
    let variables = plan.variables().iter().enumerate();
    let wrong = variables.into_iter().find(|(at, variable)| {
        record.categories.get(*at).is_none_or(|category| *category >= variable.categories.len())
    });
    match wrong {
        Some((variable, _)) => Err(RecordError::Category { record: number, variable }),
        None if !plan.is_possible(|variable| Some(record.categories[variable])) => {
            Err(RecordError::Impossible { record: number })
        }
        None => match plan.misfit(record) {
            Some(variable) => Err(RecordError::Linked { record: number, variable }),
            None => Ok(()),
        },
    }
}
