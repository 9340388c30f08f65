//! The JSON Schema (2020-12) of a form's answers: what a client can check before it sends, short of expressions.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::form::{Condition, Form, Item, ItemKind, Metadata, Question, QuestionKind, Range};

/// Integers as `XForms` has them: 32 bits, with a sign (XML Schema `int`).
const INTEGERS: std::ops::RangeInclusive<i32> = i32::MIN..=i32::MAX;

const MOMENT: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]";

impl Form {
    /// A schema that every accepted answer document satisfies. Conditions between questions are beyond it:
    /// a document that satisfies it may still violate a constraint, and the server says so.
    pub fn json_schema(&self) -> Value {
        let mut schema = self.object(&self.items[0]);
        schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        schema.insert("title".into(), format!("{} {}", self.id, self.version).into());
        Value::Object(schema)
    }

    fn object(&self, item: &Item) -> Map<String, Value> {
        let children: Vec<&Item> = item.children().iter().map(|child| self.item(*child)).collect();
        let properties = children.iter().filter_map(|child| Some((child.name.clone(), self.property(child)?)));
        let mut schema = Map::new();
        schema.insert("type".into(), "object".into());
        schema.insert("properties".into(), Value::Object(properties.collect()));
        let required: Vec<Value> = children
            .iter()
            .filter(|child| self.is_always_required(child))
            .map(|child| child.name.clone().into())
            .collect();
        if !required.is_empty() {
            schema.insert("required".into(), required.into());
        }
        schema.insert("additionalProperties".into(), false.into());
        schema
    }

    fn is_always_required(&self, item: &Item) -> bool {
        let is_required = match &item.kind {
            ItemKind::Question(question) => {
                matches!(question.required, Condition::Always)
                    && !question.is_calculated()
                    && question.kind != QuestionKind::Note
            }
            ItemKind::Group { children } => children.iter().any(|child| self.is_always_required(self.item(*child))),
            ItemKind::Repeat { .. } => false,
        };
        is_required && item.relevant.is_none()
    }

    fn property(&self, item: &Item) -> Option<Value> {
        let mut schema = match &item.kind {
            ItemKind::Group { .. } => self.object(item),
            ItemKind::Repeat { .. } => {
                let mut schema = Map::new();
                schema.insert("type".into(), "array".into());
                schema.insert("items".into(), Value::Object(self.object(item)));
                schema
            }
            ItemKind::Question(question) => self.question(question)?,
        };
        if let Some(label) = item.texts.label.in_language(&self.default_language) {
            schema.insert("description".into(), label.into());
        }
        Some(Value::Object(schema))
    }

    fn question(&self, question: &Question) -> Option<Map<String, Value>> {
        let schema = match &question.kind {
            QuestionKind::Note => return None,
            QuestionKind::Text | QuestionKind::Hidden => json!({ "type": "string" }),
            QuestionKind::Image => json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
            QuestionKind::Calculate => json!({ "type": ["string", "number"], "readOnly": true }),
            QuestionKind::Integer => {
                json!({ "type": "integer", "minimum": INTEGERS.start(), "maximum": INTEGERS.end() })
            }
            QuestionKind::Decimal => json!({ "type": "number" }),
            QuestionKind::Range(range) => numbers(range),
            QuestionKind::SelectOne { list, .. } => json!({ "enum": self.codes(list) }),
            // Of a rank, the order is the answer.
            QuestionKind::SelectMultiple { list, .. } | QuestionKind::Rank { list } => {
                json!({ "type": "array", "items": { "enum": self.codes(list) }, "uniqueItems": true })
            }
            QuestionKind::Date | QuestionKind::Metadata(Metadata::Today) => {
                json!({ "type": "string", "format": "date" })
            }
            QuestionKind::Time => json!({ "type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]" }),
            QuestionKind::DateTime | QuestionKind::Metadata(Metadata::Start | Metadata::End) => {
                json!({ "type": "string", "pattern": MOMENT })
            }
            QuestionKind::Acknowledge => json!({ "const": true }),
            QuestionKind::Geopoint => {
                json!({ "type": "string", "pattern": "^-?[0-9.]+ -?[0-9.]+( -?[0-9.]+( [0-9.]+)?)?$" })
            }
        };
        match schema {
            Value::Object(schema) => Some(schema),
            _ => None,
        }
    }

    /// Each code once.
    fn codes(&self, list: &str) -> Vec<&str> {
        let choices = self.choice_list(list).map(|list| list.choices.as_slice()).unwrap_or_default();
        let mut seen = BTreeSet::new();
        choices.iter().map(|choice| choice.name.as_str()).filter(|code| seen.insert(*code)).collect()
    }
}

fn numbers(range: &Range) -> Value {
    let (minimum, maximum) = (range.start.min(range.end), range.start.max(range.end));
    let is_whole = range.start.fract() == 0.0 && range.step.fract() == 0.0;
    let kind = if is_whole { "integer" } else { "number" };
    json!({ "type": kind, "minimum": minimum, "maximum": maximum })
}
