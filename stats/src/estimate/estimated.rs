//! What a sample says of everybody, with how sure it is.

use crate::estimate::{Interval, Level, Proportion};

/// A mean, a total, a ratio or a share, in the units of what was asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its variance, in the same units squared.
    pub variance: f64,
    /// How many people it rests on.
    pub respondents: usize,
    /// The degrees of freedom of the variance.
    pub degrees: f64,
    /// How many times the variance of as many people who were drawn by chance from all at once, nobody twice. Nothing where that does not
    /// vary, or where the weights stand for no more people than answered.
    pub design_effect: Option<f64>,
}

impl Estimate {
    /// How far off it is, typically: the root of the variance.
    pub fn standard_error(self) -> f64 {
        self.variance.sqrt()
    }

    /// The interval by Student's t. Of a mean or a total; that of a share is better made from [`Self::effective`].
    pub fn interval(self, level: Level) -> Interval {
        let reach = if self.variance > 0.0 { level.student(self.degrees) * self.standard_error() } else { 0.0 };
        Interval { low: self.value - reach, high: self.value + reach }
    }

    /// A share with the sample that would give this variance without any design: p(1 − p)/v, the *effective sample* that
    /// [`crate::estimate::wilson`] takes. A share of 0 or 1 has no variance to go by and keeps its respondents, and no sample is
    /// larger than that: a few clusters that are alike by chance are no thousand people. Of few clusters take [`Self::interval`] or
    /// [`crate::estimate::logit`], which know their degrees of freedom. Nothing for what is no share.
    #[expect(clippy::cast_precision_loss, reason = "a sample has fewer than 2^52 people")]
    pub fn effective(self) -> Option<Proportion> {
        let spread = self.value * (1.0 - self.value);
        let most = self.respondents as f64;
        let sample = if self.variance > 0.0 { (spread / self.variance).min(most) } else { most };
        Proportion::new(self.value, sample)
    }
}
