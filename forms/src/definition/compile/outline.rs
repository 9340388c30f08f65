//! The shape of a form's answers, for finding where a name or a path leads before there is any answer.

use std::collections::HashMap;

use super::super::form::{Item, ItemId, ItemKind, QuestionKind};
use crate::expression::AnswerType;

/// The rows of a form, reduced to what paths are made of.
pub(super) struct Outline {
    rows: Vec<Row>,
    /// The rows of each name.
    by_name: HashMap<String, Vec<ItemId>>,
}

struct Row {
    name: String,
    parent: Option<ItemId>,
    children: Vec<ItemId>,
    /// The children again, by name.
    sorted: Vec<ItemId>,
    is_repeat: bool,
    answer: AnswerType,
}

/// What came of looking for a name.
pub(super) enum Found {
    Nothing,
    One(ItemId),
    Several,
}

impl Outline {
    pub(super) fn new(items: &[Item]) -> Self {
        let row = |item: &Item| {
            let mut sorted = item.children().to_vec();
            sorted.sort_by(|left, right| items[left.0].name.cmp(&items[right.0].name));
            Row {
                name: item.name.clone(),
                parent: item.parent,
                children: item.children().to_vec(),
                sorted,
                is_repeat: matches!(item.kind, ItemKind::Repeat { .. }),
                answer: answer_type(item),
            }
        };
        // The form itself has no name that could be referred to.
        let mut by_name: HashMap<String, Vec<ItemId>> = HashMap::new();
        for (index, item) in items.iter().enumerate().skip(1) {
            by_name.entry(item.name.clone()).or_default().push(ItemId(index));
        }
        Self { rows: items.iter().map(row).collect(), by_name }
    }

    /// The row that `${name}` means; the form itself has no such name.
    pub(super) fn named(&self, name: &str) -> Found {
        match self.by_name.get(name).map_or(&[][..], Vec::as_slice) {
            [] => Found::Nothing,
            [id] => Found::One(*id),
            _ => Found::Several,
        }
    }

    /// All names, for suggestions.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().skip(1).map(|row| row.name.as_str())
    }

    pub(super) fn name(&self, id: ItemId) -> &str {
        &self.row(id).name
    }

    pub(super) fn children(&self, id: ItemId) -> &[ItemId] {
        &self.row(id).children
    }

    /// The child of this name.
    pub(super) fn child(&self, id: ItemId, name: &str) -> Option<ItemId> {
        let sorted = &self.row(id).sorted;
        sorted.binary_search_by(|child| self.name(*child).cmp(name)).ok().map(|place| sorted[place])
    }

    pub(super) fn parent(&self, id: ItemId) -> Option<ItemId> {
        self.row(id).parent
    }

    pub(super) fn is_repeat(&self, id: ItemId) -> bool {
        self.row(id).is_repeat
    }

    /// What kind of answer a row takes.
    pub(super) fn answer(&self, id: ItemId) -> AnswerType {
        self.row(id).answer
    }

    /// Every row below `id`.
    pub(super) fn descendants(&self, id: ItemId) -> Vec<ItemId> {
        let mut found = self.children(id).to_vec();
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(self.children(found[next]));
            next += 1;
        }
        found
    }

    /// `id` and every row around it, the innermost first.
    pub(super) fn lineage(&self, id: ItemId) -> impl Iterator<Item = ItemId> {
        std::iter::successors(Some(id), |id| self.parent(*id))
    }

    /// Repeats that `id` stands in, `id` itself not among them.
    pub(super) fn repeats_around(&self, id: ItemId) -> Vec<ItemId> {
        self.lineage(id).skip(1).filter(|id| self.is_repeat(*id)).collect()
    }

    /// The row that these names lead to from the root, if neither it nor a row around it is a repeat.
    pub(super) fn fixed(&self, names: &[&str]) -> Option<ItemId> {
        let (root, below) = names.split_first()?;
        let found = below.iter().try_fold(ItemId::ROOT, |id, name| self.child(id, name))?;
        (self.name(ItemId::ROOT) == *root && self.lineage(found).all(|id| !self.is_repeat(id))).then_some(found)
    }

    /// The path that stands for a reference to `target` in an expression of `context`.
    ///
    /// By the rule of XLSForm: within a repeat that both stand in, the target of the same instance, by a relative path;
    /// everywhere else the absolute path. `is_nested` says that the context node would not be that of the expression
    /// (in a predicate, in a filter over choices), so that a relative path has to start at `current()`.
    pub(super) fn path(&self, context: ItemId, target: ItemId, is_nested: bool) -> String {
        let around_target = self.repeats_around(target);
        let shared = self.lineage(context).filter(|id| self.is_repeat(*id)).find(|id| around_target.contains(id));
        let Some(repeat) = shared else { return self.absolute(target) };
        let ups = self.lineage(context).take_while(|id| *id != repeat).count();
        let start = if is_nested { "current()/" } else { "" };
        let up = match (ups, is_nested) {
            (0, false) => "./".to_owned(),
            _ => "../".repeat(ups),
        };
        let mut downs: Vec<&str> =
            self.lineage(target).take_while(|id| *id != repeat).map(|id| self.name(id)).collect();
        downs.reverse();
        format!("{start}{up}{}", downs.join("/"))
    }

    /// The path from the root of the answers.
    pub(super) fn absolute(&self, id: ItemId) -> String {
        let mut names: Vec<&str> = self.lineage(id).map(|id| self.name(id)).collect();
        names.reverse();
        format!("/{}", names.join("/"))
    }

    fn row(&self, id: ItemId) -> &Row {
        &self.rows[id.0]
    }
}

fn answer_type(item: &Item) -> AnswerType {
    let Some(question) = item.question() else {
        let is_repeat = matches!(item.kind, ItemKind::Repeat { .. });
        return if is_repeat { AnswerType::Repeat } else { AnswerType::Group };
    };
    match &question.kind {
        QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Range(_) => AnswerType::Number,
        QuestionKind::Date | QuestionKind::DateTime | QuestionKind::Metadata(_) => AnswerType::Date,
        QuestionKind::Time => AnswerType::Time,
        // What is calculated or filled in from elsewhere is whatever it turns out to be.
        QuestionKind::Calculate | QuestionKind::Hidden | QuestionKind::Note => AnswerType::Unknown,
        QuestionKind::SelectOne { .. } | QuestionKind::SelectMultiple { .. } | QuestionKind::Rank { .. } => {
            AnswerType::Choice
        }
        QuestionKind::Text | QuestionKind::Acknowledge | QuestionKind::Image | QuestionKind::Geopoint => {
            AnswerType::Text
        }
    }
}
