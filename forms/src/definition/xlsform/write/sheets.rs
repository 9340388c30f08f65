//! The sheets of a workbook as plain cells: which columns there are, in which order, and what stands where.

use serde_json::{Map, Value};

use super::super::{
    super::{form::Form, text::Language},
    choices,
    cleaning::Cleaning,
    languages, settings, survey,
    table::Columns,
};

/// A sheet; every row has a cell for every column.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

/// A column.
pub(super) struct Column {
    pub(super) heading: String,
    /// What stands in it, without the language.
    pub(super) key: String,
    /// The code of the language that it is in.
    pub(super) language: Option<String>,
}

/// A row below the headings.
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) look: Look,
}

/// What a row is to those who look over the sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    /// It begins or ends a group or a repeat.
    Block,
    /// It is the first of its list.
    First,
}

/// The title in a language that is not the default one: the reference takes no other `form_title` than a plain one.
const TITLE_IN: &str = "title_in";

/// A cell and where it belongs: a key, and perhaps the code of a language.
type Place<'v> = (String, Option<&'v str>);
type Cells<'v> = Vec<(Place<'v>, String)>;

pub(super) fn of(form: &Form) -> Vec<Sheet> {
    let json = form.to_json();
    let mut survey = Vec::new();
    rows(&json["survey"], &mut survey);
    let mut choices = Vec::new();
    let mut files = Vec::new();
    for (list, content) in json["choices"].as_object().into_iter().flatten() {
        match content.as_array() {
            Some(written) => choice_list(list, written, &mut choices),
            None => files.push(file(content)),
        }
    }
    let mut settings = settings(form, &json);
    if !survives_cleaning(&survey, Cleaning::QuotesAndBlanks)
        || !survives_cleaning(&choices, Cleaning::Quotes)
        || !survives_cleaning(std::slice::from_ref(&settings), Cleaning::Quotes)
    {
        put(&mut settings.0, "clean_text_values", "no");
    }
    // Only headings say which languages there are; words nearly always do.
    let is_translated = |(cells, _): &(Cells<'_>, Look)| cells.iter().any(|((_, language), _)| language.is_some());
    let declared = if survey.iter().chain(&choices).any(is_translated) || form.languages.len() == 1 {
        &[][..]
    } else {
        &[TITLE_IN]
    };
    let headings = Headings::new(form);
    let mut sheets = vec![headings.sheet(&survey::COLUMNS, &survey, &[])];
    if !choices.is_empty() {
        sheets.push(headings.sheet(&choices::COLUMNS, &choices, &[]));
    }
    sheets.push(headings.sheet(&settings::COLUMNS, &[settings], declared));
    sheets.extend(files);
    sheets
}

/// The rows of a survey or of what stands in a group.
fn rows<'v>(items: &'v Value, found: &mut Vec<(Cells<'v>, Look)>) {
    for item in items.as_array().into_iter().flatten().filter_map(Value::as_object) {
        let mut cells = cells(item);
        let Some(children) = item.get("children") else {
            found.push((cells, Look::Plain));
            continue;
        };
        let text = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (kind, name) = (text("type"), text("name"));
        cells.retain(|((key, _), _)| key != "type");
        put(&mut cells, "type", &format!("begin_{kind}"));
        found.push((cells, Look::Block));
        rows(children, found);
        let mut end = Vec::new();
        put(&mut end, "type", &format!("end_{kind}"));
        put(&mut end, "name", &name);
        found.push((end, Look::Block));
    }
}

fn choice_list<'v>(list: &str, choices: &'v [Value], found: &mut Vec<(Cells<'v>, Look)>) {
    for (place, choice) in choices.iter().filter_map(Value::as_object).enumerate() {
        let mut cells = cells(choice);
        put(&mut cells, "list_name", list);
        found.push((cells, if place == 0 { Look::First } else { Look::Plain }));
    }
}

/// A file that the form holds, as a sheet with its name.
fn file(content: &Value) -> Sheet {
    let texts = |cells: &Value| -> Vec<String> {
        cells.as_array().into_iter().flatten().map(|cell| cell.as_str().unwrap_or_default().to_owned()).collect()
    };
    let column = |heading: String| Column { key: heading.clone(), heading, language: None };
    let rows = content["rows"].as_array().into_iter().flatten();
    Sheet {
        name: content["file"].as_str().unwrap_or_default().to_owned(),
        columns: texts(&content["columns"]).into_iter().map(column).collect(),
        rows: rows.map(|row| Row { cells: texts(row), look: Look::Plain }).collect(),
    }
}

fn settings<'v>(form: &Form, json: &'v Value) -> (Cells<'v>, Look) {
    let mut found = Vec::new();
    for (key, value) in json.as_object().into_iter().flatten() {
        match key.as_str() {
            "choices" | "survey" | "languages" => {}
            "title" => found.extend(title(form, value)),
            "default_language" => {
                let default = form.languages.iter().find(|language| language.code == form.default_language);
                put(&mut found, key, &default.map(heading_of).unwrap_or_default());
            }
            "client_settings" => found.extend(value.as_object().into_iter().flat_map(cells)),
            _ => found.extend(text(key, value)),
        }
    }
    let drafts: Vec<&str> =
        form.languages.iter().filter(|language| language.is_draft).map(|language| language.code.as_str()).collect();
    if !drafts.is_empty() {
        put(&mut found, "draft_languages", &drafts.join(" "));
    }
    (found, Look::Plain)
}

fn title<'v>(form: &Form, value: &'v Value) -> Cells<'v> {
    let mut found = text(TITLE_IN, value);
    let default = form.title.in_language(&form.default_language).unwrap_or_default();
    // Alone, it has to say that it is not meant for all languages.
    if found.len() > 1 {
        found.retain(|((_, language), _)| *language != Some(form.default_language.as_str()));
    } else if value.is_string() {
        found.clear();
    }
    let plain = (("form_title".to_owned(), None), default.to_owned());
    found.insert(0, plain);
    found
}

fn cells(object: &Map<String, Value>) -> Cells<'_> {
    let mut found = Vec::new();
    for (key, value) in object {
        match (key.as_str(), value) {
            ("children", _) => {}
            ("parameters", Value::Object(parameters)) => {
                let pairs: Vec<String> =
                    parameters.iter().map(|(name, value)| format!("{name}={}", parameter(value))).collect();
                put(&mut found, key, &pairs.join(" "));
            }
            ("client", Value::Object(cells)) => found.extend(cells.iter().flat_map(|(name, cell)| text(name, cell))),
            ("media", Value::Object(files)) => {
                found.extend(files.iter().flat_map(|(name, file)| text(&format!("media::{name}"), file)));
            }
            _ => found.extend(text(key, value)),
        }
    }
    found
}

/// The cells of a value: one, or one for each language.
fn text<'v>(key: &str, value: &'v Value) -> Cells<'v> {
    let cell = |language, value: &Value| ((key.to_owned(), language), scalar(value));
    match value {
        Value::Object(translations) => {
            translations.iter().map(|(language, text)| cell(Some(language.as_str()), text)).collect()
        }
        _ => vec![cell(None, value)],
    }
}

fn put(cells: &mut Cells<'_>, key: &str, text: &str) {
    cells.push(((key.to_owned(), None), text.to_owned()));
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(answer) => if *answer { "yes" } else { "no" }.to_owned(),
        other => other.to_string(),
    }
}

fn parameter(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a reader that cleans the cells of a sheet reads them as they are written.
fn survives_cleaning(rows: &[(Cells<'_>, Look)], cleaning: Cleaning) -> bool {
    rows.iter().flat_map(|(cells, _)| cells).all(|((key, language), cell)| {
        let name = key.trim_start_matches("media::");
        let is_for_people = language.is_some() || survey::COLUMNS.translated.contains(&name);
        *cell == if is_for_people { cleaning.words(cell) } else { cleaning.code(cell) }
    })
}

/// How headings name the languages of a form.
struct Headings<'f>(Vec<(&'f str, String)>);

impl<'f> Headings<'f> {
    fn new(form: &'f Form) -> Self {
        Self(form.languages.iter().map(|language| (language.code.as_str(), heading_of(language))).collect())
    }

    /// A sheet with a column for every key that a cell has. `declared`: keys that have a column for each language, used
    /// or not, as only headings say which languages there are.
    fn sheet(&self, known: &Columns, rows: &[(Cells<'_>, Look)], declared: &[&str]) -> Sheet {
        let mut keys: Vec<&str> = Vec::new();
        for ((key, _), _) in rows.iter().flat_map(|(cells, _)| cells) {
            if !keys.contains(&key.as_str()) {
                keys.push(key);
            }
        }
        keys.extend(declared.iter().filter(|key| !keys.contains(key)).copied().collect::<Vec<_>>());
        // As the reader lists them; columns of the author's own come behind.
        keys.sort_by_key(|key| {
            let name = known.names.parse(key, true).name;
            known.names.known.iter().position(|known| *known == name).unwrap_or(usize::MAX)
        });
        let mut columns = Vec::new();
        for key in keys {
            let used = rows.iter().flat_map(|(cells, _)| cells).filter(|((used, _), _)| used == key);
            let is_translated = declared.contains(&key) || used.clone().any(|((_, language), _)| language.is_some());
            if used.clone().any(|((_, language), _)| language.is_none()) {
                columns.push(Column { heading: key.to_owned(), key: key.to_owned(), language: None });
            }
            let is_needed = |code: &str| {
                key != TITLE_IN
                    || declared.contains(&key)
                    || used.clone().any(|((_, language), _)| *language == Some(code))
            };
            let named = self.0.iter().filter(|(code, _)| is_translated && is_needed(code));
            let translated = named.map(|(code, heading)| Column {
                heading: format!("{key}::{heading}"),
                key: key.to_owned(),
                language: Some((*code).to_owned()),
            });
            columns.extend(translated);
        }
        let rows = rows.iter().map(|(cells, look)| {
            let cell = |column: &Column| {
                let at = |((key, language), _): &&(Place<'_>, String)| {
                    *key == column.key && *language == column.language.as_deref()
                };
                cells.iter().find(at).map(|(_, text)| text.clone()).unwrap_or_default()
            };
            Row { cells: columns.iter().map(cell).collect(), look: *look }
        });
        Sheet { name: known.sheet.name().to_owned(), rows: rows.collect(), columns }
    }
}

/// What a language is called in a heading, so that the reader finds its code in it.
fn heading_of(language: &Language) -> String {
    let heading = language.heading();
    if languages::code(&heading).as_ref() == Some(&language.code) {
        heading
    } else {
        format!("{heading} ({})", language.code)
    }
}
