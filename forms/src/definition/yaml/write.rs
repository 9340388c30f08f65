//! Writes a form as YAML as a person would: short things on one line, long texts folded, a blank line between the parts.
//!
//! What stands in it is what the JSON writer says. Which scalars need quotes is for the library to know; how the lines are
//! laid out is not a matter of YAML but of taste, and stands here.

use std::fmt::Write;

use serde_json::{Map, Value};
use serde_saphyr::{FlowSeq, SerializerOptions};

use super::super::form::Form;

/// As wide as lines get, where there is a choice.
const WIDTH: usize = 120;

/// In which order a person reads the entries of something; those that are not named stand between the two.
struct Order {
    first: &'static [&'static str],
    last: &'static [&'static str],
}

const ROW: Order = Order {
    first: &[
        "type",
        "name",
        "label",
        "hint",
        "guidance_hint",
        "media",
        "autoplay",
        "appearance",
        "parameters",
        "choice_filter",
        "repeat_count",
        "required",
        "required_message",
        "default",
        "trigger",
        "calculation",
        "relevant",
        "constraint",
        "constraint_message",
        "read_only",
        "sensitive",
    ],
    last: &["children"],
};

/// What is short comes before the words.
const CHOICE: Order = Order { first: &["name"], last: &["missing", "label", "media"] };

const AS_WRITTEN: Order = Order { first: &[], last: &[] };

impl Form {
    /// The whole definition, laid out to be read and compared by people. [`Form::from_yaml`] reads an equal form from it.
    pub fn to_yaml(&self) -> String {
        let mut writer = Writer { out: String::new() };
        if let Value::Object(form) = self.to_json() {
            writer.form(&form);
        }
        writer.out
    }
}

struct Writer {
    out: String,
}

impl Writer {
    fn form(&mut self, form: &Map<String, Value>) {
        for (key, value) in form {
            match (key.as_str(), value) {
                ("choices", Value::Object(lists)) if !lists.is_empty() => {
                    self.out.push_str("\nchoices:");
                    for (list, choices) in lists {
                        self.choice_list(list, choices);
                    }
                }
                ("survey", Value::Array(rows)) => {
                    self.out.push_str("\nsurvey:\n");
                    self.rows(rows, 2);
                }
                _ => self.entry(key, value, 0),
            }
        }
    }

    fn choice_list(&mut self, list: &str, choices: &Value) {
        let _ = writeln!(self.out, "\n  {}:", inline(list));
        if let Some(file) = choices.as_object() {
            return self.file(file);
        }
        for choice in choices.as_array().into_iter().flatten().filter_map(Value::as_object) {
            let entries = CHOICE.apply(choice);
            match flow_mapping(&entries).filter(|flow| fits(flow, 6)) {
                Some(flow) => {
                    let _ = writeln!(self.out, "    - {flow}");
                }
                None => self.item(&entries, 4),
            }
        }
    }

    /// A list that is in a file: a line for each of its rows.
    fn file(&mut self, file: &Map<String, Value>) {
        for (key, value) in file {
            match value.as_array() {
                None => self.entry(key, value, 4),
                Some(rows) if rows.iter().any(Value::is_array) => {
                    let _ = writeln!(self.out, "    {key}:");
                    for row in rows.iter().filter_map(Value::as_array) {
                        let _ = writeln!(self.out, "      - {}", flow_list(row));
                    }
                }
                Some(columns) => {
                    let _ = writeln!(self.out, "    {key}: {}", flow_list(columns));
                }
            }
        }
    }

    /// Rows of the survey, with a blank line between those that stand in no group.
    fn rows(&mut self, rows: &[Value], indent: usize) {
        for (place, row) in rows.iter().filter_map(Value::as_object).enumerate() {
            if place > 0 && indent == 2 {
                self.out.push('\n');
            }
            self.item(&ROW.apply(row), indent);
        }
    }

    /// A member of a list, over as many lines as it has entries.
    fn item(&mut self, entries: &[(&str, &Value)], indent: usize) {
        let start = self.out.len();
        for (key, value) in entries {
            self.entry(key, value, indent + 2);
        }
        self.out.replace_range(start + indent..=start + indent, "-");
    }

    fn entry(&mut self, key: &str, value: &Value, indent: usize) {
        let _ = write!(self.out, "{:indent$}{}:", "", inline(key));
        match value {
            Value::Object(entries) => {
                let entries = AS_WRITTEN.apply(entries);
                let before = indent + key.chars().count() + 2;
                if let Some(flow) = flow_mapping(&entries).filter(|flow| fits(flow, before)) {
                    let _ = writeln!(self.out, " {flow}");
                } else {
                    self.out.push('\n');
                    for (key, value) in entries {
                        self.entry(key, value, indent + 2);
                    }
                }
            }
            Value::Array(rows) => {
                self.out.push('\n');
                self.rows(rows, indent + 2);
            }
            Value::String(text) => self.text(text, key, indent),
            scalar => {
                let _ = writeln!(self.out, " {scalar}");
            }
        }
    }

    fn text(&mut self, text: &str, key: &str, indent: usize) {
        let plain = block(text);
        let is_literal = can_be_literal(text);
        if !is_literal && (fits(&plain, indent + key.chars().count() + 2) || !can_be_folded(text)) {
            let _ = writeln!(self.out, " {plain}");
            return;
        }
        let lines = if is_literal { text.split('\n').map(str::to_owned).collect() } else { folded(text, indent + 2) };
        self.out.push_str(if is_literal { " |-\n" } else { " >-\n" });
        for line in lines {
            let margin = if line.is_empty() { 0 } else { indent + 2 };
            let _ = writeln!(self.out, "{:margin$}{line}", "");
        }
    }
}

impl Order {
    fn apply<'m>(&self, map: &'m Map<String, Value>) -> Vec<(&'m str, &'m Value)> {
        let mut entries: Vec<(&str, &Value)> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
        let place = |names: &[&str], key: &str| names.iter().position(|name| *name == key);
        entries.sort_by_key(|(key, _)| match (place(self.first, key), place(self.last, key)) {
            (Some(place), _) => (0, place),
            (None, None) => (1, 0),
            (None, Some(place)) => (2, place),
        });
        entries
    }
}

fn fits(text: &str, before: usize) -> bool {
    text.len() <= 4 * WIDTH && before + text.chars().count() <= WIDTH
}

/// `{ da: Ja, en: "Yes" }`; nothing if there is a list or a text of several lines in it.
fn flow_mapping(entries: &[(&str, &Value)]) -> Option<String> {
    let inside: Option<Vec<String>> =
        entries.iter().map(|(key, value)| Some(format!("{}: {}", inline(key), flow(value)?))).collect();
    let inside = inside?;
    Some(if inside.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", inside.join(", ")) })
}

fn flow_list(texts: &[Value]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| inline(text.as_str().unwrap_or_default())).collect();
    format!("[{}]", texts.join(", "))
}

fn flow(value: &Value) -> Option<String> {
    match value {
        Value::Object(entries) => flow_mapping(&AS_WRITTEN.apply(entries)),
        Value::Array(_) => None,
        Value::String(text) => (text.len() <= 4 * WIDTH && !text.contains('\n')).then(|| inline(text)),
        scalar => Some(scalar.to_string()),
    }
}

/// A text within braces, or as a key, with quotes where it needs them.
fn inline(text: &str) -> String {
    let written = serde_saphyr::to_string_with_options(&FlowSeq([text]), options());
    let inside = written.ok().and_then(|list| Some(list.trim_end().strip_prefix('[')?.strip_suffix(']')?.to_owned()));
    inside.unwrap_or_else(|| Value::from(text).to_string())
}

/// A text after a key, on the same line, with quotes where it needs them.
fn block(text: &str) -> String {
    let written = serde_saphyr::to_string_with_options(&text, options());
    written.map_or_else(|_| Value::from(text).to_string(), |line| line.trim_end_matches('\n').to_owned())
}

fn options() -> SerializerOptions {
    serde_saphyr::ser_options! { prefer_block_scalars: false }
}

/// Whether a text can stand as it is, line by line: nothing in it breaks a line or starts one that is no line feed.
fn can_be_literal(text: &str) -> bool {
    text.contains('\n')
        && text.chars().all(|letter| letter == '\n' || is_printable(letter))
        && text.split('\n').all(|line| line.trim() == line)
        && text.trim() == text
}

/// Whether the lines of a text can be broken at its blanks without a change.
fn can_be_folded(text: &str) -> bool {
    text.chars().all(is_printable) && text.split(' ').all(|word| !word.is_empty() && word.trim() == word)
}

/// By the rules of YAML, and none that some readers take for the end of a line.
fn is_printable(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn folded(text: &str, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if indent + width + 1 + length <= WIDTH => {
                width += 1 + length;
                line.push(' ');
                line.push_str(word);
            }
            _ => {
                width = length;
                lines.push(word.to_owned());
            }
        }
    }
    lines
}
