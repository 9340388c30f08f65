//! Any form that can be read survives being written, however strange the words in it are.

use std::collections::BTreeMap;

use forms::{Fault, Form};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Map, Value, json};

const LANGUAGES: [&str; 5] = ["da", "no", "ar", "pt-BR", "zh-Hans"];

/// Words that some reader of some kind of file takes for something else.
const AWKWARD: [&str; 44] = [
    "yes",
    "No",
    "~",
    "null",
    "1.0",
    "1e3",
    "0x1f",
    "2026-11-21",
    "12:30",
    "true",
    "- a",
    "? a",
    ": a",
    "a: b",
    "a:",
    "# a",
    "a # b",
    "{a}",
    "[a, b]",
    "a, b",
    "=1+1",
    "+a",
    "-a",
    "@a",
    "-5",
    "'a",
    "''=a",
    "'a'",
    "\"a\"",
    "a\nb",
    "a\n\n  b\nc",
    "a\tb",
    "“a” and ’b’",
    "a\u{a0}b",
    "a  b",
    "a\u{2028}b",
    "a\u{85}b",
    "🙂",
    "\u{202b}نعم\u{202c}",
    "_x0041_",
    "&amp;<b>",
    "%a",
    "a;b",
    "\\n",
];

const EXPRESSIONS: [&str; 8] = [
    "yes",
    "false()",
    ". != 'a  b'",
    "${first} = 'a'",
    "'“'  !=  ${first}",
    "string-length(${first}) >\n  1",
    "-1 < 2",
    "concat('\t', '#  ')",
];

fn words() -> impl Strategy<Value = String> {
    let awkward = || select(AWKWARD.to_vec()).prop_map(str::to_owned);
    let long = vec(prop_oneof![awkward(), "[a-zæøå]{1,12}"], 15..40).prop_map(|words| words.join(" "));
    let strange = "[^$\\p{C}]{1,12}".prop_filter("no text", |text| !text.trim().is_empty());
    prop_oneof![5 => awkward(), 2 => strange, 1 => long, 2 => "[a-zæøå ]{0,20}[a-z]"]
}

/// Words without a language, or in the default one and perhaps others.
fn text() -> impl Strategy<Value = Value> {
    let translated = (words(), vec(option::of(words()), LANGUAGES.len() - 1)).prop_map(|(default, others)| {
        let mut text = Map::new();
        text.insert(LANGUAGES[0].to_owned(), default.into());
        text.extend(
            LANGUAGES[1..].iter().zip(others).filter_map(|(code, other)| Some(((*code).to_owned(), other?.into()))),
        );
        Value::Object(text)
    });
    prop_oneof![1 => words().prop_map(Value::from), 2 => translated]
}

fn maybe<T: Into<Value> + std::fmt::Debug + Clone + 'static>(
    key: &'static str,
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<(String, Value)>> {
    option::weighted(0.2, value.prop_map(move |value| (key.to_owned(), value.into()))).boxed()
}

fn object(entries: Vec<Option<(String, Value)>>) -> Map<String, Value> {
    entries.into_iter().flatten().collect()
}

fn media() -> impl Strategy<Value = Value> {
    let file = || "[a-z]{1,5}[.]png";
    let files = vec![maybe("audio", file()), maybe("video", file()), maybe("image", text())];
    files.prop_map(|files| Value::Object(object(files))).prop_filter("no file", |files| files != &json!({}))
}

fn expression() -> impl Strategy<Value = String> {
    select(EXPRESSIONS.to_vec()).prop_map(str::to_owned)
}

/// A question without its name.
fn question() -> impl Strategy<Value = Value> {
    let kinds = vec![
        "text",
        "integer",
        "date",
        "note",
        "acknowledge",
        "hidden",
        "calculate",
        "range",
        "select_one l0",
        "select_multiple l1",
        "select_one l1 or_other",
        "rank l0",
        "image",
        "geopoint",
        "today",
    ];
    let cells = vec![
        maybe("hint", text()),
        maybe("guidance_hint", text()),
        maybe("required", prop_oneof![expression(), Just("yes".to_owned())]),
        maybe("required_message", text()),
        maybe("relevant", expression()),
        maybe("constraint", expression()),
        maybe("constraint_message", text()),
        maybe("default", words()),
        maybe("read_only", expression()),
        maybe("appearance", select(vec!["minimal", "multiline  w1", "numbers"])),
        maybe("sensitive", any::<bool>()),
        maybe("media", media()),
    ];
    (select(kinds), text(), cells).prop_map(|(kind, label, cells)| {
        let mut question = object(cells);
        question.insert("type".to_owned(), kind.into());
        question.insert("label".to_owned(), label);
        if kind == "calculate" {
            question.insert("calculation".to_owned(), "1 + 1".into());
        }
        Value::Object(question)
    })
}

fn rows() -> impl Strategy<Value = Vec<Value>> {
    let block = (
        select(vec!["group", "repeat"]),
        maybe("label", text()),
        maybe("relevant", expression()),
        maybe("appearance", Just("field-list")),
    );
    let row = question().prop_recursive(3, 24, 4, move |inner| {
        (block.clone(), vec(inner, 1..4)).prop_map(|((kind, label, relevant, appearance), children)| {
            let mut row = object(vec![label, relevant, appearance]);
            row.insert("type".to_owned(), kind.into());
            row.insert("children".to_owned(), children.into());
            Value::Object(row)
        })
    });
    vec(row, 1..6)
}

/// Gives every row a name of its own.
fn name(rows: &mut [Value], next: &mut usize) {
    for row in rows {
        row["name"] = format!("q{next}").into();
        *next += 1;
        if let Some(children) = row.get_mut("children").and_then(Value::as_array_mut) {
            name(children, next);
        }
    }
}

fn choices() -> impl Strategy<Value = Value> {
    let column = || option::weighted(0.4, words());
    let choice =
        (text(), column(), column(), maybe("missing", select(vec!["dont_know", "declined"])), maybe("media", media()));
    vec(choice, 1..5).prop_map(|choices| {
        let choice =
            |(place, (label, no, area, missing, media)): (usize, (Value, Option<String>, Option<String>, _, _))| {
                let mut choice = object(vec![missing, media]);
                choice.insert("name".to_owned(), format!("{place}").into());
                choice.insert("label".to_owned(), label);
                // The order of the columns differs from choice to choice.
                let columns = [("no", no), ("area", area)];
                let columns =
                    columns.into_iter().filter_map(|(name, cell)| Some((name.to_owned(), Value::from(cell?))));
                if place % 2 == 0 {
                    choice.extend(columns);
                } else {
                    choice.extend(columns.rev());
                }
                Value::Object(choice)
            };
        choices.into_iter().enumerate().map(choice).collect()
    })
}

fn definition() -> impl Strategy<Value = Value> {
    let settings = vec![
        maybe("purpose", text()),
        maybe("attribution", text()),
        maybe("minutes", 1..60),
        maybe("instance_name", expression()),
    ];
    let languages = vec(option::weighted(0.3, Just(json!({ "status": "draft" }))), LANGUAGES.len());
    let parts = (Just(()), any::<prop::sample::Index>(), languages, text(), settings, choices(), choices(), rows());
    parts.prop_map(|((), start, statuses, title, settings, first, second, mut rows)| {
        name(&mut rows, &mut 0);
        rows.insert(0, json!({ "type": "text", "name": "first", "label": "First" }));
        let mut languages: Vec<(String, Value)> = LANGUAGES
            .iter()
            .zip(statuses)
            .map(|(code, status)| ((*code).to_owned(), status.unwrap_or_else(|| json!({}))))
            .collect();
        // The default language need not be the first.
        let places = languages.len();
        languages.rotate_left(start.index(places));
        let mut form = object(settings);
        form.extend(
            json!({ "form_id": "generated", "version": "1.10", "default_language": LANGUAGES[0] })
                .as_object()
                .cloned()
                .unwrap_or_default(),
        );
        form.insert("languages".to_owned(), Value::Object(languages.into_iter().collect()));
        form.insert("title".to_owned(), title);
        form.insert("choices".to_owned(), json!({ "l0": first, "l1": second }));
        form.insert("survey".to_owned(), rows.into());
        Value::Object(form)
    })
}

/// How often each thing is told; the places differ.
fn told(faults: &[Fault]) -> BTreeMap<&str, usize> {
    let mut told = BTreeMap::new();
    for fault in faults {
        *told.entry(fault.message.as_str()).or_default() += 1;
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_global_rejects: 4096, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_as_the_same_form(definition in definition()) {
        let read = Form::from_yaml(&definition.to_string());
        prop_assume!(read.is_ok());
        let Ok((form, _)) = read else { return Ok(()) };
        let kept = form.to_json().to_string();
        // What was told of cells that are not kept is told once.
        let (_, warnings) = Form::from_yaml(&kept).expect("what is kept is a form");
        let (yaml, workbook, csv) = (form.to_yaml(), form.to_workbook(), form.to_csv());
        let workbook = workbook.expect("it fits");
        let csv = csv.expect("it fits");
        for (name, bytes) in [("form.yaml", yaml.as_bytes()), ("form.xlsx", &workbook), ("form.csv", csv.as_bytes())] {
            match Form::from_file(bytes, name) {
                Ok((again, told_of)) => {
                    prop_assert_eq!(again.to_json().to_string(), kept.as_str(), "{}:\n{}", name, csv);
                    prop_assert_eq!(told(&told_of), told(&warnings), "{}:\n{}", name, csv);
                }
                Err(faults) => {
                    let told = super::list(&faults);
                    return Err(TestCaseError::fail(format!("{name}: {told}\n{yaml}\n{csv}")));
                }
            }
        }
    }
}
