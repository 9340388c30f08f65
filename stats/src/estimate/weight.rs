//! Weights, and what they cost in certainty.

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
