//! Other populations that somebody who knows the rules cannot rule out: in which there is a reason for what is hidden.

use crate::disclosure::protect::block::Witness;
use crate::disclosure::protect::parts::parts;
use crate::disclosure::protect::program::{Target, Way, Wish, move_within, rows_to_hide};
use crate::disclosure::protect::proof::{Proof, alive};
use crate::disclosure::protect::reason::Reasons;

/// For how many parts one after another a reason is looked for.
const MOST_PINNED: usize = 4;

impl Proof<'_> {
    /// Whether there is a reason in another population for what is hidden.
    pub(super) fn is_reasoned(&mut self, witness: &Witness) -> bool {
        if let Some(reasons) = &self.reasons {
            if reasons.hold(self.block, witness) {
                return true;
            }
            if reasons.is_fresh(self.block) {
                return false;
            }
        }
        let living = self.living();
        self.public(&living);
        let public = self.public.as_ref().expect("it was just found out");
        let parts = parts(self.block, public, |atoms| alive(atoms, &living));
        let reasons = self.reasons.insert(Reasons::new(self.block, parts));
        reasons.hold(self.block, witness)
    }

    /// Looks for populations in which there is a reason for what is hidden, where those that move the row furthest have none.
    pub(super) fn look_for_reasons(&mut self, row: usize, level: u64, kept: &[usize]) {
        for at in 0..self.pool.len() {
            if !self.pool[at].reasoned && self.pool[at].shifts[row] != 0 {
                let witness = std::mem::take(&mut self.pool[at].witness);
                self.pool[at].reasoned = self.is_reasoned(&witness);
                self.pool[at].witness = witness;
            }
        }
        for way in [Way::Up, Way::Down] {
            let most = level.min(self.room(row, way));
            for far in (1..=most).rev() {
                if self.span(row, kept) >= level {
                    return;
                }
                if self.reached(row, way, kept) < far
                    && let Some(witness) = self.reach_with_a_reason(Target { row, way, far }, kept)
                {
                    self.keep(witness);
                }
            }
        }
    }

    /// A population that moves a row, with counts pinned where they are a reason.
    fn reach_with_a_reason(&mut self, target: Target, kept: &[usize]) -> Option<Witness> {
        let mut witness = self.find(Wish { target: Some(target), kept, spared: &[], known: None, pinned: &[] })?;
        if !self.does(&witness, target) {
            return None;
        }
        if self.is_reasoned(&witness) {
            return Some(witness);
        }
        for first in self.pins(target.row, &witness) {
            let mut pinned = vec![first];
            for _ in 0..MOST_PINNED {
                let wish = Wish { target: Some(target), kept, spared: &[], known: None, pinned: &pinned };
                let Some(other) = move_within(self.block, wish) else { break };
                witness = other;
                if !self.does(&witness, target) {
                    break;
                }
                if self.is_reasoned(&witness) {
                    return Some(witness);
                }
                let more = self.pins(target.row, &witness).into_iter().find(|pin| !pinned.contains(pin));
                let Some(pin) = more else { break };
                pinned.push(pin);
            }
        }
        None
    }

    fn does(&self, witness: &Witness, Target { row, way, far }: Target) -> bool {
        let moved = self.block.rows[row].shift(witness);
        moved.unsigned_abs() >= far && (moved > 0) == (way == Way::Up)
    }

    /// What could be the reason of parts that have none: of the first one, the counts that have to move least.
    fn pins(&self, row: usize, witness: &Witness) -> Vec<(usize, i64)> {
        let Some(reasons) = &self.reasons else { return Vec::new() };
        let mut without = reasons.without(self.block, witness);
        let Some(part) = without.next() else { return Vec::new() };
        let possible = reasons.possible(self.block, part);
        possible.into_iter().filter(|(other, far)| *other != row || *far != 0).collect()
    }

    /// What to hide so that a row can move and there is a reason for what is hidden.
    pub(super) fn rows_for_a_reason(&mut self, row: usize, level: u64, kept: &[usize]) -> Option<Vec<usize>> {
        let unreasoned = self.pool.iter().filter(|found| !found.reasoned && found.shifts[row] != 0);
        let furthest = unreasoned.max_by_key(|found| found.shifts[row].abs())?;
        let against = self.reasons.as_ref()?.against(self.block, &furthest.witness);
        if !against.is_empty() {
            return Some(against);
        }
        let witness = furthest.witness.clone();
        let pins = self.pins(row, &witness);
        for way in [Way::Up, Way::Down] {
            let most = level.min(self.room(row, way));
            for far in (self.reached(row, way, kept) + 1..=most).rev() {
                let hiding = pins.iter().filter_map(|pin| {
                    let target = Some(Target { row, way, far });
                    let wish = Wish { target, kept, spared: &[], known: None, pinned: &[*pin] };
                    rows_to_hide(self.block, wish).filter(|rows| !rows.is_empty())
                });
                if let Some(rows) = hiding.min_by_key(Vec::len) {
                    return Some(rows);
                }
            }
        }
        None
    }
}
