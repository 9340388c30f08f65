//! The `parameters` of a row: which of them its type takes, which mean something here, and which are kept for other clients.

use super::{
    super::{
        fault::{At, Faults, Position},
        form::Shuffle,
    },
    formulas,
    settings::is_name,
};
use crate::suggest;

/// A parameter as it was written.
pub(super) type Cell = (String, At<String>);

/// What is read of the parameters of a question, beside what makes its type.
#[derive(Default)]
pub(super) struct Parameters {
    pub(super) shuffle: Option<Shuffle>,
    /// Those that only other clients use, or as they were written.
    pub(super) kept: Vec<(String, String)>,
}

/// What the types take; a type that is not here takes nothing.
pub(in super::super) const KEYS: [(&str, &[&str]); 9] = [
    ("text", &["rows"]),
    ("image", &["app", "max-pixels"]),
    ("geopoint", &["allow-mock-accuracy", "capture-accuracy", "reference-geometry", "warning-accuracy"]),
    ("select_one", &["randomize", "seed"]),
    ("select_multiple", &["randomize", "seed"]),
    ("select_one_from_file", &["label", "randomize", "seed", "value"]),
    ("select_multiple_from_file", &["label", "randomize", "seed", "value"]),
    ("rank", &["randomize", "seed"]),
    ("range", &["end", "placeholder", "start", "step", "tick_interval", "tick_labelset"]),
];

/// What is read into a field of its own.
const READ_ELSEWHERE: [&str; 2] = ["randomize", "seed"];

/// Reads the parameters of a row of type `name`. `appearance` is that of the row.
pub(super) fn read(name: &str, cells: Vec<Cell>, appearance: Option<&At<String>>, faults: &mut Faults) -> Parameters {
    refuse_unknown(name, &cells, faults);
    for (key, cell) in &cells {
        if let Some(wanted) = mistake(key, cell, appearance) {
            faults.error(cell.position, format!("`{key}` is {wanted}, not `{}`", cell.value));
        }
    }
    let shuffle = shuffle(&cells, faults);
    let kept = cells.into_iter().filter(|(key, _)| !READ_ELSEWHERE.contains(&key.as_str()));
    Parameters { shuffle, kept: kept.map(|(key, cell)| (key, cell.value)).collect() }
}

/// The parameter `key`, where it is written.
pub(super) fn find<'c>(cells: &'c [Cell], key: &str) -> Option<&'c At<String>> {
    cells.iter().find(|(known, _)| known == key).map(|(_, cell)| cell)
}

/// Says which parameters a row of type `name` does not take.
pub(super) fn refuse_unknown(name: &str, cells: &[Cell], faults: &mut Faults) {
    let keys = KEYS.iter().find(|(known, _)| *known == name).map_or(&[] as &[&str], |(_, keys)| keys);
    for (key, cell) in cells.iter().filter(|(key, _)| !keys.contains(&key.as_str())) {
        let help = match suggest::closest(key, keys.iter().copied()) {
            Some(close) => Some(format!("did you mean `{close}`?")),
            None => (!keys.is_empty()).then(|| format!("`{name}` takes {}", keys.join(", "))),
        };
        faults.error_with_help(cell.position, format!("`{name}` takes no parameter `{key}`"), help);
    }
}

/// What a parameter should have been.
fn mistake(key: &str, cell: &At<String>, appearance: Option<&At<String>>) -> Option<&'static str> {
    let value = cell.value.as_str();
    let is_number = value.parse::<f64>().is_ok_and(f64::is_finite);
    if value.contains(|letter: char| letter.is_whitespace() || matches!(letter, '=' | ',' | ';')) {
        return Some("one word");
    }
    let is_reference = value.starts_with("${") && value.ends_with('}');
    let (is_right, wanted) = match key {
        "value" | "label" => {
            (is_name(value), "the name of a column: letters, digits, `_`, `-` and `.`, no digit first")
        }
        "rows" | "max-pixels" => (value.parse::<i64>().is_ok(), "a whole number"),
        "capture-accuracy" | "warning-accuracy" => (is_number, "a number"),
        "allow-mock-accuracy" | "randomize" => (is_yes(value) || is_no(value), "`true` or `false`"),
        "seed" => (is_number || is_reference, "a number or `${name}`"),
        "app" if appearance.is_none_or(|appearance| appearance.value == "annotate") => {
            (is_package(value), "the name of an Android package, such as `org.example.camera`")
        }
        _ => (true, ""),
    };
    (!is_right).then_some(wanted)
}

fn shuffle(cells: &[Cell], faults: &mut Faults) -> Option<Shuffle> {
    let (randomize, seed) = (find(cells, "randomize"), find(cells, "seed"));
    match (randomize, seed) {
        (Some(randomize), seed) if is_yes(&randomize.value) => {
            Some(Shuffle { seed: seed.and_then(|seed| formulas::parse(seed.clone(), faults)) })
        }
        (None, Some(seed)) => {
            faults.error(seed.position, "a `seed` is for `randomize=true`, which is missing");
            None
        }
        (Some(randomize), Some(At { position, .. })) if is_no(&randomize.value) => {
            unused_seed(*position, faults);
            None
        }
        _ => None,
    }
}

fn unused_seed(position: Position, faults: &mut Faults) {
    faults.warning(position, "the `seed` is not used, as `randomize` is `false`");
}

fn is_yes(value: &str) -> bool {
    value.eq_ignore_ascii_case("true")
}

fn is_no(value: &str) -> bool {
    value.eq_ignore_ascii_case("false")
}

/// By the rule of Android: names in letters, digits and `_`, at least two, with dots between.
fn is_package(name: &str) -> bool {
    let is_part = |part: &str| {
        part.chars().next().is_some_and(|first| first.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    name.contains('.') && name.split('.').all(is_part)
}
