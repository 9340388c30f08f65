//! Evaluates the expressions of a form in one answer document.

use super::{Instance, cells::CellId};
use crate::{
    definition::{
        Text,
        form::{Choice, ChoiceList, Condition, Formula, ItemId},
    },
    expression::{Context, Host, LAST_SAVED_INSTANCE, Node, Value},
};

/// How many bytes a text may grow to by the values it shows.
const MAX_SHOWN: usize = 100_000;

/// What expressions may ask of the form around the answers.
struct World<'w, 'f>(&'w Instance<'f>);

impl<'w> Host<'w> for World<'w, '_> {
    fn instance(&self, name: &str) -> Option<Node<'w>> {
        if name == LAST_SAVED_INSTANCE {
            return Some(Node::root_of(self.0.form.nothing_saved()));
        }
        self.0.form.choice_list(name).map(|list| Node::root_of(&list.document))
    }

    fn fixed(&self, row: usize) -> Option<Option<Node<'w>>> {
        let cell = *self.0.cells.of_item(ItemId(row)).first()?;
        Some(self.0.is_relevant(cell).then(|| Node::new(&self.0.tree, self.0.cells.get(cell).node)))
    }

    fn choice_name(&self, question: Node<'w>, value: &str) -> Option<String> {
        let cell = self.0.cells.of_node(question.id)?;
        let list = self.0.item(cell).question()?.kind.list()?;
        let choice = self.0.form.choice_list(list)?.choice(value)?;
        choice.label.in_language(&self.0.surroundings.language).map(str::to_owned)
    }

    /// `SplitMix64` (Steele, Lea and Flood 2014), which needs no more state than the seed.
    fn random(&self) -> u64 {
        let state = self.0.random.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0.random.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

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
        rows.filter(|row| self.is_offered(cell, *row)).map(|(choice, _)| choice).collect()
    }

    /// The choice of this code, if a select offers it now.
    pub(crate) fn offered(&self, cell: CellId, name: &str) -> Option<&'f Choice> {
        let mut rows = self.list(cell)?.rows_of(name);
        rows.find(|row| self.is_offered(cell, *row)).map(|(choice, _)| choice)
    }

    /// The list of a select.
    pub(super) fn list(&self, cell: CellId) -> Option<&'f ChoiceList> {
        self.form.choice_list(self.item(cell).question()?.kind.list()?)
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
