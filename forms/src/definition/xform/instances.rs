//! The documents in a form: the primary instance, which is an answer before anybody has answered, and the lists of choices.

use super::{
    super::form::{ChoiceList, DefaultValue, Form, Item, ItemId, ItemKind, ListSource, QuestionKind},
    client,
    counts::{self, Count},
    texts,
    xml::Element,
};
use crate::expression::{LAST_SAVED, LAST_SAVED_INSTANCE};

/// The primary instance.
pub(super) fn primary(form: &Form) -> Element {
    let mut root = client::root(form);
    root.extend(nodes(form, ItemId::ROOT, Within::Form));
    let mut meta = Element::new("meta").holding(Element::new("instanceID"));
    meta.extend(form.instance_name.as_ref().map(|_| Element::new("instanceName")));
    root.push(meta);
    Element::new("instance").holding(root)
}

/// The lists of choices, each a document of its own.
pub(super) fn secondary(form: &Form) -> Vec<Element> {
    let document = |list: &ChoiceList| match &list.source {
        ListSource::File { file } => Some(external(&list.name, file)),
        ListSource::Written => Some(choices(form, list)),
        // Clients find what a select offers of a file in the file.
        ListSource::Columns { .. } => None,
    };
    let saved = Element::new("instance").with("id", LAST_SAVED_INSTANCE).with("src", "jr://instance/last-saved");
    let saved = looks_back(form).then_some(saved);
    form.choice_lists.iter().filter_map(document).chain(saved).collect()
}

/// Whether anything in the form refers to the answers that were saved before.
fn looks_back(form: &Form) -> bool {
    let sources = |item: &Item| item.formulas().iter().any(|formula| formula.source.contains(LAST_SAVED));
    let shown = |item: &Item| item.texts.outputs.iter().any(|(name, _)| name.starts_with(LAST_SAVED));
    form.items.iter().any(|item| sources(item) || shown(item))
        || form.instance_name.as_ref().is_some_and(|formula| formula.source.contains(LAST_SAVED))
}

/// A document that clients read from a file of the form.
fn external(name: &str, file: &str) -> Element {
    let folder = if file.to_lowercase().ends_with(".csv") { "jr://file-csv/" } else { "jr://file/" };
    Element::new("instance").with("id", name).with("src", format!("{folder}{file}"))
}

/// What the rows that are written stand in; it decides how a repeat among them is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// The form, or a group that is not in an instance: as a template of new instances, and with its first instance.
    Form,
    /// A template: as a template.
    Template,
    /// An instance: with its first instance.
    Instance,
}

/// What is in a row, as the reference has it.
fn nodes(form: &Form, id: ItemId, within: Within) -> Vec<Element> {
    let mut found = Vec::new();
    for child in form.item(id).children() {
        let item = form.item(*child);
        let node = |within| filled(element(item), nodes(form, *child, within));
        match &item.kind {
            ItemKind::Group { .. } if within == Within::Instance => found.push(node(Within::Instance)),
            ItemKind::Group { .. } => found.push(node(Within::Form)),
            ItemKind::Repeat { .. } => {
                if let Count::Generated { name, .. } = counts::of(form, *child) {
                    found.push(Element::new(&name));
                }
                if within != Within::Instance {
                    found.push(node(Within::Template).with("jr:template", ""));
                }
                if within != Within::Template {
                    found.push(node(Within::Instance));
                }
            }
            ItemKind::Question(_) => found.push(element(item).saying(&default(item))),
        }
    }
    found
}

fn element(item: &Item) -> Element {
    client::with_own(Element::new(&item.name), item, "instance", str::to_owned)
}

fn filled(mut element: Element, children: Vec<Element>) -> Element {
    element.extend(children);
    element
}

/// What a question holds from the start.
fn default(item: &Item) -> String {
    let Some(question) = item.question() else { return String::new() };
    match (&question.default, &question.kind) {
        (Some(DefaultValue::Literal(file)), QuestionKind::Image) if !file.contains("://") => {
            format!("jr://images/{file}")
        }
        (Some(DefaultValue::Literal(value)), _) => value.clone(),
        (Some(DefaultValue::Dynamic(_)) | None, _) => String::new(),
    }
}

fn choices(form: &Form, list: &ChoiceList) -> Element {
    let has_itext = texts::needs_itext(list);
    let mut root = Element::new("root");
    for (place, choice) in list.choices.iter().enumerate() {
        let mut item = Element::new("item").holding(Element::new("name").saying(&choice.name));
        if has_itext {
            item.push(Element::new("itextId").saying(&texts::choice_id(list, place)));
        } else {
            item.push(Element::new("label").saying(&texts::choice_label(form, choice)));
        }
        item.extend(choice.columns.iter().map(|(column, cell)| Element::new(column).saying(cell)));
        item.extend(choice.missing.map(|missing| Element::new("missing").saying(missing.name())));
        root.push(item);
    }
    Element::new("instance").with("id", list.name.as_str()).holding(root)
}
