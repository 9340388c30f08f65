//! Evaluates the expressions of a form in one answer document.

use super::{Instance, cells::CellId, world::World};
use crate::{
    definition::{
        Text,
        form::{Choice, ChoiceList, Condition, Formula, Shuffle},
    },
    expression::{Context, Node, Value, seed_of, shuffled_by},
};

/// How many bytes a text may grow to by the values it shows.
const MAX_SHOWN: usize = 100_000;

impl<'f> Instance<'f> {
    /// The value of an expression of `cell`'s row; nothing if it cannot be evaluated, which a checked form rules out but for
    /// expressions that take too long.
    pub(super) fn evaluate<R>(&self, formula: &Formula, cell: CellId, read: impl FnOnce(Value<'_>) -> R) -> Option<R> {
        self.evaluate_with(formula, cell, None, read)
    }

    /// Whether a condition holds. One that cannot be evaluated holds if `otherwise` says so.
    pub(super) fn holds(&self, formula: &Formula, cell: CellId, otherwise: bool) -> bool {
        self.evaluate(formula, cell, |value| value.to_boolean()).unwrap_or(otherwise)
    }

    /// Whether a `required` or `read_only` holds.
    pub(crate) fn applies(&self, condition: &Condition, cell: CellId) -> bool {
        match condition {
            Condition::Never => false,
            Condition::Always => true,
            Condition::When(formula) => self.holds(formula, cell, false),
        }
    }

    /// The choices that a select offers now; none if their filter takes too long.
    pub(crate) fn choices(&self, cell: CellId) -> Vec<&'f Choice> {
        let Some(list) = self.list(cell) else { return Vec::new() };
        let rows = list.rows().take_while(|_| !self.work.is_spent());
        let offered = rows.filter(|row| self.is_offered(cell, *row)).map(|(choice, _)| choice).collect();
        match self.item(cell).question().and_then(|question| question.shuffle.as_ref()) {
            Some(shuffle) => self.shuffled(cell, shuffle, offered),
            None => offered,
        }
    }

    /// Choices in an order of chance. Those that say that there is no answer stay behind the others.
    fn shuffled(&self, cell: CellId, shuffle: &Shuffle, choices: Vec<&'f Choice>) -> Vec<&'f Choice> {
        let (mut answers, missing): (Vec<_>, Vec<_>) = choices.into_iter().partition(|choice| choice.missing.is_none());
        let seed = match &shuffle.seed {
            Some(seed) => {
                let zone = self.surroundings.now.time_zone();
                let read = |value: Value<'_>| seed_of(&value.to_text(), value.to_number(zone));
                self.evaluate(seed, cell, read).unwrap_or_default()
            }
            // Another for each answer document and each question in it, and the same whenever it is taken up.
            None => seed_of(&format!("{} {}", self.surroundings.seed, self.path(cell)), f64::NAN),
        };
        answers = shuffled_by(answers, seed);
        answers.extend(missing);
        answers
    }

    /// The choice of this code, if a select offers it now.
    pub(crate) fn offered(&self, cell: CellId, name: &str) -> Option<&'f Choice> {
        let mut rows = self.list(cell)?.rows_of(name);
        rows.find(|row| self.is_offered(cell, *row)).map(|(choice, _)| choice)
    }

    /// The list of a select.
    pub(super) fn list(&self, cell: CellId) -> Option<&'f ChoiceList> {
        self.form.list_of(self.cells.get(cell).item)
    }

    fn is_offered(&self, cell: CellId, (choice, node): (&Choice, Node<'_>)) -> bool {
        let filter = self.item(cell).question().and_then(|question| question.choice_filter.as_ref());
        let holds = |filter| self.evaluate_with(filter, cell, Some(node), |value| value.to_boolean()) == Some(true);
        choice.is_generated || filter.is_none_or(holds)
    }

    /// A text of `cell`'s row in the language in use, with the values that it shows put in; nothing if there is no such text.
    pub(crate) fn words(&self, cell: CellId, text: &Text) -> Option<String> {
        let words = text.in_language(&self.surroundings.language)?;
        let outputs = &self.item(cell).texts.outputs;
        let mut parts = words.split("${");
        let mut shown = parts.next().unwrap_or_default().to_owned();
        // One walk over the author's text: what a person has typed is never looked through for marks.
        for part in parts {
            if shown.len() > MAX_SHOWN {
                break;
            }
            let (name, rest) = part.split_once('}').unwrap_or((part, ""));
            let formula = outputs.iter().find(|(known, _)| known == name).map(|(_, formula)| formula);
            let value = formula.and_then(|formula| self.evaluate(formula, cell, |value| value.to_text().into_owned()));
            shown.push_str(&value.unwrap_or_default());
            shown.push_str(rest);
        }
        Some(shown)
    }

    fn evaluate_with<R>(
        &self,
        formula: &Formula,
        cell: CellId,
        choice: Option<Node<'_>>,
        read: impl FnOnce(Value<'_>) -> R,
    ) -> Option<R> {
        let world = World(self);
        let context = Context::new(Node::new(&self.tree, self.cells.get(cell).node), &self.surroundings.now, &world);
        let context = match choice {
            Some(choice) => context.looking_at(choice),
            None => context,
        };
        self.work.evaluate(formula, cell, context).map(read)
    }
}
