//! What the engine does with answers, as data: each file in `engine/` is a form with stories of what is answered and what follows.

use std::{collections::BTreeMap, fs, path::Path};

use forms::{
    Attachment, Form, Instance, Surroundings,
    page::{Page, pages},
};
use jiff::{civil::date, tz::TimeZone};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    form: Value,
    /// What lies beside the form, by name.
    #[serde(default)]
    files: BTreeMap<String, String>,
    stories: Vec<Story>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    name: String,
    steps: Vec<Step>,
}

/// Something that is done, and what must be true right after; what is not named is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// Take up this document in place of an empty one.
    resume: Option<Value>,
    /// Judge this document as a whole submission; `answers` is then what is stored.
    submit: Option<Value>,
    /// Add an instance to this repeat, as a person does on its page.
    add: Option<String>,
    /// Remove this instance.
    remove: Option<String>,
    /// Answers to set, by path.
    #[serde(default)]
    set: BTreeMap<String, Value>,
    /// What is said of answers that cannot be set; without, all can.
    refused: Option<Vec<String>>,
    relevant: Option<Vec<String>>,
    /// In which order the choices of a question are shown.
    #[serde(default)]
    order: BTreeMap<String, Value>,
    #[serde(default)]
    calculated: BTreeMap<String, Value>,
    /// `path code`, and then, if it matters, the message.
    violations: Option<Vec<String>>,
    answers: Option<Value>,
    all_answers: Option<Value>,
    /// What the form calls the answer that was submitted.
    instance_name: Option<String>,
}

#[test]
fn every_story_comes_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engine");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the stories").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    for path in files {
        let source = fs::read_to_string(&path).expect("a readable file");
        let file: File = serde_saphyr::from_str(&source).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let form = read(&file, &path);
        for story in &file.stories {
            let mut instance = Instance::new(&form, &surroundings());
            for (number, step) in story.steps.iter().enumerate() {
                let context = format!("{}, \"{}\", step {}", path.display(), story.name, number + 1);
                match &step.submit {
                    Some(document) => submit(&form, document, step, &context),
                    None => take(&form, &mut instance, step, &context),
                }
            }
        }
    }
}

/// The form of a file. What is kept of it is the same form, without the files.
fn read(file: &File, path: &Path) -> Form {
    let attachments: Vec<Attachment<'_>> =
        file.files.iter().map(|(name, content)| Attachment { name, content: content.as_bytes() }).collect();
    let source = file.form.to_string();
    let read = Form::from_file_with(source.as_bytes(), "story.json", &attachments);
    let (form, _) = read.unwrap_or_else(|faults| panic!("{}: {faults:#?}", path.display()));
    let kept = form.to_json().to_string();
    let (again, _) = Form::from_yaml(&kept).unwrap_or_else(|faults| panic!("{}: {faults:#?}", path.display()));
    assert_eq!(again.to_json().to_string(), kept, "{}", path.display());
    again
}

/// A document with more instances than anybody records by hand is refused in words, however deep it nests.
#[test]
fn a_document_cannot_make_us_build_without_end() {
    let source = r#"
form_id: deep
version: "1"
default_language: en
title: Deep
survey:
  - type: repeat
    name: outer
    children:
      - type: repeat
        name: inner
        children: [{ type: text, name: a, label: A }]
"#;
    let (form, _) = Form::from_yaml(source).expect("a form");
    let inner = vec![serde_json::json!({}); 900];
    for outer in [1, 900, 1_100] {
        let document = serde_json::json!({ "outer": vec![serde_json::json!({ "inner": inner }); outer] });
        let judged = Instance::read(&form, document.to_string().as_bytes(), &surroundings());
        let codes: Vec<&str> = judged.err().iter().flatten().map(|violation| violation.code.name()).collect();
        assert_eq!(codes.is_empty(), outer == 1, "{outer}");
        assert!(codes.iter().all(|code| *code == "repeat_count"), "{outer}: {codes:?}");
    }
}

/// Time and the length of the reply grow with what was sent, and no faster.
#[test]
fn a_document_full_of_what_the_form_does_not_know_is_refused_briefly() {
    let source = r#"
form_id: short
version: "1"
default_language: en
title: Short
choices: { colours: [{ name: red, label: Red }] }
survey: [{ type: select_multiple colours, name: colours, label: Colours }]
"#;
    let (form, _) = Form::from_yaml(source).expect("a form");
    let names: Vec<String> = (0..100_000).map(|number| format!("{number:x}")).collect();
    let mut document = serde_json::json!({ "colours": names });
    for name in &names {
        document[format!("x{name}")] = 1.into();
    }
    let violations = Instance::read(&form, document.to_string().as_bytes(), &surroundings()).expect_err("too much");
    assert_eq!(violations[0].code.name(), "too_long");
    assert_eq!(violations.len(), 101);
}

fn submit(form: &Form, document: &Value, step: &Step, context: &str) {
    let (accepted, violations) = match Instance::read(form, document.to_string().as_bytes(), &surroundings()) {
        Ok(accepted) => (Some(accepted), Vec::new()),
        Err(violations) => (None, violations),
    };
    assert_violations(&violations, step.violations.as_deref().unwrap_or_default(), context);
    if let Some(expected) = &step.instance_name {
        let name = accepted.as_ref().and_then(|accepted| accepted.instance_name.as_ref());
        assert_eq!(name, Some(expected), "{context}");
    }
    if step.answers.is_some() {
        let answers = accepted.map(|accepted| serde_json::from_str(&accepted.answers).expect("JSON"));
        assert_eq!(answers, step.answers, "{context}");
    }
}

fn take<'f>(form: &'f Form, instance: &mut Instance<'f>, step: &Step, context: &str) {
    let mut refused = Vec::new();
    if let Some(document) = &step.resume {
        (*instance, refused) = Instance::resume(form, document, &surroundings());
    }
    for (path, answer) in &step.set {
        refused.extend(instance.set(path, answer).err().into_iter().flatten());
    }
    if let Some(repeat) = &step.add {
        turns(instance, repeat, context).add_turn(instance).unwrap_or_else(|| panic!("{context}: no room"));
    }
    if let Some((repeat, number)) = step.remove.as_ref().and_then(|path| path.trim_end_matches(']').rsplit_once('[')) {
        turns(instance, repeat, context).remove_turn(instance, number.parse().expect("a number"));
    }
    let state = instance.state();
    if let Some(relevant) = &step.relevant {
        assert_eq!(&state.relevant, relevant, "{context}");
    }
    for (path, expected) in &step.order {
        assert_eq!(state.order.get(path), Some(expected), "{context}: {path}");
    }
    for (path, expected) in &step.calculated {
        assert_eq!(state.calculated.get(path), Some(expected), "{context}: {path}");
    }
    if let Some(expected) = &step.violations {
        assert_violations(&state.violations, expected, context);
    }
    if let Some(expected) = &step.refused {
        assert_violations(&refused, expected, context);
    } else if step.violations.is_none() {
        assert_eq!(refused, [], "{context}");
    }
    if let Some(expected) = &step.answers {
        assert_eq!(&instance.answers(), expected, "{context}");
    }
    if let Some(expected) = &step.all_answers {
        assert_eq!(&instance.all_answers(), expected, "{context}");
    }
    assert_settled(form, instance, context);
}

/// The page that asks whether a repeat gets another instance.
fn turns(instance: &Instance<'_>, repeat: &str, context: &str) -> Page {
    let address = repeat.replace('[', ".").replace(']', "");
    let page = pages(instance).into_iter().find(|page| page.address() == address && page.asks_for_turns());
    page.unwrap_or_else(|| panic!("{context}: no page for {repeat}"))
}

/// What was computed step by step is what comes out when everything is computed at once.
fn assert_settled(form: &Form, instance: &Instance<'_>, context: &str) {
    let (again, _) = Instance::resume(form, &instance.all_answers(), &surroundings());
    assert_eq!(again.answers(), instance.answers(), "{context}: taken up again");
    assert_eq!(again.state().relevant, instance.state().relevant, "{context}: taken up again");
}

fn assert_violations(found: &[forms::Violation], expected: &[String], context: &str) {
    let written: Vec<String> = found
        .iter()
        .zip(expected.iter().map(Some).chain(std::iter::repeat(None)))
        .map(|(violation, expected)| {
            let short = format!("{} {}", violation.path, violation.code.name());
            let has_message = expected.is_some_and(|expected| expected.split_whitespace().count() > 2);
            if has_message { format!("{short} {}", violation.message) } else { short }
        })
        .collect();
    assert_eq!(written, expected, "{context}");
}

fn surroundings() -> Surroundings {
    let now = date(2026, 11, 21).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    Surroundings { now, seed: 1, language: "en".to_owned() }
}
