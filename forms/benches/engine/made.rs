//! Forms of any length, made as people make them: sections of selects, numbers and texts in five languages, a third of the
//! questions asked only after certain answers, with rules, computed sums, and a repeat for every hundred questions.

use std::fmt::Write;

use forms::{Form, Instance};
use serde_json::{Map, Value, json};

use crate::surroundings;

const LANGUAGES: [&str; 5] = ["da", "en", "ar", "tr", "so"];
/// How many questions a section has.
const SECTION: usize = 10;

/// The YAML of a form with `count` questions.
pub(crate) fn source(count: usize) -> String {
    let mut yaml = format!(
        "form_id: made\nversion: \"1\"\ndefault_language: da\nlanguages: {{ {} }}\ntitle: {}\nchoices:\n",
        LANGUAGES.map(|code| format!("{code}: {{}}")).join(", "),
        text("Made")
    );
    for list in 0..count.div_ceil(15) {
        let _ = writeln!(yaml, "  list_{list}:");
        for code in 0..6 {
            let _ = writeln!(yaml, "    - {{ name: c{code}, label: {} }}", text(&format!("Answer {code} of {list}")));
        }
    }
    yaml.push_str("survey:\n");
    for section in 0..count.div_ceil(SECTION) {
        let is_repeat = section % 10 == 9;
        let kind = if is_repeat { "repeat" } else { "group" };
        let _ = writeln!(yaml, "  - type: {kind}\n    name: s{section}\n    label: {}\n    children:", text("Section"));
        for place in 0..SECTION.min(count - section * SECTION) {
            question(&mut yaml, section * SECTION + place, section, count);
        }
    }
    yaml
}

/// The form itself.
pub(crate) fn form(count: usize) -> Form {
    Form::from_yaml(&source(count)).expect("a form").0
}

/// An answer to everything that is asked.
pub(crate) fn answers(form: &Form) -> Value {
    let mut sections = Map::new();
    for variable in form.codebook("da").variables.iter().filter(|variable| variable.kind != "calculate") {
        let (section, name) = variable.path.split_once('/').expect("every question is in a section");
        let answer = match variable.kind.as_str() {
            "select_one" => json!("c1"),
            "select_multiple" => json!(["c0", "c2"]),
            "integer" => json!(4),
            "date" => json!("2026-10-01"),
            _ => json!("Some invented words"),
        };
        let is_repeat = variable.repeat.is_some();
        let members = sections.entry(section).or_insert_with(|| if is_repeat { json!([{}]) } else { json!({}) });
        let members = if is_repeat { &mut members[0] } else { members };
        members[name] = answer;
    }
    Value::Object(sections)
}

/// An instance with everything answered.
pub(crate) fn filled(form: &Form) -> Instance<'_> {
    Instance::resume(form, &answers(form), &surroundings()).0
}

/// One question after another: what each asks, when, and by which rule.
fn question(yaml: &mut String, index: usize, section: usize, count: usize) {
    let list = index / 15;
    let first = section * SECTION;
    let cells = match index % SECTION {
        0 => format!("type: select_one list_{list}, required: true"),
        1 => format!("type: select_multiple list_{list}, relevant: \"${{q{first}}} = 'c1' or ${{q{first}}} = 'c2'\""),
        2 => "type: integer, constraint: \". >= 0 and . <= 120\", required: \"yes\"".to_owned(),
        3 => format!("type: text, relevant: \"selected(${{q{}}}, 'c2')\"", first + 1),
        4 => format!("type: integer, constraint: \". <= ${{q{}}}\"", first + 2),
        5 => "type: date, constraint: \". <= today()\"".to_owned(),
        6 => format!("type: select_one list_{list}, choice_filter: \"name != ${{q{first}}} or name = 'c1'\""),
        7 => format!("type: calculate, calculation: \"${{q{}}} + ${{q{}}} * 2\"", first + 2, first + 4),
        8 => format!("type: text, relevant: \"${{q{}}} > 10\", constraint: \"string-length(.) < 200\"", first + 7),
        _ => format!("type: select_one list_{list}, relevant: \"${{q0}} != 'c5'\""),
    };
    let value = if index > 0 && section % 10 != 9 { format!(" ${{q{}}}", index.min(count) - 1) } else { String::new() };
    // A label that shows an answer, now and then.
    let value = if index % 7 == 3 { value } else { String::new() };
    let label = text(&format!("Question {index}{value}"));
    let message =
        if cells.contains("constraint") { format!(", constraint_message: {}", text("Not so")) } else { String::new() };
    let _ = writeln!(yaml, "      - {{ {cells}, name: q{index}, label: {label}{message} }}");
}

fn text(words: &str) -> String {
    let texts = LANGUAGES.map(|code| format!("{code}: \"{words} ({code})\""));
    format!("{{ {} }}", texts.join(", "))
}
