//! Takes back what was typed on a page.

use super::{
    answer, name, photo, plan, rank,
    sequence::{Page, PageKind, is_answered_here},
};
use crate::{
    definition::form::QuestionKind,
    instance::{CellId, Instance, Violation},
};

/// What came back with a page: names and values as HTML sends them, a name several times if several boxes are ticked.
#[derive(Debug, Clone, Default)]
pub struct Typed(
    /// By name.
    Vec<(String, String)>,
);

impl Typed {
    /// Of the pairs of a form that was sent.
    pub fn new(mut pairs: Vec<(String, String)>) -> Self {
        // For finding them; values of one name stay in their order.
        pairs.sort_by(|(left, _), (right, _)| left.cmp(right));
        Self(pairs)
    }

    /// The first value of this name.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value of this name.
    pub(super) fn all<'t>(&'t self, name: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        let start = self.0.partition_point(|(own, _)| own.as_str() < name);
        let count = self.0[start..].partition_point(|(own, _)| own == name);
        self.0[start..start + count].iter().map(|(_, value)| value.as_str())
    }
}

impl Page {
    /// Takes the answers that were typed on this page. What was left empty is not answered any more; a photo stays until it
    /// is replaced or taken away.
    ///
    /// # Errors
    /// What keeps the page from being left. Everything that could be understood is set all the same.
    pub fn take(&self, instance: &mut Instance<'_>, typed: &Typed) -> Result<(), Vec<Violation>> {
        for (cell, kind) in self.answered_here(instance) {
            let name = name(instance, cell);
            match kind {
                QuestionKind::Rank { .. } => match rank::typed_order(instance, cell, typed) {
                    Ok(order) => instance.set_text(cell, &order),
                    Err(rank::SamePlace) => instance.refuse_typed(cell, "violation-same-place"),
                },
                QuestionKind::Image => photo::take(instance, cell, typed),
                kind if plan::is_plan(instance, cell, kind) => plan::take(instance, cell, typed),
                QuestionKind::SelectMultiple { .. } => {
                    instance.set_text(cell, &typed.all(&name).collect::<Vec<_>>().join(" "));
                }
                _ => {
                    let text = answer::as_meant(instance, kind, typed.first(&name).unwrap_or_default());
                    instance.set_text(cell, &text);
                }
            }
        }
        self.judged(instance)
    }

    /// Leaves everything on this page unanswered.
    ///
    /// # Errors
    /// As [`Page::take`]: what has to be answered cannot be skipped.
    pub fn skip(&self, instance: &mut Instance<'_>) -> Result<(), Vec<Violation>> {
        for (cell, _) in self.answered_here(instance) {
            instance.set_text(cell, "");
        }
        self.judged(instance)
    }

    /// Whether everything that the page asks was on it when it was sent: an answer can bring up a further question on the
    /// same page, and then the page has to be shown again.
    pub fn asks_only_what(&self, before: &Self) -> bool {
        self.cells().iter().all(|cell| before.cells().contains(cell))
    }

    /// Adds an instance to the repeat that the page asks about, and gives the address that the instance's pages begin
    /// with. Nothing if there are too many already, or the page asks no such thing.
    pub fn add_turn(&self, instance: &mut Instance<'_>) -> Option<String> {
        let PageKind::Turns(anchor) = self.kind else { return None };
        let added = instance.add_occurrence(anchor)?;
        Some(name(instance, added))
    }

    /// Removes an instance, counted from 1, of the repeat that the page asks about.
    pub fn remove_turn(&self, instance: &mut Instance<'_>, number: usize) {
        let PageKind::Turns(anchor) = self.kind else { return };
        let found = number.checked_sub(1).and_then(|index| instance.children(anchor).get(index).copied());
        if let Some(occurrence) = found {
            instance.remove_occurrence(occurrence);
        }
    }

    fn judged(&self, instance: &Instance<'_>) -> Result<(), Vec<Violation>> {
        let violations = self.violations(instance);
        if violations.is_empty() { Ok(()) } else { Err(violations) }
    }

    pub(super) fn answered_here<'f>(&self, instance: &Instance<'f>) -> Vec<(CellId, &'f QuestionKind)> {
        let cells = self.cells().iter().filter(|cell| is_answered_here(instance, **cell));
        cells.filter_map(|cell| Some((*cell, &instance.item(*cell).question()?.kind))).collect()
    }
}
