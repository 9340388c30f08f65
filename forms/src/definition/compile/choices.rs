//! Choice lists: codes that are unique, labels in every language, and columns that filters can ask for.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    super::{
        fault::{At, Faults, Position},
        form::{Choice, ChoiceList, ListSource, Media, Missing},
        raw::{RawChoice, RawChoiceList},
    },
    formulas,
    lists::Lists,
    settings::{illegal_name, is_name},
    texts::Translations,
};
use crate::{definition::text::Text, locale, suggest};

/// The code that `or_other` stands for in XLSForm.
pub(super) const OTHER: &str = "other";

/// As many as a form has rows.
const MAX_LISTS: usize = 2_000;

/// As many as a sheet has room for beside words in every language.
const MAX_COLUMNS: usize = 100;

/// Headings of a sheet of choices that mean something else, in whatever letters: no column of one's own is called so.
const HEADINGS: [&str; 11] =
    ["list_name", "name", "value", "label", "caption", "image", "audio", "video", "big-image", "media", "missing"];

/// Adds the lists of a definition to `lists`. `has_duplicates`: the form says that a code may come more than once in a list.
pub(super) fn compile(
    raw: Vec<RawChoiceList>,
    has_duplicates: bool,
    texts: &Translations,
    lists: &mut Lists<'_>,
    faults: &mut Faults,
) {
    if let Some(surplus) = raw.get(MAX_LISTS) {
        faults.error(surplus.name.position, format!("a form has at most {MAX_LISTS} lists of choices"));
    }
    let mut raw: Vec<RawChoiceList> = raw.into_iter().take(MAX_LISTS).collect();
    // As in a workbook: what is written first, then what is in files.
    raw.sort_by_key(|list| list.file.is_some());
    for list in raw {
        if !is_name(&list.name.value) {
            faults.error(list.name.position, illegal_name("list", &list.name.value));
        }
        if let Some(file) = &list.file {
            lists.add_file(&list.name.value, file, list.table, faults);
            continue;
        }
        if !has_duplicates {
            report_duplicates(&list, faults);
        }
        lists.all.push(compile_list(list, texts, faults));
    }
    align_columns(&mut lists.all, faults);
}

/// Adds the choice "other" to `list` unless its author wrote one.
pub(super) fn add_other(list: &mut ChoiceList, texts: &Translations) {
    if list.choices.iter().any(|choice| choice.name == OTHER) {
        return;
    }
    let label = |code: &str| (code.to_owned(), locale::message(code, "choice-other", &[]));
    let default = std::iter::once(texts.default_language());
    let others = texts.languages().iter().map(|language| language.code.as_str());
    let codes = default.chain(others.filter(|code| *code != texts.default_language()));
    list.choices.push(Choice {
        position: Position::default(),
        name: OTHER.to_owned(),
        label: Text::new(codes.map(label).collect()),
        media: Media::default(),
        missing: None,
        columns: Vec::new(),
        is_generated: true,
    });
}

fn compile_list(raw: RawChoiceList, texts: &Translations, faults: &mut Faults) -> ChoiceList {
    let name = raw.name;
    if raw.choices.is_empty() {
        faults.error(name.position, format!("the list `{}` has no choices", name.value));
    }
    let mut choices: Vec<Choice> = Vec::new();
    let mut outputs = Vec::new();
    for raw in raw.choices {
        formulas::collect_outputs(&raw.label, &mut outputs, faults);
        let Some(choice) = compile_choice(raw, &name.value, texts, faults) else { continue };
        choices.push(choice);
    }
    ChoiceList {
        name: name.value,
        source: ListSource::Written,
        choices,
        outputs,
        document: Arc::default(),
        rows: Vec::new(),
        places: BTreeMap::new(),
    }
}

/// Every choice has its columns in the same order, as on a sheet.
fn align_columns(lists: &mut [ChoiceList], faults: &mut Faults) {
    let mut places: HashMap<String, usize> = HashMap::new();
    for choice in lists.iter().flat_map(|list| &list.choices) {
        for (column, _) in &choice.columns {
            let next = places.len();
            places.entry(column.clone()).or_insert(next);
        }
        if places.len() > MAX_COLUMNS {
            let message = format!("choices have at most {MAX_COLUMNS} columns of their own");
            return faults.error(choice.position, message);
        }
    }
    for choice in lists.iter_mut().flat_map(|list| &mut list.choices) {
        choice.columns.sort_by_key(|(column, _)| places.get(column).copied());
    }
}

fn report_duplicates(list: &RawChoiceList, faults: &mut Faults) {
    let mut earlier = BTreeSet::new();
    for name in list.choices.iter().filter_map(|choice| choice.name.as_ref()) {
        if !earlier.insert(name.value.as_str()) {
            let message = format!("the list `{}` has the choice `{}` twice", list.name.value, name.value);
            let help = "if that is meant, set `allow_choice_duplicates` to yes".to_owned();
            faults.error_with_help(name.position, message, Some(help));
        }
    }
}

fn compile_choice(raw: RawChoice, list: &str, texts: &Translations, faults: &mut Faults) -> Option<Choice> {
    let Some(name) = raw.name else {
        faults.error(raw.position, format!("a choice of `{list}` has no `name`"));
        return None;
    };
    if name.value.is_empty() {
        faults.error(name.position, format!("a choice of `{list}` has no `name`"));
    }
    let owner = format!("the choice `{}` of `{list}`", name.value);
    for (column, cell) in raw.columns.iter().filter(|(column, _)| !is_name(column)) {
        faults.error(cell.position, illegal_name("column", column));
    }
    for (column, cell) in raw.columns.iter().filter(|(column, _)| is_heading(column)) {
        let help = Some("give the column another name".to_owned());
        faults.error_with_help(
            cell.position,
            format!("`{column}` has a meaning of its own in a sheet of choices"),
            help,
        );
    }
    let label = texts.required(&raw.label, &owner, "label", raw.position, faults);
    Some(Choice {
        position: name.position,
        label,
        media: texts.media(&raw.media, &owner, faults),
        missing: raw.missing.and_then(|cell| missing(&cell, faults)),
        columns: raw.columns.into_iter().map(|(column, cell)| (column, cell.value)).collect(),
        name: name.value,
        is_generated: false,
    })
}

fn is_heading(column: &str) -> bool {
    HEADINGS.iter().any(|heading| heading.eq_ignore_ascii_case(column))
}

fn missing(cell: &At<String>, faults: &mut Faults) -> Option<Missing> {
    let known = [Missing::DontKnow, Missing::Declined];
    let found = known.into_iter().find(|missing| missing.name() == cell.value);
    if found.is_none() {
        let close = suggest::closest(&cell.value, known.map(Missing::name));
        let help = close.map(|close| format!("did you mean `{close}`?"));
        faults.error_with_help(cell.position, format!("`{}` is neither `dont_know` nor `declined`", cell.value), help);
    }
    found
}
