//! Which pages there are at the moment, in which order, and what stands on each.

use super::name;
use crate::{
    definition::form::QuestionKind,
    instance::{CellId, CellKind, Instance, Violation},
};

/// One page of a form: it means something only together with the answers it was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub(super) kind: PageKind,
    address: String,
}

/// What a page asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PageKind {
    /// One question or note.
    Single(CellId),
    /// The questions and notes of a `field-list`.
    List { group: CellId, cells: Vec<CellId> },
    /// Whether a repeat gets another instance.
    Turns(CellId),
}

/// The pages that the answers so far lead to.
pub fn pages(instance: &Instance<'_>) -> Vec<Page> {
    let mut found = Vec::new();
    walk(instance, CellId::ROOT, &mut found);
    found
}

impl Page {
    /// The end of the page's address: names from the form downwards, `findings.2/theme`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether one may go on without answering anything, and there is something that one could answer.
    pub fn can_be_skipped(&self, instance: &Instance<'_>) -> bool {
        let mut asked = self.cells().iter().filter(|cell| is_answered_here(instance, **cell)).peekable();
        asked.peek().is_some() && asked.all(|cell| instance.is_optional(*cell))
    }

    /// What keeps the page from being left.
    pub fn violations(&self, instance: &Instance<'_>) -> Vec<Violation> {
        let relevant = self.cells().iter().filter(|cell| instance.is_relevant(**cell));
        relevant.flat_map(|cell| instance.violations_of(*cell)).collect()
    }

    /// Whether anything on it has been answered.
    pub fn is_answered(&self, instance: &Instance<'_>) -> bool {
        self.cells().iter().any(|cell| is_answered_here(instance, *cell) && !instance.answer(*cell).is_empty())
    }

    /// Whether it asks where something is, which a device may know.
    pub fn asks_for_position(&self, instance: &Instance<'_>) -> bool {
        let asked = self.cells().iter().filter(|cell| is_answered_here(instance, **cell));
        asked.filter_map(|cell| instance.item(*cell).question()).any(|question| question.kind == QuestionKind::Geopoint)
    }

    /// Whether the page asks how many instances a repeat has.
    pub fn asks_for_turns(&self) -> bool {
        matches!(self.kind, PageKind::Turns(_))
    }

    /// The questions and notes on it.
    pub(super) fn cells(&self) -> &[CellId] {
        match &self.kind {
            PageKind::Single(cell) => std::slice::from_ref(cell),
            PageKind::List { cells, .. } => cells,
            PageKind::Turns(_) => &[],
        }
    }

    fn new(instance: &Instance<'_>, named: CellId, kind: PageKind) -> Self {
        Self { kind, address: name(instance, named) }
    }
}

/// Whether a person types, chooses or sends an answer to it: not notes, nor what is calculated or may not be changed.
pub(super) fn is_answered_here(instance: &Instance<'_>, cell: CellId) -> bool {
    let question = instance.item(cell).question();
    question.is_some_and(|question| {
        let is_open = question.kind.is_asked() && !question.is_calculated();
        is_open && !instance.applies(&question.read_only, cell)
    })
}

fn walk(instance: &Instance<'_>, cell: CellId, found: &mut Vec<Page>) {
    if !instance.is_relevant(cell) {
        return;
    }
    match instance.kind(cell) {
        CellKind::Question => {
            if instance.item(cell).is_shown() {
                found.push(Page::new(instance, cell, PageKind::Single(cell)));
            }
        }
        CellKind::Group | CellKind::Occurrence if instance.item(cell).has_appearance("field-list") => {
            let (mut cells, mut repeats) = (Vec::new(), Vec::new());
            gather(instance, cell, &mut cells, &mut repeats);
            if !cells.is_empty() {
                found.push(Page::new(instance, cell, PageKind::List { group: cell, cells }));
            }
            for repeat in repeats {
                walk(instance, repeat, found);
            }
        }
        CellKind::Group | CellKind::Occurrence => walk_children(instance, cell, found),
        CellKind::Anchor => {
            walk_children(instance, cell, found);
            if !instance.has_fixed_count(cell) {
                found.push(Page::new(instance, cell, PageKind::Turns(cell)));
            }
        }
    }
}

fn walk_children(instance: &Instance<'_>, cell: CellId, found: &mut Vec<Page>) {
    for child in instance.children(cell) {
        walk(instance, *child, found);
    }
}

/// What stands on the page of a `field-list`, also from groups in it. Repeats in it come after it, on pages of their own.
fn gather(instance: &Instance<'_>, parent: CellId, cells: &mut Vec<CellId>, repeats: &mut Vec<CellId>) {
    for child in instance.children(parent).iter().copied().filter(|child| instance.is_relevant(*child)) {
        match instance.kind(child) {
            CellKind::Question if instance.item(child).is_shown() => cells.push(child),
            CellKind::Question => {}
            CellKind::Group | CellKind::Occurrence => gather(instance, child, cells, repeats),
            CellKind::Anchor => repeats.push(child),
        }
    }
}
