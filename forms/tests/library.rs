//! The shipped forms: each can be read, comes back from its JSON, and judges its own examples as they say.

use std::{collections::BTreeMap, fs, path::Path};

use forms::{Fault, Form, Instance, Surroundings, library};
use jiff::{civil::date, tz::TimeZone};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    name: String,
    answers: Value,
    #[serde(default)]
    calculated: BTreeMap<String, Value>,
    #[serde(default)]
    violations: Vec<Expected>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Expected {
    path: String,
    code: String,
}

#[test]
fn every_shipped_form_is_without_fault_and_survives_its_json() {
    for form in shipped() {
        let json = form.to_json();
        let (again, _) = Form::from_yaml(&json.to_string()).unwrap_or_else(|faults| panic!("{}", list(&faults)));
        assert_eq!(again.to_json(), json);
    }
}

#[test]
fn every_shipped_form_judges_its_examples_as_they_say() {
    for form in shipped() {
        let examples = examples(form.id());
        assert!(examples.iter().any(|example| example.violations.is_empty()), "{} has no passing example", form.id());
        assert!(examples.iter().any(|example| !example.violations.is_empty()), "{} has no failing example", form.id());
        for example in examples {
            judge(&form, &example);
        }
    }
}

#[test]
fn every_accepted_answer_is_accepted_again_as_it_is_stored() {
    for form in shipped() {
        for example in examples(form.id()).iter().filter(|example| example.violations.is_empty()) {
            let read = |answers: &str| Instance::read(&form, answers.as_bytes(), &surroundings());
            let accepted = read(&example.answers.to_string()).expect("a passing example");
            assert_eq!(read(&accepted.answers), Ok(accepted), "{}: {}", form.id(), example.name);
        }
    }
}

#[test]
fn every_accepted_answer_satisfies_the_schema_of_its_form() {
    for form in shipped() {
        let schema = jsonschema::validator_for(&form.json_schema()).expect("a schema");
        for example in examples(form.id()).iter().filter(|example| example.violations.is_empty()) {
            let accepted = Instance::read(&form, example.answers.to_string().as_bytes(), &surroundings());
            let answers: Value = serde_json::from_str(&accepted.expect("a passing example").answers).expect("JSON");
            let errors: Vec<String> = schema.iter_errors(&answers).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0], "{}: {}", form.id(), example.name);
        }
    }
}

fn judge(form: &Form, example: &Example) {
    let context = format!("{}: {}", form.id(), example.name);
    let judged = Instance::read(form, example.answers.to_string().as_bytes(), &surroundings());
    let violations = judged.err().unwrap_or_default();
    let found: Vec<Expected> = violations
        .iter()
        .map(|violation| Expected { path: violation.path.clone(), code: violation.code.name().to_owned() })
        .collect();
    assert_eq!(found, example.violations, "{context}");
    let (instance, _) = Instance::resume(form, &example.answers, &surroundings());
    let calculated = instance.state().calculated;
    for (path, expected) in &example.calculated {
        let found = calculated.get(path).filter(|value| !value.is_null()).cloned().unwrap_or_else(|| json!(""));
        assert_eq!(found, *expected, "{context}: {path}");
    }
}

fn shipped() -> Vec<Form> {
    let read = |shipped: &library::Shipped| {
        let (form, warnings) = Form::from_yaml(shipped.source).unwrap_or_else(|faults| panic!("{}", list(&faults)));
        assert_eq!(warnings, [], "{}", shipped.name);
        assert_eq!(form.id(), shipped.name);
        form
    };
    library::all().iter().map(read).collect()
}

fn examples(name: &str) -> Vec<Example> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("library/{name}.examples.yaml"));
    let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_saphyr::from_str(&source).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The examples are written for this day.
fn surroundings() -> Surroundings {
    let now = date(2026, 11, 21).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    Surroundings { now, seed: 1, language: "da".to_owned() }
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}
