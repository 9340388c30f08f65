//! The few shapes a value can have in a definition, and what to say when it has another.

use super::{
    super::{
        fault::{At, Faults},
        raw::{RawText, RawTranslation},
    },
    node::{Key, Node, Value},
};
use crate::suggest;

impl From<Key> for At<String> {
    fn from(key: Key) -> Self {
        Self { value: key.text, position: key.position }
    }
}

/// A single value; nothing where it is left empty.
pub(super) fn scalar(node: Node, key: &Key, faults: &mut Faults) -> Option<At<String>> {
    if let Value::Scalar(value) = node.value {
        return value.map(|value| At { value, position: node.position });
    }
    faults.error(node.position, format!("`{}` takes a single value", key.text));
    None
}

/// The entries of a mapping; none where it is left empty.
pub(super) fn mapping(node: Node, what: &str, faults: &mut Faults) -> Vec<(Key, Node)> {
    match node.value {
        Value::Mapping(entries) => entries,
        Value::Scalar(None) => Vec::new(),
        _ => {
            faults.error(node.position, format!("{what} is written as `key: value` lines"));
            Vec::new()
        }
    }
}

/// The members of a list; none where it is left empty.
pub(super) fn list(node: Node, key: &Key, faults: &mut Faults) -> Vec<Node> {
    match node.value {
        Value::Sequence(nodes) => nodes,
        Value::Scalar(None) => Vec::new(),
        _ => {
            faults.error(node.position, format!("`{}` is a list, each member after a `- `", key.text));
            Vec::new()
        }
    }
}

/// A text: either one for the default language, or `language: text` lines.
pub(super) fn text(node: Node, key: &Key, faults: &mut Faults) -> RawText {
    let position = node.position;
    match node.value {
        Value::Scalar(None) => RawText::default(),
        Value::Scalar(Some(value)) => RawText(vec![RawTranslation { language: None, text: At { value, position } }]),
        Value::Mapping(entries) => RawText(
            entries
                .into_iter()
                .filter_map(|(language, node)| {
                    let text = scalar(node, &language, faults)?;
                    Some(RawTranslation { language: Some(language.text), text })
                })
                .collect(),
        ),
        Value::Sequence(_) => {
            faults.error(position, format!("`{}` is a text, or `language: text` lines", key.text));
            RawText::default()
        }
    }
}

/// Reports a key that means nothing here, with the known one it resembles.
pub(super) fn unknown_key(key: &Key, known: &[&str], faults: &mut Faults) {
    let help = match suggest::closest(&key.text, known.iter().copied()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("known here: {}", known.join(", ")),
    };
    faults.error_with_help(key.position, format!("unknown key `{}`", key.text), Some(help));
}
