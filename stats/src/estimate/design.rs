//! A sample as it was drawn, and how sure it makes what is said of everybody.
//!
//! Answers of one home are more alike than those of two, and people of one stairway more than those of two areas. Who draws homes and asks
//! all who live there has drawn fewer things than people answered; who draws from every area by itself knows more than from all at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::estimate::{Estimate, Margin, RakeError, Trimming, Weights, finite_population_correction, rake};

/// A part of the population that was sampled by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stratum {
    /// How many clusters there are in it, asked or not, where they are few enough to matter; people, where people were drawn.
    pub population: Option<f64>,
}

/// Whom a sample is of: weights, and in which cluster of which stratum each respondent was found. In each stratum clusters were drawn by
/// chance, all alike, and everybody in them was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Those it was drawn with.
    drawn: Weights,
    /// Those that it is estimated with.
    weights: Weights,
    /// The cluster of each respondent, as an index into `stratum_of`.
    cluster: Vec<usize>,
    stratum_of: Vec<usize>,
    strata: Vec<Stratum>,
    /// The category of each respondent in each margin that the weights were fitted to.
    margins: Vec<Vec<usize>>,
}

/// Why numbers are no design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DesignError {
    /// Weights, clusters and strata are of different numbers of people.
    #[error("weights, clusters and strata are not of the same people")]
    Lengths,
    /// Somebody is in a stratum that there is not.
    #[error("there is no stratum for respondent {0}")]
    Stratum(usize),
    /// One cluster is in two strata.
    #[error("cluster {0} is in two strata")]
    Split(usize),
    /// Of several clusters one was drawn, so that nobody knows how much they differ.
    #[error("stratum {0} has one cluster alone; join it with another")]
    Alone(usize),
    /// More clusters were drawn than there are.
    #[error("stratum {0} has more clusters in the sample than there are")]
    Population(usize),
    /// There are no weights that meet the margins.
    #[error(transparent)]
    Margins(#[from] RakeError),
    /// Each margin can be met, and all together cannot.
    #[error("no weights meet all margins together")]
    Unmet,
}

impl Design {
    /// A sample in which everybody was drawn by himself: `stratum` says from which of `strata`.
    pub fn of_people(weights: Weights, stratum: &[usize], strata: &[Stratum]) -> Result<Self, DesignError> {
        let people: Vec<usize> = (0..stratum.len()).collect();
        Self::of_clusters(weights, &people, stratum, strata)
    }

    /// A sample of clusters in which all were asked. `cluster` has any number that tells one cluster from another.
    pub fn of_clusters(
        weights: Weights,
        cluster: &[usize],
        stratum: &[usize],
        strata: &[Stratum],
    ) -> Result<Self, DesignError> {
        let people = weights.as_slice().len();
        if cluster.len() != people || stratum.len() != people {
            return Err(DesignError::Lengths);
        }
        let mut index = BTreeMap::new();
        let (mut own, mut stratum_of) = (Vec::with_capacity(people), Vec::new());
        for (at, (cluster, stratum)) in cluster.iter().zip(stratum).enumerate() {
            if *stratum >= strata.len() {
                return Err(DesignError::Stratum(at));
            }
            let known = *index.entry(*cluster).or_insert_with(|| {
                stratum_of.push(*stratum);
                stratum_of.len() - 1
            });
            if stratum_of[known] != *stratum {
                return Err(DesignError::Split(*cluster));
            }
            own.push(known);
        }
        check(&stratum_of, strata)?;
        Ok(Self {
            drawn: weights.clone(),
            weights,
            cluster: own,
            stratum_of,
            strata: strata.to_vec(),
            margins: Vec::new(),
        })
    }

    /// The same sample with weights that meet `margins` ([`rake()`] without bounds; with one margin it is post-stratification). What the
    /// margins explain of an answer is then no longer left to chance, and its variance is that of the rest.
    ///
    /// Deville, Särndal and Sautory, "Generalized raking procedures in survey sampling", *JASA* 88 (1993), 1013–1020.
    pub fn calibrated(self, margins: &[Margin<'_>]) -> Result<Self, DesignError> {
        let raked = rake(&self.drawn, margins, Trimming::NONE)?;
        if !raked.converged {
            return Err(DesignError::Unmet);
        }
        let margins = margins.iter().map(|margin| margin.categories.to_vec()).collect();
        Ok(Self { weights: raked.weights, margins, ..self })
    }

    /// For how many each respondent stands.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// How freely the variance could vary: clusters less strata.
    ///
    /// Korn and Graubard, *Analysis of Health Surveys* (1999), section 5.2; R `survey::degf`.
    pub fn degrees_of_freedom(&self) -> usize {
        let used = self.drawn_of_strata().into_iter().filter(|drawn| *drawn > 0).count();
        self.stratum_of.len() - used
    }

    /// How many people there are of whom something holds, or how much they have of something together: Σwy. One value a respondent;
    /// nothing where there are more or fewer, or one is no number.
    pub fn total(&self, values: &[f64]) -> Option<Estimate> {
        self.fits(values)?;
        Some(self.estimate(self.sum(values), values))
    }

    /// The mean of everybody, Σwy/Σw. One value a respondent, as for a total.
    pub fn mean(&self, values: &[f64]) -> Option<Estimate> {
        self.ratio(values, &vec![1.0; values.len()])
    }

    /// The share, 0 to 1, of those who said yes: the mean of ones and zeros.
    pub fn share(&self, said_yes: &[bool]) -> Option<Estimate> {
        let values: Vec<f64> = said_yes.iter().map(|yes| f64::from(u8::from(*yes))).collect();
        self.mean(&values).map(|share| Estimate { value: share.value.clamp(0.0, 1.0), ..share })
    }

    /// The mean of those in a group of which it was not known beforehand how many would be drawn, whatever stands for the others.
    /// Nothing where nobody was drawn.
    ///
    /// Its degrees of freedom are the clusters in which somebody of the group is, less their strata, as R `survey::degf` has them of a
    /// `subset`: a group that lives in few homes is known as badly as these homes tell. It has no design effect, because chance
    /// would have drawn another number of the group.
    #[expect(clippy::cast_precision_loss, reason = "a sample has fewer than 2^52 clusters")]
    pub fn mean_within(&self, values: &[f64], group: &[bool]) -> Option<Estimate> {
        if values.len() != group.len() || group.len() != self.cluster.len() {
            return None;
        }
        let within: Vec<f64> = group.iter().map(|is_in| f64::from(u8::from(*is_in))).collect();
        let values: Vec<f64> =
            values.iter().zip(group).map(|(value, is_in)| if *is_in { *value } else { 0.0 }).collect();
        let people = group.iter().filter(|is_in| **is_in).count();
        let its = self.cluster.iter().zip(group).filter(|(_, is_in)| **is_in).map(|(cluster, _)| *cluster);
        let clusters: BTreeSet<usize> = its.collect();
        let strata: BTreeSet<usize> = clusters.iter().map(|cluster| self.stratum_of[*cluster]).collect();
        let degrees = (clusters.len() - strata.len()) as f64;
        let mean = self.ratio(&values, &within)?;
        Some(Estimate { respondents: people, degrees, design_effect: None, ..mean })
    }

    /// One total over another, Σwy/Σwx. One of each a respondent; nothing where the lower total is zero.
    ///
    /// Its variance is that of the total of (y − Rx)/Σwx (Taylor's linearisation): Särndal, Swensson and Wretman, *Model Assisted Survey
    /// Sampling* (1992), section 5.6 and result 5.6.2.
    pub fn ratio(&self, upper: &[f64], lower: &[f64]) -> Option<Estimate> {
        self.fits(upper)?;
        self.fits(lower)?;
        let below = self.sum(lower);
        let ratio = self.sum(upper) / below;
        if !ratio.is_finite() {
            return None;
        }
        let linear: Vec<f64> = upper.iter().zip(lower).map(|(upper, lower)| (upper - ratio * lower) / below).collect();
        Some(self.estimate(ratio, &linear))
    }

    fn fits(&self, values: &[f64]) -> Option<()> {
        (values.len() == self.cluster.len() && values.iter().all(|value| value.is_finite())).then_some(())
    }

    fn sum(&self, values: &[f64]) -> f64 {
        self.weights.as_slice().iter().zip(values).map(|(weight, value)| weight * value).sum()
    }

    /// An estimate that varies as the total of `linear` does.
    #[expect(clippy::cast_precision_loss, reason = "a sample has fewer than 2^52 people")]
    fn estimate(&self, value: f64, linear: &[f64]) -> Estimate {
        let variance = self.variance(&self.unexplained(linear));
        let by_chance = self.variance_of_as_many(linear);
        Estimate {
            value,
            variance,
            respondents: linear.len(),
            degrees: self.degrees_of_freedom() as f64,
            design_effect: by_chance.filter(|chance| *chance > 0.0).map(|chance| variance / chance),
        }
    }

    /// The variance of a total: the sum over strata of (1 − n/N) · n/(n − 1) · Σ(t − t̄)², t the weighted totals of its n clusters.
    ///
    /// Särndal, Swensson and Wretman, as above, section 4.2 (clusters) and result 3.7.2 (strata); Lumley, *Complex Surveys* (2010),
    /// appendix C.1. That of a sample with unequal weights is the one of clusters drawn with replacement, as there.
    #[expect(clippy::cast_precision_loss, reason = "a sample has fewer than 2^52 people")]
    fn variance(&self, values: &[f64]) -> f64 {
        let mut totals = vec![0.0; self.stratum_of.len()];
        for ((cluster, weight), value) in self.cluster.iter().zip(self.weights.as_slice()).zip(values) {
            totals[*cluster] += weight * value;
        }
        let mut sums = vec![0.0; self.strata.len()];
        for (total, stratum) in totals.iter().zip(&self.stratum_of) {
            sums[*stratum] += total;
        }
        let drawn = self.drawn_of_strata();
        let mut variance = 0.0;
        for (total, stratum) in totals.iter().zip(&self.stratum_of) {
            let clusters = drawn[*stratum] as f64;
            let rest = self.strata[*stratum].population.map_or(1.0, |all| finite_population_correction(clusters, all));
            if clusters > 1.0 {
                variance += rest * clusters / (clusters - 1.0) * (total - sums[*stratum] / clusters).powi(2);
            }
        }
        variance
    }

    /// The variance of the total that as many people, drawn by chance from all at once and nobody twice, would have given: what R `survey`
    /// holds a design against (`deff = TRUE`). Nothing where the weights stand for no more people than answered.
    #[expect(clippy::cast_precision_loss, reason = "a sample has fewer than 2^52 people")]
    fn variance_of_as_many(&self, values: &[f64]) -> Option<f64> {
        let (people, all) = (values.len() as f64, self.weights.total());
        let mean = self.sum(values) / all;
        let squares: Vec<f64> = values.iter().map(|value| (value - mean).powi(2)).collect();
        let spread = self.sum(&squares) / all * people / (people - 1.0);
        (all > people && people > 1.0).then(|| all * (all - people) / people * spread)
    }

    /// What the margins leave of the values: the residuals of their regression on all categories, by the weights the sample was drawn
    /// with. Taken away in turn, margin by margin, until nothing more is to be taken (von Neumann's alternating projections, which is
    /// what raking itself does to the weights).
    fn unexplained(&self, values: &[f64]) -> Vec<f64> {
        let mut rest = values.to_vec();
        let scale = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        for _ in 0..MOST_ROUNDS {
            let taken = self.margins.iter().fold(0.0_f64, |most, margin| most.max(self.take_means(&mut rest, margin)));
            if taken <= SMALLEST_STEP * scale {
                break;
            }
        }
        rest
    }

    /// Takes the mean of each category from those in it, and tells the largest.
    fn take_means(&self, values: &mut [f64], margin: &[usize]) -> f64 {
        let mut means: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for ((value, category), weight) in values.iter().zip(margin).zip(self.drawn.as_slice()) {
            let (sum, weights) = means.entry(*category).or_default();
            *sum += weight * value;
            *weights += weight;
        }
        for (value, category) in values.iter_mut().zip(margin) {
            *value -= means.get(category).map_or(0.0, |(sum, weights)| sum / weights);
        }
        means.into_values().fold(0.0, |most, (sum, weights)| most.max((sum / weights).abs()))
    }

    fn drawn_of_strata(&self) -> Vec<usize> {
        drawn_of_strata(&self.stratum_of, self.strata.len())
    }
}

const SMALLEST_STEP: f64 = 1e-12;
const MOST_ROUNDS: usize = 1_000;

fn drawn_of_strata(stratum_of: &[usize], strata: usize) -> Vec<usize> {
    let mut drawn = vec![0; strata];
    for stratum in stratum_of {
        drawn[*stratum] += 1;
    }
    drawn
}

#[expect(clippy::cast_precision_loss, reason = "a sample has fewer than 2^52 people")]
fn check(stratum_of: &[usize], strata: &[Stratum]) -> Result<(), DesignError> {
    let drawn = drawn_of_strata(stratum_of, strata.len());
    for (at, (drawn, Stratum { population })) in drawn.into_iter().zip(strata).enumerate() {
        if population.is_some_and(|all| all.is_nan() || all < drawn as f64) {
            return Err(DesignError::Population(at));
        }
        // One that was the only one there was varies no more than any other of which all were asked.
        if drawn == 1 && population.is_none_or(|all| all > 1.0) {
            return Err(DesignError::Alone(at));
        }
    }
    Ok(())
}
