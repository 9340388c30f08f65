//! The chapter for authors of forms says what is true: its examples are read, its functions give the results it shows, and it
//! names every word that the engine knows and none that it does not.

mod document;

use std::collections::{BTreeMap, BTreeSet};

use document::{Part, parts, words};
use forms::{Form, Instance, Sheet, Surroundings, vocabulary};
use jiff::{
    civil::date,
    tz::{self, TimeZone},
};
use serde_json::Value;

const CHAPTER: &str = include_str!("../../../docs/forms.md");
/// What the examples leave out.
const HEAD: &str = "form_id: invented\nversion: \"1\"\ndefault_language: en\ntitle: Invented\n";

fn chapter() -> Vec<(String, Part)> {
    parts(CHAPTER)
}

/// What is fenced as `wanted` under a heading.
fn fenced(heading: &str, wanted: &str) -> String {
    let found = chapter().into_iter().find_map(|(above, part)| match part {
        Part::Fenced { language, source } if above == heading && language == wanted => Some(source),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("there is no {wanted} under {heading}"))
}

/// The rows of the table under a heading, without that of its headings.
fn table(heading: &str) -> Vec<Vec<String>> {
    let found = chapter().into_iter().find_map(|(above, part)| match part {
        Part::Table(rows) if above == heading => Some(rows),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("there is no table under {heading}")).split_off(2)
}

fn form(example: &str) -> Form {
    let source = if example.contains("form_id:") { example.to_owned() } else { format!("{HEAD}{example}") };
    match Form::from_yaml(&source) {
        Ok((form, warnings)) if warnings.is_empty() => form,
        Ok((_, faults)) | Err(faults) => panic!("{example}\n{faults:#?}"),
    }
}

fn surroundings() -> Surroundings {
    let now = date(2026, 11, 21).at(14, 5, 0, 0).to_zoned(TimeZone::fixed(tz::offset(1)));
    Surroundings { now: now.expect("a moment"), seed: 1, language: "en".to_owned() }
}

#[test]
fn every_example_is_a_form_without_fault() {
    let examples = chapter().into_iter().filter_map(|(_, part)| match part {
        Part::Fenced { language, source } if language == "yaml" => Some(source),
        _ => None,
    });
    let forms: Vec<Form> = examples.map(|example| form(&example)).collect();
    assert!(forms.len() > 12, "the examples are found");
}

#[test]
fn the_first_form_is_the_same_in_a_workbook() {
    let mut workbook = Vec::new();
    let tables = chapter().into_iter().filter_map(|(heading, part)| match part {
        Part::Table(rows) if heading == "A first form" => Some(rows),
        _ => None,
    });
    for (sheet, rows) in ["survey", "choices", "settings"].into_iter().zip(tables) {
        workbook.push(sheet.to_owned());
        let rows = rows.iter().filter(|cells| !cells[0].starts_with("--"));
        workbook.extend(rows.map(|cells| format!(",\"{}\"", cells.join("\",\""))));
    }
    let (read, warnings) = Form::from_file(workbook.join("\n").as_bytes(), "courtyard.csv").expect("a form");
    assert_eq!(warnings, []);
    assert_eq!(read.to_json(), form(&fenced("A first form", "yaml")).to_json());
}

#[test]
fn one_of_each_takes_the_answers_that_are_shown() {
    let form = form(&fenced("One of each", "yaml"));
    let answers: Value = serde_json::from_str(&fenced("One of each", "json")).expect("JSON");
    let accepted = Instance::read(&form, answers.to_string().as_bytes(), &surroundings()).expect("answers");
    assert_eq!(serde_json::from_str::<Value>(&accepted.answers).expect("JSON"), answers);
}

#[test]
fn every_function_gives_the_result_that_is_shown() {
    let (walk, answers) = (fenced("The walk", "yaml"), fenced("The walk", "json"));
    let mut wrong = Vec::new();
    for row in functions() {
        let [name, _, example, result] = row.as_slice() else { panic!("{row:?}") };
        let example = words(example)[0];
        assert!(example.contains(&format!("{}(", words(name)[0])), "{example} is an example of {name}");
        let source = format!("{walk}\n  - {{ type: calculate, name: result, calculation: {} }}", Value::from(example));
        let form = form(&source);
        let answers = serde_json::from_str(&answers).expect("JSON");
        let (instance, violations) = Instance::resume(&form, &answers, &surroundings());
        assert_eq!(violations, []);
        let found = match &instance.state().calculated["result"] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if found != *result {
            wrong.push(format!("{example} gives `{found}`, not `{result}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_functions_are_those_of_the_engine() {
    let told: Vec<String> = functions().iter().map(|row| words(&row[0])[0].to_owned()).collect();
    same(told, vocabulary::functions().map(str::to_owned));
}

#[test]
fn the_types_are_those_of_the_engine() {
    let (told, known) = (spellings(&table("Types of row")), known(vocabulary::types()));
    assert_eq!(told, known);
    let examples = format!("{:?}", chapter());
    for name in known.keys() {
        assert!(examples.contains(&format!("type: {name}")), "there is no example of {name}");
    }
}

#[test]
fn the_refused_types_are_those_of_the_engine() {
    let told = table("Types that are refused");
    same(told.iter().flat_map(|row| words(&row[1])), vocabulary::refused_types());
}

#[test]
fn the_columns_are_those_of_the_reader() {
    for sheet in [Sheet::Survey, Sheet::Choices, Sheet::Settings] {
        let told = table(&format!("Columns of the {} sheet", sheet.name()));
        assert_eq!(spellings(&told), known(vocabulary::columns(sheet)), "{}", sheet.name());
        let unused = table("Columns that are not used").into_iter().filter(|row| row[0] == sheet.name());
        let unused: Vec<String> = unused.map(|row| row[1].clone()).collect();
        same(unused.iter().flat_map(|cell| words(cell)), vocabulary::ignored_columns(sheet));
    }
}

#[test]
fn the_keys_of_yaml_are_all_named() {
    let told: BTreeSet<&str> = words(CHAPTER).into_iter().collect();
    let examples = format!("{:?}", chapter());
    for key in vocabulary::form_keys().iter().chain(vocabulary::row_keys()) {
        assert!(told.contains(key) || examples.contains(&format!("{key}:")), "{key} is not in the chapter");
    }
}

#[test]
fn the_parameters_are_those_of_the_engine() {
    let rows = table("Parameters");
    let told: BTreeMap<&str, BTreeSet<&str>> =
        rows.iter().map(|row| (words(&row[0])[0], words(&row[1]).into_iter().collect())).collect();
    let known = vocabulary::parameters().map(|(name, keys)| (name, keys.iter().copied().collect())).collect();
    assert_eq!(told, known);
}

/// The rows of all tables of functions.
fn functions() -> Vec<Vec<String>> {
    let tables = chapter().into_iter().filter(|(heading, _)| heading.starts_with("Functions "));
    let rows = tables.filter_map(|(_, part)| match part {
        Part::Table(mut rows) => Some(rows.split_off(2)),
        Part::Fenced { .. } => None,
    });
    rows.flatten().collect()
}

/// The words in the first column, each with those in the second.
fn spellings(rows: &[Vec<String>]) -> BTreeMap<String, BTreeSet<String>> {
    let all = |cell: &str| words(cell).into_iter().map(str::to_owned).collect::<Vec<_>>();
    rows.iter().map(|row| (all(&row[0]).remove(0), all(&row[1]).into_iter().collect())).collect()
}

fn known(words: Vec<vocabulary::Word>) -> BTreeMap<String, BTreeSet<String>> {
    let all = |word: vocabulary::Word| (word.name.to_owned(), word.also.into_iter().map(str::to_owned).collect());
    words.into_iter().map(all).collect()
}

/// Whether both hold the same, each once.
fn same<T: Into<String>, U: Into<String>>(told: impl IntoIterator<Item = T>, known: impl IntoIterator<Item = U>) {
    let mut told: Vec<String> = told.into_iter().map(Into::into).collect();
    let mut known: Vec<String> = known.into_iter().map(Into::into).collect();
    told.sort();
    known.sort();
    assert_eq!(told, known);
}
