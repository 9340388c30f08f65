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
    item
}

/// A question.
pub(super) fn question(row: TableRow<'_>, kind: &QuestionType, context: &Context<'_>, faults: &mut Faults) -> RawItem {
    let mut item = cells(row, context, faults);
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
    if let (None, Some(constraint)) = (&item.constraint, kind.constraint) {
        item.constraint = Some(At { value: constraint.to_owned(), position: row.position() });
    }
    if kind.list.is_none() {
        report_misplaced("choice_filter", item.choice_filter.take(), kind.name, faults);
    }
    report_misplaced("repeat_count", item.repeat_count.take(), kind.name, faults);
    item
}

/// The cells of any row, under the names of a definition.
pub(super) fn cells(row: TableRow<'_>, context: &Context<'_>, faults: &mut Faults) -> RawItem {
    let mut item = RawItem::new(row.position());
    item.kind = row.cell("type");
    item.name = row.cell("name");
    item.required = row.cell("required");
    item.relevant = row.cell("relevant");
    item.constraint = row.cell("constraint");
    item.calculation = row.cell("calculation");
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
    let rows = row.cell("rows").map(|cell| ("body::rows".to_owned(), cell));
    item.client =
        rows.into_iter().chain(row.others().filter_map(|(name, cell)| Some((client(name)?, cell.clone())))).collect();
    item
}

fn type_cell(kind: &QuestionType) -> String {
    match &kind.list {
        Some(list) => format!("{} {list}{}", kind.name, if kind.or_other { " or_other" } else { "" }),
        None => kind.name.to_owned(),
    }
}

/// `bind::x` however its parts are spaced; where the heading says that the cell goes to no part of an `XForm`, nothing.
fn client(heading: &str) -> Option<String> {
    let (group, name) = heading.split_once("::").or_else(|| heading.split_once(':'))?;
    let group = match group.trim().to_lowercase().as_str() {
        "bind" => "bind",
        "body" | "control" => "body",
        "instance" => "instance",
        _ => return None,
    };
    Some(format!("{group}::{}", name.trim()))
}

fn report_misplaced(name: &str, cell: Option<At<String>>, kind: &str, faults: &mut Faults) {
    if let Some(cell) = cell {
        faults.warning(cell.position, format!("`{name}` means nothing for a `{kind}` and is not read"));
    }
}
