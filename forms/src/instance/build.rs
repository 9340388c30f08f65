//! Makes the cells and elements of an answer document, and adds and removes instances of repeats.

use std::{cell::Cell, sync::Arc};

use super::{
    Instance, Surroundings,
    cells::{CellId, CellKind, Cells},
    lexical,
    work::Work,
};
use crate::{
    definition::{
        Form,
        form::{DefaultValue, ItemId, ItemKind, Metadata, Question, QuestionKind},
    },
    tree::Tree,
};

/// More instances of one repeat than anybody records by hand.
pub(crate) const MAX_OCCURRENCES: u16 = 1_000;
/// Room for 1,000 instances of 50 questions each; it bounds what a hostile document with nested repeats can make us build.
const MAX_CELLS: usize = 50_000;

/// Which questions start with their default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Defaults {
    /// All, as when a person opens the form.
    All,
    /// Those that nobody is asked: whoever sends answers has seen the defaults of the others, and may have emptied them.
    Unasked,
}

impl<'f> Instance<'f> {
    /// An empty document as a person meets it: each repeat has one instance, defaults are set, everything is calculated.
    pub fn new(form: &'f Form, surroundings: &Surroundings) -> Self {
        let mut instance = Self::blank(form, surroundings, Defaults::All);
        instance.open_repeats(CellId::ROOT);
        instance.note_time(CellId::ROOT);
        instance.recalculate_all();
        instance.set_dynamic_defaults(CellId::ROOT);
        instance
    }

    /// Notes what the form wants to know of the time: when it was begun, as long as that is not known, and that it may be
    /// finished now.
    pub(super) fn note_time(&mut self, cell: CellId) {
        for child in self.children(cell).to_vec() {
            if let Some(Question { kind: QuestionKind::Metadata(metadata), .. }) = self.item(child).question()
                && (*metadata == Metadata::End || self.answer(child).is_empty())
            {
                let now = &self.surroundings.now;
                let is_day = *metadata == Metadata::Today;
                let text = if is_day { now.date().to_string() } else { lexical::moment(now) };
                self.tree.set_text(self.cells.get(child).node, &text);
            }
            self.note_time(child);
        }
    }

    /// A document without any instance of a repeat, not yet calculated.
    pub(super) fn blank(form: &'f Form, surroundings: &Surroundings, defaults: Defaults) -> Self {
        // An element and a text for each row are all that most documents need.
        let mut tree = Tree::with_room(2 * form.items.len());
        let root = tree.add_element_of(tree.root(), Arc::clone(&form.element_names[0]));
        let mut instance = Self {
            form,
            surroundings: surroundings.clone(),
            tree,
            cells: Cells::new(form),
            random: Cell::new(surroundings.seed),
            defaults,
            fresh: Vec::new(),
            unknown_fields: 0,
            work: Work::default(),
        };
        let cell = instance.cells.add(ItemId::ROOT, CellKind::Group, root, None);
        instance.add_children(cell);
        instance
    }

    /// Adds an instance at the end of a repeat and gives its cell; nothing when there are too many.
    pub(crate) fn add_occurrence(&mut self, anchor: CellId) -> Option<CellId> {
        self.work.begin();
        let cell = self.append_occurrence(anchor)?;
        self.open_repeats(cell);
        self.recalculate_all();
        self.set_dynamic_defaults(cell);
        Some(cell)
    }

    /// Removes an instance of a repeat with everything in it.
    pub(crate) fn remove_occurrence(&mut self, cell: CellId) {
        self.work.begin();
        self.drop_occurrence(cell);
        self.recalculate_all();
    }

    /// A computed text or a default as an answer of the question; nothing where it cannot be one.
    pub(super) fn cast(&self, cell: CellId, text: &str) -> String {
        let Some(question) = self.item(cell).question() else { return String::new() };
        lexical::cast(&question.kind, self.list(cell), text)
    }

    pub(super) fn append_occurrence(&mut self, anchor: CellId) -> Option<CellId> {
        let is_full = self.children(anchor).len() >= usize::from(MAX_OCCURRENCES) || self.cells.count() >= MAX_CELLS;
        if self.kind(anchor) != CellKind::Anchor || is_full {
            return None;
        }
        let (item, group) = (self.cells.get(anchor).item, self.parent(anchor)?);
        let node = self.tree.add_element_of(self.cells.get(group).node, Arc::clone(&self.form.element_names[item.0]));
        let cell = self.cells.add(item, CellKind::Occurrence, node, Some(anchor));
        self.add_children(cell);
        self.cells.place_last(anchor, &mut self.tree);
        Some(cell)
    }

    pub(super) fn drop_occurrence(&mut self, cell: CellId) {
        if self.kind(cell) == CellKind::Occurrence {
            self.tree.remove(self.cells.get(cell).node);
            self.cells.remove(cell);
        }
    }

    fn add_children(&mut self, parent: CellId) {
        let items = self.item(parent).children();
        self.cells.get_mut(parent).children.reserve_exact(items.len());
        for item in items {
            let row = self.form.item(*item);
            let node =
                self.tree.add_element_of(self.cells.get(parent).node, Arc::clone(&self.form.element_names[item.0]));
            match &row.kind {
                ItemKind::Group { .. } => {
                    let cell = self.cells.add(*item, CellKind::Group, node, Some(parent));
                    self.add_children(cell);
                }
                ItemKind::Repeat { .. } => {
                    self.tree.detach(node);
                    self.cells.add(*item, CellKind::Anchor, node, Some(parent));
                }
                ItemKind::Question(question) => {
                    let is_due = self.defaults == Defaults::All || !question.kind.is_asked();
                    let cell = self.cells.add(*item, CellKind::Question, node, Some(parent));
                    if let (Some(DefaultValue::Literal(text)), true) = (&question.default, is_due) {
                        let text = self.cast(cell, text);
                        self.tree.set_text(node, &text);
                    }
                }
            }
        }
    }

    /// Gives every repeat below `cell` that has no count its first instance.
    pub(super) fn open_repeats(&mut self, cell: CellId) {
        for child in self.children(cell).to_vec() {
            if self.kind(child) == CellKind::Anchor && !self.has_fixed_count(child) {
                if let Some(occurrence) = self.append_occurrence(child) {
                    self.open_repeats(occurrence);
                }
            } else {
                self.open_repeats(child);
            }
        }
    }

    pub(super) fn set_dynamic_defaults(&mut self, cell: CellId) {
        for child in self.children(cell).to_vec() {
            let question = self.item(child).question();
            let is_due = question.is_some_and(|question| match self.defaults {
                Defaults::All => true,
                Defaults::Unasked => !question.kind.is_asked() && self.answer(child).is_empty(),
            });
            let default = question.and_then(|question| question.default.as_ref()).filter(|_| is_due);
            if let Some(DefaultValue::Dynamic(formula)) = default {
                let text = self.evaluate(formula, child, |value| value.to_text().into_owned());
                let text = self.cast(child, &text.unwrap_or_default());
                self.store(child, &text);
            }
            self.set_dynamic_defaults(child);
        }
    }
}
