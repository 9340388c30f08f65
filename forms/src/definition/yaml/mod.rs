//! Reads a form from YAML (and so from JSON): the columns of XLSForm as keys, in a shape that diffs well.

mod cells;
mod json;
mod node;
mod survey;
mod write;

use cells::{list, mapping, media, named_cells, scalar, text, unknown_key};
use node::{Key, Node};

use super::{
    fault::{Faults, Position},
    raw::{RawChoice, RawChoiceList, RawForm, RawLanguage, RawMedia, RawText},
};

#[cfg(feature = "workbook")]
pub(super) use survey::KEYS as ROW_KEYS;

pub(super) const KEYS: &[&str] = &[
    "form_id",
    "version",
    "default_language",
    "languages",
    "title",
    "purpose",
    "attribution",
    "minutes",
    "audience",
    "instance_name",
    "name",
    "client_settings",
    "allow_choice_duplicates",
    "choices",
    "survey",
];

/// Reads what `source` says; what cannot be read is left out and said in `faults`.
pub(super) fn read(source: &str, faults: &mut Faults) -> RawForm {
    node::read(source, faults).map(|root| form(root, faults)).unwrap_or_default()
}

/// As [`read`], of JSON alone.
pub(super) fn read_json(source: &str, faults: &mut Faults) -> RawForm {
    let root = json::read(source, faults);
    if root.is_none() {
        faults.error(Position::default(), "this is no definition in JSON");
    }
    root.map(|root| form(root, faults)).unwrap_or_default()
}

fn form(root: Node, faults: &mut Faults) -> RawForm {
    let mut form = RawForm::default();
    for (key, value) in mapping(root, "a form", faults) {
        match key.text.as_str() {
            "form_id" => form.form_id = scalar(value, &key, faults),
            "version" => form.version = scalar(value, &key, faults),
            "default_language" => form.default_language = scalar(value, &key, faults),
            "languages" => form.languages = languages(value, faults),
            "title" => form.title = text(value, &key, faults),
            "purpose" => form.purpose = text(value, &key, faults),
            "attribution" => form.attribution = text(value, &key, faults),
            "minutes" => form.minutes = scalar(value, &key, faults),
            "audience" => form.audience = scalar(value, &key, faults),
            "instance_name" => form.instance_name = scalar(value, &key, faults),
            "name" => form.name = scalar(value, &key, faults),
            "client_settings" => form.client_settings = named_cells(value, &key, faults),
            "allow_choice_duplicates" => form.allow_choice_duplicates = scalar(value, &key, faults),
            "choices" => form.choices = choice_lists(value, faults),
            "survey" => form.survey = survey::items(value, &key, faults),
            _ => unknown_key(&key, KEYS, faults),
        }
    }
    form
}

fn languages(node: Node, faults: &mut Faults) -> Vec<RawLanguage> {
    let entries = mapping(node, "`languages`", faults);
    entries.into_iter().map(|(key, value)| language(key, value, faults)).collect()
}

fn language(code: Key, node: Node, faults: &mut Faults) -> RawLanguage {
    let (mut name, mut is_draft) = (None, false);
    for (key, value) in mapping(node, "a language", faults) {
        match key.text.as_str() {
            "name" => name = scalar(value, &key, faults).map(|cell| cell.value),
            "status" => {
                let status = scalar(value, &key, faults);
                is_draft = status.as_ref().is_some_and(|status| status.value == "draft");
                if let Some(status) = status.filter(|status| !matches!(status.value.as_str(), "draft" | "checked")) {
                    faults.error(status.position, format!("`{}` is neither `draft` nor `checked`", status.value));
                }
            }
            _ => unknown_key(&key, &["name", "status"], faults),
        }
    }
    RawLanguage { code: code.into(), name, is_draft }
}

fn choice_lists(node: Node, faults: &mut Faults) -> Vec<RawChoiceList> {
    let mut lists = Vec::new();
    for (key, value) in mapping(node, "`choices`", faults) {
        let list = if let node::Value::Mapping(_) = value.value {
            file_list(key, value, faults)
        } else {
            let choices = list(value, &key, faults).into_iter().map(|node| choice(node, faults)).collect();
            RawChoiceList { name: key.into(), choices, file: None, table: None }
        };
        lists.push(list);
    }
    lists
}

/// A list that is in a file; `columns` and `rows` are what was in it when the definition was kept.
fn file_list(name: Key, node: Node, faults: &mut Faults) -> RawChoiceList {
    let position = node.position;
    let mut found = RawChoiceList { name: name.into(), choices: Vec::new(), file: None, table: None };
    for (key, value) in mapping(node, "a list of choices", faults) {
        match key.text.as_str() {
            "file" => found.file = scalar(value, &key, faults),
            "columns" => found.table.get_or_insert_default().columns = row(value, &key, faults),
            "rows" => {
                let rows = list(value, &key, faults).into_iter().map(|value| row(value, &key, faults)).collect();
                found.table.get_or_insert_default().rows = rows;
            }
            _ => unknown_key(&key, &["file", "columns", "rows"], faults),
        }
    }
    if found.file.is_none() {
        let message = format!("the list `{}` is neither choices, each after a `- `, nor a `file`", found.name.value);
        faults.error(position, message);
    }
    found
}

fn row(node: Node, key: &Key, faults: &mut Faults) -> Vec<String> {
    let cells = list(node, key, faults).into_iter().map(|cell| scalar(cell, key, faults));
    cells.map(|cell| cell.map(|cell| cell.value).unwrap_or_default()).collect()
}

fn choice(node: Node, faults: &mut Faults) -> RawChoice {
    let mut choice = RawChoice {
        position: node.position,
        name: None,
        label: RawText::default(),
        missing: None,
        media: RawMedia::default(),
        columns: Vec::new(),
    };
    for (key, value) in mapping(node, "a choice", faults) {
        match key.text.as_str() {
            "name" => choice.name = scalar(value, &key, faults),
            "label" => choice.label = text(value, &key, faults),
            "missing" => choice.missing = scalar(value, &key, faults),
            "media" => choice.media = media(value, faults),
            // What published forms call it.
            "image" => choice.media.image = text(value, &key, faults),
            _ => choice.columns.extend(scalar(value, &key, faults).map(|cell| (key.text, cell))),
        }
    }
    choice
}
