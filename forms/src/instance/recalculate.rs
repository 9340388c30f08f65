//! Keeps what follows from an answer up to date: each step of the form once, after all it needs, and only if something changed.

use std::collections::BTreeSet;

use super::{
    Instance,
    build::{Defaults, MAX_OCCURRENCES},
    cells::{CellData, CellId, CellKind},
};
use crate::{
    definition::form::{Formula, ItemId, ItemKind, Step, StepKind},
    expression::Value,
};

impl Instance<'_> {
    /// Puts an answer, as XForms writes it, and everything that follows from it. Says whether it is another than before.
    pub(super) fn store(&mut self, cell: CellId, text: &str) -> bool {
        let CellData { node, item, .. } = *self.cells.get(cell);
        if self.tree.text(node) == text {
            return false;
        }
        self.tree.set_text(node, text);
        self.follow(item);
        true
    }

    /// Computes what follows from changed answers to a question.
    pub(super) fn follow(&mut self, item: ItemId) {
        let changed = self.form.value_steps[item.0].map(|index| &self.form.steps[index]);
        self.recalculate(changed.map(|step| step.dependants.iter().copied().collect()).unwrap_or_default());
    }

    /// Computes everything, as after reading a whole document.
    pub(super) fn recalculate_all(&mut self) {
        for step in &self.form.steps {
            if self.work.is_spent() {
                break;
            }
            self.take_step(step);
        }
        self.furnish();
    }

    /// Gives instances that a count has made the defaults that a person would find in them.
    fn furnish(&mut self) {
        let fresh = std::mem::take(&mut self.fresh);
        for occurrence in fresh {
            self.set_dynamic_defaults(occurrence);
        }
    }

    /// Steps only ever affect later ones, so one walk in their order settles everything.
    fn recalculate(&mut self, mut waiting: BTreeSet<usize>) {
        // What is left when there are no more steps is computed anew after the next change.
        while let Some(index) = waiting.pop_first().filter(|_| !self.work.is_spent()) {
            let step = &self.form.steps[index];
            if self.take_step(step) {
                waiting.extend(&step.dependants);
            }
        }
        self.furnish();
    }

    /// Computes a step for every instance of its row, and says whether anything is now different.
    fn take_step(&mut self, step: &Step) -> bool {
        let mut has_changed = false;
        // A count adds and removes cells of its own row; no other step does.
        let before = if step.kind == StepKind::Count { self.cells.of_item(step.item).to_vec() } else { Vec::new() };
        let mut place = 0;
        loop {
            let cells = if step.kind == StepKind::Count { &before } else { self.cells.of_item(step.item) };
            let Some(cell) = cells.get(place).copied() else { break };
            place += 1;
            let item = self.item(cell);
            has_changed |= match (step.kind, self.kind(cell), &item.kind) {
                // Conditions and counts of a repeat are those of its anchor.
                (StepKind::Relevance | StepKind::Count, CellKind::Occurrence, _) => false,
                (StepKind::Relevance, ..) => self.decide_relevance(cell, item.relevant.as_ref()),
                (StepKind::Count, _, ItemKind::Repeat { count: Some(count), .. }) => self.adjust_count(cell, count),
                (StepKind::Value, _, ItemKind::Question(question)) => match &question.calculation {
                    Some(calculation) if question.is_calculated() => self.calculate(cell, calculation),
                    _ => false,
                },
                (StepKind::Count | StepKind::Value, ..) => false,
            };
        }
        has_changed
    }

    /// A condition that cannot be evaluated asks the question rather than losing it.
    fn decide_relevance(&mut self, cell: CellId, condition: Option<&Formula>) -> bool {
        let is_wanted = condition.is_none_or(|condition| self.holds(condition, cell, true));
        if self.cells.get(cell).is_wanted == is_wanted {
            return false;
        }
        self.cells.get_mut(cell).is_wanted = is_wanted;
        self.cells.place(cell, &mut self.tree);
        true
    }

    fn adjust_count(&mut self, anchor: CellId, count: &Formula) -> bool {
        let zone = self.surroundings.now.time_zone();
        let wanted = self.evaluate(count, anchor, |value| value.to_number(zone)).unwrap_or(f64::NAN);
        let before = self.children(anchor).len();
        // An answer that is emptied or out of sight for a moment must not take the instances it counts with it.
        let is_filling = self.defaults == Defaults::All;
        if is_filling && before > 0 && (wanted.is_nan() || !self.is_relevant(anchor)) {
            return false;
        }
        let wanted = whole_number(wanted);
        while self.children(anchor).len() < wanted {
            let Some(occurrence) = self.append_occurrence(anchor) else { break };
            self.open_repeats(occurrence);
            self.fresh.push(occurrence);
        }
        for surplus in self.children(anchor).iter().skip(wanted).copied().collect::<Vec<_>>() {
            self.drop_occurrence(surplus);
        }
        before != self.children(anchor).len()
    }

    fn calculate(&mut self, cell: CellId, calculation: &Formula) -> bool {
        let text = self.computed(cell, calculation);
        let node = self.cells.get(cell).node;
        if self.tree.text(node) == text {
            return false;
        }
        self.tree.set_text(node, &text);
        true
    }

    /// What a calculation gives now, as an answer of its question.
    pub(super) fn computed(&mut self, cell: CellId, calculation: &Formula) -> String {
        // What is no number or no date is no value: nobody wants to read "NaN".
        let computed = self.evaluate(calculation, cell, |value| match value {
            Value::Number(number) if !number.is_finite() => (String::new(), true),
            Value::DateTime(moment) if !moment.is_valid() => (String::new(), false),
            value => (value.to_text().into_owned(), matches!(value, Value::Number(_))),
        });
        let (text, is_number) = computed.unwrap_or_default();
        self.cells.get_mut(cell).is_number = is_number;
        self.cast(cell, &text)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is within the bounds just given"
)]
fn whole_number(number: f64) -> usize {
    // The cast makes 0 of what is not a number.
    number.clamp(0.0, f64::from(MAX_OCCURRENCES)) as usize
}
