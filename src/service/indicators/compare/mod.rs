//! What an observation is beside another: the one before it, the first one, a figure of the municipality, a target. Everything
//! follows from what was observed, so nothing is told that is not published.

mod sentence;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use stats::estimate::{Estimated, Interval, difference};

use super::definition::{Definition, Direction};
use super::observation::{Figure, Observation};

pub use self::sentence::{Held, sentences};

/// What a figure is held against: a baseline, the figure of a municipality, a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference {
    /// In the unit of the indicator.
    pub value: f64,
    /// Both ends of its 95 % interval; none, where everybody was counted or it was decided.
    pub interval: Option<(f64, f64)>,
}

/// How far a figure is from what it is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The figure less what it is held against.
    pub difference: f64,
    /// Both ends of the 95 % interval of the difference; none, where both are exact.
    pub interval: Option<(f64, f64)>,
    /// What can be said of it.
    pub movement: Movement,
}

/// What can be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// The figure is higher.
    Up,
    /// It is lower.
    Down,
    /// It is neither, or that can be chance: the difference lies within the uncertainty.
    Unsure,
}

/// A figure of somebody else's survey, who did not say how sure it is: of how far it is away only that can be said which is said of
/// a figure without any uncertainty, and that chance alone makes so much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elsewhere {
    /// In the unit of the indicator.
    pub value: f64,
    /// The day it holds for.
    pub on: Date,
    /// Whether the difference lies within the uncertainty of what was observed here. Otherwise nobody knows what it is.
    pub is_within: bool,
}

/// What became of an indicator since an earlier observation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// There is nothing to hold it against: no figure is there now, or none was before.
    Nothing,
    /// It was held against a figure that was typed in.
    SinceElsewhere(Elsewhere),
    /// The figure before was made in another way, so that the two cannot be held against each other.
    Broken {
        /// Last day of what it was about.
        until: Date,
    },
    /// It was held against an earlier figure.
    Since {
        /// Last day of what that was about.
        until: Date,
        /// How far the two are apart.
        gap: Gap,
    },
}

impl Gap {
    /// How far a figure is from a reference. Both are taken to be of different people: releases do not tell how those answered before who
    /// answer now, and for people who keep to what they said the interval is too wide then, never too narrow.
    pub fn between(figure: &Figure, reference: &Reference) -> Self {
        let apart = figure.value - reference.value;
        let exact = |value: f64| (value, value);
        let interval = match (figure.interval, reference.interval) {
            (None, None) => None,
            (one, other) => {
                let one = estimated(figure.value, one.unwrap_or(exact(figure.value)));
                let other = estimated(reference.value, other.unwrap_or(exact(reference.value)));
                let interval = difference(one, other, 0.0);
                Some((interval.low, interval.high))
            }
        };
        let (low, high) = interval.unwrap_or(exact(apart));
        let movement = match () {
            () if low > 0.0 => Movement::Up,
            () if high < 0.0 => Movement::Down,
            () => Movement::Unsure,
        };
        Self { difference: apart, interval, movement }
    }
}

impl Elsewhere {
    /// How an observed figure is beside it.
    pub fn beside(figure: &Figure, value: f64, on: Date) -> Self {
        let gap = Gap::between(figure, &Reference { value, interval: None });
        Self { value, on, is_within: gap.movement == Movement::Unsure }
    }
}

impl Movement {
    /// Whether it is for the better; nothing, where that cannot be said.
    pub fn is_good(self, good: Direction) -> Option<bool> {
        match self {
            Self::Up => Some(good == Direction::Up),
            Self::Down => Some(good == Direction::Down),
            Self::Unsure => None,
        }
    }
}

impl From<&Figure> for Reference {
    fn from(figure: &Figure) -> Self {
        Self { value: figure.value, interval: figure.interval }
    }
}

/// What became of the last observation of a series since the one before it that has a figure. The earliest comes first.
pub fn since_last(definition: &Definition, series: &[Observation]) -> Change {
    let Some((now, before)) = series.split_last() else { return Change::Nothing };
    since(definition, before.iter().rev().find(|one| one.observed.figure.is_some()), now)
}

/// What became of the last observation of a series since the first one, which is its baseline where nobody gave another.
pub fn since_first(definition: &Definition, series: &[Observation]) -> Change {
    let Some(now) = series.last() else { return Change::Nothing };
    since(definition, first(definition, series), now)
}

/// Where a series begins that its last observation can be held against: nowhere, if nothing of the kind was observed before.
pub fn first<'o>(definition: &Definition, series: &'o [Observation]) -> Option<&'o Observation> {
    let (now, before) = series.split_last()?;
    before.iter().find(|one| one.observed.figure.is_some() && !is_broken(definition, one, now))
}

/// The last one before it that has a figure and can be held against it.
pub fn before<'o>(definition: &Definition, series: &'o [Observation]) -> Option<&'o Observation> {
    let (now, before) = series.split_last()?;
    before.iter().rev().find(|one| one.observed.figure.is_some()).filter(|one| !is_broken(definition, one, now))
}

/// Whether two observations cannot be held against each other: they follow different versions of the definition, or it says that between
/// them something else was asked.
pub fn is_broken(definition: &Definition, before: &Observation, now: &Observation) -> bool {
    let (from, to) = (before.observed.period.1, now.observed.period.1);
    before.observed.definition != now.observed.definition
        || definition.breaks.iter().any(|one| from < one.on && one.on <= to)
}

fn since(definition: &Definition, before: Option<&Observation>, now: &Observation) -> Change {
    let Some((before, then)) = before.and_then(|one| Some((one, one.observed.figure?))) else { return Change::Nothing };
    let Some(figure) = now.observed.figure else { return Change::Nothing };
    let until = before.observed.period.1;
    if is_broken(definition, before, now) {
        return Change::Broken { until };
    }
    Change::Since { until, gap: Gap::between(&figure, &Reference::from(&then)) }
}

fn estimated(value: f64, (low, high): (f64, f64)) -> Estimated {
    Estimated { value, interval: Interval { low, high } }
}
