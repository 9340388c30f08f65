//! What binding the expressions of one form may cost, so that a definition that is small but tangled cannot keep a server busy.

use std::cell::Cell;

use super::super::{
    fault::{At, Faults},
    raw::RawItem,
};

/// Counts work in units of the cheapest part of it, a look at one row of the form.
pub(super) struct Effort(Cell<usize>);

/// Three times what a form of 2,000 rows needs that each name five others.
const LIMIT: usize = 4_000_000;

/// A form of 2,000 rows with 250 bytes of expressions each; once parsed, they take some fifty times as much memory.
const MAX_BYTES: usize = 512 * 1024;

/// Whether the expressions of these rows are short enough, all together, to be parsed; a fault if not.
pub(super) fn are_short(survey: &[RawItem], faults: &mut Faults) -> bool {
    let mut left = MAX_BYTES;
    let longest = too_long(survey, &mut left);
    if let Some(cell) = longest {
        let message = format!("the expressions of a form are at most {} KiB long, all together", MAX_BYTES / 1024);
        faults.error(cell.position, message);
    }
    longest.is_none()
}

/// The first cell that goes beyond what is left.
fn too_long<'r>(survey: &'r [RawItem], left: &mut usize) -> Option<&'r At<String>> {
    survey.iter().find_map(|item| {
        let conditions = [&item.relevant, &item.constraint, &item.required, &item.read_only];
        let values = [&item.calculation, &item.default, &item.choice_filter, &item.repeat_count];
        let mut cells = conditions.into_iter().chain(values).flatten();
        let own = cells.find(|cell| {
            let is_too_long = cell.value.len() > *left;
            *left = left.saturating_sub(cell.value.len());
            is_too_long
        });
        own.or_else(|| too_long(&item.children.as_ref()?.value, left))
    })
}

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
