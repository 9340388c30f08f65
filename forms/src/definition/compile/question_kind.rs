//! The `type` column: which types there are, and what goes with them.

use super::{
    super::{
        fault::{At, Faults},
        form::{Metadata, QuestionKind},
    },
    range,
};
use crate::suggest;

/// What the `type` of a row says it is.
pub(super) enum RowKind {
    Group,
    Repeat,
    Question(QuestionKind),
    /// A select whose choices are in the file that stands in the place of its list.
    FromFile(QuestionKind),
}

const TYPES: [(&str, QuestionKind); 15] = [
    ("text", QuestionKind::Text),
    ("integer", QuestionKind::Integer),
    ("decimal", QuestionKind::Decimal),
    ("date", QuestionKind::Date),
    ("time", QuestionKind::Time),
    ("dateTime", QuestionKind::DateTime),
    ("note", QuestionKind::Note),
    ("acknowledge", QuestionKind::Acknowledge),
    ("calculate", QuestionKind::Calculate),
    ("hidden", QuestionKind::Hidden),
    ("image", QuestionKind::Image),
    ("geopoint", QuestionKind::Geopoint),
    ("start", QuestionKind::Metadata(Metadata::Start)),
    ("end", QuestionKind::Metadata(Metadata::End)),
    ("today", QuestionKind::Metadata(Metadata::Today)),
];

/// Types that are more than one word or take parameters.
const OTHER_TYPES: [&str; 8] = [
    "select_one",
    "select_multiple",
    "select_one_from_file",
    "select_multiple_from_file",
    "rank",
    "range",
    "group",
    "repeat",
];

/// Every type by its name.
pub(in super::super) fn names() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|(name, _)| *name).chain(OTHER_TYPES)
}

/// Reads the cell; nothing, and a fault, if it is no type.
pub(super) fn read(cell: &At<String>, parameters: &[(String, At<String>)], faults: &mut Faults) -> Option<RowKind> {
    let mut words = cell.value.split_whitespace();
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    match (first, rest.as_slice()) {
        ("group", []) => Some(RowKind::Group),
        ("repeat", []) => Some(RowKind::Repeat),
        ("range", []) => Some(RowKind::Question(QuestionKind::Range(range::read(parameters, faults)))),
        ("select_one" | "select_multiple", [list]) => Some(RowKind::Question(select(first, list, false))),
        ("select_one" | "select_multiple", [list, "or_other"]) => Some(RowKind::Question(select(first, list, true))),
        ("select_one_from_file", [file]) => Some(RowKind::FromFile(select("select_one", file, false))),
        ("select_multiple_from_file", [file]) => Some(RowKind::FromFile(select("select_multiple", file, false))),
        ("select_one_from_file" | "select_multiple_from_file", _) => {
            faults.error(cell.position, format!("`{first}` is followed by the name of its file, and nothing after it"));
            None
        }
        ("rank", [list]) => Some(RowKind::Question(QuestionKind::Rank { list: (*list).to_owned() })),
        ("select_one" | "select_multiple", _) => {
            let message =
                format!("`{first}` is followed by the name of its choice list, and nothing but `or_other` after it");
            faults.error(cell.position, message);
            None
        }
        ("rank", _) => {
            faults.error(cell.position, "`rank` is followed by the name of its choice list, and nothing after it");
            None
        }
        _ => simple(cell, faults),
    }
}

fn select(word: &str, list: &str, or_other: bool) -> QuestionKind {
    let list = list.to_owned();
    match word {
        "select_one" => QuestionKind::SelectOne { list, or_other },
        _ => QuestionKind::SelectMultiple { list, or_other },
    }
}

fn simple(cell: &At<String>, faults: &mut Faults) -> Option<RowKind> {
    let found = TYPES.iter().find(|(name, _)| *name == cell.value);
    if let Some((_, kind)) = found {
        return Some(RowKind::Question(kind.clone()));
    }
    let known: Vec<&str> = names().collect();
    let help = match suggest::closest(&cell.value, known.iter().copied()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("types are {}", known.join(", ")),
    };
    faults.error_with_help(cell.position, format!("unknown type `{}`", cell.value), Some(help));
    None
}
