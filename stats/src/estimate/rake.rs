//! Weights that make the sample look like the population in what is known of it.

use crate::estimate::{Weights, WeightsError};

/// One thing that is known of the population: how many there are in each category, and who of the sample is in which.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'a> {
    /// The category of each respondent, as an index into `totals`.
    pub categories: &'a [usize],
    /// How many people of the population are in each category.
    pub totals: &'a [f64],
}

/// How far weights may go, as multiples of their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trimming {
    /// No weight below this multiple.
    pub least: f64,
    /// No weight above this multiple.
    pub most: f64,
}

/// Weights and how they came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Raked {
    /// One a respondent, or one for each group of those who are alike.
    pub weights: Weights,
    /// How many times all margins were gone through.
    pub rounds: usize,
    /// How many respondents have a weight at a bound of the trimming.
    pub trimmed: usize,
    /// The largest distance between a category's weights and its total, as a share of the population.
    pub largest_gap: f64,
    /// Whether that distance is as small as was asked for. Trimming that is too tight for the margins keeps it from it.
    pub converged: bool,
}

/// Why there are no such weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RakeError {
    /// A margin does not have one known category for every respondent.
    #[error("margin {margin} does not place respondent {respondent}")]
    Unplaced {
        /// Which margin, from zero.
        margin: usize,
        /// Which respondent, from zero.
        respondent: usize,
    },
    /// People live there and none of them answered: the category must be joined with another first.
    #[error("nobody in category {category} of margin {margin} answered, and people live there; join it with another")]
    Unanswered {
        /// Which margin, from zero.
        margin: usize,
        /// Which category, from zero.
        category: usize,
    },
    /// A total is below zero or no number, or zero where somebody answered.
    #[error("category {category} of margin {margin} has no usable total")]
    Total {
        /// Which margin, from zero.
        margin: usize,
        /// Which category, from zero.
        category: usize,
    },
    /// The margins are of populations of different sizes.
    #[error("margin {0} adds up to another population than the first one")]
    Populations(usize),
    /// The bounds leave no room for the mean.
    #[error("a weight must be allowed to be 1")]
    Trimming,
    /// Totals and base weights lie so far apart that no number holds what comes of it.
    #[error(transparent)]
    Weights(#[from] WeightsError),
}

pub(super) const SMALLEST_GAP: f64 = 1e-9;
pub(super) const MOST_ROUNDS: usize = 1_000;

impl Trimming {
    /// No bounds.
    pub const NONE: Self = Self { least: 0.0, most: f64::INFINITY };

    /// Whether weights can have their mean.
    pub(super) fn has_room(self) -> bool {
        self.least <= 1.0 && self.most >= 1.0 && self.least >= 0.0
    }
}

/// Weights by one classification: everyone in a category gets the same factor, total over sum of weights.
///
/// Holt and Smith, "Post stratification", *JRSS A* 142 (1979), 33–46.
pub fn post_stratify(base: &Weights, strata: Margin<'_>) -> Result<Weights, RakeError> {
    check(base, &[strata])?;
    let mut weights = base.as_slice().to_vec();
    fit(&mut weights, strata);
    Ok(Weights::parse(weights)?)
}

/// Weights by several classifications of which only the margins are known: post-stratified to each in turn until all hold
/// (iterative proportional fitting), with weights held between the bounds after every round.
///
/// Deming and Stephan, "On a least squares adjustment of a sampled frequency table", *Annals of Mathematical Statistics* 11
/// (1940), 427–444; trimming within the rounds as in Izrael, Battaglia and Frankel, "Extreme survey weight adjustment as a
/// component of sample balancing", SAS Global Forum 2009, paper 247.
pub fn rake(base: &Weights, margins: &[Margin<'_>], trimming: Trimming) -> Result<Raked, RakeError> {
    check(base, margins)?;
    if !trimming.has_room() {
        return Err(RakeError::Trimming);
    }
    let mut weights = base.as_slice().to_vec();
    let mut rounds = 0;
    let (mut largest_gap, mut trimmed) = (gap(&weights, margins), 0);
    while largest_gap > SMALLEST_GAP && rounds < MOST_ROUNDS {
        for margin in margins {
            fit(&mut weights, *margin);
        }
        trimmed = trim(&mut weights, trimming);
        rounds += 1;
        let before = largest_gap;
        largest_gap = gap(&weights, margins);
        if trimmed > 0 && (before - largest_gap).abs() < SMALLEST_GAP / 100.0 {
            break;
        }
    }
    let weights = Weights::parse(weights)?;
    Ok(Raked { weights, rounds, trimmed, largest_gap, converged: largest_gap <= SMALLEST_GAP })
}

fn check(base: &Weights, margins: &[Margin<'_>]) -> Result<(), RakeError> {
    let population: f64 = margins.first().map_or(0.0, |margin| margin.totals.iter().sum());
    for (at, margin) in margins.iter().enumerate() {
        let mut answered = vec![false; margin.totals.len()];
        for respondent in 0..base.as_slice().len().max(margin.categories.len()) {
            let category = margin.categories.get(respondent).filter(|_| respondent < base.as_slice().len());
            match category.and_then(|category| answered.get_mut(*category)) {
                Some(seen) => *seen = true,
                None => return Err(RakeError::Unplaced { margin: at, respondent }),
            }
        }
        for (category, (total, answered)) in margin.totals.iter().zip(answered).enumerate() {
            if !total.is_finite() || *total < 0.0 || (answered && *total == 0.0) {
                return Err(RakeError::Total { margin: at, category });
            }
            if !answered && *total > 0.0 {
                return Err(RakeError::Unanswered { margin: at, category });
            }
        }
        if (margin.totals.iter().sum::<f64>() - population).abs() > 1e-6 * population {
            return Err(RakeError::Populations(at));
        }
    }
    Ok(())
}

fn sums(weights: &[f64], margin: Margin<'_>) -> Vec<f64> {
    let mut sums = vec![0.0; margin.totals.len()];
    for (weight, category) in weights.iter().zip(margin.categories) {
        sums[*category] += weight;
    }
    sums
}

fn fit(weights: &mut [f64], margin: Margin<'_>) {
    let sums = sums(weights, margin);
    for (weight, category) in weights.iter_mut().zip(margin.categories) {
        *weight *= margin.totals[*category] / sums[*category];
    }
}

#[expect(clippy::cast_precision_loss, reason = "a sample has fewer than 2^52 people")]
fn trim(weights: &mut [f64], trimming: Trimming) -> usize {
    let mean = weights.iter().sum::<f64>() / weights.len() as f64;
    let mut trimmed = 0;
    for weight in weights {
        let held = weight.clamp(trimming.least * mean, trimming.most * mean);
        trimmed += usize::from((held - *weight).abs() > 1e-12 * mean);
        *weight = held;
    }
    trimmed
}

fn gap(weights: &[f64], margins: &[Margin<'_>]) -> f64 {
    let gaps = margins.iter().flat_map(|margin| {
        let population: f64 = margin.totals.iter().sum();
        let sums = sums(weights, *margin);
        margin.totals.iter().zip(sums).map(move |(total, sum)| (sum - total).abs() / population).collect::<Vec<_>>()
    });
    gaps.fold(0.0, f64::max)
}
