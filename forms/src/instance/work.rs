//! What the expressions of one answer document may cost together, so that no form and no answer can keep a server busy.

use std::cell::{Cell, RefCell};

use super::cells::CellId;
use crate::{
    definition::form::Formula,
    expression::{Context, DEFAULT_LIMIT, EvaluationError, EvaluationErrorKind, Value},
};

/// How many steps the expressions may take from one change of the answers to the next; a step takes some 20 nanoseconds. A form of
/// hundreds of questions takes thousands, a thousand instances that each look at all others a million.
const LIMIT: u64 = 10_000_000;
/// How many expressions that took too long are named.
const MAX_OVERRUNS: usize = 10;

/// The steps that are left, and the expressions that wanted more.
#[derive(Debug)]
pub(super) struct Work {
    left: Cell<u64>,
    overruns: RefCell<Vec<Overrun>>,
}

/// An expression that took too long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Overrun {
    pub(super) cell: CellId,
    pub(super) source: String,
}

impl Work {
    /// Grants the steps for another change, and says whether any expression took too long before: what it should have
    /// computed is then to be computed anew.
    pub(super) fn begin(&mut self) -> bool {
        self.left.set(LIMIT);
        !std::mem::take(self.overruns.get_mut()).is_empty()
    }

    /// Whether nothing more can be evaluated.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// The expressions that took too long.
    pub(super) fn overruns(&self) -> Vec<Overrun> {
        self.overruns.borrow().clone()
    }

    /// The value of an expression of `cell`'s row; nothing if it has none, or takes too long.
    pub(super) fn evaluate<'t>(&self, formula: &Formula, cell: CellId, context: Context<'_, 't>) -> Option<Value<'t>> {
        let limit = self.left.get().min(DEFAULT_LIMIT);
        let (result, steps) = formula.expression.evaluate_counted(&Context { limit, ..context });
        self.left.set(self.left.get().saturating_sub(steps));
        let is_cut_off = matches!(&result, Err(EvaluationError { kind: EvaluationErrorKind::TooLong { .. }, .. }));
        if is_cut_off || self.is_spent() {
            self.remember(Overrun { cell, source: formula.source.clone() });
        }
        result.ok()
    }

    fn remember(&self, overrun: Overrun) {
        let mut overruns = self.overruns.borrow_mut();
        if overruns.len() < MAX_OVERRUNS && !overruns.contains(&overrun) {
            overruns.push(overrun);
        }
    }
}

impl Default for Work {
    fn default() -> Self {
        Self { left: Cell::new(LIMIT), overruns: RefCell::default() }
    }
}
