//! What a release in whole percentages tells of an item: about what share, and an interval that holds what exact counts would have told,
//! whatever was rounded away.

use std::collections::BTreeMap;

use stats::disclosure::{Figure, Rounded, Whole};
use stats::estimate::{Interval, Level, Proportion, wilson};

use super::estimate::Value;
use super::measure::Measure;

/// About how much something is, and between what it was before it was rounded.
#[derive(Clone, Copy, Debug)]
struct About {
    value: f64,
    least: f64,
    most: f64,
}

/// A share in whole percent is off by so much at most.
const OFF: f64 = 0.005;
/// Numbers of people are told to the nearest of it.
const STEP: f64 = 5.0;

impl About {
    const NONE: Self = Self { value: 0.0, least: 0.0, most: 0.0 };

    fn percent(percent: u8) -> Self {
        let value = f64::from(percent) / 100.0;
        Self { value, least: (value - OFF).max(0.0), most: (value + OFF).min(1.0) }
    }

    fn and(self, other: Self) -> Self {
        let sum = |one: f64, other: f64| (one + other).min(1.0);
        Self {
            value: sum(self.value, other.value),
            least: sum(self.least, other.least),
            most: sum(self.most, other.most),
        }
    }

    /// What it leaves of all.
    fn rest(self) -> Self {
        Self { value: 1.0 - self.value, least: 1.0 - self.most, most: 1.0 - self.least }
    }

    fn times(self, part: Self) -> Self {
        Self { value: self.value * part.value, least: self.least * part.least, most: self.most * part.most }
    }

    /// What share it is of itself and of others.
    fn beside(self, others: Self) -> Self {
        let share = |own: f64, others: f64| if own > 0.0 { own / (own + others) } else { 0.0 };
        Self {
            value: share(self.value, others.value),
            least: share(self.least, others.most),
            most: share(self.most, others.least),
        }
    }

    /// The same, narrowed by what else is known of it.
    fn within(self, other: Self) -> Self {
        let (least, most) = (self.least.max(other.least), self.most.min(other.most));
        Self { value: self.value.max(least).min(most), least, most }
    }
}

/// A question as it was answered by some.
struct Asked<'a> {
    rounded: &'a Rounded,
    variable: &'a str,
    whom: &'a BTreeMap<String, String>,
}

impl Asked<'_> {
    /// How many those are.
    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^52 people answer")]
    fn people(&self) -> Option<About> {
        let at: Vec<(&str, &str)> = self.whom.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect();
        let cell = self.rounded.plan().cell(&at)?;
        let (least, most) = self.rounded.people(&cell)?;
        let Figure::People(value) = self.rounded.figure(&cell)?? else { return None };
        Some(About { value: value as f64, least: least as f64, most: most as f64 })
    }

    /// What share of them gave one of these answers.
    fn sum<'a>(&self, answers: impl IntoIterator<Item = &'a String>, whole: Whole) -> Option<About> {
        let figure = |answer: &String| {
            let own = (self.variable, answer.as_str());
            let at: Vec<(&str, &str)> =
                self.whom.iter().map(|(name, code)| (name.as_str(), code.as_str())).chain([own]).collect();
            match self.rounded.figure(&self.rounded.plan().cell(&at)?)?? {
                Figure::Share { percent, of } if of == whole => Some(About::percent(percent)),
                _ => None,
            }
        };
        answers.into_iter().map(figure).try_fold(About::NONE, |sum, one| Some(sum.and(one?)))
    }
}

/// The share of one item in one group. Of exact counts the value would lie within half a percentage point of each category that it is the sum
/// of, and the interval within this one: the ends are those of the least and the greatest share that there can be, of as few people as
/// there can be.
pub(super) fn share(measure: &Measure, rounded: &Rounded, whom: &BTreeMap<String, String>) -> Option<Value> {
    let asked = Asked { rounded, variable: &measure.variable, whom };
    let variable = rounded.plan().variables().iter().find(|one| one.name == measure.variable)?;
    let unsaid: Vec<String> = variable.unanswered().into_iter().map(|node| variable.code(node).to_owned()).collect();
    let people = asked.people()?;
    let answered = asked.sum(&unsaid, Whole::Everybody).map(|unsaid| people.times(unsaid.rest()));
    let whole = if answered.is_some() { Whole::Answered } else { Whole::Everybody };
    let (counted, uncounted) = (asked.sum(&measure.counted, whole), asked.sum(&measure.uncounted, whole));
    let has_others = measure.outside.iter().any(|code| !unsaid.contains(code));
    let (share, of) = if let Some(answered) = answered.filter(|_| !has_others) {
        (all_but(counted, uncounted)?, answered)
    } else {
        (counted?.beside(uncounted?), answered.unwrap_or(people).times(counted?.and(uncounted?)))
    };
    let end = |share: f64| Some(wilson(Proportion::new(share, of.least)?, Level::NinetyFive));
    let interval = Interval { low: end(share.least)?.low, high: end(share.most)?.high };
    Some(Value { share: share.value, respondents: nearest(of.value), interval })
}

/// Where both together are all: each tells the share, and both tell it better.
fn all_but(counted: Option<About>, uncounted: Option<About>) -> Option<About> {
    match (counted, uncounted.map(About::rest)) {
        (Some(one), Some(other)) => Some(one.within(other)),
        (one, other) => one.or(other),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of people")]
fn nearest(people: f64) -> u64 {
    ((people / STEP).round() * STEP) as u64
}

#[cfg(test)]
#[path = "coarse_tests.rs"]
mod tests;
