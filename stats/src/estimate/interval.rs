//! Intervals around one share.

use crate::estimate::beta::beta_quantile;

/// How often an interval made in this way holds the true value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Nine times in ten.
    Ninety,
    /// Nineteen times in twenty; what is meant where nothing is said.
    #[default]
    NinetyFive,
    /// Ninety-nine times in a hundred.
    NinetyNine,
}

/// From one value to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A share of a sample: what part of how many. The sample may be an effective one, which is seldom whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proportion {
    share: f64,
    sample: f64,
}

impl Level {
    /// The two-sided quantile of the normal distribution.
    pub fn normal(self) -> f64 {
        match self {
            Self::Ninety => 1.644_853_626_951_472_2,
            Self::NinetyFive => 1.959_963_984_540_054,
            Self::NinetyNine => 2.575_829_303_548_900_4,
        }
    }

    /// How often the true value lies outside, 0 to 1.
    pub fn outside(self) -> f64 {
        match self {
            Self::Ninety => 0.10,
            Self::NinetyFive => 0.05,
            Self::NinetyNine => 0.01,
        }
    }

    /// The two-sided quantile of Student's t distribution: without end where there is no degree of freedom, the normal one from a milliard
    /// on, where they differ by less than 0.00000001.
    ///
    /// Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964), 26.7.1 and 26.5.27: t²/(ν + t²) is of the beta distribution
    /// with ½ and ν/2.
    pub fn student(self, degrees: f64) -> f64 {
        if degrees.is_nan() || degrees <= 0.0 {
            return f64::INFINITY;
        }
        if degrees >= 1e9 {
            return self.normal();
        }
        let part = beta_quantile(0.5, degrees / 2.0, 1.0 - self.outside());
        (degrees * part / (1.0 - part)).sqrt()
    }
}

impl Interval {
    /// From the lower end to the upper.
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether the value lies in it, the ends included.
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

impl Proportion {
    /// Nothing where the share is no share or nobody was asked.
    pub fn new(share: f64, sample: f64) -> Option<Self> {
        ((0.0..=1.0).contains(&share) && sample.is_finite() && sample > 0.0).then_some(Self { share, sample })
    }

    /// `count` of `sample` people. Nothing where more are counted than were asked.
    pub fn of(count: u32, sample: u32) -> Option<Self> {
        Self::new(f64::from(count) / f64::from(sample), f64::from(sample))
    }

    /// The share, 0 to 1.
    pub fn share(self) -> f64 {
        self.share
    }

    /// How many it is a share of.
    pub fn sample(self) -> f64 {
        self.sample
    }

    /// The variance of the share in a simple random sample with replacement: p(1 − p)/n.
    pub fn variance(self) -> f64 {
        self.share * (1.0 - self.share) / self.sample
    }

    /// The same share with the sample that tells as much when it was drawn without replacement from few: n/(1 − n/N), by
    /// which the variance p(1 − p)/n takes the correction. Nothing where everybody answered: then nothing is uncertain.
    pub fn in_population(self, answered: f64, population: f64) -> Option<Self> {
        let rest = finite_population_correction(answered, population);
        (rest > 0.0).then(|| Self { sample: self.sample / rest, ..self })
    }
}

/// What is left of a variance when `sample` of `population` were asked and nobody twice: 1 − n/N, never below zero.
///
/// Cochran, *Sampling Techniques* (3rd ed. 1977), section 2.6, (2.19).
pub fn finite_population_correction(sample: f64, population: f64) -> f64 {
    (1.0 - sample / population).clamp(0.0, 1.0)
}

/// The score interval of a share, which stays within 0 and 1 and keeps its promise for small samples.
///
/// Wilson, "Probable inference, the law of succession, and statistical inference", *JASA* 22 (1927), 209–212; as method 3
/// in Newcombe, "Two-sided confidence intervals for the single proportion", *Statistics in Medicine* 17 (1998), 857–872.
pub fn wilson(proportion: Proportion, level: Level) -> Interval {
    let Proportion { share, sample } = proportion;
    let z = level.normal();
    let middle = 2.0 * sample * share + z * z;
    let spread = z * (z * z + 4.0 * sample * share * (1.0 - share)).sqrt();
    let whole = 2.0 * (sample + z * z);
    // It holds the share, but for the last bit of what a computer works out.
    let (low, high) = (((middle - spread) / whole).max(0.0), ((middle + spread) / whole).min(1.0));
    Interval { low: low.min(share), high: high.max(share) }
}

/// The interval of a share that no chance in whom was asked makes shorter than its promise; often it is longer than it had to be. Wilson's
/// is meant where nothing is said, and this one where a promise has to be kept for every true share.
///
/// Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", *Biometrika* 26 (1934),
/// 404–413, by quantiles of the beta distribution, so that it takes an effective sample as well: Korn and Graubard, "Confidence intervals for
/// proportions with small expected number of positive counts estimated from survey data", *Survey Methodology* 24 (1998), 193–201.
pub fn clopper_pearson(proportion: Proportion, level: Level) -> Interval {
    let Proportion { share, sample } = proportion;
    let (yes, no) = (share * sample, (1.0 - share) * sample);
    let beyond = level.outside() / 2.0;
    Interval {
        low: if yes > 0.0 { beta_quantile(yes, no + 1.0, beyond) } else { 0.0 },
        high: if no > 0.0 { beta_quantile(yes + 1.0, no, 1.0 - beyond) } else { 1.0 },
    }
}

/// The interval of a share with a given variance, made on the scale of log odds, with Student's t.
///
/// As R `survey::svyciprop(method = "logit")`; Korn and Graubard, *Analysis of Health Surveys* (1999), section 2.4.
/// Nothing for a share of 0 or 1, which has no log odds.
pub fn logit(share: f64, variance: f64, degrees: f64, level: Level) -> Option<Interval> {
    if share <= 0.0 || share >= 1.0 {
        return None;
    }
    let odds = (share / (1.0 - share)).ln();
    let reach = if variance > 0.0 { level.student(degrees) * variance.sqrt() / (share * (1.0 - share)) } else { 0.0 };
    let back = |odds: f64| 1.0 / (1.0 + (-odds).exp());
    Some(Interval { low: back(odds - reach), high: back(odds + reach) })
}
