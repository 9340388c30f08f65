//! YAML as a plain tree with positions. Scalars stay the text they were written as: `version: 1.10` is not a number.

use std::collections::HashSet;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::{
    super::{
        cell,
        fault::{Faults, Position},
    },
    json,
};

/// Nothing that a person writes nests deeper; it bounds the stack of everything that walks the tree.
pub(super) const MAX_DEPTH: usize = 64;
/// A large survey is some 100 KiB; the files that choices come from are kept with it.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A value and its place.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) position: Position,
    pub(super) value: Value,
}

/// The three things that YAML is made of.
#[derive(Debug)]
pub(super) enum Value {
    /// A scalar as it was written, without quotes; nothing for an empty or `null` one.
    Scalar(Option<String>),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with their values, in the order written.
    Mapping(Vec<(Key, Node)>),
}

/// A key and its place.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) position: Position,
    pub(super) text: String,
}

/// Reads `source` as one YAML document. Nothing if there is none or it cannot be read; then `faults` says why.
pub(super) fn read(source: &str, faults: &mut Faults) -> Option<Node> {
    let start = Position::default();
    if source.len() > MAX_BYTES {
        faults.error(start, format!("the definition is larger than {} MiB", MAX_BYTES / 1024 / 1024));
        return None;
    }
    json::read(source, faults).or_else(|| read_yaml(source, faults))
}

/// Reads what is too long for nobody.
pub(super) fn read_yaml(source: &str, faults: &mut Faults) -> Option<Node> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(source) {
        let step = match event {
            Ok((event, span)) => builder.take(event, position(span.start), faults),
            Err(error) => Err((position(*error.marker()), error.info().to_owned())),
        };
        if let Err((position, message)) = step {
            faults.error(position, message);
            return None;
        }
    }
    if builder.root.is_none() {
        faults.error(Position::default(), "the definition is empty");
    }
    builder.root
}

fn position(marker: Marker) -> Position {
    Position::Text { line: marker.line(), column: marker.col() + 1 }
}

/// The text of a scalar; empty, and a fault, if no form can hold it.
pub(super) fn cell_text(text: &str, at: Position, faults: &mut Faults) -> String {
    let text = cell::tidy(text);
    if text.len() > cell::MAX_BYTES {
        faults.error(at, format!("a text has at most {} bytes, and this one has {}", cell::MAX_BYTES, text.len()));
        return String::new();
    }
    if let Some(illegal) = cell::illegal_character(&text) {
        faults.error(at, format!("this text holds the character {illegal}, which no form can hold"));
        return String::new();
    }
    text.into_owned()
}

/// What is open while events come in.
#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
}

enum Open {
    Sequence(Position, Vec<Node>),
    Mapping {
        position: Position,
        entries: Entries,
        /// The key whose value comes next.
        key: Option<Key>,
    },
}

/// The entries of a mapping so far.
#[derive(Default)]
pub(super) struct Entries {
    pub(super) all: Vec<(Key, Node)>,
    /// The keys, once there are many.
    names: HashSet<String>,
}

/// Up to here, looking at each key is quicker than keeping a set.
const FEW: usize = 16;

impl Entries {
    /// A key for the next entry; a fault if it has been there before.
    pub(super) fn key(&self, text: String, position: Position, faults: &mut Faults) -> Key {
        let is_known = match self.all.len() {
            0..FEW => self.all.iter().any(|(earlier, _)| earlier.text == text),
            _ => self.names.contains(&text),
        };
        if is_known {
            faults.error(position, format!("`{text}` is given twice here"));
        }
        Key { position, text }
    }

    pub(super) fn add(&mut self, key: Key, node: Node) {
        self.all.push((key, node));
        let new = if self.all.len() == FEW { 0 } else { self.all.len() - 1 };
        if self.all.len() >= FEW {
            self.names.extend(self.all[new..].iter().map(|(key, _)| key.text.clone()));
        }
    }
}

type Refused = (Position, String);

impl Builder {
    fn take(&mut self, event: Event<'_>, at: Position, faults: &mut Faults) -> Result<(), Refused> {
        match event {
            Event::Alias(_) => Err((at, "anchors and aliases (`*name`) cannot be used in a definition".into())),
            Event::Scalar(text, style, _, _) => {
                // The place is that of the text, so that a place within it can be told.
                let at = match style {
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => at.after_quote(),
                    _ => at,
                };
                let text = cell_text(&text, at, faults);
                // An empty text says no more than none: a spreadsheet knows no difference.
                let is_null = text.is_empty() || style == ScalarStyle::Plain && matches!(&*text, "~" | "null");
                self.add(Node { position: at, value: Value::Scalar((!is_null).then_some(text)) }, faults)
            }
            Event::SequenceStart(..) => self.open(Open::Sequence(at, Vec::new()), at),
            Event::MappingStart(..) => {
                let mapping = Open::Mapping { position: at, entries: Entries::default(), key: None };
                self.open(mapping, at)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::Sequence(position, nodes)) => {
                    self.add(Node { position, value: Value::Sequence(nodes) }, faults)
                }
                Some(Open::Mapping { position, entries, .. }) => {
                    self.add(Node { position, value: Value::Mapping(entries.all) }, faults)
                }
                None => Ok(()),
            },
            Event::DocumentStart(_) if self.root.is_some() => {
                Err((at, "a second document starts here; a file holds one form".into()))
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, open: Open, at: Position) -> Result<(), Refused> {
        if self.open.len() >= MAX_DEPTH {
            return Err((at, format!("nested more than {MAX_DEPTH} levels deep")));
        }
        self.open.push(open);
        Ok(())
    }

    fn add(&mut self, node: Node, faults: &mut Faults) -> Result<(), Refused> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence(_, nodes)) => nodes.push(node),
            Some(Open::Mapping { entries, key: key @ None, .. }) => {
                let Value::Scalar(text) = node.value else {
                    return Err((node.position, "a key must be a word".into()));
                };
                *key = Some(entries.key(text.unwrap_or_default(), node.position, faults));
            }
            Some(Open::Mapping { entries, key, .. }) => {
                if let Some(key) = key.take() {
                    entries.add(key, node);
                }
            }
        }
        Ok(())
    }
}
