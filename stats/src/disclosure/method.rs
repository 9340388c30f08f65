//! By which method the counts of a release are protected. Hiding some is the usual one; the others change counts a little instead,
//! and each makes a promise of its own.

use serde::{Deserialize, Serialize};

use crate::disclosure::Rules;
use crate::disclosure::perturb::Noise;

/// What is done to counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Method {
    /// Some are hidden, and none is changed.
    #[default]
    Suppression,
    /// Each is changed by noise that follows from whom it counts.
    CellKey {
        /// The largest change.
        most: u32,
        /// The variance of the changes.
        variance: f64,
    },
    /// Small ones become none or the base, and others change so that everything still adds up.
    SmallCountRounding {
        /// Between none and this there is no count.
        base: u32,
    },
}

/// Why a method is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MethodError {
    /// Such noise would protect too little, or there is none.
    #[error(
        "noise may change a count by half of `least_count` up to {LARGEST}, and its variance is at least 1 and below the largest change"
    )]
    Noise,
    /// Counts that the rules call small would stay, or none would be left.
    #[error("the base of rounding is `least_count` at least and {LARGEST} at most")]
    Base,
}

const LARGEST: u32 = 20;
const LEAST_VARIANCE: f64 = 1.0;

impl Method {
    /// Whether counts are hidden and not changed.
    pub fn is_suppression(&self) -> bool {
        *self == Self::Suppression
    }

    /// Refuses what would protect less than the rules ask for: a count that could be any of fewer than `least_count`.
    pub fn check(self, rules: Rules) -> Result<(), MethodError> {
        match self {
            Self::Suppression => Ok(()),
            Self::CellKey { most, variance } => {
                let is_wide = u64::from(most) * 2 >= rules.least_count() && variance >= LEAST_VARIANCE;
                let is_there = most <= LARGEST && Noise::new(most, variance).is_ok();
                if is_wide && is_there { Ok(()) } else { Err(MethodError::Noise) }
            }
            Self::SmallCountRounding { base } => {
                let fits = u64::from(base) >= rules.least_count() && base <= LARGEST;
                if fits { Ok(()) } else { Err(MethodError::Base) }
            }
        }
    }
}
