//! One row of the survey sheet as a raw row of a form: its cells, and what the reference makes of cells that stand in the
//! wrong place or are left out.

use super::{
    super::{
        fault::{At, Faults},
        raw::{RawChoiceList, RawItem},
    },
    languages::Languages,
    parameters,
    table::TableRow,
    types::{Block, QuestionType},
};

/// What a row may lean on.
pub(super) struct Context<'c> {
    pub(super) languages: &'c Languages,
    pub(super) lists: &'c [RawChoiceList],
    /// The names of the repeats.
    pub(super) repeats: Vec<&'c str>,
    /// The names by which expressions know the files of selects and look-ups.
    pub(super) files: Vec<String>,
}

impl Context<'_> {
    /// Whether `name`, in whatever letters, is a list of choices, a file, or `${…}` around the name of a repeat.
    pub(super) fn has_geometry(&self, name: &str) -> bool {
        match name.strip_prefix("${").and_then(|name| name.strip_suffix('}')) {
            Some(name) => self.repeats.iter().any(|repeat| repeat.eq_ignore_ascii_case(name)),
            None => {
                self.lists.iter().any(|list| list.name.value.eq_ignore_ascii_case(name))
                    || self.files.iter().any(|file| file.eq_ignore_ascii_case(name))
            }
        }
    }
}

/// The first row of a group or a repeat.
pub(super) fn block(row: TableRow<'_>, block: Block, context: &Context<'_>, faults: &mut Faults) -> RawItem {
    let mut item = cells(row, context, faults);
    item.kind = row.cell("type").map(|cell| At { value: block.name().to_owned(), ..cell });
    let misplaced = [
        ("required", item.required.take()),
        ("constraint", item.constraint.take()),
        ("calculation", item.calculation.take()),
        ("default", item.default.take()),
        ("read_only", item.read_only.take()),
        ("sensitive", item.sensitive.take()),
        ("choice_filter", item.choice_filter.take()),
        ("parameters", row.cell("parameters")),
    ];
    for (name, cell) in misplaced {
        report_misplaced(name, cell, block.name(), faults);
    }
    if block == Block::Group {
        report_misplaced("repeat_count", item.repeat_count.take(), "group", faults);
    }
    // What a table of questions is in other clients is a page of questions here.
    let table_list = item.appearance.as_mut().filter(|cell| has_word(&cell.value, "table-list"));
    if let Some(cell) = table_list.filter(|cell| !has_word(&cell.value, "field-list")) {
        cell.value.push_str(" field-list");
    }
    item
}

/// A question.
pub(super) fn question(row: TableRow<'_>, kind: &QuestionType, context: &Context<'_>, faults: &mut Faults) -> RawItem {
    let mut item = cells(row, context, faults);
    if let Some(cell) = item.appearance.as_ref().filter(|cell| is_search(&cell.value)) {
        let message =
            format!("this server has no questions of type `{}` with choices from a file (`search(…)`)", kind.name);
        faults.error(cell.position, message);
    }
    let appearance = item.appearance.as_ref().map(|cell| cell.value.as_str());
    if let Some(cell) = row.cell("parameters") {
        item.parameters = parameters::read(&cell, kind.name, appearance, context, faults);
    }
    item.trigger = row.cell("trigger");
    item.kind = row.cell("type").map(|cell| At { value: type_cell(kind), ..cell });
    if item.name.is_none() && kind.name == "note" {
        let generated = format!("generated_note_name_{}", row.number());
        item.name = Some(At { value: generated, position: row.position() });
    }
    if item.label.0.is_empty() && !item.hint.0.is_empty() {
        item.label = std::mem::take(&mut item.hint);
    }
    if let (None, Some(constraint)) = (&item.constraint, kind.constraint) {
        item.constraint = Some(At { value: constraint.to_owned(), position: row.position() });
    }
    if kind.list.is_none() {
        report_misplaced("choice_filter", item.choice_filter.take(), kind.name, faults);
    }
    report_misplaced("repeat_count", item.repeat_count.take(), kind.name, faults);
    if let (true, Some(filter)) = (kind.or_other, &item.choice_filter) {
        let help = "write the choice `other` and the question after it yourself".to_owned();
        faults.error_with_help(filter.position, "`choice_filter` does not go with `or_other`", Some(help));
    }
    item
}

/// The cells of any row, under the names of a definition.
pub(super) fn cells(row: TableRow<'_>, context: &Context<'_>, faults: &mut Faults) -> RawItem {
    let mut item = RawItem::new(row.position());
    item.kind = row.cell("type");
    item.name = row.cell("name");
    item.required = row.cell("required");
    item.relevant = row.cell("relevant").map(expression);
    item.constraint = row.cell("constraint").map(expression);
    item.calculation = row.cell("calculation").map(expression);
    item.default = row.cell("default");
    item.choice_filter = row.cell("choice_filter");
    item.repeat_count = row.cell("repeat_count");
    item.read_only = row.cell("read_only");
    item.appearance = row.cell("appearance");
    item.sensitive = row.cell("sensitive");
    item.autoplay = row.cell("autoplay").map(|cell| At { value: cell.value.to_lowercase(), ..cell });
    let mut text = |name| row.translations(name, context.languages, faults);
    item.label = text("label");
    item.hint = text("hint");
    item.guidance_hint = text("guidance_hint");
    item.required_message = text("required_message");
    item.constraint_message = text("constraint_message");
    item.no_app_error = text("no_app_error_string");
    item.media = row.media(context.languages, faults);
    let texts = [&item.label, &item.hint, &item.guidance_hint].into_iter().flat_map(|text| &text.0);
    for cell in texts.map(|translation| &translation.text).filter(|cell| cell.value.contains("instance(")) {
        let help = Some("make it a row of type `calculate` and show that with `${name}`".to_owned());
        faults.warning_with_help(cell.position, "an expression in a text is shown as it is written", help);
    }
    if row.has("big-image") && !row.has("image") {
        faults.error(row.position(), "a `big-image` goes with an `image`, which is missing");
    }
    item
}

/// Whether `word` stands in `text`, between blanks.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    text.split_whitespace().any(|found| found == word)
}

/// Whether an appearance says that the choices come from a file.
fn is_search(appearance: &str) -> bool {
    appearance.split_once("search").is_some_and(|(_, rest)| rest.trim_start().starts_with('('))
}

fn type_cell(kind: &QuestionType) -> String {
    match &kind.list {
        Some(list) => format!("{} {list}{}", kind.name, if kind.or_other { " or_other" } else { "" }),
        None => kind.name.to_owned(),
    }
}

/// An expression may say yes and no in words.
fn expression(cell: At<String>) -> At<String> {
    let value = match cell.value.to_ascii_lowercase().as_str() {
        "yes" | "true" => "true()".to_owned(),
        "no" | "false" => "false()".to_owned(),
        _ => cell.value,
    };
    At { value, position: cell.position }
}

fn report_misplaced(name: &str, cell: Option<At<String>>, kind: &str, faults: &mut Faults) {
    if let Some(cell) = cell {
        faults.warning(cell.position, format!("`{name}` means nothing for a `{kind}` and is not read"));
    }
}
