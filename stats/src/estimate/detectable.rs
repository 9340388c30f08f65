//! How large a change has to be for a survey to see it: what is worth knowing before anybody is asked.

use crate::estimate::Level;

/// The quantile of the normal distribution that four surveys in five stay below.
const FOUR_IN_FIVE: f64 = 0.841_621_233_572_914_3;
/// The one that nine in ten stay below.
const NINE_IN_TEN: f64 = 1.281_551_565_544_600_4;

/// How often a change of that size is to be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Power {
    /// Four times in five; what is meant where nothing is said.
    #[default]
    FourInFive,
    /// Nine times in ten.
    NineInTen,
}

/// The smallest rise from `share`, answered by `first` people, that a second survey of `second` other people will see as a change. Nothing
/// where no rise is large enough, because so few are asked. For the smallest fall, ask for the rise of `1 − share`.
///
/// The usual test of two independent shares, Fleiss, Levin and Paik, *Statistical Methods for Rates and Proportions* (3rd ed. 2003), chapter 4,
/// without continuity correction, as R `power.prop.test` has it for samples of one size.
pub fn smallest_rise(share: f64, first: f64, second: f64, level: Level, power: Power) -> Option<f64> {
    let is_usable = (0.0..1.0).contains(&share) && first >= 1.0 && second >= 1.0;
    if !is_usable {
        return None;
    }
    let beyond = match power {
        Power::FourInFive => FOUR_IN_FIVE,
        Power::NineInTen => NINE_IN_TEN,
    };
    let spread = |share: f64| share * (1.0 - share);
    let is_seen = |rise: f64| {
        let later = share + rise;
        let pooled = (first * share + second * later) / (first + second);
        let by_chance = (spread(pooled) * (1.0 / first + 1.0 / second)).sqrt();
        let apart = (spread(share) / first + spread(later) / second).sqrt();
        rise >= level.normal() * by_chance + beyond * apart
    };
    let (mut low, mut high) = (0.0, 1.0 - share);
    if !is_seen(high) {
        return None;
    }
    // Halved so often, the two are the same number.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if is_seen(middle) { high = middle } else { low = middle }
    }
    Some(high)
}
