//! What holds for the answers: a `bind` for each node that something is said of, and the values that are set at the start.

use super::{
    super::form::{Condition, DefaultValue, Form, ItemId, ItemKind, Metadata, Question, QuestionKind},
    client,
    counts::{self, Count},
    paths::{Nesting, Paths},
    texts,
    xml::Element,
};

/// When a value is set.
#[derive(Clone, Copy)]
pub(super) enum Event {
    FirstLoad,
    NewRepeat,
    /// The question is one that triggers it.
    ValueChanged,
}

/// Everything that is said of the nodes, in the order of the form.
pub(super) fn all(form: &Form, paths: &Paths<'_>) -> Vec<Element> {
    let mut found = Vec::new();
    for id in (1..form.items.len()).map(ItemId) {
        if let Count::Generated { name, formula } = counts::of(form, id) {
            found.push(
                Element::new("bind")
                    .with("nodeset", sibling(form, id, &name, paths))
                    .with("type", "string")
                    .with("readonly", "true()")
                    .with("calculate", paths.formula(formula, id, Nesting::Own)),
            );
        }
        found.extend(bind(form, id, paths));
        found.extend(set_value(form, id, Event::FirstLoad, paths));
    }
    let root = paths.absolute(ItemId::ROOT);
    found.push(
        Element::new("bind")
            .with("nodeset", format!("{root}/meta/instanceID"))
            .with("type", "string")
            .with("readonly", "true()")
            .with("jr:preload", client::setting(form, "instance_id").unwrap_or("uid")),
    );
    found.extend(form.instance_name.as_ref().map(|formula| {
        Element::new("bind")
            .with("nodeset", format!("{root}/meta/instanceName"))
            .with("type", "string")
            .with("calculate", paths.formula(formula, ItemId::ROOT, Nesting::Own))
    }));
    found
}

/// The path of a node that is put beside a row.
pub(super) fn sibling(form: &Form, id: ItemId, name: &str, paths: &Paths<'_>) -> String {
    format!("{}/{name}", paths.absolute(form.item(id).parent.unwrap_or(ItemId::ROOT)))
}

/// What puts a value into a question when something happens: a default that is computed, or the value that a trigger asks
/// for, which is none where nothing is calculated.
pub(super) fn set_value(form: &Form, id: ItemId, event: Event, paths: &Paths<'_>) -> Option<Element> {
    let question = form.item(id).question()?;
    let (name, value) = match (event, &question.default) {
        (Event::ValueChanged, _) => ("xforms-value-changed", question.calculation.as_ref()),
        (Event::FirstLoad, Some(DefaultValue::Dynamic(formula))) => ("odk-instance-first-load", Some(formula)),
        (Event::NewRepeat, Some(DefaultValue::Dynamic(formula))) => ("odk-new-repeat", Some(formula)),
        (Event::FirstLoad | Event::NewRepeat, _) => return None,
    };
    let value = value.map(|formula| paths.formula(formula, id, Nesting::Own));
    Some(Element::new("setvalue").with("event", name).with("ref", paths.absolute(id)).with_some("value", value))
}

fn bind(form: &Form, id: ItemId, paths: &Paths<'_>) -> Option<Element> {
    let item = form.item(id);
    let relevant = item.relevant.as_ref().map(|formula| paths.formula(formula, id, Nesting::Own));
    let bind = Element::new("bind").with("nodeset", paths.absolute(id));
    let written = |cell: &str| paths.expression(cell, id, Nesting::Own);
    let ItemKind::Question(question) = &item.kind else {
        let has_own = item.client.iter().any(|(name, _)| name.starts_with("bind::"));
        let bind = client::with_own(bind.with_some("relevant", relevant.as_deref()), item, "bind", written);
        return (relevant.is_some() || has_own).then_some(bind);
    };
    let own = |formula| paths.formula(formula, id, Nesting::Own);
    let calculation = question.calculation.as_ref().filter(|_| question.is_calculated());
    let bind = bind
        .with("type", data_type(question))
        .with_some("readonly", read_only(question, id, paths))
        .with_some("required", condition(&question.required, id, paths))
        .with_some("relevant", relevant)
        .with_some("constraint", question.constraint.as_ref().map(own))
        .with_some("calculate", calculation.map(own));
    let messages = texts::messages(&item.texts).into_iter();
    let bind = messages.fold(bind, |bind, (name, text)| bind.with_some(name, texts::message(name, text, id, paths)));
    Some(client::with_own(client::bind(bind, question), item, "bind", written))
}

fn read_only(question: &Question, id: ItemId, paths: &Paths<'_>) -> Option<String> {
    match question.kind {
        QuestionKind::Note => Some("true()".to_owned()),
        _ => condition(&question.read_only, id, paths),
    }
}

fn condition(condition: &Condition, id: ItemId, paths: &Paths<'_>) -> Option<String> {
    match condition {
        Condition::Never => None,
        Condition::Always => Some("true()".to_owned()),
        Condition::When(formula) => Some(paths.formula(formula, id, Nesting::Own)),
    }
}

/// The type of the answer, by the names of the specification.
fn data_type(question: &Question) -> &'static str {
    match &question.kind {
        QuestionKind::Integer => "int",
        QuestionKind::Decimal => "decimal",
        QuestionKind::Range(range) => {
            let is_whole = [range.start, range.end, range.step].iter().all(|number| number.fract() == 0.0);
            if is_whole { "int" } else { "decimal" }
        }
        QuestionKind::Date | QuestionKind::Metadata(Metadata::Today) => "date",
        QuestionKind::Time => "time",
        QuestionKind::DateTime | QuestionKind::Metadata(Metadata::Start | Metadata::End) => "dateTime",
        QuestionKind::Image => "binary",
        QuestionKind::Geopoint => "geopoint",
        QuestionKind::Rank { .. } => "odk:rank",
        QuestionKind::Text
        | QuestionKind::SelectOne { .. }
        | QuestionKind::SelectMultiple { .. }
        | QuestionKind::Note
        | QuestionKind::Acknowledge
        | QuestionKind::Calculate
        | QuestionKind::Hidden => "string",
    }
}
