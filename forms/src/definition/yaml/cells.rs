//! The few shapes a value can have in a definition, and what to say when it has another.

use super::{
    super::{
        fault::{At, Faults},
        raw::{RawMedia, RawText, RawTranslation},
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
        Value::Scalar(Some(value)) => RawText(vec![RawTranslation::new(None, At { value, position })]),
        Value::Mapping(entries) => RawText(
            entries
                .into_iter()
                .filter_map(|(language, node)| {
                    let text = scalar(node, &language, faults)?;
                    Some(RawTranslation::new(Some(language.text), text))
                })
                .collect(),
        ),
        Value::Sequence(_) => {
            faults.error(position, format!("`{}` is a text, or `language: text` lines", key.text));
            RawText::default()
        }
    }
}

/// Single values under names that the author chooses among those that fit, such as `parameters`.
pub(super) fn named_cells(node: Node, key: &Key, faults: &mut Faults) -> Vec<(String, At<String>)> {
    let entries = mapping(node, &format!("`{}`", key.text), faults);
    let cells = entries.into_iter().map(|(key, value)| (scalar(value, &key, faults), key));
    cells.filter_map(|(cell, key)| Some((key.text, cell?))).collect()
}

/// Files, by the names of their columns.
pub(super) fn media(node: Node, faults: &mut Faults) -> RawMedia {
    let mut media = RawMedia::default();
    for (key, value) in mapping(node, "`media`", faults) {
        let file = match key.text.as_str() {
            "image" => &mut media.image,
            "audio" => &mut media.audio,
            "video" => &mut media.video,
            "big-image" => &mut media.big_image,
            _ => {
                unknown_key(&key, &["image", "audio", "video", "big-image"], faults);
                continue;
            }
        };
        *file = text(value, &key, faults);
    }
    media
}

/// Reports a key that means nothing here, with the known one it resembles.
pub(super) fn unknown_key(key: &Key, known: &[&str], faults: &mut Faults) {
    if faults.are_full() {
        return;
    }
    let help = match suggest::closest(&key.text, known.iter().copied()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("known here: {}", known.join(", ")),
    };
    faults.error_with_help(key.position, format!("unknown key `{}`", key.text), Some(help));
}
