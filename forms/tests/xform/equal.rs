//! Nothing is lost on the way to a client: it finds the same relevant, the same calculated and the same wrong as the engine.

use std::{collections::BTreeSet, fs, path::Path};

use forms::{Form, Instance, Surroundings, library};
use jiff::{civil::date, tz::TimeZone};
use serde_json::Value as Json;

use crate::client::{Client, Outcome};

#[test]
fn a_client_judges_the_examples_of_every_shipped_form_as_the_engine_does() {
    for shipped in library::all() {
        compare(shipped.source, &format!("library/{}.examples.yaml", shipped.name));
    }
}

#[test]
fn a_client_finds_its_way_through_nested_repeats_as_the_engine_does() {
    compare(include_str!("nested.yaml"), "tests/xform/nested.examples.yaml");
}

fn compare(source: &str, examples: &str) {
    let (form, _) = Form::from_yaml(source).expect("the form is right");
    let xform = form.to_xform();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(examples);
    let examples = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let examples: Vec<Json> = serde_saphyr::from_str(&examples).expect("the examples are YAML");
    for example in examples {
        let answers = &example["answers"];
        let (expected, without) = by_engine(&form, answers);
        let mut client = Client::read(&xform, surroundings().now);
        client.fill(answers, &without);
        let mut found = client.settle();
        // What cannot be typed in a client is not empty either.
        found.violations.retain(|(path, _)| !without.contains(path));
        assert_eq!(found, expected, "{}: {}", form.id(), example["name"]);
    }
}

/// What the engine says, and the paths of the answers that are of the wrong type, which no client lets anybody type.
fn by_engine(form: &Form, answers: &Json) -> (Outcome, BTreeSet<String>) {
    let (instance, _) = Instance::resume(form, answers, &surroundings());
    let state = instance.state();
    let strict = Instance::read(form, answers.to_string().as_bytes(), &surroundings()).err().unwrap_or_default();
    let mut without = BTreeSet::new();
    let mut violations = BTreeSet::new();
    for violation in strict {
        match violation.code.name() {
            "type" => drop(without.insert(violation.path)),
            code @ ("required" | "constraint" | "unknown_choice") => {
                violations.insert((violation.path, code.to_owned()));
            }
            "unknown_field" => {}
            other => panic!("a client cannot say `{other}`"),
        }
    }
    let calculated = state.calculated.iter().map(|(path, value)| (path.clone(), text(value))).collect();
    (Outcome { relevant: state.relevant, calculated, violations }, without)
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Number(number) => forms::expression::number_to_text(number.as_f64().expect("a number")),
        _ => String::new(),
    }
}

/// The examples are written for this day.
fn surroundings() -> Surroundings {
    let now = date(2026, 11, 21).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    Surroundings { now, seed: 1, language: "da".to_owned() }
}
