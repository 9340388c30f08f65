//! Where choices come from: lists that are written in the definition, and files that are named in it.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    super::{
        fault::{At, Faults, Position},
        form::{Choice, ChoiceList, ListSource, Media},
        raw::RawTable,
        table::{Attachment, Table, TableKind},
        text::Text,
    },
    settings::is_name,
    texts::Translations,
};
use crate::suggest;

/// The lists of a form while it is compiled; naming a file adds it.
pub(super) struct Lists<'a> {
    pub(super) all: Vec<ChoiceList>,
    attachments: &'a [Attachment<'a>],
    tables: Vec<(String, Table)>,
}

impl<'a> Lists<'a> {
    pub(super) fn new(attachments: &'a [Attachment<'a>]) -> Self {
        Self { all: Vec::new(), attachments, tables: Vec::new() }
    }

    pub(super) fn find(&self, name: &str) -> Option<&ChoiceList> {
        self.all.iter().find(|list| list.name == name)
    }

    /// A list called `name` that is the content of `file`: what the definition holds of it, else the file beside it.
    pub(super) fn add_file(&mut self, name: &str, file: &At<String>, held: Option<RawTable>, faults: &mut Faults) {
        if self.find(name).is_some() {
            faults.error(file.position, format!("there is another list or file called `{name}`"));
            return;
        }
        if file.value.rsplit_once('.').is_none_or(|(known_as, _)| known_as != name) {
            let message = format!("`{}` cannot be called `{name}`", file.value);
            let remedy = Some("expressions know a file by its name without the ending".to_owned());
            faults.error_with_help(file.position, message, remedy);
        }
        let table = match held {
            Some(RawTable { columns, mut rows }) => {
                rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
                checked(Table { columns, rows }, file, faults)
            }
            None => self.attached(file, faults),
        };
        let Some(table) = table else { return };
        if table.rows.is_empty() {
            faults.error(file.position, format!("the file `{}` has no rows", file.value));
        }
        for column in table.columns.iter().filter(|column| !is_name(column)) {
            let message = format!("expressions cannot name the column `{column}` of `{}`", file.value);
            faults.warning(file.position, message);
        }
        self.all.push(ChoiceList {
            name: name.to_owned(),
            source: ListSource::File { file: file.value.clone() },
            choices: Vec::new(),
            outputs: Vec::new(),
            document: Arc::new(table.document()),
            rows: Vec::new(),
            places: BTreeMap::new(),
        });
        self.tables.push((name.to_owned(), table));
    }

    /// Makes a list of the file that an expression names without its ending, if there is no such list.
    pub(super) fn look_up(&mut self, name: &At<String>, faults: &mut Faults) {
        if self.find(&name.value).is_some() || faults.are_full() {
            return;
        }
        let stem = |attachment: &Attachment<'a>| attachment.name.rsplit_once('.').map_or("", |(stem, _)| stem);
        let attached = self
            .attachments
            .iter()
            .find(|attachment| stem(attachment) == name.value && TableKind::of(attachment.name).is_some());
        if let Some(attached) = attached {
            let file = At { value: attached.name.to_owned(), position: name.position };
            return self.add_file(&name.value, &file, None, faults);
        }
        let known = self.all.iter().map(|list| list.name.as_str()).chain(self.attachments.iter().map(stem));
        let meant = faults.did_you_mean(&name.value, known, str::to_owned);
        let or_file = || format!("it is a list of choices, or a file `{}.csv` that comes with the form", name.value);
        let help = meant.unwrap_or_else(or_file);
        faults.error_with_help(name.position, format!("there is no list or file `{}`", name.value), Some(help));
    }

    /// The list that offers the rows of a file, by the columns that hold code and label. Nothing, and a fault, if there is
    /// no such file, or it lacks a column.
    pub(super) fn offered(
        &mut self,
        file: &At<String>,
        value: Option<&At<String>>,
        label: Option<&At<String>>,
        texts: &Translations,
        faults: &mut Faults,
    ) -> Option<String> {
        let Some(kind) = TableKind::of(&file.value) else {
            faults.error(
                file.position,
                format!("`{}` is no file that choices can be in: `.csv` or `.geojson`", file.value),
            );
            return None;
        };
        let instance = self.instance(file, faults)?;
        let (default_value, default_label) = kind.default_columns();
        let column = |cell: Option<&At<String>>, default: &str| cell.map_or(default, |cell| &cell.value).to_owned();
        let (value, label) = (column(value, default_value), column(label, default_label));
        let name = format!("{instance}/{value}/{label}");
        if self.find(&name).is_some() {
            return Some(name);
        }
        let (_, table) = self.tables.iter().find(|(known, _)| *known == instance)?;
        let choices = choices(table, file, &value, &label, texts, faults)?;
        let document = Arc::clone(&self.find(&instance)?.document);
        let source = ListSource::Columns { instance, file: file.value.clone(), value, label };
        self.all.push(ChoiceList {
            name: name.clone(),
            source,
            choices,
            outputs: Vec::new(),
            document,
            rows: Vec::new(),
            places: BTreeMap::new(),
        });
        Some(name)
    }

    /// The name by which expressions know a file: its own without the ending.
    fn instance(&mut self, file: &At<String>, faults: &mut Faults) -> Option<String> {
        let stem = file.value.rsplit_once('.').map_or(file.value.as_str(), |(stem, _)| stem).to_owned();
        let known = self.find(&stem).map(|list| list.source.clone());
        match known {
            Some(ListSource::File { file: known }) if known == file.value => return Some(stem),
            Some(_) => {
                let help =
                    Some("expressions know a file by its name without the ending: give one of them another".to_owned());
                let message = format!("`{}` and another list or file are both called `{stem}`", file.value);
                faults.error_with_help(file.position, message, help);
                return None;
            }
            None => {}
        }
        self.add_file(&stem, file, None, faults);
        self.find(&stem).map(|_| stem)
    }

    fn attached(&self, file: &At<String>, faults: &mut Faults) -> Option<Table> {
        let Some(kind) = TableKind::of(&file.value) else {
            faults.error(file.position, format!("`{}` is no file that can be read: `.csv` or `.geojson`", file.value));
            return None;
        };
        let Some(attachment) = self.attachments.iter().find(|attachment| attachment.name == file.value) else {
            let close = suggest::closest(&file.value, self.attachments.iter().map(|attachment| attachment.name));
            let help = match close {
                Some(close) => format!("did you mean `{close}`?"),
                None => "it has to come with the form".to_owned(),
            };
            faults.error_with_help(file.position, format!("the file `{}` is missing", file.value), Some(help));
            return None;
        };
        match Table::read(kind, attachment.content) {
            Ok(table) => Some(table),
            Err(error) => {
                faults.error(file.position, format!("the file `{}` cannot be read: {error}", file.value));
                None
            }
        }
    }
}

fn checked(table: Table, file: &At<String>, faults: &mut Faults) -> Option<Table> {
    match table.check() {
        Ok(()) => Some(table),
        Err(error) => {
            faults.error(file.position, format!("the table `{}` cannot be used: {error}", file.value));
            None
        }
    }
}

/// The rows of a table as choices.
fn choices(
    table: &Table,
    file: &At<String>,
    value: &str,
    label: &str,
    texts: &Translations,
    faults: &mut Faults,
) -> Option<Vec<Choice>> {
    let mut column = |name: &str| {
        let found = table.column(name);
        if found.is_none() {
            let close = suggest::closest(name, table.columns.iter().map(String::as_str));
            let help = match close {
                Some(close) => format!("did you mean `{close}`?"),
                None => "the parameters `value` and `label` say which columns hold code and label".to_owned(),
            };
            faults.error_with_help(
                file.position,
                format!("the file `{}` has no column `{name}`", file.value),
                Some(help),
            );
        }
        found
    };
    let (value, label) = (column(value), column(label));
    let (value, label) = (value?, label?);
    let language = texts.default_language();
    let choice = |row: &Vec<String>| Choice {
        position: file.position,
        name: row[value].clone(),
        label: Text::plain(language.to_owned(), row[label].clone()),
        media: Media::default(),
        missing: None,
        columns: Vec::new(),
        is_generated: false,
    };
    report_codes(table, value, file.position, &file.value, faults);
    Some(table.rows.iter().map(choice).collect())
}

/// A code that is empty cannot be answered, and one that is there twice does not say which row was meant.
fn report_codes(table: &Table, value: usize, position: Position, file: &str, faults: &mut Faults) {
    let mut seen = std::collections::BTreeSet::new();
    for (row, number) in table.rows.iter().zip(1..) {
        let code = row[value].as_str();
        if code.is_empty() {
            faults.error(position, format!("row {number} of `{file}` has no `{}`", table.columns[value]));
        } else if !seen.insert(code) {
            faults.warning(position, format!("`{file}` has the {} `{code}` more than once", table.columns[value]));
        }
    }
}
