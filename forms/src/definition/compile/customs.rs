//! What the reference makes of rows before it checks them: cells in words, texts that stand in for each other, tables of
//! questions. It is done here and not by a reader, so that a form means the same in YAML and in a spreadsheet.

use super::{
    super::{
        fault::{At, Faults, Position},
        raw::{RawItem, RawText},
    },
    repeat_names,
};

/// Nobody nests deeper; it bounds the stack of everything that walks the form, and lets the form be written as JSON.
pub(in super::super) const MAX_DEPTH: usize = 24;

/// Gives the rows of a survey the shape that they are checked in.
pub(super) fn apply(survey: &mut [RawItem], faults: &mut Faults) {
    apply_below(survey, 0, faults);
    repeat_names::check(survey, faults);
}

/// What is said where rows stand in each other too deep.
pub(in super::super) fn report_depth(position: Position, faults: &mut Faults) {
    faults.error(position, format!("groups and repeats stand in each other at most {MAX_DEPTH} deep"));
}

fn apply_below(items: &mut [RawItem], depth: usize, faults: &mut Faults) {
    for item in items {
        for cell in [&mut item.relevant, &mut item.constraint, &mut item.calculation].into_iter().flatten() {
            in_words(cell);
        }
        match &mut item.children {
            Some(children) => {
                if depth == MAX_DEPTH {
                    report_depth(item.position, faults);
                }
                apply_below(&mut children.value, depth + 1, faults);
                table_list(item, faults);
            }
            None => question(item, faults),
        }
        report_expressions([&item.label, &item.hint, &item.guidance_hint], faults);
        if let (Some(first), true) = (item.media.big_image.0.first(), item.media.image.0.is_empty()) {
            faults.error(first.text.position, "a `big-image` goes with an `image`, which is missing");
        }
    }
}

/// An expression may say yes and no in words.
fn in_words(cell: &mut At<String>) {
    match cell.value.to_ascii_lowercase().as_str() {
        "yes" | "true" => "true()".clone_into(&mut cell.value),
        "no" | "false" => "false()".clone_into(&mut cell.value),
        _ => {}
    }
}

fn question(item: &mut RawItem, faults: &mut Faults) {
    if item.label.0.is_empty() && !item.hint.0.is_empty() {
        item.label = std::mem::take(&mut item.hint);
    }
    let Some(kind) = &item.kind else { return };
    if let Some(cell) = item.appearance.as_ref().filter(|cell| is_search(&cell.value)) {
        let kind = kind.value.split(' ').next().unwrap_or_default();
        let message = format!("this server has no questions of type `{kind}` with choices from a file (`search(…)`)");
        faults.error(cell.position, message);
    }
    if let (true, Some(filter)) = (has_word(&kind.value, "or_other"), &item.choice_filter) {
        let help = "write the choice `other` and the question after it yourself".to_owned();
        faults.error_with_help(filter.position, "`choice_filter` does not go with `or_other`", Some(help));
    }
}

/// What a table of questions is in other clients is a page of questions here. The selects of a table all offer the same
/// choices, as they stand once above it.
fn table_list(group: &mut RawItem, faults: &mut Faults) {
    let Some(cell) = group.appearance.as_mut().filter(|cell| has_word(&cell.value, "table-list")) else { return };
    if !has_word(&cell.value, "field-list") {
        cell.value.push_str(" field-list");
    }
    let list = |item: &RawItem| {
        let words = item.kind.as_ref()?.value.strip_prefix("select_")?;
        words.split(' ').nth(1).map(str::to_owned)
    };
    let children = group.children.iter().flat_map(|children| &children.value);
    let selects: Vec<(&RawItem, String)> = children.filter_map(|item| Some((item, list(item)?))).collect();
    let Some((first, expected)) = selects.first() else { return };
    if let Some(filter) = &first.choice_filter {
        faults.error(filter.position, "`choice_filter` does not go with `table-list`");
    }
    for (item, list) in selects.iter().filter(|(_, list)| list != expected) {
        let message = format!("in a `table-list` all have the same choices: `{list}` is not `{expected}`");
        faults.error(item.position, message);
    }
}

fn report_expressions(texts: [&RawText; 3], faults: &mut Faults) {
    let cells = texts.into_iter().flat_map(|text| &text.0).map(|translation| &translation.text);
    for cell in cells.filter(|cell| cell.value.contains("instance(")) {
        let help = Some("make it a row of type `calculate` and show that with `${name}`".to_owned());
        faults.warning_with_help(cell.position, "an expression in a text is shown as it is written", help);
    }
}

/// Whether `word` stands in `text`, between blanks.
fn has_word(text: &str, word: &str) -> bool {
    text.split_whitespace().any(|found| found == word)
}

/// Whether an appearance says that the choices come from a file.
fn is_search(appearance: &str) -> bool {
    appearance.split_once("search").is_some_and(|(_, rest)| rest.trim_start().starts_with('('))
}
