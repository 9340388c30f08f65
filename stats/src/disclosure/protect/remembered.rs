//! How people changed their places before. It fits all that is public for as long as nothing more is shown, and what moved one row
//! mostly moves its neighbours too, so it is tried before anything else: that is quick, and saves most of the search.

use std::collections::BTreeSet;

/// Atoms with how many more, or fewer, people there are in each. Whole numbers.
pub(super) type Shift = Vec<(usize, f64)>;

/// Longer shifts seldom fit another time.
const MOST_ATOMS: usize = 200;

/// The shifts of all searches in a block.
#[derive(Default)]
pub(super) struct Remembered {
    shifts: Vec<Shift>,
    known: BTreeSet<Vec<(usize, i64)>>,
}

impl Remembered {
    pub(super) fn keep(&mut self, mut shift: Shift) {
        shift.sort_unstable_by_key(|(atom, _)| *atom);
        #[expect(clippy::cast_possible_truncation, reason = "a shift is small and whole")]
        let whole = || shift.iter().map(|(atom, by)| (*atom, *by as i64)).collect();
        if shift.len() <= MOST_ATOMS && self.known.insert(whole()) {
            self.shifts.push(shift);
        }
    }

    pub(super) fn latest_first(&self) -> impl Iterator<Item = &Shift> {
        self.shifts.iter().rev()
    }
}
