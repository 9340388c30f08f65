//! Samples of strata and clusters against what R `survey` says of the same ones. Where a test names no other source, its numbers are those
//! of version 4.5 of that package as the tests of Survey.jl keep them (github.com/xKDR/Survey.jl, `test/r_reference`); `data/README.md` says
//! where the samples are from.

use std::collections::BTreeMap;

use proptest::prelude::*;
use stats::estimate::{
    Design, DesignError, Estimate, Level, Margin, RakeError, Stratum, Weights, logit, post_stratify,
};

/// A sample of schools, by column.
struct Sample(BTreeMap<String, Vec<String>>);

impl Sample {
    fn of(csv: &str) -> Self {
        let mut lines = csv.lines().map(|line| line.split(',').map(str::to_owned));
        let mut columns: Vec<(String, Vec<String>)> =
            lines.next().expect("a line of names").map(|name| (name, Vec::new())).collect();
        for line in lines {
            for ((_, column), cell) in columns.iter_mut().zip(line) {
                column.push(cell);
            }
        }
        Self(columns.into_iter().collect())
    }

    fn text(&self, column: &str) -> &[String] {
        &self.0[column]
    }

    fn numbers(&self, column: &str) -> Vec<f64> {
        self.text(column).iter().map(|cell| cell.parse().expect("a number")).collect()
    }

    fn is(&self, column: &str, value: &str) -> Vec<bool> {
        self.text(column).iter().map(|cell| cell == value).collect()
    }

    /// Which of `values` each school has.
    fn codes(&self, column: &str, values: &[&str]) -> Vec<usize> {
        let code = |cell: &String| values.iter().position(|value| value == cell).expect("a known code");
        self.text(column).iter().map(code).collect()
    }

    fn weights(&self) -> Weights {
        Weights::parse(self.numbers("pw")).expect("they are weights")
    }
}

const TYPES: [&str; 3] = ["E", "H", "M"];
const OF_TYPES: [f64; 3] = [4_421.0, 755.0, 1_018.0];

fn apistrat() -> Sample {
    Sample::of(include_str!("data/apistrat.csv"))
}

fn apiclus1() -> Sample {
    Sample::of(include_str!("data/apiclus1.csv"))
}

fn apisrs() -> Sample {
    Sample::of(include_str!("data/apisrs.csv"))
}

/// `svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)`, or without `fpc`.
fn stratified(sample: &Sample, is_finite: bool) -> Design {
    let strata = OF_TYPES.map(|all| Stratum { population: is_finite.then_some(all) });
    Design::of_people(sample.weights(), &sample.codes("stype", &TYPES), &strata).expect("a design")
}

/// `svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)`, or without `fpc`.
fn clustered(sample: &Sample, districts: Option<f64>) -> Design {
    let district: Vec<usize> = sample.text("dnum").iter().map(|cell| cell.parse().expect("a number")).collect();
    Design::of_clusters(sample.weights(), &district, &vec![0; district.len()], &[Stratum { population: districts }])
        .expect("a design")
}

fn close(got: f64, wanted: f64, digits: i32) {
    assert!((got - wanted).abs() <= 0.5 * 10_f64.powi(-digits) * 1.000_001, "{got} is not {wanted}");
}

fn is(estimate: Option<Estimate>, value: f64, error: f64, digits: i32) -> Estimate {
    let estimate = estimate.expect("it can be estimated");
    close(estimate.value, value, digits);
    close(estimate.standard_error(), error, digits);
    estimate
}

/// The mean and total are also those of the documentation (`?api`): 662.29 with 9.4089, 3,687,178 with 114,642.
#[test]
fn strata_as_in_r() {
    let sample = apistrat();
    let (scores, pupils) = (sample.numbers("api00"), sample.numbers("enroll"));
    assert_eq!(scores.len(), 200);
    let design = stratified(&sample, true);
    let mean = is(design.mean(&scores), 662.287_363, 9.408_941, 5);
    is(design.mean(&pupils), 595.282_13, 18.508_51, 4);
    is(design.total(&pupils), 3_687_177.5, 114_641.7, 1);
    is(design.ratio(&scores, &pupils), 1.112_560, 0.041_360, 6);
    let awarded = sample.is("awards", "Yes");
    is(design.share(&awarded), 0.638_936_07, 0.034_405_92, 7);
    let within = is(design.mean_within(&scores, &awarded), 678.422_405, 11.856_631, 4);
    // Each school is a cluster, and each of the three strata has some that were awarded.
    let awarded: f64 = awarded.iter().map(|was| f64::from(u8::from(*was))).sum();
    close(within.degrees, awarded - 3.0, 0);
    assert_eq!(design.degrees_of_freedom(), 197);
    let interval = mean.interval(Level::NinetyFive);
    close(interval.low, 643.732_19, 4);
    close(interval.high, 680.842_54, 4);

    let endless = stratified(&sample, false);
    is(endless.mean(&scores), 662.287_363, 9.536_132, 5);
    is(endless.total(&pupils), 3_687_177.53, 117_319.09, 1);
    // What a stratum was drawn for is known of it.
    assert!(endless.share(&sample.is("stype", "E")).expect("a share").variance < 1e-30);
}

/// Also in the documentation (`?svymean`, and Lumley's page on summary statistics): 644.169 with 23.542 and a design effect of 9.346;
/// 3,404,940.13 pupils with 932,235.03.
#[test]
fn clusters_as_in_r() {
    let sample = apiclus1();
    let (scores, pupils) = (sample.numbers("api00"), sample.numbers("enroll"));
    assert_eq!(scores.len(), 183);
    let design = clustered(&sample, Some(757.0));
    let mean = is(design.mean(&scores), 644.169_399, 23.542_241, 5);
    close(mean.design_effect.expect("it varies"), 9.346, 3);
    is(design.mean(&pupils), 549.715_85, 45.191_37, 4);
    is(design.total(&pupils), 3_404_940.13, 932_235.03, 2);
    is(design.ratio(&scores, &pupils), 1.171_822_50, 0.126_274_64, 7);
    is(design.share(&sample.is("stype", "H")), 0.076_502_73, 0.026_810_22, 7);
    assert_eq!(design.degrees_of_freedom(), 14);
    let interval = mean.interval(Level::NinetyFive);
    close(interval.low, 593.676_31, 4);
    close(interval.high, 694.662_48, 4);

    let endless = clustered(&sample, None);
    is(endless.mean(&scores), 644.169_399, 23.779_011, 5);
    is(endless.total(&scores), 3_989_985.5, 907_398.7, 1);
    // As if every school had been drawn by itself, it looks more than three times as sure.
    let alone = Design::of_people(sample.weights(), &[0; 183], &[Stratum { population: None }]).expect("a design");
    let alone = alone.mean(&scores).expect("it can be estimated");
    assert!(mean.standard_error() > 3.0 * alone.standard_error(), "{alone:?}");
}

/// `postStratify(dclus1, ~stype, pop.types)`: 642.31 with 23.921 and 3,680,893 with 406,293 in the package's own tests
/// (`tests/testoutput/api.Rout.saved`), and without correction 24.16106.
#[test]
fn post_stratified_clusters_as_in_r() {
    let sample = apiclus1();
    let types = sample.codes("stype", &TYPES);
    let margin = [Margin { categories: &types, totals: &OF_TYPES }];
    let design = clustered(&sample, Some(757.0)).calibrated(&margin).expect("it is met");
    is(design.mean(&sample.numbers("api00")), 642.310_79, 23.921, 2);
    is(design.total(&sample.numbers("enroll")), 3_680_893.0, 406_293.0, 0);
    let endless = clustered(&sample, None).calibrated(&margin).expect("it is met");
    is(endless.mean(&sample.numbers("api00")), 642.310_788, 24.161_061, 5);
    // What it was fitted to is known.
    assert!(design.share(&sample.is("stype", "E")).expect("a share").variance < 1e-20);
    close(design.total(&[1.0; 183]).expect("a total").value, 6_194.0, 6);
}

/// `rake(dclus1, list(~stype, ~sch.wide), …)`, as in its documentation: 641.23 with 23.704. `tests/rakecheck.R` of the package has
/// `calibrate(dclus1, ~stype + sch.wide, …, calfun = "raking")` beside it, which goes on until the margins are met: 3,647,280 with 400,603;
/// and with school type crossed with the target, and comparable improvement, 642.61 with 22.731.
#[test]
fn raked_clusters_as_in_r() {
    let sample = apiclus1();
    let (types, target) = (sample.codes("stype", &TYPES), sample.codes("sch_wide", &["No", "Yes"]));
    let margins =
        [Margin { categories: &types, totals: &OF_TYPES }, Margin { categories: &target, totals: &[1_072.0, 5_122.0] }];
    let design = clustered(&sample, Some(757.0)).calibrated(&margins).expect("they are met");
    let mean = is(design.mean(&sample.numbers("api00")), 641.230, 23.704, 3);
    assert!(mean.design_effect.is_some_and(|effect| effect > 9.0), "{mean:?}");
    is(design.total(&sample.numbers("enroll")), 3_647_280.0, 400_603.0, 0);

    let crossed: Vec<usize> = types.iter().zip(&target).map(|(of, met)| of * 2 + met).collect();
    let improved = sample.codes("comp_imp", &["No", "Yes"]);
    let margins = [
        Margin { categories: &crossed, totals: &CROSSED },
        Margin { categories: &improved, totals: &[1_712.0, 4_482.0] },
    ];
    let design = clustered(&sample, Some(757.0)).calibrated(&margins).expect("they are met");
    let mean = design.mean(&sample.numbers("api00")).expect("it can be estimated");
    close(mean.value, 642.61, 2);
    close(mean.standard_error(), 22.731, 3);
}

/// All 6,194 schools by type and by whether they met their target (`xtabs(~stype + sch.wide, apipop)`).
const CROSSED: [f64; 6] = [472.0, 3_949.0, 334.0, 421.0, 266.0, 752.0];

/// `svyciprop(~I(sch.wide == "Yes"), dsrs, method = "logit")`: 163 of 200 schools of 6,194.
#[test]
fn a_simple_random_sample_as_in_r() {
    let sample = apisrs();
    assert_eq!(sample.numbers("api00").len(), 200);
    let everybody = [Stratum { population: Some(6_194.0) }];
    let design = Design::of_people(sample.weights(), &[0; 200], &everybody).expect("a design");
    is(design.mean(&sample.numbers("api00")), 656.585, 9.249_722, 6);
    is(design.total(&sample.numbers("enroll")), 3_621_074.34, 169_519.65, 2);
    let share = design.share(&sample.is("sch_wide", "Yes")).expect("a share");
    close(share.value, 163.0 / 200.0, 12);
    close(share.variance, (1.0 - 200.0 / 6_194.0) * 0.815 * 0.185 / 199.0, 12);
    close(share.design_effect.expect("it varies"), 1.0, 9);
    assert!(share.effective().expect("it is a share").sample() > 199.0);
    let interval = logit(share.value, share.variance, share.degrees, Level::NinetyFive).expect("between 0 and 1");
    close(interval.low, 0.75560, 5);
    close(interval.high, 0.86259, 5);
}

/// `example(fpc)` of the package and its `tests/check.R`: eight units of two strata, by themselves and as five clusters.
#[test]
fn small_designs_as_in_r() {
    let weights = || Weights::parse(vec![3.0, 3.0, 3.0, 3.0, 3.0, 4.0, 4.0, 4.0]).expect("weights");
    let (stratum, unit) = ([0, 0, 0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 1, 2, 3]);
    let values = [2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2];
    let of_strata = |populations: [Option<f64>; 2]| {
        Design::of_people(weights(), &stratum, &populations.map(|population| Stratum { population })).expect("a design")
    };
    is(of_strata([None, None]).mean(&values), 5.4481, 0.7413, 4);
    is(of_strata([Some(15.0), Some(12.0)]).mean(&values), 5.4481, 0.6160, 4);
    let of_clusters = |population: Option<f64>| {
        Design::of_clusters(weights(), &unit, &[0; 8], &[Stratum { population }]).expect("a design")
    };
    is(of_clusters(None).mean(&values), 5.4481, 0.7938, 4);
    is(of_clusters(Some(27.0)).mean(&values), 5.4481, 0.7165, 4);
    // The two strata as clusters: 0.5465.
    let two = Design::of_clusters(weights(), &stratum, &[0; 8], &[Stratum { population: None }]).expect("a design");
    is(two.mean(&values), 5.4481, 0.5465, 4);
}

/// `tests/deff.R` of the package (Takahiro Tsuchiya's): ten firms of 1,000.
#[test]
fn a_design_is_held_against_a_sample_without_replacement() {
    let sales = [15.0, 143.0, 21.0, 51.0, 337.0, 50.0, 274.0, 145.0, 15.0, 86.0];
    let weights = Weights::parse(vec![100.0; 10]).expect("weights");
    let design = Design::of_people(weights, &[0; 10], &[Stratum { population: None }]).expect("a design");
    let mean = is(design.mean(&sales), 113.700, 35.626, 3);
    close(mean.design_effect.expect("it varies"), 1.0101, 4);
    let total = is(design.total(&sales), 113_700.0, 35_626.0, 0);
    close(total.design_effect.expect("it varies"), 1.0101, 4);
    // Where everybody stands for himself, there is no sample to hold it against.
    let all = Design::of_people(Weights::equal(10).expect("ten"), &[0; 10], &[Stratum { population: Some(10.0) }]);
    let all = all.expect("a design").mean(&sales).expect("it can be estimated");
    assert_eq!((all.variance, all.design_effect), (0.0, None));
    close(all.interval(Level::NinetyFive).width(), 0.0, 12);
}

#[test]
fn what_is_no_design_is_refused() {
    let three = || Weights::equal(3).expect("three");
    let endless = Stratum { population: None };
    let design = |cluster: &[usize], stratum: &[usize], strata: &[Stratum]| {
        Design::of_clusters(three(), cluster, stratum, strata).map(|_| ())
    };
    assert_eq!(design(&[0, 1], &[0, 0, 0], &[endless]), Err(DesignError::Lengths));
    assert_eq!(design(&[0, 1, 2], &[0, 0, 1], &[endless]), Err(DesignError::Stratum(2)));
    assert_eq!(design(&[7, 8, 7], &[0, 0, 1], &[endless; 2]), Err(DesignError::Split(7)));
    assert_eq!(design(&[7, 8, 9], &[0, 0, 1], &[endless; 2]), Err(DesignError::Alone(1)));
    assert_eq!(design(&[7, 7, 7], &[0, 0, 0], &[endless]), Err(DesignError::Alone(0)));
    assert_eq!(design(&[7, 8, 9], &[0, 0, 0], &[Stratum { population: Some(2.0) }]), Err(DesignError::Population(0)));
    let unknown = Stratum { population: Some(f64::NAN) };
    assert_eq!(design(&[7, 8, 9], &[0, 0, 0], &[unknown]), Err(DesignError::Population(0)));
    // A cluster that is the only one there is stands for no other.
    assert_eq!(design(&[7, 8, 9], &[0, 0, 1], &[endless, Stratum { population: Some(1.0) }]), Ok(()));

    let of_people = Design::of_people(three(), &[0; 3], &[endless]).expect("a design");
    assert_eq!(of_people.mean(&[1.0, 2.0]), None);
    assert_eq!(of_people.mean(&[1.0, f64::NAN, 2.0]), None);
    assert_eq!(of_people.ratio(&[1.0; 3], &[0.0; 3]), None);
    assert_eq!(of_people.mean_within(&[1.0; 3], &[false; 3]), None);
    let rows = Margin { categories: &[0, 0, 1], totals: &[1.0, 5.0] };
    let columns = Margin { categories: &[0, 1, 1], totals: &[1.0, 5.0] };
    // The first is all of column 0 and so all of row 0 as well, which leaves nothing for the second.
    assert_eq!(of_people.clone().calibrated(&[rows, columns]), Err(DesignError::Unmet));
    let unplaced = Margin { categories: &[0, 0], totals: &[6.0] };
    let error = RakeError::Unplaced { margin: 0, respondent: 2 };
    assert_eq!(of_people.calibrated(&[unplaced]), Err(DesignError::Margins(error)));
}

/// Five homes of two, and a group that lives in two of them: it is known by these two, however many others were asked of something else.
#[test]
fn a_group_in_few_homes_is_as_unsure_as_these_homes() {
    let homes: Vec<usize> = (0..10).map(|person| person / 2).collect();
    let weights = Weights::parse(vec![3.0; 10]).expect("they are weights");
    let design = Design::of_clusters(weights, &homes, &[0; 10], &[Stratum { population: None }]).expect("a design");
    assert_eq!(design.degrees_of_freedom(), 4);
    let group: Vec<bool> = (0..10).map(|person| person < 4).collect();
    let mut values = vec![f64::NAN; 10];
    values[..4].copy_from_slice(&[1.0, 2.0, 4.0, 5.0]);
    let within = design.mean_within(&values, &group).expect("somebody is in it");
    assert_eq!((within.respondents, within.design_effect), (4, None));
    close(within.value, 3.0, 12);
    close(within.degrees, 1.0, 12);
    // t of one degree is 12.706 and not 2.776 of four.
    close(within.interval(Level::NinetyFive).width() / 2.0 / within.standard_error(), 12.706_2, 3);
    assert_eq!(design.mean_within(&values, &group[..9]), None);
    assert_eq!(design.mean_within(&values[..9], &group[..9]), None);
    values[3] = f64::NAN;
    assert_eq!(design.mean_within(&values, &group), None, "one of the group has none");
}

/// People: of which home, how many each stands for, what they answered.
fn people() -> impl Strategy<Value = Vec<(usize, f64, f64)>> {
    prop::collection::vec((0_usize..12, 0.5_f64..4.0, -10.0_f64..10.0), 20..60)
}

fn parted(people: &[(usize, f64, f64)]) -> (Vec<usize>, Weights, Vec<f64>) {
    let weights = Weights::parse(people.iter().map(|(_, weight, _)| *weight).collect()).expect("weights");
    (people.iter().map(|(home, ..)| *home).collect(), weights, people.iter().map(|(.., value)| *value).collect())
}

proptest! {
    /// Equal weights, one stratum, everybody by himself: the textbook's (1 − n/N) s²/n.
    #[test]
    fn without_a_design_it_is_a_simple_random_sample(people in people(), more in 1_u32..500) {
        let values = parted(&people).2;
        let count = f64::from(u32::try_from(values.len()).expect("few"));
        let population = count + f64::from(more);
        let weights = Weights::parse(vec![population / count; values.len()]).expect("weights");
        let strata = [Stratum { population: Some(population) }];
        let design = Design::of_people(weights, &vec![0; values.len()], &strata).expect("a design");
        let mean = design.mean(&values).expect("a mean");
        let plain = values.iter().sum::<f64>() / count;
        let spread = values.iter().map(|value| (value - plain).powi(2)).sum::<f64>() / (count - 1.0);
        prop_assert!((mean.value - plain).abs() < 1e-9);
        prop_assert!((mean.variance - (1.0 - count / population) * spread / count).abs() < 1e-9);
        prop_assert!((mean.design_effect.expect("it varies") - 1.0).abs() < 1e-9);
        let total = design.total(&values).expect("a total");
        prop_assert!((total.value - plain * population).abs() < 1e-6);
        prop_assert!((total.variance / (mean.variance * population * population) - 1.0).abs() < 1e-9);
    }

    /// What is measured in other units varies in other units, and what everybody has more of varies no more.
    #[test]
    fn units_do_not_matter(people in people(), factor in 0.1_f64..50.0, more in -100.0_f64..100.0) {
        let (homes, weights, values) = parted(&people);
        let stratum = vec![0; homes.len()];
        let design = Design::of_clusters(weights, &homes, &stratum, &[Stratum { population: None }]).expect("a design");
        let one = design.mean(&values).expect("a mean");
        let other = design.mean(&values.iter().map(|value| factor * value + more).collect::<Vec<_>>()).expect("a mean");
        prop_assert!((other.value - (factor * one.value + more)).abs() < 1e-6);
        prop_assert!((other.standard_error() - factor * one.standard_error()).abs() < 1e-6);
    }

    /// Another way to the same variance: leave out one home after the other (the jackknife).
    #[test]
    fn linearisation_agrees_with_leaving_out_clusters(
        people in prop::collection::vec((0_usize..80, 0.8_f64..1.25, -1.0_f64..1.0), 300..400),
    ) {
        let (homes, weights, values) = parted(&people);
        let mean = |without: Option<usize>| {
            let kept = || people.iter().filter(|(home, ..)| Some(*home) != without);
            kept().map(|(_, weight, value)| weight * value).sum::<f64>() / kept().map(|(_, weight, _)| weight).sum::<f64>()
        };
        let mut each = homes.clone();
        each.sort_unstable();
        each.dedup();
        let count = f64::from(u32::try_from(each.len()).expect("few"));
        let all = mean(None);
        let jackknife = each.iter().map(|home| (mean(Some(*home)) - all).powi(2)).sum::<f64>() * (count - 1.0) / count;
        let stratum = vec![0; homes.len()];
        let design = Design::of_clusters(weights, &homes, &stratum, &[Stratum { population: None }]).expect("a design");
        let linear = design.mean(&values).expect("a mean").variance;
        prop_assert!((linear / jackknife - 1.0).abs() < 0.15, "{linear} {jackknife}");
    }

    /// Post-stratified people of one stratum: Σw²(y − ȳ of the group)², as Särndal and others have it in (7.6.6), with n/(n − 1).
    #[test]
    fn post_stratification_leaves_what_groups_do_not_explain(people in people(), totals in (50.0_f64..90.0, 50.0_f64..90.0)) {
        let values = parted(&people).2;
        let group: Vec<usize> = (0..values.len()).map(|at| at % 2).collect();
        let totals = [totals.0, totals.1];
        let margin = Margin { categories: &group, totals: &totals };
        let equal = || Weights::equal(values.len()).expect("some");
        let design = Design::of_people(equal(), &vec![0; values.len()], &[Stratum { population: None }]);
        let mean = design.expect("a design").calibrated(&[margin]).expect("met").mean(&values).expect("a mean");
        let weights = post_stratify(&equal(), margin).expect("met");
        let of_group = |which: usize| {
            let own: Vec<f64> = values.iter().zip(&group).filter(|(_, of)| **of == which).map(|(value, _)| *value).collect();
            own.iter().sum::<f64>() / f64::from(u32::try_from(own.len()).expect("few"))
        };
        let means = [of_group(0), of_group(1)];
        let count = f64::from(u32::try_from(values.len()).expect("few"));
        let rest: f64 = values.iter().zip(&group).zip(weights.as_slice())
            .map(|((value, of), weight)| (weight * (value - means[*of]) / weights.total()).powi(2)).sum();
        prop_assert!((mean.value - (totals[0] * means[0] + totals[1] * means[1]) / (totals[0] + totals[1])).abs() < 1e-9);
        prop_assert!((mean.variance - rest * count / (count - 1.0)).abs() < 1e-9);
    }
}
