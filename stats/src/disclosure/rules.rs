//! The thresholds. A plan may tighten them and never loosen them.

use serde::{Deserialize, Serialize};

/// The thresholds of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
#[expect(clippy::struct_field_names, reason = "each is the least of something, and a file should say so")]
pub struct Rules {
    least_count: u32,
    least_base: u32,
    least_residents: u32,
}

/// Why thresholds are not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a threshold may be raised and never lowered: at least {} people a count, {} a base, {} residents", Rules::DEFAULT.least_count, Rules::DEFAULT.least_base, Rules::DEFAULT.least_residents)]
pub struct RulesError;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "as above")]
struct Written {
    least_count: u32,
    least_base: u32,
    least_residents: u32,
}

impl Rules {
    const DEFAULT: Self = Self { least_count: 5, least_base: 20, least_residents: 100 };

    /// Thresholds at or above the defaults: how many people a count and its complement must have (and how wide the interval
    /// of a hidden one must be), how many a share must rest on, how many must live where answers are shown by place.
    pub fn parse(least_count: u32, least_base: u32, least_residents: u32) -> Result<Self, RulesError> {
        let rules = Self { least_count, least_base, least_residents };
        let least = Self::DEFAULT;
        let tight = least_count >= least.least_count
            && least_base >= least.least_base
            && least_residents >= least.least_residents;
        tight.then_some(rules).ok_or(RulesError)
    }

    /// The fewest people a count, its complement or the difference of two nested populations may have, unless it is zero;
    /// and the protection level.
    pub fn least_count(self) -> u64 {
        u64::from(self.least_count)
    }

    /// The fewest people a distribution of answers may rest on.
    pub fn least_base(self) -> u64 {
        u64::from(self.least_base)
    }

    /// The same, where a distribution must rest on more people than elsewhere.
    pub(crate) fn resting_on(self, least_base: u32) -> Self {
        Self { least_base: self.least_base.max(least_base), ..self }
    }

    /// The fewest people who must live in a place of which answers are shown.
    pub fn least_residents(self) -> u32 {
        self.least_residents
    }

    /// Thresholds so small that all populations can be tried one by one.
    #[cfg(test)]
    pub(crate) fn tiny(least_count: u32, least_base: u32) -> Self {
        Self { least_count, least_base, least_residents: 0 }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl TryFrom<Written> for Rules {
    type Error = RulesError;

    fn try_from(written: Written) -> Result<Self, RulesError> {
        Self::parse(written.least_count, written.least_base, written.least_residents)
    }
}

impl From<Rules> for Written {
    fn from(rules: Rules) -> Self {
        let Rules { least_count, least_base, least_residents } = rules;
        Self { least_count, least_base, least_residents }
    }
}
