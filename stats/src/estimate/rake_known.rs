//! Raking where not everything is known of everybody, and where people who are alike in all that is known get one weight.

use crate::estimate::rake::{MOST_ROUNDS, SMALLEST_GAP};
use crate::estimate::{RakeError, Raked, Trimming, Weights};

/// Respondents who are alike in all that is known of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// How many they are.
    pub people: u32,
    /// For each margin the category that they are in, as an index into its totals; nothing, where it is not known.
    pub categories: Vec<Option<usize>>,
}

/// Weights of groups by margins of which only how the population is divided matters. In each margin only those whose category is known
/// are fitted: together they keep what they weighed, and the others keep theirs. So unknown is taken to be spread as known is, after what
/// the other margins tell. The weights are one a group, and their mean over people is 1. Where some would go beyond the bounds, all is done
/// again with weights held between them in every round.
///
/// This is how `anesrake` (Pasek, *anesrake: ANES Raking Implementation*, R package 0.80, 2018) does by *Computing Weights for American
/// National Election Study Survey Data* (ANES Technical Report nes012427, 2009).
pub fn rake_known(groups: &[Alike], totals: &[Vec<f64>], trimming: Trimming) -> Result<Raked, RakeError> {
    check(groups, totals)?;
    if !trimming.has_room() {
        return Err(RakeError::Trimming);
    }
    // What lies beyond the bounds on the way only need not do so in the end.
    let free = rounds(groups, totals, Trimming::NONE)?;
    let is_within = |weight: &f64| (trimming.least..=trimming.most).contains(weight);
    if free.weights.as_slice().iter().all(is_within) { Ok(free) } else { rounds(groups, totals, trimming) }
}

fn rounds(groups: &[Alike], totals: &[Vec<f64>], trimming: Trimming) -> Result<Raked, RakeError> {
    let mut weights = vec![1.0; groups.len()];
    let (mut rounds, mut trimmed) = (0, 0);
    let mut largest_gap = gap(&weights, groups, totals);
    while largest_gap > SMALLEST_GAP && rounds < MOST_ROUNDS {
        for (margin, totals) in totals.iter().enumerate() {
            fit(&mut weights, groups, margin, totals);
        }
        trimmed = hold(&mut weights, groups, trimming);
        rounds += 1;
        let before = largest_gap;
        largest_gap = gap(&weights, groups, totals);
        if (before - largest_gap).abs() < SMALLEST_GAP / 100.0 {
            break;
        }
    }
    let weights = Weights::parse(weights)?;
    Ok(Raked { weights, rounds, trimmed, largest_gap, converged: largest_gap <= SMALLEST_GAP })
}

fn check(groups: &[Alike], totals: &[Vec<f64>]) -> Result<(), RakeError> {
    for (margin, totals) in totals.iter().enumerate() {
        let mut answered = vec![false; totals.len()];
        for (respondent, group) in groups.iter().enumerate() {
            match group.categories.get(margin) {
                Some(None) => {}
                Some(Some(category)) if *category < totals.len() => answered[*category] |= group.people > 0,
                _ => return Err(RakeError::Unplaced { margin, respondent }),
            }
        }
        for (category, (total, answered)) in totals.iter().zip(answered).enumerate() {
            if !total.is_finite() || *total < 0.0 || (answered && *total == 0.0) {
                return Err(RakeError::Total { margin, category });
            }
            if !answered && *total > 0.0 {
                return Err(RakeError::Unanswered { margin, category });
            }
        }
    }
    Ok(())
}

/// What those weigh together who are in each category.
fn sums(weights: &[f64], groups: &[Alike], margin: usize, categories: usize) -> Vec<f64> {
    let mut sums = vec![0.0; categories];
    for (weight, group) in weights.iter().zip(groups) {
        if let Some(category) = group.categories[margin] {
            sums[category] += weight * f64::from(group.people);
        }
    }
    sums
}

fn fit(weights: &mut [f64], groups: &[Alike], margin: usize, totals: &[f64]) {
    let sums = sums(weights, groups, margin, totals.len());
    let (known, population) = (sums.iter().sum::<f64>(), totals.iter().sum::<f64>());
    for (weight, group) in weights.iter_mut().zip(groups) {
        if let Some(category) = group.categories[margin] {
            *weight *= totals[category] / population * known / sums[category];
        }
    }
}

/// Makes the mean 1 and cuts off what lies beyond the bounds, in turns, because what is cut off moves the mean.
fn hold(weights: &mut [f64], groups: &[Alike], trimming: Trimming) -> usize {
    let people: f64 = groups.iter().map(|group| f64::from(group.people)).sum();
    for _ in 0..MOST_ROUNDS {
        let sum: f64 = weights.iter().zip(groups).map(|(weight, group)| weight * f64::from(group.people)).sum();
        let mut has_cut = false;
        for weight in &mut *weights {
            let scaled = *weight * people / sum;
            *weight = scaled.clamp(trimming.least, trimming.most);
            has_cut |= (*weight - scaled).abs() > 1e-12;
        }
        if !has_cut {
            break;
        }
    }
    let is_held = |weight: f64| weight <= trimming.least * (1.0 + 1e-9) || weight >= trimming.most * (1.0 - 1e-9);
    weights.iter().zip(groups).filter(|(weight, _)| is_held(**weight)).map(|(_, group)| group.people as usize).sum()
}

/// The largest distance of a category's share of those who are known from its share of the population.
fn gap(weights: &[f64], groups: &[Alike], totals: &[Vec<f64>]) -> f64 {
    let gaps = totals.iter().enumerate().flat_map(|(margin, totals)| {
        let sums = sums(weights, groups, margin, totals.len());
        let (known, population) = (sums.iter().sum::<f64>(), totals.iter().sum::<f64>());
        totals.iter().zip(sums).map(move |(total, sum)| (sum / known - total / population).abs()).collect::<Vec<_>>()
    });
    gaps.fold(0.0, f64::max)
}
