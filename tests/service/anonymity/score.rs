//! How well somebody matches people and answers by one signal, beside how well one does by guessing.
//!
//! Who puts answers in some order, and people in theirs, and says that the first belongs to the first, is right for one of each
//! group on average, however large it is: that is chance. Two things are looked at. How many were right, with the interval of a
//! Poisson distribution; and whether the two orders have anything to do with each other (Spearman), which finds a signal that
//! is weak for each and there for all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};

use fastrand::Rng;

use super::signals::{Place, Sight};

/// Those who answered between two moments, in the order in which they came.
pub(super) type Groups = Vec<Vec<usize>>;

/// What one signal is worth.
#[derive(Debug)]
pub(super) struct Score {
    /// Which copies are looked at, and what in them.
    pub(super) signal: String,
    people: usize,
    right: f64,
    /// Of how many guessing is right.
    chance: f64,
    /// How far the orders agree, in standard deviations of what they do by chance.
    agreement: f64,
}

/// Two of 95 %, one of each end.
const OF_95: f64 = 1.96;

/// The score of each signal over all waves, each with what was seen of it and the groups that can be told apart anyhow.
pub(super) fn tally(copies: &str, sights: &[(&Sight, Groups)]) -> Vec<Score> {
    let signals: BTreeSet<&String> = sights.iter().flat_map(|(sight, _)| sight.keys()).collect();
    let mut scores = Vec::new();
    // What a signal does not tell apart is guessed.
    let mut chance = Rng::with_seed(2026);
    for signal in signals {
        for is_backwards in [false, true] {
            let name = format!("{copies}: {signal}{}", if is_backwards { ", backwards" } else { "" });
            let mut score = Score { signal: name, people: 0, right: 0.0, chance: 0.0, agreement: 0.0 };
            let mut tried = 0.0;
            for (sight, groups) in sights {
                let empty = BTreeMap::new();
                let places = sight.get(signal).unwrap_or(&empty);
                for group in groups {
                    // Where only some are seen, those are matched.
                    let seen = group.iter().copied().filter(|person| places.contains_key(person));
                    let seen: Vec<usize> = seen.collect();
                    if seen.len() > 2 {
                        score.agreement += score.try_on(&seen, places, is_backwards, &mut chance);
                        tried += 1.0;
                    }
                }
            }
            score.agreement /= f64::max(tried, 1.0).sqrt();
            if score.people > 0 {
                scores.push(score);
            }
        }
    }
    scores
}

impl Score {
    /// Matches the people of a group by their order, and says how far the orders agree.
    fn try_on(&mut self, group: &[usize], places: &Place, is_backwards: bool, chance: &mut Rng) -> f64 {
        let sign = if is_backwards { -1.0 } else { 1.0 };
        let seen = |person: &usize| (sign * places[person], chance.u64(..), *person);
        let mut guessed: Vec<(f64, u64, usize)> = group.iter().map(seen).collect();
        guessed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let right = guessed.iter().zip(group).filter(|((_, _, guessed), person)| guessed == *person).count();
        self.people += group.len();
        self.right += real(right);
        self.chance += 1.0;
        let came: BTreeMap<usize, usize> = group.iter().enumerate().map(|(place, person)| (*person, place)).collect();
        let distance =
            guessed.iter().enumerate().map(|(place, (_, _, person))| (real(place) - real(came[person])).powi(2));
        let count = real(group.len());
        let spearman = 1.0 - 6.0 * distance.sum::<f64>() / (count * (count * count - 1.0));
        spearman * (count - 1.0).sqrt()
    }

    /// Which part of the people was matched rightly.
    pub(super) fn share(&self) -> f64 {
        self.right / real(self.people)
    }

    /// Whether the signal is better than chance; with 95 % for all signals together, of which there are so many.
    pub(super) fn beats_chance(&self, signals: usize) -> bool {
        let bar = bar(signals);
        self.lowest(bar) > self.chance || self.agreement > bar
    }

    /// Of how many one would be right at least, so many deviations from the middle (Byar's approximation).
    fn lowest(&self, deviations: f64) -> f64 {
        if self.right == 0.0 {
            return 0.0;
        }
        let inner = 1.0 - 1.0 / (9.0 * self.right) - deviations / (3.0 * self.right.sqrt());
        self.right * inner.max(0.0).powi(3)
    }

    fn highest(&self, deviations: f64) -> f64 {
        let more = self.right + 1.0;
        more * (1.0 - 1.0 / (9.0 * more) + deviations / (3.0 * more.sqrt())).powi(3)
    }
}

/// A count to calculate with.
pub(super) fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// How many deviations a signal has to lie above the middle to count, when two things are looked at of so many: the share of a
/// normal distribution beyond it is then below 2.5 % for all together.
pub(super) fn bar(signals: usize) -> f64 {
    let looks = 2.0 * real(signals);
    // The tail of a normal distribution is smaller than exp(-d²/2) / 2.
    (2.0 * (looks / 0.05).ln()).sqrt().max(OF_95)
}

impl Display for Score {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { signal, people, right, chance, agreement } = self;
        let (lowest, highest) = (self.lowest(OF_95), self.highest(OF_95));
        write!(
            f,
            "{signal}: {right} of {people} right ({lowest:.1}–{highest:.1} at 95 %), chance {chance}, agreement {agreement:.1}"
        )
    }
}
