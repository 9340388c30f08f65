//! What binding the expressions of one form may cost, so that a definition that is small but tangled cannot keep a server busy.

use std::cell::Cell;

/// Counts work in units of the cheapest part of it, a look at one row of the form.
pub(super) struct Effort(Cell<usize>);

/// Ten times what a form of 2,000 rows needs that each name five others.
const LIMIT: usize = 10_000_000;

impl Effort {
    /// What a step of a path costs that is put in the place of a name: it is kept.
    pub(super) const PATH_STEP: usize = 20;
    /// What it costs that a row has to be computed anew when another changes.
    pub(super) const DEPENDENCY: usize = 20;
    /// So many bytes of a compiled pattern cost one.
    pub(super) const BYTES: usize = 8;

    /// Counts `cost`, and says whether there was room for it.
    pub(super) fn spend(&self, cost: usize) -> bool {
        self.0.set(self.0.get().saturating_sub(cost));
        !self.is_spent()
    }

    /// Whether there is no room for more.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

impl Default for Effort {
    fn default() -> Self {
        Self(Cell::new(LIMIT))
    }
}
