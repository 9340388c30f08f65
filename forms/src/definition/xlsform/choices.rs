//! The choices sheet: lists by their name, in the order in which they begin.

use super::{
    super::{
        fault::{At, Faults, Sheet},
        raw::{RawChoice, RawChoiceList, RawText, RawTranslation},
    },
    header::Names,
    languages::Languages,
    table::{Columns, Table, TableRow},
};

pub(super) const COLUMNS: Columns = Columns {
    sheet: Sheet::Choices,
    names: Names {
        known: &["list_name", "name", "label", "image", "audio", "video", "big-image", "missing"],
        aliases: &[("value", "name"), ("caption", "label")],
    },
    translated: &["label", "image", "audio", "video", "big-image"],
    ignored: &[],
};

/// Reads the lists. Columns that are none of ours stay with the choices, for `choice_filter`.
pub(super) fn read(table: &Table, languages: &Languages, faults: &mut Faults) -> Vec<RawChoiceList> {
    if table.has_rows() && !table.has("name") {
        faults.error(table.start, "the sheet `choices` has no column `name`");
    }
    let columns = extra_columns(table, faults);
    let mut lists: Vec<RawChoiceList> = Vec::new();
    for row in table.rows().filter(|row| !row.is_empty()) {
        let Some(name) = row.cell("list_name") else {
            faults.warning(row.position(), "a row without a `list_name` is in no list and is not read");
            continue;
        };
        let choice = choice(row, &columns, languages, faults);
        match lists.iter_mut().find(|list| list.name.value == name.value) {
            Some(list) => list.choices.push(choice),
            None => lists.push(RawChoiceList { name, choices: vec![choice], file: None, table: None }),
        }
    }
    lists
}

/// The columns that expressions may name.
fn extra_columns<'t>(table: &'t Table, faults: &mut Faults) -> Vec<&'t str> {
    let mut found = Vec::new();
    for column in table.unknown_columns() {
        let starts = column.name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
        let is_name = starts && column.name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if is_name {
            found.push(column.name.as_str());
        } else {
            let help = COLUMNS.suggestion(&column.name).or_else(|| {
                Some("a column for `choice_filter` has a name of letters, digits, `_`, `-` and `.`".to_owned())
            });
            let message = format!("unknown column `{}`, which is not read", column.name);
            faults.warning_with_help(column.position, message, help);
        }
    }
    found
}

fn choice(row: TableRow<'_>, columns: &[&str], languages: &Languages, faults: &mut Faults) -> RawChoice {
    let name = row.cell("name");
    let mut label = row.translations("label", languages, faults);
    if let (true, Some(name)) = (label.0.is_empty(), &name) {
        faults.warning(row.position(), format!("the choice `{}` has no `label`: its name is shown", name.value));
        label = RawText(vec![RawTranslation { stands_in: true, ..RawTranslation::new(None, name.clone()) }]);
    }
    let extra = row.others().filter(|(column, _)| columns.contains(column));
    RawChoice {
        position: row.position(),
        name,
        label,
        missing: row.cell("missing"),
        media: row.media(languages, faults),
        columns: extra.map(|(column, cell)| (column.to_owned(), At::clone(cell))).collect(),
    }
}
