//! Shares that are weighted by how many people live where: post-stratified, from shown counts and public figures of residents alone,
//! so that they tell nothing that is not told already.

use std::collections::{BTreeMap, HashMap};

use stats::cube::Variable;
use stats::disclosure::Published;
use stats::estimate::{Interval, Level, PostStratum, Proportion, post_stratified, wilson};

use super::residents::Residents;

/// A weighted share.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Weighted {
    pub(super) value: f64,
    /// With the effective sample, as if those who answered had been drawn from very many.
    pub(super) interval: Interval,
    /// As if they had been drawn from those who live there.
    pub(super) corrected: Interval,
    /// How large a sample says as much without weights.
    pub(super) effective: f64,
    /// How many times as large the sample is.
    pub(super) design_effect: f64,
    /// What tells the groups apart that are weighted, with a plus between; a place by its areas is `area`.
    pub(super) by: String,
}

/// Names and codes of a group.
type Words = BTreeMap<String, String>;

/// The groups that a population falls into in one way.
struct Split {
    by: Vec<String>,
    /// Each group with its residents.
    groups: Vec<(Words, f64)>,
}

/// Groups by which answers of others can be weighted.
pub(super) struct Weighting<'a> {
    published: &'a Published,
    residents: &'a [Residents],
    /// What each population falls into, found once.
    splits: HashMap<Words, Vec<Split>>,
}

impl<'a> Weighting<'a> {
    pub(super) fn new(published: &'a Published, residents: &'a [Residents]) -> Self {
        Self { published, residents, splits: HashMap::new() }
    }

    /// How many people belong to a group.
    pub(super) fn residents(&self, whom: &Words) -> Option<u64> {
        self.residents.iter().find(|known| known.at == *whom)?.residents
    }

    /// The share of an answer among those who gave one, in the finest way to weight it in which every answer of every group is shown.
    /// Nothing where there is no such way.
    pub(super) fn share(&mut self, whom: &Words, variable: &Variable, answer: &str) -> Option<Weighted> {
        let (published, residents) = (self.published, self.residents);
        let splits = self.splits.entry(whom.clone()).or_insert_with(|| splits(published, residents, whom));
        splits.iter().find_map(|split| weighted(published, split, variable, answer))
    }
}

/// In which ways a population falls into groups whose residents are all known, those of most groups first.
fn splits(published: &Published, residents: &[Residents], whom: &Words) -> Vec<Split> {
    let mut found: BTreeMap<Vec<String>, Option<Vec<(Words, f64)>>> = BTreeMap::new();
    let finer = residents.iter().filter(|known| {
        known.at.len() > whom.len() && whom.iter().all(|(name, code)| known.at.get(name) == Some(code))
    });
    for known in finer {
        let by = known.at.iter().filter(|(name, _)| !whom.contains_key(*name));
        let groups = found.entry(by.map(|(name, code)| told_by(published, name, code)).collect());
        let groups = groups.or_insert_with(|| Some(Vec::new()));
        match (groups.as_mut(), known.residents.and_then(|many| u32::try_from(many).ok())) {
            // Nobody lives there, so nothing is missing.
            (_, Some(0)) => {}
            (Some(groups), Some(many)) => groups.push((known.at.clone(), f64::from(many))),
            _ => *groups = None,
        }
    }
    let known = found.into_iter().filter_map(|(by, groups)| Some(Split { by, groups: groups? }));
    let mut splits: Vec<Split> = known.filter(|split| !split.groups.is_empty()).collect();
    splits.sort_by_key(|split| std::cmp::Reverse(split.groups.len()));
    splits
}

/// The name of what tells groups apart; of departments taken together, `area`.
fn told_by(published: &Published, name: &str, code: &str) -> String {
    let variable = published.plan().variables().iter().find(|variable| variable.name == *name);
    let is_group = variable.is_some_and(|variable| variable.groups.iter().any(|group| group.code == *code));
    if is_group { super::cube::AREA.to_owned() } else { name.to_owned() }
}

fn weighted(published: &Published, split: &Split, variable: &Variable, answer: &str) -> Option<Weighted> {
    let answers = || variable.categories.iter().filter(|category| category.missing.is_none());
    let stratum = |(whom, population): &(Words, f64)| {
        let count = |code: &str| {
            let at = whom.iter().map(|(name, code)| (name.as_str(), code.as_str()));
            let at: Vec<(&str, &str)> = at.chain([(variable.name.as_str(), code)]).collect();
            let count = published.count(&published.plan().cell(&at)?).flatten()?;
            u32::try_from(count).ok()
        };
        let answered: u32 = answers().map(|category| count(&category.code)).sum::<Option<u32>>()?;
        let share = Proportion::of(count(answer)?, answered)?;
        Some(PostStratum { share, population: *population })
    };
    let strata: Vec<PostStratum> = split.groups.iter().map(stratum).collect::<Option<_>>()?;
    let estimate = post_stratified(&strata)?;
    let effective = estimate.effective()?;
    let exact = Interval { low: estimate.share(), high: estimate.share() };
    Some(Weighted {
        value: estimate.share(),
        interval: wilson(effective, Level::NinetyFive),
        corrected: estimate.in_population().map_or(exact, |share| wilson(share, Level::NinetyFive)),
        effective: effective.sample(),
        design_effect: estimate.design_effect()?,
        by: split.by.join("+"),
    })
}

#[cfg(test)]
mod tests {
    use stats::cube::{Category, MissingCode, Plan, Presence, Record, Role, Table, Tally};
    use stats::disclosure::{Rules, protect};

    use super::*;
    use crate::service::releases::make::{Background, Counted};
    use crate::service::releases::plan::Figures;
    use crate::service::releases::tidy::{self, Row};

    fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
        let missing = |code: &str| (code == "no_answer").then_some(MissingCode::Declined);
        let category = |code: &&str| Category { code: (*code).to_owned(), residents: None, missing: missing(code) };
        Variable { name: name.to_owned(), role, categories: codes.iter().map(category).collect(), groups: Vec::new() }
    }

    /// 240 women of whom 84 say yes, 160 men of whom 40 do; some of both do not answer.
    fn published() -> Published {
        let variables = vec![
            variable("gender", Role::Breakdown, &["woman", "man", "unknown"]),
            variable("teach", Role::Answer { sensitive: false }, &["yes", "no", "no_answer"]),
        ];
        let plan = Plan::parse(variables, &[Table::of(&["gender", "teach"])]).unwrap();
        let groups = [(0, 0, 84), (0, 1, 156), (0, 2, 12), (1, 0, 40), (1, 1, 120), (1, 2, 14)];
        let records = groups.into_iter().flat_map(|(gender, said, many)| {
            (0..many).map(move |_| Record { categories: vec![gender, said], presence: Presence::default() })
        });
        protect(&Tally::count(plan, 0, records).unwrap(), Rules::default(), &[]).unwrap()
    }

    fn residents(known: &[(&str, Option<u64>)]) -> Vec<Residents> {
        let words = |code: &str| match code {
            "" => Words::new(),
            code => Words::from([("gender".to_owned(), code.to_owned())]),
        };
        known.iter().map(|(code, many)| Residents { at: words(code), residents: *many }).collect()
    }

    fn rows(published: &Published, residents: &[Residents]) -> Vec<Row> {
        tidy::rows(published, &counted(residents, Figures::Counts))
    }

    fn counted(residents: &[Residents], figures: Figures) -> Counted {
        let background = Background { residents: residents.to_vec(), figures, ..Background::default() };
        Counted { answers: 400, audited_sums: 0, background }
    }

    fn of_everybody(rows: Vec<Row>, answer: &str) -> Row {
        rows.into_iter().find(|row| row.whom == [None] && row.answer == answer).unwrap()
    }

    #[test]
    fn a_share_is_weighted_by_who_lives_there() {
        let residents = residents(&[("", Some(4_000)), ("woman", Some(2_700)), ("man", Some(1_300))]);
        let row = of_everybody(rows(&published(), &residents), "yes");
        let weighted = row.weighted.unwrap();
        // Lohr, *Sampling: Design and Analysis*, chapter 4: 1,270 of 4,000.
        assert!((weighted.value - 0.3175).abs() < 1e-9);
        assert_eq!(weighted.by, "gender");
        assert!(weighted.design_effect >= 1.0 && weighted.effective <= 400.0);
        assert!(weighted.corrected.width() < weighted.interval.width());
        assert_eq!(row.residents, Some(4_000));
        let (share, corrected) = (row.share.unwrap(), row.corrected.unwrap());
        assert!(share.low < corrected.low && corrected.high < share.high);
        let missing = of_everybody(rows(&published(), &residents), "no_answer");
        assert_eq!(missing.weighted, None, "no answer is no part of those who answered");
    }

    #[test]
    fn nothing_is_weighted_by_what_is_hidden_or_not_known() {
        let all = [("", Some(4_000)), ("woman", Some(2_700)), ("man", Some(1_300))];
        let plan = published();
        let cell = plan.plan().cell(&[("gender", "man"), ("teach", "no")]).unwrap();
        let hidden = plan.edited(&cell, None);
        assert_eq!(of_everybody(rows(&hidden, &residents(&all)), "yes").weighted, None);
        let unknown = residents(&[("", Some(4_000)), ("woman", Some(2_700)), ("man", None)]);
        assert_eq!(of_everybody(rows(&plan, &unknown), "yes").weighted, None);
        let none = of_everybody(rows(&plan, &[]), "yes");
        assert_eq!((none.residents, none.corrected, none.weighted), (None, None, None));
    }

    #[test]
    fn a_figure_that_is_too_small_corrects_nothing() {
        let row = of_everybody(rows(&published(), &residents(&[("", Some(300))])), "yes");
        assert_eq!(row.corrected, None);
        let row = of_everybody(rows(&published(), &residents(&[("", Some(400))])), "yes");
        assert_eq!(row.corrected.map(Interval::width), Some(0.0), "everybody answered");
    }

    #[test]
    fn without_counts_only_whole_percentages_and_rounded_bases_are_told() {
        let residents = residents(&[("", Some(4_000)), ("woman", Some(2_700)), ("man", Some(1_300))]);
        let rows = tidy::rows(&published(), &counted(&residents, Figures::Rounded));
        assert!(rows.iter().all(|row| row.count.is_none() && row.answered.is_none() && row.weighted.is_none()));
        assert!(rows.iter().filter_map(|row| row.base).all(|base| base % 5 == 0));
        let shares = || rows.iter().filter_map(|row| row.share);
        assert!(shares().all(|share| (share.value * 100.0 - (share.value * 100.0).round()).abs() < 1e-9));
        let row = of_everybody(rows.clone(), "yes");
        let share = row.share.unwrap();
        // 124 of 400 who answered, of 426 in all.
        assert_eq!((row.base, share.value, share.of), (Some(425), 0.31, 400));
        assert_eq!((row.observation(), row.confidentiality()), ("A", "F"));
        assert!(share.low < 0.31 && row.corrected.unwrap().low > share.low);
    }
}
