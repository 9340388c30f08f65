//! Estimates against numbers that others have published, and against other ways to work them out.

use proptest::prelude::*;
use stats::estimate::{
    Agreement, Design, Dispositions, Estimated, Level, Margin, PostStratum, Proportion, RakeError, Stratum, Trimming,
    Weights, WeightsError, clopper_pearson, difference, linked_difference, newcombe, post_stratified, post_stratify,
    rake, wilson,
};

fn of(count: u32, sample: u32) -> Proportion {
    Proportion::of(count, sample).expect("no more are counted than were asked")
}

fn close(got: f64, wanted: f64, digits: i32) {
    assert!((got - wanted).abs() <= 0.5 * 10_f64.powi(-digits) * 1.000_001, "{got} is not {wanted}");
}

/// Newcombe, *Statistics in Medicine* 17 (1998), 857–872, table I, method 3.
#[test]
fn wilson_holds_the_share_also_where_all_or_nobody_said_so() {
    for sample in 1..2_000 {
        for count in [0, 1, sample - 1, sample] {
            let share = of(count, sample);
            let interval = wilson(share, Level::NinetyFive);
            assert!(interval.contains(share.share()), "{count} of {sample}: {interval:?}");
        }
    }
}

#[test]
fn wilson_as_published() {
    for (count, sample, low, high) in
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    {
        let interval = wilson(of(count, sample), Level::NinetyFive);
        close(interval.low, low, 4);
        close(interval.high, high, 4);
    }
}

/// Newcombe, as above, table I, method 5.
#[test]
fn clopper_pearson_as_published() {
    for (count, sample, low, high) in
        [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776)]
    {
        let interval = clopper_pearson(of(count, sample), Level::NinetyFive);
        close(interval.low, low, 4);
        close(interval.high, high, 4);
    }
}

/// Newcombe, *Statistics in Medicine* 17 (1998), 873–890, table II, method 10.
#[test]
fn newcombe_as_published() {
    for ((a, m), (b, n), low, high) in
        [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((5, 56), (0, 29), -0.0381, 0.1926)]
    {
        let interval = newcombe(of(a, m), of(b, n), Level::NinetyFive);
        close(interval.low, low, 4);
        close(interval.high, high, 4);
    }
}

/// The same from the intervals alone, as Zou and Donner (2008), (11), say; it is what series of indicators are held against each other by.
#[test]
fn a_difference_follows_from_two_intervals() {
    let estimated = |share: Proportion| Estimated { value: share.share(), interval: wilson(share, Level::NinetyFive) };
    let interval = difference(estimated(of(56, 70)), estimated(of(48, 80)), 0.0);
    close(interval.low, 0.0524, 4);
    close(interval.high, 0.3339, 4);
    let surer = difference(estimated(of(56, 70)), estimated(of(48, 80)), 0.5);
    assert!(surer.width() < interval.width(), "{surer:?}");
}

/// Tables of Student's t, for example Fisher and Yates: 12.7062 at 1 degree, 2.1448 at 14, 2.0423 at 30, 1.9799 at 120; 2.7500 at 30 for 99 %.
#[test]
fn student_as_in_the_tables() {
    close(Level::NinetyFive.student(1.0), 12.7062, 4);
    close(Level::NinetyFive.student(14.0), 2.1448, 4);
    close(Level::NinetyFive.student(30.0), 2.0423, 4);
    close(Level::NinetyFive.student(120.0), 1.9799, 4);
    close(Level::NinetyNine.student(30.0), 2.7500, 4);
    close(Level::Ninety.student(60.0), 1.6706, 4);
    close(Level::NinetyFive.student(1e6), Level::NinetyFive.normal(), 5);
    close(Level::NinetyFive.student(f64::INFINITY), Level::NinetyFive.normal(), 12);
    assert!(Level::NinetyFive.student(0.0).is_infinite());
}

#[test]
fn a_sample_of_few_is_surer_by_the_finite_population_correction() {
    let share = of(120, 200);
    let corrected = share.in_population(200.0, 400.0).expect("not everybody answered");
    close(corrected.sample(), 400.0, 9);
    close(corrected.variance(), share.variance() / 2.0, 12);
    assert_eq!(share.in_population(200.0, 200.0), None);
}

/// The variance of a paired difference in closed form: ((b + c) − (b − c)²/n) / n². With a large sample the interval is
/// what that gives.
#[test]
fn the_same_people_twice_as_the_paired_formula() {
    let linked = Agreement { both: 90_000.0, first_only: 6_000.0, second_only: 2_000.0, neither: 102_000.0 };
    let people = linked.people();
    let first = Proportion::new((linked.both + linked.first_only) / people, people).expect("a share");
    let second = Proportion::new((linked.both + linked.second_only) / people, people).expect("a share");
    let interval = linked_difference(first, second, linked, Level::NinetyFive);
    let (b, c) = (linked.first_only, linked.second_only);
    let deviation = (((b + c) - (b - c).powi(2) / people) / people.powi(2)).sqrt();
    let reach = Level::NinetyFive.normal() * deviation;
    close(interval.low, 0.02 - reach, 5);
    close(interval.high, 0.02 + reach, 5);
    assert!(interval.width() < newcombe(first, second, Level::NinetyFive).width() / 2.0);
}

#[test]
fn nobody_in_common_is_two_samples() {
    let linked = Agreement { both: 0.0, first_only: 0.0, second_only: 0.0, neither: 0.0 };
    let (first, second) = (of(56, 70), of(48, 80));
    assert_eq!(linked_difference(first, second, linked, Level::NinetyFive), newcombe(first, second, Level::NinetyFive));
}

#[test]
fn effective_sample_by_hand() {
    let weights = Weights::parse(vec![1.0, 1.0, 2.0]).expect("they are weights");
    close(weights.effective_sample(), 16.0 / 6.0, 12);
    close(weights.design_effect(), 18.0 / 16.0, 12);
    assert!(Weights::parse(vec![]).is_err());
    assert!(Weights::parse(vec![1.0, 0.0]).is_err());
    assert!(Weights::parse(vec![1.0, f64::NAN]).is_err());
}

#[test]
fn response_rates_by_hand() {
    let asked = Dispositions {
        complete: 280,
        partial: 13,
        refusal: 120,
        non_contact: 240,
        other: 2,
        unknown_household: 15,
        unknown_other: 5,
    };
    close(asked.rate_1().expect("somebody was asked"), 280.0 / 675.0, 12);
    close(asked.rate_2().expect("somebody was asked"), 293.0 / 675.0, 12);
    assert_eq!(Dispositions::default().rate_1(), None);
}

/// Two by two from Deming and Stephan's method by hand: margins 60/40 and 50/50 with cross ratio 1 are fitted at once.
#[test]
fn raking_fits_all_margins() {
    let rows = [0, 0, 0, 1, 1, 1, 1, 0];
    let columns = [0, 1, 1, 0, 0, 1, 0, 1];
    let margins =
        [Margin { categories: &rows, totals: &[60.0, 40.0] }, Margin { categories: &columns, totals: &[50.0, 50.0] }];
    let base = Weights::equal(8).expect("there are eight");
    let raked = rake(&base, &margins, Trimming::NONE).expect("the margins fit");
    assert!(raked.converged && raked.largest_gap < 1e-9);
    let sum = |of: &[usize], at| {
        of.iter().zip(raked.weights.as_slice()).filter(|(here, _)| **here == at).map(|(_, w)| w).sum::<f64>()
    };
    close(sum(&rows, 0), 60.0, 6);
    close(sum(&columns, 1), 50.0, 6);
    // Raking keeps cross ratios: 1·1/(3·3) of the weights in the sample's cells, per person.
    let weight = |row, column| {
        let at = (0..8).find(|at| rows[*at] == row && columns[*at] == column).expect("somebody is there");
        raked.weights.as_slice()[at]
    };
    close(weight(0, 0) * weight(1, 1) / (weight(0, 1) * weight(1, 0)), 1.0, 6);
}

#[test]
fn trimming_that_is_too_tight_says_so() {
    let rows = [0, 0, 0, 0, 0, 0, 0, 1];
    let margins = [Margin { categories: &rows, totals: &[50.0, 50.0] }];
    let base = Weights::equal(8).expect("there are eight");
    let free = rake(&base, &margins, Trimming::NONE).expect("the margin fits");
    assert!(free.converged && free.trimmed == 0);
    let tight = rake(&base, &margins, Trimming { least: 0.3, most: 2.0 }).expect("the margin fits");
    assert!(!tight.converged && tight.trimmed > 0 && tight.largest_gap > 0.1);
    assert_eq!(rake(&base, &margins, Trimming { least: 0.3, most: 0.9 }), Err(RakeError::Trimming));
}

#[test]
fn margins_that_cannot_be_met_are_refused() {
    let base = Weights::equal(2).expect("there are two");
    let rake = |categories: &[usize], totals: &[f64]| rake(&base, &[Margin { categories, totals }], Trimming::NONE);
    assert_eq!(rake(&[0, 0], &[1.0, 1.0]).unwrap_err(), RakeError::Unanswered { margin: 0, category: 1 });
    assert_eq!(rake(&[0], &[1.0]).unwrap_err(), RakeError::Unplaced { margin: 0, respondent: 1 });
    assert_eq!(rake(&[0, 2], &[1.0, 1.0]).unwrap_err(), RakeError::Unplaced { margin: 0, respondent: 1 });
    assert_eq!(rake(&[0, 1], &[1.0, 0.0]).unwrap_err(), RakeError::Total { margin: 0, category: 1 });
    assert!(post_stratify(&base, Margin { categories: &[0, 1], totals: &[3.0, 5.0] }).is_ok());
    let tiny = Weights::parse(vec![1e-300, 1e-300]).expect("they are weights");
    let huge = post_stratify(&tiny, Margin { categories: &[0, 1], totals: &[f64::MAX, 1.0] });
    assert_eq!(huge, Err(RakeError::Weights(WeightsError::Unusable(0))));
}

fn strata(of: &[(f64, f64, f64)]) -> Vec<PostStratum> {
    let stratum = |(share, sample, population): &(f64, f64, f64)| PostStratum {
        share: Proportion::new(*share, *sample).expect("it is a share"),
        population: *population,
    };
    of.iter().map(stratum).collect()
}

/// Lohr, *Sampling: Design and Analysis* (2nd ed. 2010), example 3.4, the survey of the American Council of Learned Societies: members
/// of seven societies, those who returned the questionnaire, and the share of women, .2465 with a standard error of .0071.
#[test]
fn a_share_in_strata_as_published() {
    let societies = strata(&[
        (0.38, 636.0, 9_100.0),
        (0.27, 451.0, 1_950.0),
        (0.18, 481.0, 5_500.0),
        (0.19, 611.0, 10_850.0),
        (0.36, 493.0, 2_100.0),
        (0.13, 575.0, 5_500.0),
        (0.26, 588.0, 9_000.0),
    ]);
    let women = post_stratified(&societies).expect("there are enough");
    close(women.share(), 0.2465, 4);
    close(women.corrected_variance().sqrt(), 0.0071, 4);
    assert!(women.variance() > women.corrected_variance());
}

/// Lohr, as above, chapter 4: of 400 students at a college with 2,700 women and 1,300 men, 84 of 240 women and 40 of 160 men want to
/// teach. That is 1,240 students by the sample as it is, and 1,270 after post-stratification.
#[test]
fn a_post_stratified_share_as_published() {
    let asked = strata(&[(84.0 / 240.0, 240.0, 2_700.0), (40.0 / 160.0, 160.0, 1_300.0)]);
    let teachers = post_stratified(&asked).expect("there are enough");
    close(teachers.share() * 4_000.0, 1_270.0, 6);
    let effective = teachers.effective().expect("it is a share").sample();
    assert!((380.0..=400.0).contains(&effective), "{effective}");
    assert!(teachers.in_population().expect("not all were asked").sample() > effective);
}

#[test]
fn groups_in_which_too_few_answered_are_refused() {
    assert_eq!(post_stratified(&[]), None);
    assert_eq!(post_stratified(&strata(&[(0.5, 40.0, 100.0), (1.0, 1.0, 100.0)])), None);
    // Where all said the same, the weights tell how much the sample says: (Σw)²/Σw² with 1 and 3 for each.
    let same = post_stratified(&strata(&[(1.0, 50.0, 50.0), (1.0, 50.0, 150.0)])).expect("there are enough");
    close(same.effective().expect("it is a share").sample(), 200.0 * 200.0 / 500.0, 9);
    close(same.design_effect().expect("it is a share"), 500.0 / 400.0, 9);
}

proptest! {
    /// From counts alone it is what weights for each respondent and linearisation give.
    #[test]
    fn counts_by_group_say_the_same_as_weights(
        groups in prop::collection::vec((0_u32..30, 2_u32..30, 60_u32..400), 1..5),
    ) {
        let of_groups: Vec<_> = groups.iter().map(|(yes, more, population)| {
            let asked = yes + more;
            (f64::from(*yes) / f64::from(asked), f64::from(asked), f64::from(*population))
        }).collect();
        let counted = post_stratified(&strata(&of_groups)).expect("there are enough");
        let (mut said_yes, mut stratum) = (Vec::new(), Vec::new());
        for (at, (yes, more, _)) in groups.iter().enumerate() {
            said_yes.extend((0..yes + more).map(|person| person < *yes));
            stratum.extend((0..yes + more).map(|_| at));
        }
        let totals: Vec<f64> = groups.iter().map(|(.., population)| f64::from(*population)).collect();
        let margin = Margin { categories: &stratum, totals: &totals };
        let equal = Weights::equal(said_yes.len()).expect("somebody answered");
        let weights = post_stratify(&equal, margin).expect("all groups answered");
        for (population, variance) in [(false, counted.variance()), (true, counted.corrected_variance())] {
            let strata: Vec<Stratum> =
                totals.iter().map(|total| Stratum { population: population.then_some(*total) }).collect();
            let design = Design::of_people(weights.clone(), &stratum, &strata).expect("a design");
            let weighted = design.share(&said_yes).expect("it can be estimated");
            prop_assert!((weighted.value - counted.share()).abs() < 1e-9);
            prop_assert!((weighted.variance - variance).abs() < 1e-9, "{} {variance}", weighted.variance);
        }
    }

    /// The interval holds the share, stays within 0 and 1, and is the inversion of the score test: at its ends the test is
    /// just met.
    #[test]
    fn wilson_inverts_the_score_test(count in 0_u32..200, more in 1_u32..200) {
        let share = of(count, count + more);
        let interval = wilson(share, Level::NinetyFive);
        prop_assert!(interval.contains(share.share()) && interval.low >= 0.0 && interval.high <= 1.0);
        for end in [interval.low, interval.high] {
            if end > 0.0 && end < 1.0 {
                let score = (share.share() - end).abs() / (end * (1.0 - end) / share.sample()).sqrt();
                prop_assert!((score - Level::NinetyFive.normal()).abs() < 1e-6);
            }
        }
    }

    /// At its ends, as many or more, and as few or fewer, are answered so in 2.5 % of samples: worked out from the binomial distribution
    /// itself, term by term.
    #[test]
    fn clopper_pearson_inverts_the_exact_test(count in 0_u32..120, more in 0_u32..120) {
        let sample = (count + more).max(1);
        let interval = clopper_pearson(of(count, sample), Level::NinetyFive);
        let up_to = |most: u32, share: f64| {
            // By logarithms, because the first terms may be too small for a number.
            let mut term = f64::from(sample) * (1.0 - share).ln();
            let mut sum = term.exp();
            for yes in 1..=most {
                term += (f64::from(sample - yes + 1) / f64::from(yes) * share / (1.0 - share)).ln();
                sum += term.exp();
            }
            sum
        };
        if count > 0 {
            prop_assert!((1.0 - up_to(count - 1, interval.low) - 0.025).abs() < 1e-9, "{interval:?}");
        } else {
            prop_assert!(interval.low.abs() < 1e-15);
        }
        if count < sample {
            prop_assert!((up_to(count, interval.high) - 0.025).abs() < 1e-9, "{interval:?}");
        } else {
            prop_assert!((interval.high - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn raked_weights_meet_margins_that_some_population_has(
        people in prop::collection::vec((0_usize..3, 0_usize..2, 1_u32..50), 30..60),
    ) {
        // The margins are those of a population in which every respondent stands for some people: they can be met.
        let rows: Vec<usize> = people.iter().enumerate().map(|(at, (row, ..))| if at < 3 { at } else { *row }).collect();
        let columns: Vec<usize> = people.iter().enumerate().map(|(at, (_, c, _))| if at < 2 { at } else { *c }).collect();
        let total = |of: &[usize], at| -> f64 {
            of.iter().zip(&people).filter(|(here, _)| **here == at).map(|(_, (.., many))| f64::from(*many)).sum()
        };
        let (of_rows, of_columns) =
            ((0..3).map(|at| total(&rows, at)).collect::<Vec<_>>(), (0..2).map(|at| total(&columns, at)).collect::<Vec<_>>());
        let margins =
            [Margin { categories: &rows, totals: &of_rows }, Margin { categories: &columns, totals: &of_columns }];
        let raked = rake(&Weights::equal(people.len()).expect("some"), &margins, Trimming::NONE).expect("they fit");
        prop_assert!(raked.converged, "{}", raked.largest_gap);
    }
}
