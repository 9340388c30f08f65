//! The cell-key method: noise that follows from who is counted, so that the same people give the same number in every table.
//!
//! Fraser and Wooton, "A proposed method for confidentialising tabular output to protect against differencing", *UNECE work session
//! on statistical data confidentiality* (2005); Hundepool and others, *Handbook on Statistical Disclosure Control* (2nd ed. 2024),
//! chapter 5. Probabilities by maximum entropy as in Giessing, "Computational issues in the design of transition probabilities and
//! disclosure risk estimation for additive noise", *Privacy in Statistical Databases* (2016), 237–251.

/// A part of 1 that belongs to a record for ever, of 2⁻⁶⁴ at the finest; made from a secret outside of here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecordKey(u64);

/// The key of a cell: the sum of its records' keys without the whole numbers in it.
pub fn cell_key(records: impl IntoIterator<Item = RecordKey>) -> RecordKey {
    RecordKey(records.into_iter().fold(0, |sum, key| sum.wrapping_add(key.0)))
}

/// How likely each change of a count is.
#[derive(Clone, Debug, PartialEq)]
pub struct Noise {
    most: u32,
    variance: f64,
    /// For counts of one, two and so on up to the largest change, how likely it is to change by each number, the smallest first.
    rows: Vec<Vec<f64>>,
}

/// Why there is no such noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("noise changes counts by 1 to 20 at most, and its variance is above zero and below that number")]
pub struct NoiseError;

const LARGEST: u32 = 20;
const ROUNDS: usize = 200;
const SMALLEST_GAP: f64 = 1e-12;

impl RecordKey {
    /// A key from 64 bits of chance.
    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The key, from 0 to below 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits of a key decide as well as 64")]
    pub fn part(self) -> f64 {
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

impl Noise {
    /// Noise that changes no count by more than `most`, none below zero and none that is zero, is zero on average and has the
    /// variance for every count above zero. Of all such noise, the one that tells least (of maximum entropy).
    pub fn new(most: u32, variance: f64) -> Result<Self, NoiseError> {
        let is_possible = (1..=LARGEST).contains(&most) && variance > 0.0 && variance < f64::from(most);
        if !is_possible {
            return Err(NoiseError);
        }
        let rows = (1..=most).map(|count| probabilities(count, most, variance)).collect::<Option<_>>();
        Ok(Self { most, variance, rows: rows.ok_or(NoiseError)? })
    }

    /// The largest change.
    pub fn most(&self) -> u32 {
        self.most
    }

    /// The variance of the noise, which users may be told: intervals get wider by it.
    pub fn variance(&self) -> f64 {
        self.variance
    }

    /// The changes that a count may get, each with how likely it is.
    pub fn changes(&self, count: u64) -> Vec<(i64, f64)> {
        let Some(lowest) = count.min(u64::from(self.most)).checked_sub(1).and_then(|at| usize::try_from(at).ok())
        else {
            return vec![(0, 1.0)];
        };
        let first = -i64::from(self.most).min(i64::try_from(count).unwrap_or(i64::MAX));
        (first..).zip(self.rows[lowest].iter().copied()).collect()
    }

    /// The count of a cell with the noise that its key draws.
    pub fn applied(&self, count: u64, key: RecordKey) -> u64 {
        let mut left = key.part();
        let changes = self.changes(count);
        let drawn = changes.iter().find(|(_, likely)| {
            left -= likely;
            left < 0.0
        });
        let change = drawn.or(changes.last()).map_or(0, |(change, _)| *change);
        count.saturating_add_signed(change)
    }
}

/// Probabilities of the changes from −`count` to `most` with mean zero, the variance, and as much entropy as can be: p ∝ exp(ad + bd²)
/// by Newton's method on the dual, which is convex.
fn probabilities(count: u32, most: u32, variance: f64) -> Option<Vec<f64>> {
    let changes: Vec<f64> = (0..=count + most).map(|at| f64::from(at) - f64::from(count)).collect();
    let (mut a, mut b) = (0.0_f64, 0.0_f64);
    let mut value = dual(&changes, variance, a, b).0;
    for _ in 0..ROUNDS {
        let (_, likely) = dual(&changes, variance, a, b);
        let moment =
            |power: i32| -> f64 { changes.iter().zip(&likely).map(|(change, p)| p * change.powi(power)).sum() };
        let [first, second, third, fourth] = [1, 2, 3, 4].map(moment);
        let (down, across) = (first, second - variance);
        if down.abs() < SMALLEST_GAP && across.abs() < SMALLEST_GAP {
            return Some(likely);
        }
        let (aa, ab, bb) = (second - first * first, third - first * second, fourth - second * second);
        let determinant = aa * bb - ab * ab;
        let (step_a, step_b) = ((bb * down - ab * across) / determinant, (aa * across - ab * down) / determinant);
        let mut length = 1.0;
        let better = |length: f64| dual(&changes, variance, a - length * step_a, b - length * step_b).0;
        while length > 1e-9 && better(length) > value + 1e-15 {
            length /= 2.0;
        }
        (a, b) = (a - length * step_a, b - length * step_b);
        value = dual(&changes, variance, a, b).0;
    }
    None
}

/// ln Σ exp(ad + bd²) − b·variance, and the probabilities that belong to it.
fn dual(changes: &[f64], variance: f64, a: f64, b: f64) -> (f64, Vec<f64>) {
    let powers: Vec<f64> = changes.iter().map(|change| a * change + b * change * change).collect();
    let largest = powers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let parts: Vec<f64> = powers.iter().map(|power| (power - largest).exp()).collect();
    let sum: f64 = parts.iter().sum();
    (sum.ln() + largest - b * variance, parts.into_iter().map(|part| part / sum).collect())
}
