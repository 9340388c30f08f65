//! One variable in two versions: its type, the repeat it is in, its codes, who is asked, what is taken, and the words.

use std::sync::Arc;

use super::{
    Change, ChangeKind, Changes, Effect, Meaning,
    codes::Codes,
    pairs::{Pair, Pairs, repeats},
    wording,
};
use crate::definition::form::{Condition, DefaultValue, Form, Formula, Item, ItemId, Question, QuestionKind};

/// Compares a variable, and says if it kept its name and changed its meaning.
pub(super) fn compare<'f>(
    pairs: &Pairs<'f>,
    pair: Pair,
    codes: &mut Codes<'f>,
    changes: &mut Changes,
) -> Option<Meaning> {
    let (old, new) = (pairs.older_item(pair), pairs.newer_item(pair));
    let (before, after) = (old.question()?, new.question()?);
    let path = new.path.as_str();
    let mut meaning = Meaning { path: path.to_owned(), is_whole: false, codes: Arc::default() };
    if old.path != new.path {
        let message = format!("`{}` has moved from `{}` to `{path}`.", new.name, old.path);
        let change = Change::new(path, ChangeKind::VariableMoved, Effect::ComparableWithCare, message);
        changes.push(change.between(old.path.clone(), new.path.clone()));
    }
    let of_whole = [kind(path, before, after), repeat(pairs, pair), range(path, before, after)];
    for change in of_whole.into_iter().flatten() {
        meaning.is_whole |= change.needs_mapping;
        changes.push(change);
    }
    if let (Some(old), Some(new)) = (before.kind.list(), after.kind.list())
        && let Some(differences) = codes.compare(old, new)
    {
        changes.push_all(path, &differences);
        meaning.codes = Arc::clone(&differences.meanings);
    }
    rules(pairs, pair, changes);
    words(pairs, old, new, changes);
    (meaning.is_whole || !meaning.codes.is_empty()).then_some(meaning)
}

/// Compares what a group or a repeat says for all that stands in it.
pub(super) fn compare_container(pairs: &Pairs<'_>, pair: Pair, changes: &mut Changes) {
    let (old, new) = (pairs.older_item(pair), pairs.newer_item(pair));
    let relevance = |item: &Item| item.relevant.as_ref().map(source);
    rule(&new.path, ChangeKind::RelevanceChanged, "who is asked", [relevance(old), relevance(new)], changes);
    words(pairs, old, new, changes);
}

/// Variables that only one version has.
pub(super) fn report_unpaired(pairs: &Pairs<'_>, changes: &mut Changes) {
    for (form, ids, kind, effect) in [
        (pairs.older, &pairs.removed, ChangeKind::VariableRemoved, Effect::LosesData),
        (pairs.newer, &pairs.added, ChangeKind::VariableAdded, Effect::None),
    ] {
        for id in ids {
            let item = form.item(*id);
            let is_new = kind == ChangeKind::VariableAdded;
            let message = if is_new {
                format!("`{}` is new: older answers do not have it.", item.path)
            } else {
                format!("`{}` is gone: newer answers do not have it.", item.path)
            };
            let told = item.question().map(|question| form.type_cell(&question.kind));
            let (old, new) = if is_new { (None, told) } else { (told, None) };
            changes.push(Change::new(&item.path, kind, effect, message).between(old, new));
        }
    }
}

fn kind(path: &str, old: &Question, new: &Question) -> Option<Change> {
    let (old, new) = (old.kind.name(), new.kind.name());
    if old == new {
        return None;
    }
    let (effect, why) = effect_of_type(old, new);
    let message = format!("`{path}` was `{old}` and is `{new}`: {why}.");
    let change = Change::new(path, ChangeKind::TypeChanged, effect, message);
    let change = change.between(old.to_owned(), new.to_owned());
    Some(if effect == Effect::None { change } else { change.of_meaning() })
}

fn effect_of_type(old: &str, new: &str) -> (Effect, &'static str) {
    let is_words = |name: &str| matches!(name, "text" | "hidden" | "calculate");
    let is_number = |name: &str| matches!(name, "integer" | "decimal" | "range");
    match (old, new) {
        ("integer", "decimal") => (Effect::None, "every whole number is a number, too"),
        ("decimal", "integer") => (Effect::LosesData, "fractions are no longer taken"),
        ("dateTime", "date" | "time") => (Effect::LosesData, "a part of the moment is no longer kept"),
        ("select_multiple", "select_one") => (Effect::LosesData, "only one choice is kept"),
        (old, new) if is_number(old) && is_number(new) => {
            (Effect::ComparableWithCare, "the same numbers are asked for in another way")
        }
        (old, new) if is_words(old) && is_words(new) => {
            (Effect::ComparableWithCare, "the value comes from somewhere else")
        }
        _ => (Effect::BreaksSeries, "values of the one are none of the other"),
    }
}

fn repeat(pairs: &Pairs<'_>, pair: Pair) -> Option<Change> {
    if pairs.has_same_repeats(pair) {
        return None;
    }
    let innermost = |form: &Form, id: ItemId| repeats(form, id).next().map(|id| form.item(id).path.clone());
    let (old, new) = (innermost(pairs.older, pair.old), innermost(pairs.newer, pair.new));
    let said = |path: &Option<String>| match path {
        Some(path) => format!("once in each `{path}`"),
        None => "once".to_owned(),
    };
    let path = &pairs.newer_item(pair).path;
    let message = format!("`{path}` was asked {} and is asked {}.", said(&old), said(&new));
    let change = Change::new(path, ChangeKind::RepeatChanged, Effect::BreaksSeries, message);
    Some(change.of_meaning().between(old, new))
}

fn range(path: &str, old: &Question, new: &Question) -> Option<Change> {
    let (QuestionKind::Range(old), QuestionKind::Range(new)) = (&old.kind, &new.kind) else { return None };
    let said =
        |range: &crate::definition::form::Range| format!("{} to {} in steps of {}", range.start, range.end, range.step);
    let is_same = |one: f64, other: f64| (one - other).abs() < f64::EPSILON;
    let has_same_ends = is_same(old.start, new.start) && is_same(old.end, new.end);
    if has_same_ends && is_same(old.step, new.step) {
        return None;
    }
    let message = format!("`{path}` was a scale of {} and is one of {}.", said(old), said(new));
    let effect = if has_same_ends { Effect::ComparableWithCare } else { Effect::BreaksSeries };
    let change = Change::new(path, ChangeKind::RangeChanged, effect, message).between(said(old), said(new));
    // A five on a scale to seven is no five on a scale to ten.
    Some(if has_same_ends { change } else { change.of_meaning() })
}

fn rules(pairs: &Pairs<'_>, pair: Pair, changes: &mut Changes) {
    let (old, new) = (pairs.older_item(pair), pairs.newer_item(pair));
    let (Some(before), Some(after)) = (old.question(), new.question()) else { return };
    let relevance = |form: &Form, id: ItemId| -> Option<String> {
        // Groups that stay are compared themselves; one that a question has left or entered counts here.
        let reach = if old.path == new.path { 1 } else { usize::MAX };
        let told: Vec<String> =
            form.lineage(id).take(reach).filter_map(|id| form.item(id).relevant.as_ref().map(source)).collect();
        (!told.is_empty()).then(|| told.join(" and "))
    };
    let relevant = [relevance(pairs.older, pair.old), relevance(pairs.newer, pair.new)];
    let triggers = |form: &Form, question: &Question| -> Option<String> {
        let names: Vec<String> = question.triggers.iter().map(|id| format!("${{{}}}", form.item(*id).name)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let triggers = [triggers(pairs.older, before), triggers(pairs.newer, after)];
    let of = |told: fn(&Question) -> Option<String>| [told(before), told(after)];
    for (kind, what, told) in [
        (ChangeKind::RelevanceChanged, "who is asked", relevant),
        (ChangeKind::RequiredChanged, "who has to answer", of(|question| condition(&question.required))),
        (ChangeKind::ConstraintChanged, "which answers are taken", of(|it| it.constraint.as_ref().map(source))),
        (ChangeKind::CalculationChanged, "how it is computed", of(|it| it.calculation.as_ref().map(source))),
        (ChangeKind::CalculationChanged, "when it is computed", triggers),
        (ChangeKind::FilterChanged, "which choices are offered", of(|it| it.choice_filter.as_ref().map(source))),
        (ChangeKind::DefaultChanged, "what it holds at first", of(|it| it.default.as_ref().map(default))),
    ] {
        rule(&new.path, kind, what, told, changes);
    }
    if before.shuffle.is_some() != after.shuffle.is_some() {
        let now = if after.shuffle.is_some() { "now come" } else { "no longer come" };
        let message = format!("`{}`: the choices {now} in an order of chance.", new.path);
        changes.push(Change::new(&new.path, ChangeKind::OrderChanged, Effect::ComparableWithCare, message));
    }
    if before.is_sensitive != after.is_sensitive {
        let now = if after.is_sensitive { "is now protected" } else { "is no longer protected" };
        let message = format!("`{}` {now} as sensitive.", new.path);
        let change = Change::new(&new.path, ChangeKind::SensitiveChanged, Effect::ComparableWithCare, message);
        changes.push(change.between(before.is_sensitive.to_string(), after.is_sensitive.to_string()));
    }
}

fn rule(path: &str, kind: ChangeKind, what: &str, told: [Option<String>; 2], changes: &mut Changes) {
    let [old, new] = told;
    if old == new {
        return;
    }
    let message = match (&old, &new) {
        (Some(old), Some(new)) => format!("`{path}`: {what} was decided by `{old}` and is by `{new}`."),
        (None, Some(new)) => format!("`{path}`: {what} is now decided by `{new}`."),
        (old, _) => format!("`{path}`: {what} is no longer decided by `{}`.", old.as_deref().unwrap_or_default()),
    };
    changes.push(Change::new(path, kind, Effect::ComparableWithCare, message).between(old, new));
}

fn words(pairs: &Pairs<'_>, old: &Item, new: &Item, changes: &mut Changes) {
    let path = &new.path;
    let language = pairs.language();
    let (label, hint) = (format!("`{path}`: the text"), format!("`{path}`: the hint"));
    wording::compare(path, &label, language, [&old.texts.label, &new.texts.label], changes);
    wording::compare(path, &hint, language, [&old.texts.hint, &new.texts.hint], changes);
}

/// As it was written, but for blanks.
fn source(formula: &Formula) -> String {
    formula.source.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn condition(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Never => None,
        Condition::Always => Some("yes".to_owned()),
        Condition::When(formula) => Some(source(formula)),
    }
}

fn default(value: &DefaultValue) -> String {
    match value {
        DefaultValue::Literal(text) => text.clone(),
        DefaultValue::Dynamic(formula) => source(formula),
    }
}
