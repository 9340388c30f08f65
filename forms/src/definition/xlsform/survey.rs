//! The survey sheet: rows in their order, with groups and repeats between the rows that begin and end them.

use super::{
    super::{
        compile::{MAX_DEPTH, report_depth},
        fault::{At, Faults, Position, Sheet},
        raw::{RawChoiceList, RawItem},
    },
    header::Names,
    question::{self, Context},
    table::{Columns, Table, TableRow},
    types::{self, Block, RowType},
};
use crate::suggest;

pub(super) const COLUMNS: Columns = Columns {
    sheet: Sheet::Survey,
    names: Names {
        known: &[
            "type",
            "name",
            "label",
            "hint",
            "guidance_hint",
            "required",
            "required_message",
            "relevant",
            "constraint",
            "constraint_message",
            "calculation",
            "default",
            "choice_filter",
            "repeat_count",
            "read_only",
            "appearance",
            "parameters",
            "image",
            "audio",
            "video",
            "big-image",
            "sensitive",
            "trigger",
            "disabled",
            "save_to",
            "no_app_error_string",
            "autoplay",
            "rows",
        ],
        aliases: &[
            ("command", "type"),
            ("tag", "name"),
            ("value", "name"),
            ("caption", "label"),
            ("relevance", "relevant"),
            ("readonly", "read_only"),
            ("calculate", "calculation"),
            ("constraining_message", "constraint_message"),
            ("constraint_msg", "constraint_message"),
            ("jr:constraintmsg", "constraint_message"),
            ("requiredmsg", "required_message"),
            ("jr:requiredmsg", "required_message"),
            ("noapperrorstring", "no_app_error_string"),
            ("jr:noapperrorstring", "no_app_error_string"),
            ("count", "repeat_count"),
            ("jr:count", "repeat_count"),
        ],
    },
    translated: &[
        "label",
        "hint",
        "guidance_hint",
        "required_message",
        "constraint_message",
        "image",
        "audio",
        "video",
        "big-image",
        "no_app_error_string",
    ],
    ignored: &[
        "bind",
        "body",
        "compact_tag",
        "control",
        "instance",
        "intent",
        "list_name",
        "media",
        "query",
        "rows",
        "sms_field",
        "sms_option",
    ],
};

/// What the sheet says.
pub(super) struct Survey {
    pub(super) items: Vec<RawItem>,
    /// Settings that stand among the questions, by their name.
    pub(super) settings: Vec<(&'static str, At<String>)>,
    /// Files that expressions look things up in.
    pub(super) files: Vec<RawChoiceList>,
}

/// Reads the rows; what cannot be read is left out and said in `faults`.
pub(super) fn read(table: &Table, context: &Context<'_>, faults: &mut Faults) -> Survey {
    if !table.has("type") {
        faults.error(table.start, "the sheet `survey` has no column `type`");
        return Survey { items: Vec::new(), settings: Vec::new(), files: Vec::new() };
    }
    COLUMNS.report_unused(table, faults);
    COLUMNS.report_unknown(table, faults);
    let rows: Vec<TableRow<'_>> = table.rows().filter(|row| !is_left_out(*row, faults)).collect();
    let mut reader =
        Reader { context, faults, items: Vec::new(), open: Vec::new(), settings: Vec::new(), files: Vec::new() };
    for row in &rows {
        reader.row(*row);
    }
    reader.close_all();
    let Reader { items, settings, files, .. } = reader;
    Survey { items, settings, files }
}

/// The names of the repeats.
pub(super) fn repeats(table: &Table) -> Vec<&str> {
    let is_repeat =
        |row: &TableRow<'_>| row.text("type").is_some_and(|kind| types::read(kind) == RowType::Begin(Block::Repeat));
    table.rows().filter(is_repeat).filter_map(|row| row.text("name")).collect()
}

/// The names by which expressions know the files that rows name.
pub(super) fn files(table: &Table) -> Vec<String> {
    let stem = |file: String| file.rsplit_once('.').map_or(file.clone(), |(stem, _)| stem.to_owned());
    let name = |row: TableRow<'_>| match types::read(row.text("type")?) {
        RowType::Question(question) if question.name.ends_with("_from_file") => question.list.map(stem),
        RowType::ExternalCsv => row.text("name").map(str::to_owned),
        _ => None,
    };
    table.rows().filter_map(name).collect()
}

struct Reader<'r> {
    context: &'r Context<'r>,
    faults: &'r mut Faults,
    items: Vec<RawItem>,
    open: Vec<Open>,
    settings: Vec<(&'static str, At<String>)>,
    files: Vec<RawChoiceList>,
}

struct Open {
    block: Block,
    item: RawItem,
    children: Vec<RawItem>,
}

impl Reader<'_> {
    fn row(&mut self, row: TableRow<'_>) {
        let Some(kind) = row.cell("type") else {
            // `compile` says that a row needs a type.
            let item = question::cells(row, self.context, self.faults);
            return self.add(item);
        };
        match types::read(&kind.value) {
            RowType::Begin(Block::Loop) => {
                self.refuse(&kind, "loop");
                self.begin(row, Block::Loop, kind.position);
            }
            RowType::Begin(block) => self.begin(row, block, kind.position),
            RowType::End(block) => self.end(block, kind.position),
            RowType::Question(question) => {
                let item = question::question(row, &question, self.context, self.faults);
                self.add(item);
            }
            RowType::Setting(name) => self.settings.extend(row.cell("name").map(|cell| (name, cell))),
            RowType::ExternalCsv => self.external(row),
            RowType::Refused => {
                self.refuse(&kind, &kind.value);
                self.add(RawItem::stand_in(row, "hidden"));
            }
            RowType::Unknown => {
                let close = suggest::closest(&kind.value, types::names());
                let help = match close {
                    Some(close) => format!("did you mean `{close}`?"),
                    None => format!("types are {}", types::names().collect::<Vec<_>>().join(", ")),
                };
                self.faults.error_with_help(kind.position, format!("unknown type `{}`", kind.value), Some(help));
                self.add(RawItem::stand_in(row, "hidden"));
            }
        }
    }

    fn external(&mut self, row: TableRow<'_>) {
        let Some(name) = row.cell("name") else {
            return self.faults.error(row.position(), "a `csv-external` has no `name`");
        };
        let file = At { value: format!("{}.csv", name.value), position: name.position };
        self.files.push(RawChoiceList { name, choices: Vec::new(), file: Some(file), table: None });
    }

    fn refuse(&mut self, kind: &At<String>, name: &str) {
        self.faults.error(kind.position, format!("this server has no questions of type `{name}`"));
    }

    fn begin(&mut self, row: TableRow<'_>, block: Block, position: Position) {
        if self.open.len() == MAX_DEPTH {
            report_depth(position, self.faults);
        }
        let shown = if block == Block::Loop { Block::Group } else { block };
        let item = question::block(row, shown, self.context, self.faults);
        self.open.push(Open { block, item, children: Vec::new() });
    }

    fn end(&mut self, block: Block, position: Position) {
        match self.open.last() {
            Some(open) if open.block == block => self.close(),
            Some(open) => {
                let begun = open.item.name.as_ref().map_or("", |name| name.value.as_str());
                let message = format!("this `end_{}` ends nothing", block.name());
                let help = format!("open here is the {} `{begun}`", open.block.name());
                self.faults.error_with_help(position, message, Some(help));
            }
            None => self.faults.error(position, format!("this `end_{}` ends nothing", block.name())),
        }
    }

    fn close(&mut self) {
        let Some(Open { block, mut item, children }) = self.open.pop() else { return };
        if children.is_empty() {
            let message = format!("this {} has no questions in it and is left out", block.name());
            return self.faults.warning(item.position, message);
        }
        // Deeper than this, an error has been reported; the rows are put where they do no harm.
        if self.open.len() >= MAX_DEPTH {
            return children.into_iter().for_each(|child| self.add(child));
        }
        item.children = Some(At { value: children, position: item.position });
        self.add(item);
    }

    fn close_all(&mut self) {
        while let Some(open) = self.open.last() {
            let kind = open.block.name();
            let message = format!("nothing ends this {kind}: `end_{kind}` is missing");
            self.faults.error(open.item.position, message);
            self.close();
        }
    }

    fn add(&mut self, item: RawItem) {
        match self.open.last_mut() {
            Some(open) => open.children.push(item),
            None => self.items.push(item),
        }
    }
}

impl RawItem {
    /// In the place of a row that is refused, so that what refers to it is not refused as well.
    fn stand_in(row: TableRow<'_>, kind: &str) -> Self {
        let mut item = Self::new(row.position());
        item.kind = row.cell("type").map(|cell| At { value: kind.to_owned(), ..cell });
        let name = || At { value: format!("row_{}", row.number()), position: row.position() };
        item.name = Some(row.cell("name").unwrap_or_else(name));
        item
    }
}

/// Empty rows, rows that are switched off, and rows of remarks.
fn is_left_out(row: TableRow<'_>, faults: &mut Faults) -> bool {
    if let Some(disabled) = row.cell("disabled") {
        let help = Some("`relevant` is the way to leave a question out".to_owned());
        faults.warning_with_help(disabled.position, "`disabled` is no longer part of XLSForm", help);
        if matches!(disabled.value.to_lowercase().as_str(), "yes" | "true" | "true()") {
            return true;
        }
    }
    let is_remark = ["type", "name", "label"].iter().all(|name| !row.has(name));
    if is_remark && !row.is_empty() {
        faults.warning(row.position(), "a row without type, name and label is a remark and is not read");
    }
    if let Some(cell) = row.cell("save_to") {
        faults.error(cell.position, "this server keeps no entities, so that nothing can be saved to one (`save_to`)");
    }
    is_remark
}
