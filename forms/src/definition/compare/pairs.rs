//! Which row of the older version is which of the newer one: the one at the same path, or else the only one of its name.

use std::collections::{BTreeMap, BTreeSet};

use crate::definition::form::{Form, Item, ItemId, ItemKind, QuestionKind};

/// Two versions and what of them belongs together.
#[derive(Debug)]
pub(super) struct Pairs<'f> {
    pub(super) older: &'f Form,
    pub(super) newer: &'f Form,
    pub(super) variables: Vec<Pair>,
    pub(super) containers: Vec<Pair>,
    pub(super) removed: Vec<ItemId>,
    pub(super) added: Vec<ItemId>,
    /// Groups and repeats of the older version, with what they are in the newer one.
    known: BTreeMap<ItemId, ItemId>,
    /// A language that both versions are written in.
    language: Option<&'f str>,
}

/// A row of the older version, and what it is in the newer one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) old: ItemId,
    pub(super) new: ItemId,
}

impl<'f> Pairs<'f> {
    pub(super) fn of(older: &'f Form, newer: &'f Form) -> Self {
        let (variables, removed, added) = pair(older, newer, is_variable);
        let (containers, ..) = pair(older, newer, |item| item.question().is_none());
        let known = containers.iter().map(|pair| (pair.old, pair.new)).collect();
        Self { older, newer, variables, containers, removed, added, known, language: language(older, newer) }
    }

    pub(super) fn older_item(&self, pair: Pair) -> &'f Item {
        self.older.item(pair.old)
    }

    pub(super) fn newer_item(&self, pair: Pair) -> &'f Item {
        self.newer.item(pair.new)
    }

    /// The language to compare words in: the older version's own if the newer one has it.
    pub(super) fn language(&self) -> Option<&'f str> {
        self.language
    }

    /// Whether both rows are asked in the same repeats.
    pub(super) fn has_same_repeats(&self, pair: Pair) -> bool {
        let old = repeats(self.older, pair.old).map(|id| self.known.get(&id).copied());
        let new = repeats(self.newer, pair.new).map(Some);
        old.eq(new)
    }
}

/// The repeats that a row stands in, the innermost first.
pub(super) fn repeats(form: &Form, id: ItemId) -> impl Iterator<Item = ItemId> {
    form.lineage(id).filter(|id| matches!(form.item(*id).kind, ItemKind::Repeat { .. }))
}

pub(super) fn language<'f>(older: &'f Form, newer: &'f Form) -> Option<&'f str> {
    let own = [older.default_language(), newer.default_language()];
    let others = older.languages().iter().map(|language| language.code.as_str());
    own.into_iter().chain(others).find(|code| older.has_language(code) && newer.has_language(code))
}

/// A note holds no value.
fn is_variable(item: &Item) -> bool {
    item.question().is_some_and(|question| question.kind != QuestionKind::Note)
}

/// The pairs in the order of the newer version, and what of each version has no counterpart.
fn pair(older: &Form, newer: &Form, is_wanted: fn(&Item) -> bool) -> (Vec<Pair>, Vec<ItemId>, Vec<ItemId>) {
    let of = |form: &Form| -> Vec<ItemId> {
        let items = form.items.iter().enumerate();
        items.filter(|(_, item)| is_wanted(item)).map(|(index, _)| ItemId(index)).collect()
    };
    let (old, new) = (of(older), of(newer));
    let by_path: BTreeMap<&str, ItemId> = old.iter().map(|id| (older.item(*id).path.as_str(), *id)).collect();
    let mut found: BTreeMap<ItemId, ItemId> = BTreeMap::new();
    found.extend(new.iter().filter_map(|id| Some((*id, *by_path.get(newer.item(*id).path.as_str())?))));
    let taken: BTreeSet<ItemId> = found.values().copied().collect();
    let left = by_name(older, old.iter().filter(|id| !taken.contains(id)));
    let wanted = by_name(newer, new.iter().filter(|id| !found.contains_key(id)));
    for (name, id) in wanted {
        if let (Some(id), Some(Some(old))) = (id, left.get(name)) {
            found.insert(id, *old);
        }
    }
    let taken: BTreeSet<ItemId> = found.values().copied().collect();
    let removed = old.into_iter().filter(|id| !taken.contains(id)).collect();
    let added = new.into_iter().filter(|id| !found.contains_key(id)).collect();
    (found.into_iter().map(|(new, old)| Pair { old, new }).collect(), removed, added)
}

/// The rows by name; none where several have it.
fn by_name<'f, 'i>(form: &'f Form, ids: impl Iterator<Item = &'i ItemId>) -> BTreeMap<&'f str, Option<ItemId>> {
    let mut names = BTreeMap::new();
    for id in ids {
        names.entry(form.item(*id).name.as_str()).and_modify(|found| *found = None).or_insert(Some(*id));
    }
    names
}
