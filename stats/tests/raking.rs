//! Weights where not everything is known of everybody: what they meet, whom they leave alone, and that neither order nor anything that is
//! not given moves them.

use proptest::collection::vec;
use proptest::prelude::*;
use stats::estimate::{Alike, Margin, RakeError, Raked, Trimming, Weights, rake, rake_known};

const BOUNDS: Trimming = Trimming { least: 0.2, most: 5.0 };

fn alike(groups: &[(u32, &[Option<usize>])]) -> Vec<Alike> {
    groups.iter().map(|(people, categories)| Alike { people: *people, categories: categories.to_vec() }).collect()
}

fn assert_weights(raked: &Raked, wanted: &[f64]) {
    let got = raked.weights.as_slice();
    assert!(got.iter().zip(wanted).all(|(got, wanted)| (got - wanted).abs() < 1e-9), "{got:?} {wanted:?}");
    assert_eq!(got.len(), wanted.len());
}

/// Lohr, *Sampling: Design and Analysis* (2nd ed. 2010), chapter 4: 400 students of a college with 2,700 women and 1,300 men; 84 of 240
/// women and 40 of 160 men want to teach. After post-stratification that is 1,270 of 4,000.
#[test]
fn one_margin_is_post_stratification_as_published() {
    let students = alike(&[(84, &[Some(0)]), (156, &[Some(0)]), (40, &[Some(1)]), (120, &[Some(1)])]);
    let raked = rake_known(&students, &[vec![2_700.0, 1_300.0]], BOUNDS).unwrap();
    assert_weights(&raked, &[1.125, 1.125, 0.8125, 0.8125]);
    let teachers = 84.0 * raked.weights.as_slice()[0] + 40.0 * raked.weights.as_slice()[2];
    assert!((teachers / 400.0 * 4_000.0 - 1_270.0).abs() < 1e-9);
}

/// `rakeonvar` of R's `anesrake`: whose category is missing keeps the weight, the others share what is left.
#[test]
fn who_is_not_known_keeps_the_weight_and_is_not_asked_to_make_up_for_others() {
    let people = alike(&[(60, &[Some(0)]), (20, &[Some(1)]), (20, &[None])]);
    let raked = rake_known(&people, &[vec![500.0, 500.0]], BOUNDS).unwrap();
    assert_weights(&raked, &[40.0 / 60.0, 2.0, 1.0]);
    assert!(raked.converged && raked.trimmed == 0);
    // An area of which nothing but the area is known still comes to its share.
    let areas = alike(&[(40, &[Some(0), Some(0)]), (40, &[Some(0), Some(1)]), (8, &[Some(1), None])]);
    let raked = rake_known(&areas, &[vec![800.0, 200.0], vec![600.0, 400.0]], BOUNDS).unwrap();
    assert_weights(&raked, &[88.0 * 0.48 / 40.0, 88.0 * 0.32 / 40.0, 88.0 * 0.2 / 8.0]);
    assert!(raked.converged);
}

#[test]
fn bounds_hold_and_what_they_keep_from_being_met_is_told() {
    let people = alike(&[(190, &[Some(0)]), (10, &[Some(1)])]);
    let raked = rake_known(&people, &[vec![500.0, 500.0]], BOUNDS).unwrap();
    assert_eq!((raked.trimmed, raked.converged), (10, false));
    assert_weights(&raked, &[150.0 / 190.0, 5.0]);
    assert!((raked.largest_gap - 0.25).abs() < 1e-9, "{}", raked.largest_gap);
    let none = Trimming { least: 0.2, most: 0.9 };
    assert_eq!(rake_known(&people, &[vec![1.0, 1.0]], none), Err(RakeError::Trimming));
}

#[test]
fn margins_that_cannot_be_met_are_refused() {
    let people = alike(&[(4, &[Some(0)]), (4, &[None])]);
    let refused = |totals: &[f64]| rake_known(&people, &[totals.to_vec()], BOUNDS).unwrap_err();
    assert_eq!(refused(&[1.0, 1.0]), RakeError::Unanswered { margin: 0, category: 1 });
    assert_eq!(refused(&[0.0]), RakeError::Total { margin: 0, category: 0 });
    assert_eq!(refused(&[]), RakeError::Unplaced { margin: 0, respondent: 0 });
    let more = rake_known(&people, &[vec![1.0], vec![1.0]], BOUNDS).unwrap_err();
    assert_eq!(more, RakeError::Unplaced { margin: 1, respondent: 0 });
    assert!(rake_known(&[], &[], BOUNDS).is_err(), "there is nobody");
}

/// Groups by two margins of three and two categories, with somebody in each of the six, so that all margins can be met.
fn groups() -> impl Strategy<Value = Vec<Alike>> {
    let category = |many: usize| proptest::option::weighted(0.8, 0..many);
    let group = (1_u32..40, category(3), category(2)).prop_map(|(people, one, other)| (people, vec![one, other]));
    vec(group, 2..20).prop_map(|mut groups| {
        groups.extend((0..6).map(|at| (5, vec![Some(at % 3), Some(at % 2)])));
        groups.into_iter().map(|(people, categories)| Alike { people, categories }).collect()
    })
}

fn totals() -> impl Strategy<Value = Vec<Vec<f64>>> {
    let margin = |many: usize| vec((100_u32..400).prop_map(f64::from), many);
    (margin(3), margin(2)).prop_map(|(one, other)| vec![one, other])
}

proptest! {
    #[test]
    fn the_mean_is_one_and_nobody_lies_beyond_the_bounds(groups in groups(), totals in totals()) {
        let raked = rake_known(&groups, &totals, BOUNDS).unwrap();
        let people: f64 = groups.iter().map(|group| f64::from(group.people)).sum();
        let each = || raked.weights.as_slice().iter().zip(&groups);
        let sum: f64 = each().map(|(weight, group)| weight * f64::from(group.people)).sum();
        prop_assert!((sum / people - 1.0).abs() < 1e-9, "{}", sum / people);
        prop_assert!(each().all(|(weight, _)| (0.2 - 1e-9..=5.0 + 1e-9).contains(weight)));
        let free = rake_known(&groups, &totals, Trimming::NONE).unwrap();
        prop_assert!(free.converged, "{}", free.largest_gap);
        let of_unknown = || free.weights.as_slice().iter().zip(&groups).filter(|(_, group)| group.categories == [None, None]);
        prop_assert!(of_unknown().all(|(weight, _)| (weight - 1.0).abs() < 1e-9), "of them nothing is known");
        if free.weights.as_slice().iter().all(|weight| (0.2..=5.0).contains(weight)) {
            prop_assert_eq!(raked, free);
        }
    }

    /// Where everything is known of everybody it is what raking of single people gives.
    #[test]
    fn of_people_who_are_known_it_is_raking(groups in groups(), totals in totals()) {
        let known: Vec<Alike> =
            groups.into_iter().filter(|group| group.categories.iter().all(Option::is_some)).collect();
        let same_size = totals[0].iter().sum::<f64>() / totals[1].iter().sum::<f64>();
        let second: Vec<f64> = totals[1].iter().map(|total| total * same_size).collect();
        let categories = |margin: usize| -> Vec<usize> {
            let of = |group: &Alike| std::iter::repeat_n(group.categories[margin].unwrap(), group.people as usize);
            known.iter().flat_map(of).collect()
        };
        let (rows, columns) = (categories(0), categories(1));
        let margins =
            [Margin { categories: &rows, totals: &totals[0] }, Margin { categories: &columns, totals: &second }];
        let single = rake(&Weights::equal(rows.len()).unwrap(), &margins, Trimming::NONE).unwrap();
        let together = rake_known(&known, &totals, Trimming::NONE).unwrap();
        let scale = single.weights.total() / f64::from(u32::try_from(rows.len()).unwrap());
        let mut at = 0;
        for (group, weight) in known.iter().zip(together.weights.as_slice()) {
            prop_assert!((single.weights.as_slice()[at] / scale - weight).abs() < 1e-6);
            at += group.people as usize;
        }
    }
}
