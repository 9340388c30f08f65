//! For how much each row counts, so that all together look like the people who live there. Worked out from the keys that rows show and from
//! figures of residents, both of which whoever has the rows has anyway: a weight tells nothing that they do not.

use std::collections::BTreeMap;

use stats::estimate::{Alike, Trimming, Weights as Stats, rake_known};
use stats::microdata::Shown;

use super::margins::{Groups, Known, LeftOut, Margin, margins};

/// The weights of rows, and how they came about.
pub(super) struct Weights {
    /// One a row; their mean is 1.
    pub(super) each: Vec<f64>,
    pub(super) margins: Vec<Met>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) rounds: usize,
    /// How many rows have a weight at a bound.
    pub(super) at_bounds: usize,
    pub(super) largest_gap: f64,
    pub(super) effective_sample: f64,
    pub(super) design_effect: f64,
}

/// A margin, and what the rows weigh in it.
pub(super) struct Met {
    pub(super) margin: Margin,
    /// For each category what its rows weigh together.
    pub(super) weighed: Vec<f64>,
    /// For each category, how large a sample says as much without weights.
    pub(super) effective: Vec<f64>,
}

/// There are none.
pub(super) struct NoWeights {
    pub(super) why: &'static str,
    pub(super) left_out: Vec<LeftOut>,
}

/// No row counts for less, or for more, than so many on average. The American National Election Studies hold weights at five (technical
/// report nes012427, 2009); the lower bound is its inverse.
pub(super) const BOUNDS: Trimming = Trimming { least: 0.2, most: 5.0 };
/// So many digits stand after the point.
pub(super) const DIGITS: u32 = 4;
/// Where a share of the rows is further from that of the residents, there are no weights: half a percentage point.
pub(super) const MOST_GAP: f64 = 0.005;

impl Weights {
    /// Nothing of a row is read but what is shown of its keys.
    pub(super) fn of(known: &Known<'_>, rows: &[Shown]) -> Result<Self, NoWeights> {
        let mut groups: Groups<'_> = BTreeMap::new();
        for row in rows {
            *groups.entry(row.keys.as_slice()).or_default() += 1;
        }
        let (margins, left_out) = margins(known, &groups);
        if margins.is_empty() {
            return Err(NoWeights { why: "residents", left_out });
        }
        let alike: Vec<Alike> = groups
            .iter()
            .map(|(keys, rows)| {
                let categories = margins.iter().map(|margin| margin.category(keys)).collect();
                Alike { people: *rows, categories }
            })
            .collect();
        let totals: Vec<Vec<f64>> = margins.iter().map(totals).collect();
        let raked = rake_known(&alike, &totals, BOUNDS).ok().filter(|raked| raked.largest_gap <= MOST_GAP);
        let Some(raked) = raked else { return Err(NoWeights { why: "unmet", left_out }) };
        let own: Vec<f64> = raked.weights.as_slice().iter().map(|weight| rounded(*weight)).collect();
        let of: BTreeMap<&[Option<usize>], f64> = groups.keys().copied().zip(own.iter().copied()).collect();
        let by_group = own.iter().zip(groups.values()).flat_map(|(own, rows)| (0..*rows).map(|_| *own));
        // In the order of the groups: what is added up in another order may come out as another number.
        let Ok(all) = Stats::parse(by_group.collect()) else { return Err(NoWeights { why: "unmet", left_out }) };
        let met = margins.into_iter().enumerate().map(|(at, margin)| Met::of(margin, at, &alike, &own));
        Ok(Self {
            each: rows.iter().map(|row| of[row.keys.as_slice()]).collect(),
            margins: met.collect(),
            left_out,
            rounds: raked.rounds,
            at_bounds: raked.trimmed,
            largest_gap: raked.largest_gap,
            effective_sample: all.effective_sample(),
            design_effect: all.design_effect(),
        })
    }
}

impl Met {
    fn of(margin: Margin, at: usize, alike: &[Alike], own: &[f64]) -> Self {
        let (mut weighed, mut squares) = (vec![0.0; margin.categories.len()], vec![0.0; margin.categories.len()]);
        for (group, weight) in alike.iter().zip(own) {
            if let Some(category) = group.categories[at] {
                weighed[category] += weight * f64::from(group.people);
                squares[category] += weight * weight * f64::from(group.people);
            }
        }
        let effective = weighed.iter().zip(squares).map(|(sum, squares)| sum * sum / squares).collect();
        Self { margin, weighed, effective }
    }
}

fn totals(margin: &Margin) -> Vec<f64> {
    margin.categories.iter().map(|category| f64::from(category.residents)).collect()
}

/// To the digits that are told.
pub(super) fn rounded(number: f64) -> f64 {
    let all = 10_f64.powi(DIGITS.cast_signed());
    (number * all).round() / all
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::service::microdata::layout::{Code, Homes, Variable};
    use crate::service::microdata::margins::Why;
    use crate::service::releases::Residents;
    use crate::service::releases::plan::ReleasePlan;

    const PLAN: &str = "
form_id: invented
place: { area: area, department: department }
breakdowns:
  - { name: language, language: [da] }
  - { name: age, question: age, ordered: true }
  - { name: gender, question: gender }
tables: [[department], [age], [gender]]
answers: [{ question: safe }]
";
    /// East has two departments, west one; `other` is a gender without figures.
    const KEYS: [(&str, &[&str]); 4] = [
        ("area", &["east", "west", "unknown"]),
        ("department", &["e1", "e2", "w1"]),
        ("age", &["young", "middle", "old", "unknown"]),
        ("gender", &["woman", "man", "other", "unknown"]),
    ];

    struct Invented {
        keys: Vec<Variable>,
        homes: Homes,
        plan: ReleasePlan,
        residents: Vec<Residents>,
    }

    impl Invented {
        fn new(residents: &[(&str, &str, Option<u64>)]) -> Self {
            let code =
                |code: &&str| Code { code: (*code).to_owned(), label: String::new(), is_missing: *code == "unknown" };
            let key = |(name, codes): (&str, &[&str])| Variable {
                name: name.to_owned(),
                label: String::new(),
                is_sensitive: false,
                is_declared: true,
                is_number: false,
                codes: codes.iter().map(code).collect(),
            };
            let departments = [("e1", 0, 0), ("e2", 1, 0), ("w1", 2, 1)];
            let homes = Homes {
                area: "area".to_owned(),
                department: "department".to_owned(),
                departments: departments.map(|(code, at, area)| (code.to_owned(), (Some(at), Some(area)))).into(),
                areas: HashMap::new(),
                unknown: 2,
            };
            let residents = residents.iter().map(|(name, code, residents)| Residents {
                at: BTreeMap::from([((*name).to_owned(), (*code).to_owned())]),
                residents: *residents,
            });
            let plan = ReleasePlan::parse(PLAN).unwrap();
            Self { keys: KEYS.map(key).into(), homes, plan, residents: residents.collect() }
        }

        fn weights(&self, rows: &[Shown]) -> Result<Weights, NoWeights> {
            let known =
                Known { keys: &self.keys, place: Some(&self.homes), plan: &self.plan, residents: &self.residents };
            Weights::of(&known, rows)
        }
    }

    fn rows(groups: &[(usize, [Option<usize>; 4])]) -> Vec<Shown> {
        let row = |keys: &[Option<usize>; 4]| Shown { keys: keys.to_vec(), answers: Vec::new() };
        groups.iter().flat_map(|(many, keys)| std::iter::repeat_n(row(keys), *many)).collect()
    }

    const ALL: [(&str, &str, Option<u64>); 10] = [
        ("department", "east", Some(600)),
        ("department", "west", Some(400)),
        ("department", "e1", Some(400)),
        ("department", "e2", Some(200)),
        ("department", "w1", Some(400)),
        ("age", "young", Some(300)),
        ("age", "middle", Some(200)),
        ("age", "old", Some(500)),
        ("gender", "woman", Some(520)),
        ("gender", "man", Some(480)),
    ];

    fn left_out(left_out: &[LeftOut]) -> Vec<(&str, Option<&str>, Why)> {
        left_out.iter().map(|one| (one.variable.as_str(), one.within.as_deref(), one.why)).collect()
    }

    #[test]
    fn a_key_is_used_where_all_residents_are_known_and_shown_and_is_said_to_be_left_out_where_not() {
        let mixed = (0..8).map(|at| (4 + at, [Some(0), Some(at & 1), Some(2 * (at >> 1 & 1)), Some(at >> 2)]));
        let some: Vec<_> = mixed.chain([(20, [Some(1), None, Some(2), Some(2)])]).collect();
        let made = Invented::new(&ALL).weights(&rows(&some)).unwrap_or_else(|none| panic!("{}", none.why));
        let used: Vec<(&str, Vec<String>)> = made
            .margins
            .iter()
            .map(|met| {
                (met.margin.variable.as_str(), met.margin.categories.iter().map(|one| one.codes.join("+")).collect())
            })
            .collect();
        let wanted = [
            ("area", vec!["east", "west"]),
            ("department", vec!["e1", "e2"]),
            ("age", vec!["young+middle", "old"]),
            ("gender", vec!["woman", "man"]),
        ];
        assert_eq!(used, wanted.map(|(name, codes)| (name, codes.into_iter().map(str::to_owned).collect())));
        assert_eq!(left_out(&made.left_out), [("department", Some("west"), Why::Alone)]);

        let mut unknown = ALL;
        unknown[9].2 = None;
        unknown[5].2 = Some(0);
        let women = rows(&[(30, [Some(0), None, Some(1), Some(0)]), (20, [Some(0), None, Some(2), None])]);
        let made = Invented::new(&unknown).weights(&women).unwrap_or_else(|none| panic!("{}", none.why));
        assert_eq!(made.margins[0].weighed.len(), 2, "nobody is young");
        let why = left_out(&made.left_out);
        assert_eq!(why[0], ("area", None, Why::Nobody));
        assert_eq!(why[3], ("gender", None, Why::Residents));
    }

    #[test]
    fn there_are_none_without_figures_and_none_where_bounds_keep_rows_far_from_residents() {
        let few = rows(&[(190, [Some(0), None, None, Some(0)]), (5, [Some(0), None, None, Some(1)])]);
        let why = |residents: &[_]| Invented::new(residents).weights(&few).err().map(|none| none.why);
        assert_eq!(why(&[]), Some("residents"));
        assert_eq!(why(&ALL), Some("unmet"), "five men of 480 are not to stand for half");
    }

    fn shown() -> impl Strategy<Value = Vec<Shown>> {
        let some = |many: usize| proptest::option::weighted(0.8, 0..many);
        let keys = (some(3), some(3), some(4), some(4)).prop_map(|(area, department, age, gender)| {
            let department = department.filter(|department| area == Some(department / 2));
            vec![area, department, age, gender]
        });
        let row = (keys, vec(proptest::option::of(0..3_usize), 2));
        vec(row.prop_map(|(keys, answers)| Shown { keys, answers }), 40..120)
    }

    proptest! {
        /// Whoever has the keys of the rows has the weights: neither answers nor order move them by a bit, and who shows the same weighs
        /// the same.
        #[test]
        fn a_weight_tells_nothing_but_the_keys(mut rows in shown(), by in 0..100_usize) {
            let invented = Invented::new(&ALL);
            let Ok(made) = invented.weights(&rows) else { return Ok(()) };
            let mut weight_of: BTreeMap<Vec<Option<usize>>, f64> = BTreeMap::new();
            for (row, weight) in rows.iter().zip(&made.each) {
                let first = *weight_of.entry(row.keys.clone()).or_insert(*weight);
                prop_assert!(first.to_bits() == weight.to_bits() && (0.2..=5.0).contains(weight));
            }
            let all: f64 = made.each.iter().map(|weight| weight - 1.0).sum();
            prop_assert!(all.abs() < 0.01, "the mean is 1: {all}");
            prop_assert!(made.design_effect >= 1.0 - 1e-12);
            let many = rows.len();
            rows.rotate_left(by % many);
            for row in &mut rows {
                row.answers.clear();
            }
            let again = invented.weights(&rows).unwrap_or_else(|none| panic!("{}", none.why));
            prop_assert!(rows.iter().zip(&again.each).all(|(row, weight)| weight_of[&row.keys].to_bits() == weight.to_bits()));
            prop_assert_eq!(again.design_effect.to_bits(), made.design_effect.to_bits());
        }
    }
}
