//! What a release tells of an indicator, for everybody and for each group that it shows: a value, how many it rests on, how sure
//! it is. What is hidden stays hidden; only sums of cells that are shown are made.

use std::collections::{BTreeMap, BTreeSet};

use stats::cube::Plan;
use stats::disclosure::Published;
use stats::estimate::{Interval, Level, Proportion, wilson};

use super::measure::Measure;

/// One value of an indicator in one release.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Of whom: breakdowns with the category or group; nothing for everybody.
    pub whom: BTreeMap<String, String>,
    /// The value; nothing where it is hidden.
    pub value: Option<Value>,
}

/// A share of answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// The share, 0 to 1; of several items the mean of theirs.
    pub share: f64,
    /// How many it rests on; of several items the fewest.
    pub respondents: u64,
    /// Its 95 % interval.
    pub interval: Interval,
}

/// What a release tells of an item for a group; nothing where it is hidden.
pub(super) type ShareOf<'a> = &'a dyn Fn(&Measure, &BTreeMap<String, String>) -> Option<Value>;

impl Value {
    /// A share of people who were counted.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sample is a count of people")]
    pub(super) fn counted(share: Proportion) -> Self {
        let interval = wilson(share, Level::NinetyFive);
        Self { share: share.share(), respondents: share.sample() as u64, interval }
    }
}

/// The observations, everybody first.
pub(super) fn observations(measures: &[Measure], plan: &Plan, share: ShareOf<'_>) -> Vec<Observation> {
    let mut groups: Option<BTreeSet<BTreeMap<String, String>>> = None;
    for measure in measures {
        // A mean needs all of its items.
        let own = groups_of(measure, plan);
        groups = Some(groups.map_or_else(|| own.clone(), |common| common.intersection(&own).cloned().collect()));
    }
    let mut all: Vec<Observation> =
        groups.unwrap_or_default().into_iter().map(|whom| observation(measures, share, whom)).collect();
    // Those of fewer breakdowns are of more people.
    all.sort_by_key(|one| one.whom.len());
    all
}

fn groups_of(measure: &Measure, plan: &Plan) -> BTreeSet<BTreeMap<String, String>> {
    let own = plan.cells().into_iter().filter(|cell| {
        plan.answer(cell).is_some_and(|(variable, _)| plan.variables()[variable].name == measure.variable)
    });
    let whom = own.map(|cell| {
        let words = plan.words(&cell).into_iter().filter(|(name, _)| *name != measure.variable);
        words.map(|(name, code)| (name.to_owned(), code.to_owned())).collect()
    });
    whom.collect()
}

fn observation(measures: &[Measure], share: ShareOf<'_>, whom: BTreeMap<String, String>) -> Observation {
    let shares: Option<Vec<Value>> = measures.iter().map(|one| share(one, &whom)).collect();
    let value = shares.as_deref().and_then(mean);
    Observation { whom, value }
}

/// The share of one item. Each part is the sum of its cells, or what the others leave of a whole that is shown.
pub(super) fn share(measure: &Measure, published: &Published, whom: &BTreeMap<String, String>) -> Option<Proportion> {
    let count = |answer: Option<&String>| {
        let own = answer.map(|answer| (measure.variable.as_str(), answer.as_str()));
        let at: Vec<(&str, &str)> = whom.iter().map(|(name, code)| (name.as_str(), code.as_str())).chain(own).collect();
        published.count(&published.plan().cell(&at)?).flatten()
    };
    let sum = |answers: &[String]| answers.iter().map(|answer| count(Some(answer))).sum::<Option<u64>>();
    let of = || Some(sum(&measure.counted)? + sum(&measure.uncounted)?);
    let of = of().or_else(|| count(None)?.checked_sub(sum(&measure.outside)?))?;
    let counted = sum(&measure.counted).or_else(|| of.checked_sub(sum(&measure.uncounted)?))?;
    Proportion::of(u32::try_from(counted).ok()?, u32::try_from(of).ok()?)
}

/// The mean of shares of the same people. How their answers go together is not released, so they are taken to go together fully,
/// which is the most unsure a mean can be: then the ends of its interval are the means of the ends (for standard errors this is
/// Minkowski's inequality).
#[expect(clippy::cast_precision_loss, reason = "a definition has few items")]
fn mean(shares: &[Value]) -> Option<Value> {
    let respondents = shares.iter().map(|one| one.respondents).min()?;
    let of = |sum: f64| sum / shares.len() as f64;
    let interval = Interval {
        low: of(shares.iter().map(|one| one.interval.low).sum()),
        high: of(shares.iter().map(|one| one.interval.high).sum()),
    };
    Some(Value { share: of(shares.iter().map(|one| one.share).sum()), respondents, interval })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(count: u32, sample: u32) -> Value {
        Value::counted(Proportion::of(count, sample).unwrap())
    }

    #[test]
    fn one_item_has_wilsons_interval() {
        // Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I: 81 of 263.
        let value = mean(&[of(81, 263)]).unwrap();
        assert!((value.interval.low - 0.2553).abs() < 5e-5 && (value.interval.high - 0.3662).abs() < 5e-5);
        assert_eq!(value.respondents, 263);
    }

    #[test]
    fn a_mean_is_as_unsure_as_if_all_answered_alike() {
        // The same question twice says no more than once.
        assert_eq!(mean(&[of(81, 263), of(81, 263)]).unwrap().interval, mean(&[of(81, 263)]).unwrap().interval);
        let mean = mean(&[of(90, 100), of(50, 100), of(40, 80)]).unwrap();
        assert!((mean.share - 0.6333).abs() < 5e-5, "{mean:?}");
        assert_eq!(mean.respondents, 80);
        let alone = [of(90, 100), of(50, 100), of(40, 80)].map(|one| one.interval.width());
        assert!((mean.interval.width() - alone.iter().sum::<f64>() / 3.0).abs() < 1e-12, "{mean:?}");
    }

    #[test]
    fn unanimous_answers_are_not_certain() {
        let value = mean(&[of(20, 20), of(30, 30)]).unwrap();
        assert!((value.share - 1.0).abs() < 1e-12 && value.interval.low < 0.9, "{value:?}");
    }
}
