//! An observation in plain sentences, for people who read no tables: about how many, how sure that is, what has changed, how far it
//! is to the municipality and to the target. In each language of the survey.

use forms::locale::Locale;

use super::{Change, Elsewhere, Gap, Movement};
use crate::service::indicators::definition::{Definition, Direction, Unit};
use crate::service::indicators::observation::{Observed, Status};
use crate::words::{Value, say, say_with};

/// What an observation is held against, as far as there is something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// The last wave.
    pub last: Change,
    /// The baseline; said only where it is not the last wave.
    pub baseline: Change,
    /// The municipality, by somebody else's survey.
    pub municipality: Option<Elsewhere>,
    /// The target, and how far it is.
    pub target: Option<(f64, Gap)>,
}

impl Default for Held {
    fn default() -> Self {
        Self { last: Change::Nothing, baseline: Change::Nothing, municipality: None, target: None }
    }
}

/// The sentences, in their order. What is not a share of people has none; a language that a definition lacks is answered in Danish.
pub fn sentences(definition: &Definition, language: &str, observed: &Observed, held: &Held) -> Vec<String> {
    if definition.unit != Unit::Share {
        return Vec::new();
    }
    let Some(figure) = observed.figure else { return vec![say(language, "sentence-hidden")] };
    let mut all = Vec::new();
    if let Some((spoken, plain)) = plain(definition, language) {
        let tenths = say_with(spoken, "sentence-tenths", &[("tenths", (figure.value * 10.0).round().into())]);
        all.push(plain.replacen("{share}", &tenths, 1));
    }
    if let Some((low, high)) = figure.interval {
        let ends = [("low", whole(low)), ("high", whole(high)), ("share", whole(figure.value))];
        all.push(say_with(language, "sentence-between", &ends));
    }
    if observed.status == Status::Unreliable {
        all.push(say(language, "sentence-unreliable"));
    }
    all.extend(changed(language, "sentence-last", held.last));
    if !matches!((until(held.baseline), until(held.last)), (Some(first), Some(last)) if first == last) {
        all.extend(changed(language, "sentence-baseline", held.baseline));
    }
    all.extend(held.municipality.map(|one| elsewhere(language, "sentence-municipality", one)));
    all.extend(held.target.map(|(target, gap)| reached(language, definition.good, target, gap)));
    all
}

/// The words of a definition, and in which language they are.
fn plain<'d>(definition: &'d Definition, language: &'d str) -> Option<(&'d str, &'d str)> {
    let of = |language: &'d str| Some((language, definition.plain.get(language)?.as_str()));
    of(language).or_else(|| of("da"))
}

fn changed(language: &str, key: &str, change: Change) -> Option<String> {
    let date = |until| ("date", Value::from(Locale::of(language).date(until)));
    match change {
        Change::Nothing => None,
        Change::SinceElsewhere(one) => Some(elsewhere(language, "sentence-began", one)),
        Change::Broken { until } => Some(say_with(language, "sentence-broken", &[date(until)])),
        Change::Since { until, gap } => Some(moved(language, key, gap, &[date(until)])),
    }
}

fn moved(language: &str, key: &str, gap: Gap, others: &[(&str, Value<'static>)]) -> String {
    let end = match gap.movement {
        Movement::Up => "up",
        Movement::Down => "down",
        Movement::Unsure => "unsure",
    };
    let arguments: Vec<(&str, Value<'_>)> = others.iter().cloned().chain([("points", points(gap))]).collect();
    say_with(language, &format!("{key}-{end}"), &arguments)
}

/// What can be said beside a figure of which nobody knows how sure it is: never that something went up or down.
fn elsewhere(language: &str, key: &str, one: Elsewhere) -> String {
    let told = [("date", Value::from(Locale::of(language).date(one.on))), ("share", whole(one.value))];
    say_with(language, &format!("{key}-{}", if one.is_within { "unsure" } else { "unknown" }), &told)
}

fn reached(language: &str, good: Direction, target: f64, gap: Gap) -> String {
    let is_there = gap.movement.is_good(good);
    let key = match is_there {
        Some(true) => "sentence-target-reached",
        Some(false) => "sentence-target-missed",
        None => "sentence-target-unsure",
    };
    say_with(language, key, &[("target", whole(target)), ("points", points(gap))])
}

fn until(change: Change) -> Option<jiff::civil::Date> {
    match change {
        Change::Nothing | Change::SinceElsewhere(_) => None,
        Change::Broken { until } | Change::Since { until, .. } => Some(until),
    }
}

fn whole(share: f64) -> Value<'static> {
    (100.0 * share).round().into()
}

/// Whole percentage points. What is sure and less than half of one is said as one.
fn points(gap: Gap) -> Value<'static> {
    (100.0 * gap.difference.abs()).round().max(1.0).into()
}
