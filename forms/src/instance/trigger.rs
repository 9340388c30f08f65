//! Calculations that wait for a trigger: they put a value in when somebody changes an answer, and leave it alone otherwise.
//!
//! This is the event `xforms-value-changed` of ODK XForms. It comes after everything that follows from the answer has been
//! computed, and only for answers: neither a default nor a document that is taken up changes anything.

use std::collections::{BTreeSet, VecDeque};

use super::{Instance, cells::CellId};
use crate::definition::form::ItemId;

impl Instance<'_> {
    /// Puts in what the change of an answer triggers, and what these changes trigger in turn, each question once: two that
    /// trigger each other, such as one amount in two units, come to rest.
    pub(super) fn fire_triggers(&mut self, changed: CellId) {
        let mut done = BTreeSet::from([changed]);
        let mut waiting = VecDeque::from([changed]);
        while let Some(trigger) = waiting.pop_front() {
            let triggered = self.item(trigger).question().map(|question| question.triggered.as_slice());
            for item in triggered.unwrap_or_default() {
                let before = waiting.len();
                for cell in self.targets(trigger, *item) {
                    if self.work.is_spent() {
                        return;
                    }
                    if done.insert(cell) && self.put_in(cell) {
                        waiting.push_back(cell);
                    }
                }
                // Once for all instances of the question.
                if waiting.len() > before {
                    self.follow(*item);
                }
            }
        }
    }

    /// The cells of `item` that a change of `trigger` is about: in a repeat that both stand in, those of the same instance.
    fn targets(&self, trigger: CellId, item: ItemId) -> Vec<CellId> {
        let around = |cell: CellId| std::iter::successors(Some(cell), |cell| self.parent(*cell));
        let line: Vec<ItemId> = self.form.lineage(item).collect();
        let shared = around(trigger).find(|cell| line.contains(&self.cells.get(*cell).item));
        let is_below = |cell: &&CellId| shared.is_none_or(|shared| around(**cell).any(|above| above == shared));
        self.cells.of_item(item).iter().filter(is_below).copied().collect()
    }

    /// Puts one value in, and says whether it is another than before. Without a calculation, the trigger empties the question.
    fn put_in(&mut self, cell: CellId) -> bool {
        let calculation = self.item(cell).question().and_then(|question| question.calculation.as_ref());
        let text = calculation.map(|calculation| self.computed(cell, calculation)).unwrap_or_default();
        self.cells.get_mut(cell).refusals.clear();
        if self.answer(cell) == text {
            return false;
        }
        self.tree.set_text(self.cells.get(cell).node, &text);
        true
    }
}
