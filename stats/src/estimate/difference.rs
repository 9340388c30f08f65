//! What changed between two shares, of different people or of the same ones.

use crate::estimate::{Interval, Level, Proportion, wilson};

/// What the people who answered both times said: four counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Yes both times.
    pub both: f64,
    /// Yes the first time alone.
    pub first_only: f64,
    /// Yes the second time alone.
    pub second_only: f64,
    /// Yes neither time.
    pub neither: f64,
}

/// The interval of `first − second` where the two were asked of different people.
///
/// The hybrid score interval without continuity correction, method 10 in Newcombe, "Interval estimation for the difference
/// between independent proportions", *Statistics in Medicine* 17 (1998), 873–890.
pub fn newcombe(first: Proportion, second: Proportion, level: Level) -> Interval {
    square_and_add(first, second, 0.0, level)
}

/// The interval of `first − second` where some or all people were asked both times, which makes it narrower when people
/// keep to what they said.
///
/// Newcombe's square-and-add with the correlation of the two estimates: "Improved confidence intervals for the difference
/// between binomial proportions based on paired data", *Statistics in Medicine* 17 (1998), 2635–2650, method 8; Zou and
/// Donner, "Construction of confidence limits about effect measures", *Statistics in Medicine* 27 (2008), 1693–1702, (11).
/// The covariance of two shares that have m people in common is m/(n₁n₂) times the covariance within those people (Kish,
/// *Survey Sampling* (1965), section 12.4), hence the factor m/√(n₁n₂) on their correlation.
pub fn linked_difference(first: Proportion, second: Proportion, linked: Agreement, level: Level) -> Interval {
    let overlap = linked.people() / (first.sample() * second.sample()).sqrt();
    square_and_add(first, second, linked.correlation() * overlap.min(1.0), level)
}

impl Agreement {
    /// How many answered both times.
    pub fn people(self) -> f64 {
        self.both + self.first_only + self.second_only + self.neither
    }

    /// The phi coefficient; zero where one of the two answers never varies.
    pub fn correlation(self) -> f64 {
        let (first, second) = (self.both + self.first_only, self.both + self.second_only);
        let people = self.people();
        let spread = (first * (people - first) * second * (people - second)).sqrt();
        if spread > 0.0 { (self.both * self.neither - self.first_only * self.second_only) / spread } else { 0.0 }
    }
}

/// A value with its interval, however that was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    /// The value.
    pub value: f64,
    /// Its interval, which holds it.
    pub interval: Interval,
}

/// The interval of `first − second`, made of the intervals of both: of means of shares, for which there is no [`Proportion`], as of shares.
/// `correlation` is that of the two estimates; 0 where they are of different people, which is too wide rather than too narrow where
/// the same people keep to what they said.
///
/// Zou and Donner, "Construction of confidence limits about effect measures", *Statistics in Medicine* 27 (2008), 1693–1702, (11). From
/// Wilson's intervals of two shares it makes Newcombe's.
pub fn difference(first: Estimated, second: Estimated, correlation: f64) -> Interval {
    let reach = |a: f64, b: f64| (a * a - 2.0 * correlation * a * b + b * b).max(0.0).sqrt();
    let (one, other) = (first.interval, second.interval);
    let between = first.value - second.value;
    Interval {
        low: between - reach(first.value - one.low, other.high - second.value),
        high: between + reach(one.high - first.value, second.value - other.low),
    }
}

fn square_and_add(first: Proportion, second: Proportion, correlation: f64, level: Level) -> Interval {
    let estimated = |share: Proportion| Estimated { value: share.share(), interval: wilson(share, level) };
    let interval = difference(estimated(first), estimated(second), correlation);
    Interval { low: interval.low.max(-1.0), high: interval.high.min(1.0) }
}
