//! What people see: a control for each question, groups and repeats around them.

use super::{
    super::form::{Form, ItemId, ItemKind, ListSource, Question, QuestionKind, Range},
    binds::{self, Event},
    client,
    counts::{self, Count},
    paths::{Nesting, Paths},
    texts,
    xml::Element,
};
use crate::expression::number_to_text;

/// The body of the page that a form is.
pub(super) fn body(form: &Form, paths: &Paths<'_>) -> Element {
    let writer = Writer { form, paths };
    let mut body = Element::new("h:body").with_some("class", client::setting(form, "style"));
    writer.children(ItemId::ROOT, &mut body);
    body
}

struct Writer<'w> {
    form: &'w Form,
    paths: &'w Paths<'w>,
}

impl Writer<'_> {
    fn children(&self, id: ItemId, into: &mut Element) {
        for child in self.form.item(id).children().iter().filter(|child| self.form.has_control(**child)) {
            match &self.form.item(*child).kind {
                ItemKind::Group { .. } => into.push(self.group(*child)),
                ItemKind::Repeat { .. } => into.push(self.repeat(*child)),
                ItemKind::Question(question) => into.extend(self.question(*child, question)),
            }
        }
    }

    fn group(&self, id: ItemId) -> Element {
        let mut group = self.own(self.control("group", id), id);
        self.children(id, &mut group);
        group
    }

    fn repeat(&self, id: ItemId) -> Element {
        let path = self.paths.absolute(id);
        let count = match counts::of(self.form, id) {
            Count::Open => None,
            Count::Question(formula) => Some(self.paths.formula(formula, id, Nesting::Own)),
            Count::Generated { name, .. } => Some(self.beside(id, &name)),
        };
        let mut repeat = Element::new("repeat")
            .with("nodeset", path.as_str())
            .with_some("jr:count", count)
            .with_some("appearance", self.appearance(id));
        repeat = self.own(repeat, id);
        self.children(id, &mut repeat);
        for below in self.form.own_questions(id) {
            repeat.extend(binds::set_value(self.form, below, Event::NewRepeat, self.paths));
        }
        let mut group = Element::new("group").with("ref", path);
        let label = texts::shown("label", id, self.form, self.paths);
        group.push(label.unwrap_or_else(|| Element::new("label")));
        group.holding(repeat)
    }

    /// A node beside a row, as a reference in that row means it.
    fn beside(&self, id: ItemId, name: &str) -> String {
        let parent = self.form.item(id).parent;
        let in_repeat = parent.into_iter().flat_map(|parent| self.form.lineage(parent));
        let in_repeat = in_repeat.into_iter().any(|id| matches!(self.form.item(id).kind, ItemKind::Repeat { .. }));
        if in_repeat {
            format!(" ../{name} ")
        } else {
            format!(" {} ", binds::sibling(self.form, id, name, self.paths))
        }
    }

    fn question(&self, id: ItemId, question: &Question) -> Option<Element> {
        let control = |name| self.control(name, id);
        let choices = |list: &str| self.choices(id, question, list);
        let control = match &question.kind {
            QuestionKind::Calculate | QuestionKind::Hidden | QuestionKind::Metadata(_) => return None,
            QuestionKind::Acknowledge => control("trigger"),
            QuestionKind::Image => control("upload").with("mediatype", "image/*"),
            QuestionKind::Range(range) => control("range").with_range(range, question),
            QuestionKind::SelectOne { list, .. } => control("select1").holding(choices(list)),
            QuestionKind::SelectMultiple { list, .. } => control("select").holding(choices(list)),
            QuestionKind::Rank { list } => control("odk:rank").holding(choices(list)),
            QuestionKind::Text
            | QuestionKind::Integer
            | QuestionKind::Decimal
            | QuestionKind::Date
            | QuestionKind::Time
            | QuestionKind::DateTime
            | QuestionKind::Note
            | QuestionKind::Geopoint => control("input"),
        };
        let mut control = client::control(self.own(control, id), self.form.item(id), question);
        control.extend(self.reference_choices(question));
        let triggered = question.triggered.iter();
        control.extend(
            triggered.filter_map(|target| binds::set_value(self.form, *target, Event::ValueChanged, self.paths)),
        );
        Some(control)
    }

    /// A control with what every control has.
    fn control(&self, name: &str, id: ItemId) -> Element {
        let mut control =
            Element::new(name).with("ref", self.paths.absolute(id)).with_some("appearance", self.appearance(id));
        control.extend(texts::shown("label", id, self.form, self.paths));
        if self.form.item(id).question().is_some() {
            control.extend(texts::shown("hint", id, self.form, self.paths));
        }
        control
    }

    /// With what the author wrote for it in columns such as `body::accept`.
    fn own(&self, control: Element, id: ItemId) -> Element {
        let read = |cell: &str| self.paths.expression(cell, id, Nesting::Own);
        client::with_own(control, self.form.item(id), "body", read)
    }

    fn appearance(&self, id: ItemId) -> Option<String> {
        let words = &self.form.item(id).appearance;
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// The choices of a select.
    fn choices(&self, id: ItemId, question: &Question, list: &str) -> Element {
        let filter = question.choice_filter.as_ref();
        let filter = filter.map(|filter| self.paths.formula(filter, id, Nesting::Choice));
        let filter = filter.map(|filter| format!("[{filter}]")).unwrap_or_default();
        let source = self.form.choice_list(list).map(|list| &list.source);
        let (instance, value, label) = match source {
            Some(ListSource::Columns { instance, value, label, .. }) => {
                (instance.as_str(), value.as_str(), label.as_str())
            }
            _ => (list, "name", self.label_of(list)),
        };
        let mut nodes = format!("{}{filter}", choices_of(instance));
        if let Some(shuffle) = &question.shuffle {
            let seed = shuffle.seed.as_ref().map(|seed| self.paths.formula(seed, id, Nesting::Own));
            let seed = seed.map(|seed| format!(", {}", seed.trim())).unwrap_or_default();
            nodes = format!("randomize({nodes}{seed})");
        }
        itemset(&nodes, value, label)
    }

    /// What a range says at its ticks, and what a map shows besides the answer.
    fn reference_choices(&self, question: &Question) -> Option<Element> {
        let list = question.parameter("tick_labelset").or_else(|| question.parameter("reference-geometry"))?;
        let repeat = list.strip_prefix("${").and_then(|list| list.strip_suffix('}'));
        Some(match repeat.and_then(|name| self.paths.named(name)) {
            Some(id) => itemset(&format!("{}[./geometry != '']", self.paths.absolute(id)), "geometry", "geometry"),
            None => itemset(&choices_of(list), "name", self.label_of(list)),
        })
    }

    /// Where a choice of a list has its label.
    fn label_of(&self, list: &str) -> &'static str {
        let has_itext = self.form.choice_list(list).is_some_and(texts::needs_itext);
        if has_itext { "jr:itext(itextId)" } else { "label" }
    }
}

fn choices_of(list: &str) -> String {
    format!("instance('{list}')/root/item")
}

fn itemset(nodes: &str, value: &str, label: &str) -> Element {
    Element::new("itemset")
        .with("nodeset", nodes)
        .holding(Element::new("value").with("ref", value))
        .holding(Element::new("label").with("ref", label))
}

impl Element {
    /// With the numbers of a range as the author wrote them.
    fn with_range(self, range: &Range, question: &Question) -> Self {
        let numbers = [("start", range.start), ("end", range.end), ("step", range.step)];
        numbers.into_iter().fold(self, |control, (name, number)| {
            let written = question.parameter(name).map(str::to_owned);
            control.with(name, written.unwrap_or_else(|| number_to_text(number)))
        })
    }
}

impl Form {
    /// Whether there is anything to see of a row. Clients load no group that has nothing to see in it.
    fn has_control(&self, id: ItemId) -> bool {
        match &self.item(id).kind {
            ItemKind::Group { children } => children.iter().any(|child| self.has_control(*child)),
            ItemKind::Repeat { .. } => true,
            ItemKind::Question(_) => self.item(id).is_shown(),
        }
    }

    /// The questions of a repeat that are in no repeat within it.
    fn own_questions(&self, id: ItemId) -> Vec<ItemId> {
        let mut found = Vec::new();
        for child in self.item(id).children() {
            match &self.item(*child).kind {
                ItemKind::Question(_) => found.push(*child),
                ItemKind::Group { .. } => found.extend(self.own_questions(*child)),
                ItemKind::Repeat { .. } => {}
            }
        }
        found
    }
}
