//! Weights, what they cost in certainty, and a share under them.

use crate::estimate::{Proportion, finite_population_correction};

/// For how many people each respondent stands: finite and above zero, at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(Vec<f64>);

/// Why numbers are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// There are none.
    #[error("there are no weights")]
    Empty,
    /// One is zero, below zero or no number.
    #[error("weight {0} is not a number above zero")]
    Unusable(usize),
}

/// A part of the population that was sampled by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stratum {
    /// How many live there, where they are few enough to matter.
    pub population: Option<f64>,
}

/// A share with its variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The share, 0 to 1.
    pub share: f64,
    /// Its variance.
    pub variance: f64,
    /// How many respondents it rests on.
    pub respondents: usize,
}

impl Weights {
    /// Checks the numbers.
    pub fn parse(weights: Vec<f64>) -> Result<Self, WeightsError> {
        if weights.is_empty() {
            return Err(WeightsError::Empty);
        }
        match weights.iter().position(|weight| !weight.is_finite() || *weight <= 0.0) {
            Some(at) => Err(WeightsError::Unusable(at)),
            None => Ok(Self(weights)),
        }
    }

    /// Everybody stands for one.
    pub fn equal(respondents: usize) -> Result<Self, WeightsError> {
        Self::parse(vec![1.0; respondents])
    }

    /// The weights, one a respondent.
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }

    /// How many people they stand for together.
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }

    /// The size of an unweighted sample that says as much: (Σw)² / Σw².
    ///
    /// Kish, *Survey Sampling* (1965), section 11.7; "Weighting for unequal Pi", *Journal of Official Statistics* 8 (1992),
    /// 183–200.
    pub fn effective_sample(&self) -> f64 {
        let squares: f64 = self.0.iter().map(|weight| weight * weight).sum();
        self.total().powi(2) / squares
    }

    /// By how much the weights enlarge a variance: n / effective n, which is 1 + cv² of the weights (Kish, as above).
    #[expect(clippy::cast_precision_loss, reason = "a sample has fewer than 2^52 people")]
    pub fn design_effect(&self) -> f64 {
        self.0.len() as f64 / self.effective_sample()
    }
}

impl Estimate {
    /// The share with the sample that would give this variance without any design: p(1 − p)/v, the *effective sample* that
    /// [`crate::estimate::wilson`] takes. A share of 0 or 1 has no variance to go by and keeps its respondents.
    #[expect(clippy::cast_precision_loss, reason = "a sample has fewer than 2^52 people")]
    pub fn effective(self) -> Option<Proportion> {
        let spread = self.share * (1.0 - self.share);
        let sample = if self.variance > 0.0 { spread / self.variance } else { self.respondents as f64 };
        Proportion::new(self.share, sample)
    }
}

/// The share of those who said yes under weights, Σwy/Σw, and its variance by linearisation: the sum over strata of
/// (1 − n/N) · n/(n − 1) · Σ(z − z̄)² with z = w(y − p)/Σw.
///
/// Särndal, Swensson and Wretman, *Model Assisted Survey Sampling* (1992), section 5.7 and result 5.6.2; Lumley, *Complex
/// Surveys* (2010), appendix C.1. `stratum` says to which of `strata` each respondent belongs. Nothing where the lengths
/// differ or a stratum has a single respondent, whose variance nobody knows.
pub fn weighted_share(said_yes: &[bool], weights: &Weights, stratum: &[usize], strata: &[Stratum]) -> Option<Estimate> {
    let weights_of = weights.as_slice();
    if said_yes.len() != weights_of.len() || stratum.len() != weights_of.len() {
        return None;
    }
    let total = weights.total();
    let yes: f64 = said_yes.iter().zip(weights_of).filter(|(yes, _)| **yes).map(|(_, weight)| weight).sum();
    let share = (yes / total).min(1.0);
    let mut sums = vec![(0.0_f64, 0.0_f64, 0.0_f64); strata.len()];
    for ((yes, weight), stratum) in said_yes.iter().zip(weights_of).zip(stratum) {
        let score = weight * (f64::from(u8::from(*yes)) - share) / total;
        let (people, sum, squares) = sums.get_mut(*stratum)?;
        *people += 1.0;
        *sum += score;
        *squares += score * score;
    }
    let mut variance = 0.0;
    for ((people, sum, squares), stratum) in sums.into_iter().zip(strata) {
        if people == 0.0 {
            continue;
        }
        if people < 2.0 {
            return None;
        }
        let rest = stratum.population.map_or(1.0, |all| finite_population_correction(people, all));
        variance += rest * people / (people - 1.0) * (squares - sum * sum / people).max(0.0);
    }
    Some(Estimate { share, variance, respondents: said_yes.len() })
}
