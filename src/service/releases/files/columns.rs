//! The columns of a release's tables, in one place for all formats: a further one is a line here.

use stats::cube::Plan;

use super::as_float;
use crate::service::releases::meaning::{Meaning, Words};
use crate::service::releases::tidy::{Row, breakdowns};
use crate::service::releases::weighting::Weighted;

/// A column.
pub(super) struct Column {
    /// What programs call it. They know columns by their names: none changes.
    pub(super) name: String,
    pub(super) kind: Kind,
    /// What people call it.
    pub(super) title: Words,
    /// What it says.
    pub(super) about: Words,
    source: Source,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A code of a variable that breaks down; nothing for everybody.
    Whom,
    /// Text that is always there.
    Text,
    /// A word beside a code, which is missing where the code is.
    Label,
    /// One of a few codes, which do not stand for words.
    OneOf(&'static [&'static str]),
    /// A number of people; nothing, where it is hidden.
    Whole,
    /// A share from 0 to 1; nothing, where it is hidden.
    Part,
    /// A number that follows from others; nothing, where they are not known or are hidden.
    Number,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Nothing,
    Text(String),
    Whole(u64),
    /// Rounded to four decimals, so that every format says the same.
    Part(f64),
}

enum Source {
    /// The code of a variable that breaks down, by its place among them.
    Whom(usize),
    /// What that code means, of the variable of this name.
    WhomLabel(usize, String),
    /// Anything else.
    Row(OfRow),
}

/// A column that every release has.
type Common = (&'static str, Kind, OfRow);

/// What a row says, with words in a language.
type OfRow = fn(&Row, &Meaning, &str) -> Value;

/// Those of every release. What people call a column and what it says stand in `locales/tables.*.ftl`.
const COMMON: [Common; 28] = [
    ("question", Kind::Text, |row, _, _| Value::Text(row.question.clone())),
    ("question_label", Kind::Label, |row, meaning, language| text(meaning.variable(&row.question, language))),
    ("answer", Kind::Text, |row, _, _| Value::Text(row.answer.clone())),
    ("answer_label", Kind::Label, |row, meaning, language| text(meaning.code(&row.question, &row.answer, language))),
    ("part_of", Kind::Label, |row, _, _| row.part_of.as_deref().map_or(Value::Nothing, text)),
    ("count", Kind::Whole, |row, _, _| whole(row.count)),
    ("base", Kind::Whole, |row, _, _| whole(row.base)),
    ("answered", Kind::Whole, |row, _, _| whole(row.answered)),
    ("share", Kind::Part, |row, _, _| part(row.share.map(|share| share.value))),
    ("share_of", Kind::Whole, |row, _, _| whole(row.share.map(|share| share.of))),
    ("low", Kind::Part, |row, _, _| part(row.share.map(|share| share.low))),
    ("high", Kind::Part, |row, _, _| part(row.share.map(|share| share.high))),
    ("residents", Kind::Number, |row, _, _| whole(row.residents)),
    ("corrected_low", Kind::Number, |row, _, _| part(row.corrected.map(|one| one.low))),
    ("corrected_high", Kind::Number, |row, _, _| part(row.corrected.map(|one| one.high))),
    ("weighted_share", Kind::Number, |row, _, _| weighted(row, |one| one.value)),
    ("weighted_low", Kind::Number, |row, _, _| weighted(row, |one| one.interval.low)),
    ("weighted_high", Kind::Number, |row, _, _| weighted(row, |one| one.interval.high)),
    ("weighted_corrected_low", Kind::Number, |row, _, _| weighted(row, |one| one.corrected.low)),
    ("weighted_corrected_high", Kind::Number, |row, _, _| weighted(row, |one| one.corrected.high)),
    ("effective_sample", Kind::Number, |row, _, _| weighted(row, |one| one.effective)),
    ("design_effect", Kind::Number, |row, _, _| weighted(row, |one| one.design_effect)),
    ("weighted_by", Kind::Label, |row, _, _| row.weighted.as_ref().map_or(Value::Nothing, |one| text(&one.by))),
    ("obs_status", Kind::OneOf(&["A", "U", "Q"]), |row, _, _| text(row.observation())),
    ("conf_status", Kind::OneOf(&["F", "C"]), |row, _, _| text(row.confidentiality())),
    // Files of several waves are put under each other by these.
    ("wave", Kind::Label, |_, meaning, _| known(&meaning.wave)),
    ("wave_from", Kind::Label, |_, meaning, _| known(&meaning.first_day)),
    ("wave_until", Kind::Label, |_, meaning, _| known(&meaning.last_day)),
];

/// All columns of a release: whom a row counts, by codes and in words, and then those of every release.
pub(super) fn columns(plan: &Plan, meaning: &Meaning) -> Vec<Column> {
    let mut taken: Vec<String> = COMMON.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let mut whom: Vec<Column> =
        breakdowns(plan).into_iter().enumerate().flat_map(|(at, name)| whom(at, name, meaning)).collect();
    for column in &mut whom {
        while taken.contains(&column.name) {
            column.name.push('_');
        }
        taken.push(column.name.clone());
    }
    let common = COMMON.iter().map(|(name, kind, value)| {
        let key = name.replace('_', "-");
        let [title, about] = ["column", "about"].map(|of| Words::own(&format!("tables-{of}-{key}")));
        Column { name: (*name).to_owned(), kind: *kind, title, about, source: Source::Row(*value) }
    });
    whom.into_iter().chain(common).collect()
}

fn whom(at: usize, name: &str, meaning: &Meaning) -> [Column; 2] {
    let known = meaning.variables.get(name);
    let label = known.map_or_else(|| Words::name(name), |variable| variable.label.clone());
    let code = Column {
        name: name.to_owned(),
        kind: Kind::Whom,
        title: Words::own_with("tables-coded", &[("column", &label)]),
        about: Words::own("tables-about-whom"),
        source: Source::Whom(at),
    };
    let words = Column {
        name: format!("{name}_label"),
        kind: Kind::Label,
        title: label,
        about: Words::own("tables-about-whom-label"),
        source: Source::WhomLabel(at, name.to_owned()),
    };
    [code, words]
}

impl Kind {
    /// Whether nothing in it is something hidden.
    pub(super) fn is_figure(self) -> bool {
        matches!(self, Self::Whole | Self::Part)
    }

    /// Whether numbers stand in it.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Whole | Self::Part | Self::Number)
    }
}

impl Value {
    pub(super) fn number(self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(as_float(number)),
            other => other.part(),
        }
    }

    pub(super) fn text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn whole(self) -> Option<u64> {
        if let Self::Whole(number) = self { Some(number) } else { None }
    }

    pub(super) fn part(self) -> Option<f64> {
        if let Self::Part(part) = self { Some(part) } else { None }
    }
}

impl Column {
    /// What stands in it, with words in a language.
    pub(super) fn value(&self, row: &Row, meaning: &Meaning, language: &str) -> Value {
        let whom = |at: &usize| row.whom.get(*at).and_then(Option::as_deref);
        match &self.source {
            Source::Whom(at) => whom(at).map_or(Value::Nothing, text),
            Source::WhomLabel(at, name) => {
                whom(at).map_or(Value::Nothing, |code| text(meaning.code(name, code, language)))
            }
            Source::Row(value) => value(row, meaning, language),
        }
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Text that releases from before it was kept do not have.
fn known(told: &str) -> Value {
    if told.is_empty() { Value::Nothing } else { text(told) }
}

fn whole(number: Option<u64>) -> Value {
    number.map_or(Value::Nothing, Value::Whole)
}

fn weighted(row: &Row, of: impl Fn(&Weighted) -> f64) -> Value {
    part(row.weighted.as_ref().map(of))
}

fn part(part: Option<f64>) -> Value {
    part.map_or(Value::Nothing, |part| Value::Part((part * 1e4).round() / 1e4))
}
