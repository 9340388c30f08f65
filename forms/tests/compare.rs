//! What two versions of a form do to each other's data, as data: each case in `compare/` is an older and a newer form, the
//! changes between them, and what a mapping settles.

use std::{fs, path::Path};

use forms::{Form, Mapping};
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// What the older form has beside [`skeleton`].
    older: Map<String, Value>,
    /// What the newer form has; what is not named is as in the older one.
    newer: Map<String, Value>,
    /// `kind path effect`, then `!` if it needs a mapping, then the code; then the sentence, if it matters.
    changes: Vec<String>,
    #[serde(default)]
    mappings: Vec<Try>,
}

/// A mapping, and what comes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Try {
    mapping: Value,
    /// The mapping in full, if it settles everything.
    settled: Option<Value>,
    /// `kind path code` of what is left open.
    #[serde(default)]
    open: Vec<String>,
    #[serde(default)]
    mistakes: Vec<String>,
}

fn form(parts: [&Map<String, Value>; 2], version: &str) -> Form {
    let mut whole = json!({
        "form_id": "invented", "version": version, "default_language": "en", "languages": { "en": {} }, "title": { "en": "Invented" }
    });
    for (key, value) in parts.into_iter().flatten() {
        whole[key] = value.clone();
    }
    match Form::from_yaml(&whole.to_string()) {
        Ok((form, _)) => form,
        Err(faults) => panic!("{whole:#}\n{faults:#?}"),
    }
}

#[test]
fn every_change_is_told_with_what_it_does_to_the_data() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare");
    for file in fs::read_dir(folder).expect("the cases") {
        let path = file.expect("a file").path();
        let source = fs::read_to_string(&path).expect("a readable file");
        let cases: Vec<Case> =
            serde_saphyr::from_str(&source).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in cases {
            let context = format!("{}, \"{}\"", path.display(), case.name);
            check(&case, &context);
        }
    }
}

fn check(case: &Case, context: &str) {
    let empty = Map::new();
    let (older, newer) = (form([&case.older, &empty], "1"), form([&case.older, &case.newer], "2"));
    let comparison = Form::compare(&older, &newer);
    let lines = comparison.changes.iter().map(|change| {
        let needs = if change.needs_mapping { " !" } else { "" };
        let code = change.code.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
        let path = if change.path.is_empty() { "-" } else { &change.path };
        (format!("{} {path} {}{needs}{code}", change.kind.name(), change.effect.name()), change.message.clone())
    });
    let lines: Vec<(String, String)> = lines.collect();
    let got: Vec<&String> = lines.iter().map(|(line, _)| line).collect();
    let expected: Vec<&str> = case.changes.iter().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(got, expected, "{context}\n{lines:#?}");
    for (line, (_, message)) in case.changes.iter().zip(&lines) {
        if let Some((_, expected)) = line.split_once(": ") {
            assert_eq!(message, expected, "{context}");
        }
    }
    assert_eq!(comparison.needs_mapping(), comparison.changes.iter().any(|change| change.needs_mapping), "{context}");
    for attempt in &case.mappings {
        let context = format!("{context}, {}", attempt.mapping);
        let (settled, open, mistakes) = match Mapping::from_json(&attempt.mapping) {
            Err(mistakes) => (None, Vec::new(), mistakes),
            Ok(mapping) => match mapping.settle(&comparison, &older, &newer) {
                Ok(settled) => (Some(settled.to_json()), Vec::new(), Vec::new()),
                Err(unsettled) => (None, unsettled.changes, unsettled.mistakes),
            },
        };
        let open = open.iter().map(|change| {
            let code = change.code.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
            format!("{} {}{code}", change.kind.name(), change.path)
        });
        assert_eq!(settled, attempt.settled, "{context}");
        assert_eq!(open.collect::<Vec<_>>(), attempt.open, "{context}");
        assert_eq!(mistakes, attempt.mistakes, "{context}");
        if let Some(settled) = settled {
            let again = Mapping::from_json(&settled).expect("what we write, we read");
            assert_eq!(again.to_json(), settled, "{context}");
        }
    }
}

#[test]
fn every_shipped_form_is_the_same_as_itself() {
    for shipped in forms::library::all() {
        let (form, _) = Form::from_yaml(shipped.source).expect("a shipped form is right");
        let comparison = Form::compare(&form, &form);
        assert!(comparison.changes.is_empty(), "{}: {:?}", shipped.name, comparison.changes);
        assert!(Mapping::default().settle(&comparison, &form, &form).is_ok());
    }
}

/// Many questions that share long lists with everything changed: the reply stays short, and the test does not last.
#[test]
fn two_hostile_forms_are_compared_in_a_moment() {
    let form = |version: &str, shift: usize| {
        let choices: Vec<Value> = (0..400)
            .map(|number| json!({ "name": format!("c{number}"), "label": format!("Label {}", (number + shift) % 400) }))
            .collect();
        let lists: Map<String, Value> = (0..10).map(|list| (format!("l{list}"), choices.clone().into())).collect();
        let survey: Vec<Value> = (0..100)
            .map(|number| {
                let list = if shift == 0 { number % 10 } else { number / 10 };
                json!({ "type": format!("select_one l{list}"), "name": format!("q{number}"), "label": "Q" })
            })
            .collect();
        let whole = json!({
            "form_id": "hostile", "version": version, "default_language": "en", "title": "Hostile", "choices": lists, "survey": survey
        });
        Form::from_yaml(&whole.to_string()).expect("a form").0
    };
    let (older, newer) = (form("1", 0), form("2", 1));
    let comparison = Form::compare(&older, &newer);
    let refused = Mapping::default().settle(&comparison, &older, &newer).expect_err("everything has changed");
    assert_eq!((comparison.changes.len(), refused.changes.len()), (1_000, 1_000));
    assert!(comparison.left_off > 38_000, "{}", comparison.left_off);
}
