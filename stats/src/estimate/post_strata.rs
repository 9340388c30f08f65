//! A share made of the shares of groups whose sizes are known: what a sample says once it is made to look like the people who live
//! there, from counts alone.

use crate::estimate::{Proportion, finite_population_correction};

/// A group of which it is known how many people belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PostStratum {
    /// The share in it, of those who answered.
    pub share: Proportion,
    /// How many people belong to it.
    pub population: f64,
}

/// A share of all groups together, each counting by the people who belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PostStratified {
    share: f64,
    respondents: f64,
    population: f64,
    variance: f64,
    corrected: f64,
    weights: f64,
}

/// The post-stratified share, Σ(N/N₊)p, and its variance given how many answered in each group: Σ(N/N₊)²(1 − n/N)·p(1 − p)/(n − 1),
/// with and without the finite population correction.
///
/// Holt and Smith, "Post stratification", *JRSS A* 142 (1979), 33–46; Lohr, *Sampling: Design and Analysis* (2nd ed. 2010), section 4.4
/// and, for the variance of a proportion in strata, (3.7). Nothing where there is no group, or one in which a single person answered:
/// join it with another first.
pub fn post_stratified(strata: &[PostStratum]) -> Option<PostStratified> {
    let population: f64 = strata.iter().map(|stratum| stratum.population).sum();
    let usable = |stratum: &PostStratum| stratum.share.sample() > 1.0 && stratum.population > 0.0;
    if strata.is_empty() || !population.is_finite() || !strata.iter().all(usable) {
        return None;
    }
    let mut whole =
        PostStratified { share: 0.0, respondents: 0.0, population, variance: 0.0, corrected: 0.0, weights: 0.0 };
    for PostStratum { share, population: here } in strata {
        let (part, sample) = (here / population, share.sample());
        let variance = part * part * share.share() * (1.0 - share.share()) / (sample - 1.0);
        whole.share += part * share.share();
        whole.respondents += sample;
        whole.variance += variance;
        whole.corrected += variance * finite_population_correction(sample, *here);
        whole.weights += part * part / sample;
    }
    whole.share = whole.share.clamp(0.0, 1.0);
    Some(whole)
}

impl PostStratified {
    /// The share, 0 to 1.
    pub fn share(self) -> f64 {
        self.share
    }

    /// How many answered.
    pub fn respondents(self) -> f64 {
        self.respondents
    }

    /// How many people belong to the groups.
    pub fn population(self) -> f64 {
        self.population
    }

    /// Its variance, as if the groups were without end.
    pub fn variance(self) -> f64 {
        self.variance
    }

    /// Its variance with the finite population correction of each group.
    pub fn corrected_variance(self) -> f64 {
        self.corrected
    }

    /// The share with the *effective sample*, p(1 − p)/v, and never more than answered; where all said the same, so that there is no
    /// variance to go by, the one of the weights, (Σw)²/Σw².
    ///
    /// Korn and Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from survey
    /// data", *Survey Methodology* 24 (1998), 193–201; the bound as in Parker and others, *National Center for Health Statistics Data
    /// Presentation Standards for Proportions* (2017).
    pub fn effective(self) -> Option<Proportion> {
        let spread = self.share * (1.0 - self.share);
        let sample = if self.variance > 0.0 { spread / self.variance } else { 1.0 / self.weights };
        Proportion::new(self.share, sample.min(self.respondents))
    }

    /// The same with the finite population correction. Nothing where everybody answered.
    pub fn in_population(self) -> Option<Proportion> {
        let effective = self.effective()?;
        let rest = if self.variance > 0.0 {
            self.corrected / self.variance
        } else {
            finite_population_correction(self.respondents, self.population)
        };
        (rest > 0.0).then(|| Proportion::new(self.share, effective.sample() / rest)).flatten()
    }

    /// By how much weighting enlarges the variance of a share of so many: n / effective n.
    pub fn design_effect(self) -> Option<f64> {
        Some(self.respondents / self.effective()?.sample())
    }
}
