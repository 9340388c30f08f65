//! What a part of a release looks like to the suppressor: whole people in atoms, and rows that sum atoms.

use std::collections::BTreeSet;

use crate::cube::Cell;
use crate::disclosure::Rules;
use crate::disclosure::primary::{Judgement, Verdict};
use crate::disclosure::protect::reason::Reason;

/// Atoms and the rows over them. What moves in one block does not touch another.
pub(super) struct Block {
    /// How many people there are in each atom.
    pub(super) truth: Vec<u32>,
    /// At most how many more there may be in an atom.
    pub(super) room: Vec<u32>,
    /// Sums that the attacker is taken to know.
    pub(super) known: Vec<Vec<usize>>,
    pub(super) rows: Vec<Row>,
    /// Where a respondent is in several atoms at once, those of each; nothing where each is in one.
    pub(super) respondents: Vec<Vec<usize>>,
    pub(super) rules: Rules,
}

/// A sum of atoms that is shown, hidden, or only worked out by an attacker.
pub(super) struct Row {
    pub(super) cell: Cell,
    /// Whether it is that cell in the release that is being made.
    pub(super) current: bool,
    pub(super) atoms: Vec<usize>,
    pub(super) value: u64,
    pub(super) state: State,
    pub(super) judgement: Judgement,
    /// What it would be judged by in another population.
    pub(super) reason: Reason,
    /// The most it can be.
    pub(super) most: u64,
    /// Of how many people it leaves anything to find out.
    pub(super) unsure: u64,
    /// How much is lost when it is hidden.
    pub(super) cost: f64,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Published earlier, or not worth hiding: it stays.
    Fixed,
    /// A cell of this release that may still be hidden.
    Shown,
    /// A cell of this release that is hidden.
    Hidden,
    /// No cell of this release: hidden in an earlier one, or a difference between two.
    Derived,
}

/// Another population: how many more, or fewer, there are in each atom.
pub(super) type Witness = Vec<i64>;

impl Row {
    pub(super) fn is_public(&self) -> bool {
        matches!(self.state, State::Fixed | State::Shown)
    }

    pub(super) fn is_sensitive(&self) -> bool {
        self.judgement.verdict == Verdict::Sensitive
    }

    /// Whether its interval matters.
    pub(super) fn needs_proof(&self) -> bool {
        !self.is_public() && self.judgement.verdict != Verdict::Free && self.judgement.level > 0
    }

    /// How much the row moves in another population.
    pub(super) fn shift(&self, witness: &Witness) -> i64 {
        self.atoms.iter().map(|atom| witness[*atom]).sum()
    }
}

impl Block {
    /// Whether the other population is one of whole people, fits all that is public and what is known (moved by `known`
    /// where the attacker's knowledge is itself in doubt). Whole numbers only.
    pub(super) fn is_witness(&self, witness: &Witness, known: Option<&[i64]>) -> bool {
        let people = self.truth.iter().zip(witness).all(|(truth, more)| i64::from(*truth) + more >= 0);
        let knowledge = self.known.iter().enumerate().all(|(at, atoms)| {
            let moved: i64 = atoms.iter().map(|atom| witness[*atom]).sum();
            moved == known.map_or(0, |known| known[at])
        });
        people && knowledge && self.rows.iter().all(|row| !row.is_public() || row.shift(witness) == 0)
    }

    /// The public rows that have atoms in common with a row, cheapest first.
    pub(super) fn neighbours(&self, row: usize) -> Vec<usize> {
        let atoms: BTreeSet<usize> = self.rows[row].atoms.iter().copied().collect();
        let mut near: Vec<usize> = (0..self.rows.len())
            .filter(|other| {
                self.rows[*other].state == State::Shown && self.rows[*other].atoms.iter().any(|at| atoms.contains(at))
            })
            .collect();
        near.sort_by(|a, b| self.rows[*a].cost.total_cmp(&self.rows[*b].cost));
        near
    }
}
