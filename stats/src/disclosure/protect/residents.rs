//! What everybody knows of how many live in a place: no more can have taken part. Those who live there and did not take part are one atom
//! more, and all who live there a sum that is known, so a population in which more took part than there are is none.

use crate::cube::Cell;
use crate::disclosure::protect::block::Block;
use crate::disclosure::protect::ground::{Ledger, Sum, View};
use crate::disclosure::protect::layout::Layout;

impl Layout<'_> {
    /// Adds those who did not take part to the block of those who did, for each place of which that is not shown already.
    pub(super) fn add_residents(&self, block: &mut Block) {
        for ((cell, view), ledger) in &self.ground.sums {
            let (View::At(snapshot), 1) = (view, cell.0.len()) else { continue };
            let mut atoms = self.ground.members(&(cell.clone(), *view)).to_vec();
            let above = atoms.iter().map(|atom| u64::from(block.room[*atom])).sum();
            let others = self.ceilings(cell, *snapshot).map(|(place, most)| most - self.tally.value(&place, *snapshot));
            let others: Option<u32> = others.min().filter(|others| *others < above).and_then(|it| it.try_into().ok());
            let Some(others) = others.filter(|_| !matches!(ledger, Some(Ledger::Shown(_)))) else { continue };
            let there = atoms.iter().map(|atom| block.truth[*atom]).sum();
            atoms.push(block.truth.len());
            block.truth.push(others);
            block.room.push(there);
            block.known.push(atoms);
        }
    }

    /// How many people a sum leaves open by figures of residents, and by what earlier releases show of the same people; nothing where
    /// there are no figures.
    pub(super) fn open(&self, (cell, view): &Sum) -> Option<u64> {
        let told = |cell: &Cell, then: u32| {
            let shown = matches!(self.ground.sums.get(&(cell.clone(), View::At(then))), Some(Some(Ledger::Shown(_))));
            shown.then(|| self.tally.value(cell, then))
        };
        let now = self.tally.snapshot();
        let is_grown = self.tally.people().keys().all(|atom| atom.presence.in_snapshot(now));
        match *view {
            View::At(here) => {
                let earlier = (0..here).rev().find(|then| is_grown && told(cell, *then).is_some());
                let before = |place: &Cell| earlier.and_then(|then| told(place, then)).unwrap_or(0);
                self.ceilings(cell, here).map(|(place, most)| most - before(&place)).min()
            }
            View::Added(since) if is_grown => {
                self.ceilings(cell, now).filter_map(|(place, most)| Some(most - told(&place, since)?)).min()
            }
            View::Added(_) | View::Withdrawn(_) => None,
        }
    }

    /// The places that a cell lies within, each with how many live there, where that can be: figures may be older than the answers.
    fn ceilings(&self, cell: &Cell, snapshot: u32) -> impl Iterator<Item = (Cell, u64)> + '_ {
        let ceilings = self.tally.plan().ceilings(cell);
        ceilings.filter(move |(place, most)| self.tally.value(place, snapshot) <= *most)
    }
}
