//! The example of non-response in docs/indicators.md, number by number, and what a survey of that size can see.

use stats::estimate::{
    Dispositions, Level, PostStratum, Power, Proportion, Weights, post_stratified, smallest_rise, wilson,
};

fn close(value: f64, expected: f64, digits: i32) {
    assert!((value - expected).abs() < 0.5 * 10f64.powi(-digits) + 1e-12, "{value} is not {expected}");
}

/// 675 were invited and 293 answered: 120 of 400 below 45 years, 173 of 275 from 45 on. 72 and 147 of them feel safe, and 1,600 and 1,100
/// live there. The expected numbers were worked out apart from this program, from the formulas that docs/indicators.md names.
#[test]
fn non_response_is_told_and_weighted() {
    let asked = |answered, invited: u32| {
        let unknown_other = invited - answered;
        Dispositions { partial: answered, unknown_other, ..Dispositions::default() }
            .rate_2()
            .expect("somebody was asked")
    };
    close(asked(120, 400), 0.3, 9);
    close(asked(173, 275), 0.6291, 4);
    close(asked(293, 675), 0.4341, 4);

    let plain = Proportion::of(72 + 147, 293).expect("a share");
    let interval = wilson(plain, Level::NinetyFive);
    close(plain.share(), 0.7474, 4);
    close(interval.low, 0.6947, 4);
    close(interval.high, 0.7938, 4);

    let stratum = |safe, answered, population| PostStratum {
        share: Proportion::of(safe, answered).expect("a share"),
        population,
    };
    let weighted = post_stratified(&[stratum(72, 120, 1_600.0), stratum(147, 173, 1_100.0)]).expect("all are known");
    close(weighted.share(), 0.7017, 4);
    close(weighted.variance().sqrt(), 0.02884, 5);
    let effective = weighted.effective().expect("it varies");
    close(effective.sample(), 251.7, 1);
    close(weighted.design_effect().expect("it varies"), 1.164, 3);
    let interval = wilson(effective, Level::NinetyFive);
    close(interval.low, 0.6425, 4);
    close(interval.high, 0.7549, 4);
    let corrected = wilson(weighted.in_population().expect("not everybody answered"), Level::NinetyFive);
    close(corrected.low, 0.6453, 4);
    close(corrected.high, 0.7527, 4);

    // The same as weights of people: 1.447 for each of the younger and 0.690 for each of the older ones.
    let weights =
        Weights::parse([vec![1_600.0 / 120.0; 120], vec![1_100.0 / 173.0; 173]].concat()).expect("above zero");
    close(weights.as_slice()[0] * 293.0 / weights.total(), 1.447, 3);
    close(weights.as_slice()[292] * 293.0 / weights.total(), 0.690, 3);
}

/// R, `?power.prop.test`, examples: `power.prop.test(p1 = .5, n = 50, power = .90)` gives p2 = 0.8026.
#[test]
fn the_smallest_change_as_in_r() {
    let rise = smallest_rise(0.5, 50.0, 50.0, Level::NinetyFive, Power::NineInTen).expect("it can be seen");
    close(0.5 + rise, 0.8026, 4);
    let rise = smallest_rise(0.75, 300.0, 300.0, Level::NinetyFive, Power::FourInFive).expect("it can be seen");
    close(rise, 0.0920, 4);
}

#[test]
fn who_asks_few_sees_nothing_and_who_asks_more_sees_less() {
    let rise = |people: f64| smallest_rise(0.7, people, people, Level::NinetyFive, Power::FourInFive);
    assert_eq!(rise(5.0), None);
    assert_eq!(rise(0.0), None);
    assert!(rise(100.0) > rise(400.0) && rise(400.0) > rise(1_600.0));
    assert_eq!(smallest_rise(f64::NAN, 50.0, 50.0, Level::NinetyFive, Power::FourInFive), None);
    assert_eq!(smallest_rise(1.0, 50.0, 50.0, Level::NinetyFive, Power::FourInFive), None);
}
