//! One recorded case: an expression, where it is evaluated and what it has to give.

use forms::{
    expression::{Context, Node, Value, number_to_text, parse},
    tree::Kind,
};
use jiff::{
    Zoned,
    civil::date,
    tz::{Offset, TimeZone},
};
use serde_json::Value as Json;

use crate::document::Document;

/// A line of `xpath.jsonl`.
pub(crate) struct Case {
    pub(crate) suite: String,
    pub(crate) name: String,
    pub(crate) document: u64,
    pub(crate) expression: String,
    /// Nothing where the node was neither element nor attribute, and the recording could not say which.
    pub(crate) context: Option<String>,
    zone: String,
    xforms: bool,
    kind: String,
    expected: Json,
}

pub(crate) enum Outcome {
    Passed,
    /// In words.
    Failed(String),
}

impl Case {
    pub(crate) fn parse(line: &str) -> Self {
        let read: Json = serde_json::from_str(line).expect("a line is JSON");
        let text = |key: &str| read[key].as_str().unwrap_or_default().to_owned();
        Self {
            suite: text("suite"),
            name: text("name"),
            document: read["doc"].as_u64().expect("a case has a document"),
            expression: text("expression"),
            context: read["context"].as_str().map(str::to_owned),
            zone: text("tz"),
            xforms: read["xforms"] == true,
            kind: text("kind"),
            expected: read["expected"].clone(),
        }
    }

    pub(crate) fn run(&self, document: &Document) -> Outcome {
        let mut outcome = Outcome::Failed("there is no node that the case may mean".to_owned());
        for node in self.contexts(document) {
            outcome = self.run_at(node, document);
            if matches!(outcome, Outcome::Passed) {
                break;
            }
        }
        outcome
    }

    /// The context node; where the recording has lost which it was, every one that the name of the case may mean.
    fn contexts<'d>(&self, document: &'d Document) -> Vec<Node<'d>> {
        if let Some(path) = &self.context {
            return vec![document.at(path)];
        }
        let name = self.name.to_lowercase();
        let said = [("comment", Kind::Comment), ("processing", Kind::ProcessingInstruction), ("cdata", Kind::Text)];
        let kind = said.into_iter().find(|(word, _)| name.contains(word)).map(|(_, kind)| kind);
        document.unnamed().filter(|node| kind.is_none_or(|kind| node.tree.kind(node.id) == kind)).collect()
    }

    fn run_at(&self, node: Node<'_>, document: &Document) -> Outcome {
        let now = self.now();
        let form = document.form(self.language());
        let context = Context { root: document.root(), contextual: self.xforms, ..Context::new(node, &now, &form) };
        let expression = match parse(&self.expression) {
            Ok(expression) => expression,
            Err(error) => return self.failed(&error.to_string()),
        };
        match expression.evaluate(&context) {
            Ok(value) if self.is_expected(&value, document, now.time_zone()) => Outcome::Passed,
            Ok(value) => self.failed(&shown(&value, document)),
            Err(error) => self.failed(&error.to_string()),
        }
    }

    fn failed(&self, got: &str) -> Outcome {
        Outcome::Failed(format!("{} | {} => {} ({}), got {got}", self.name, self.expression, self.expected, self.kind))
    }

    /// The moment of the recording.
    fn now(&self) -> Zoned {
        let zone = match self.zone.as_str() {
            "America/Phoenix" => TimeZone::fixed(Offset::constant(-7)),
            "UTC" => TimeZone::UTC,
            other => panic!("the time zone {other} is not known here"),
        };
        date(2026, 11, 20).at(17, 51, 5, 0).to_zoned(zone).expect("the moment exists")
    }

    /// The language, which the recording says only in the name of a case.
    fn language(&self) -> Option<String> {
        let (_, language) = self.name.split_once("in language '")?;
        Some(language.trim_end_matches('\'').to_owned())
    }

    fn is_expected(&self, value: &Value<'_>, document: &Document, zone: &TimeZone) -> bool {
        match self.kind.as_str() {
            "boolean" => self.expected == value.to_boolean(),
            "number" => same(value.to_number(zone), number(&self.expected)),
            "number_rounded" => {
                let factor = number(&self.expected[1]);
                same((value.to_number(zone) * factor).round() / factor, number(&self.expected[0]))
            }
            // These were recorded after rounding down, which only their names still say.
            "string" if self.name.ends_with("days since the epoch") => {
                self.expected == number_to_text(value.to_number(zone).floor())
            }
            "string" => self.expected == *value.to_text(),
            "string_length" => self.expected == value.to_text().chars().count(),
            "string_matches" => matches(self.expected.as_str().unwrap_or_default(), &value.to_text()),
            "nodeset" => nodes(value, document) == merged(expected_nodes(&self.expected)),
            "nodeset_unordered" => {
                let (mut found, mut expected) = (nodes(value, document), merged(expected_nodes(&self.expected)));
                found.sort();
                expected.sort();
                found == expected
            }
            _ => false,
        }
    }
}

fn shown(value: &Value<'_>, document: &Document) -> String {
    match value {
        Value::NodeSet(_) => format!("{:?} {:?}", nodes(value, document), value.to_text()),
        Value::String(text) => format!("{text:?}"),
        value => value.to_text().into_owned(),
    }
}

/// JSON has no NaN and no infinity, so these are words.
fn number(expected: &Json) -> f64 {
    expected.as_f64().or_else(|| expected.as_str()?.parse().ok()).unwrap_or(f64::NAN)
}

/// Equal but for the last digit, in which the mathematical libraries differ.
#[expect(clippy::float_cmp, reason = "infinities are equal to themselves only")]
fn same(left: f64, right: f64) -> bool {
    left == right || (left.is_nan() && right.is_nan()) || (left - right).abs() <= left.abs() * 4.0 * f64::EPSILON
}

/// `/pattern/flags`
fn matches(expected: &str, text: &str) -> bool {
    let (pattern, flags) = expected[1..].rsplit_once('/').expect("a pattern stands between slashes");
    let built = regex_lite::RegexBuilder::new(pattern).case_insensitive(flags.contains('i')).build();
    built.expect("the pattern is one").is_match(text)
}

fn expected_nodes(expected: &Json) -> Vec<String> {
    let listed = expected.as_array().map(Vec::as_slice).unwrap_or_default();
    listed.iter().filter_map(|node| node.as_str().map(str::to_owned)).collect()
}

fn nodes(value: &Value<'_>, document: &Document) -> Vec<String> {
    let Value::NodeSet(nodes) = value else { return vec!["not nodes".to_owned()] };
    merged(nodes.iter().map(|node| document.written(node.id)).collect())
}

/// By the data model of `XPath` 1.0: no document type, and text in a row is one node however it was written.
fn merged(nodes: Vec<String>) -> Vec<String> {
    let mut merged: Vec<String> = Vec::new();
    for node in nodes {
        let node = if node == "#4" { "#3".to_owned() } else { node };
        if node != "#10" && !(node == "#3" && merged.last().is_some_and(|last| last == "#3")) {
            merged.push(node);
        }
    }
    merged
}
