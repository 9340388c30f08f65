//! What the reference asks of the names in a workbook beyond what any definition has to keep to, and the `trigger` column.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        fault::{At, Faults},
        form::ROOT_NAME,
        raw::RawItem,
    },
    question,
    table::TableRow,
    types::{self, RowType},
};
use crate::suggest;

/// Names of repeats are unique in the whole form, as each is a table of the export; and a repeat that counts by an
/// expression keeps the count beside itself, under a name that nothing else may have.
pub(super) fn check(items: &[RawItem], faults: &mut Faults) {
    check_level(items, &mut BTreeSet::new(), faults);
}

/// A trigger names questions that people answer. What it does in other clients, computing only then, is not done here.
pub(super) fn check_triggers(rows: &[TableRow<'_>], faults: &mut Faults) {
    let mut questions: BTreeMap<&str, bool> = BTreeMap::new();
    for row in rows {
        let Some(kind) = row.text("type") else { continue };
        let is_question = match types::read(kind) {
            RowType::Question(question) => Some(!matches!(question.name, "calculate" | "hidden")),
            RowType::Refused => Some(true),
            _ => None,
        };
        if let (Some(name), Some(is_asked)) = (row.text("name"), is_question) {
            questions.insert(name, is_asked && question::is_shown(*row));
        }
    }
    for cell in rows.iter().filter_map(|row| row.cell("trigger")) {
        let Some(names) = references(&cell.value) else {
            let help = "write `${name}`, and commas between several".to_owned();
            faults.error_with_help(cell.position, format!("`{}` is no trigger", cell.value), Some(help));
            continue;
        };
        for name in names {
            check_trigger(name, &cell, &questions, faults);
        }
        let message = "this is computed whenever something that it reads changes, not only when its `trigger` does";
        faults.warning(cell.position, message);
    }
}

fn check_trigger(name: &str, cell: &At<String>, questions: &BTreeMap<&str, bool>, faults: &mut Faults) {
    match questions.get(name) {
        Some(true) => {}
        Some(false) => {
            faults.error(cell.position, format!("`{name}` cannot trigger anything, as nobody gets to see it"));
        }
        None => {
            let close = suggest::closest(name, questions.keys().copied());
            let help = close.map(|close| format!("did you mean `${{{close}}}`?"));
            faults.error_with_help(cell.position, format!("there is no question `{name}`"), help);
        }
    }
}

/// The names of a list such as `${a}, ${b}`; nothing if it is something else.
fn references(text: &str) -> Option<Vec<&str>> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let name =
        |part: &'_ str| part.strip_prefix("${")?.strip_suffix('}').filter(|name| super::is_name(name)).map(str::len);
    let names: Option<Vec<&str>> = parts.map(|part| name(part).map(|length| &part[2..2 + length])).collect();
    names.filter(|names| !names.is_empty())
}

fn check_level(items: &[RawItem], repeats: &mut BTreeSet<String>, faults: &mut Faults) {
    for item in items {
        if let (Some("repeat"), Some(name)) = (item.kind.as_ref().map(|kind| kind.value.as_str()), &item.name) {
            check_repeat(item, name, items, repeats, faults);
        }
        if let Some(children) = &item.children {
            check_level(&children.value, repeats, faults);
        }
    }
}

fn check_repeat(
    repeat: &RawItem,
    name: &At<String>,
    siblings: &[RawItem],
    repeats: &mut BTreeSet<String>,
    faults: &mut Faults,
) {
    if name.value == ROOT_NAME {
        faults.error(name.position, format!("a repeat cannot be called `{ROOT_NAME}`, as the form itself is"));
    } else if !repeats.insert(name.value.clone()) {
        faults.error(name.position, format!("there is another repeat `{}` in the form", name.value));
    }
    let is_reference = |text: &str| text.starts_with("${") && text.find('}') == Some(text.len() - 1);
    if repeat.repeat_count.as_ref().is_some_and(|count| !is_reference(count.value.trim())) {
        let counter = format!("{}_count", name.value);
        let same = siblings.iter().filter_map(|item| item.name.as_ref()).find(|name| name.value == counter);
        if let Some(same) = same {
            let message = format!("`{counter}` is where the repeat `{}` keeps its count", name.value);
            faults.error(same.position, message);
        }
    }
}
