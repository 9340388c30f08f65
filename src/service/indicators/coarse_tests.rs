//! Whole percentages against the counts that they were made of.

use proptest::prelude::*;
use stats::cube::{Category, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::{Published, Rules, protect};

use super::*;
use crate::service::indicators::estimate;

const CODES: [&str; 5] = ["safe", "neither", "unsafe", "moved", "no_answer"];

fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
    let missing = |code: &str| (code == "no_answer").then_some(MissingCode::Declined);
    let category = |code: &&str| Category { code: (*code).to_owned(), residents: None, missing: missing(code) };
    Variable { name: name.to_owned(), role, categories: codes.iter().map(category).collect(), groups: Vec::new() }
}

/// So many women and men who gave each answer.
fn published(said: [[u32; CODES.len()]; 2]) -> Published {
    let variables = vec![
        variable("gender", Role::Breakdown, &["woman", "man"]),
        variable("safe", Role::Answer { sensitive: false }, &CODES),
    ];
    let plan = Plan::parse(variables, &[Table::of(&["gender", "safe"])]).unwrap();
    let records = said.iter().enumerate().flat_map(|(gender, said)| {
        said.iter().enumerate().flat_map(move |(answer, many)| {
            (0..*many).map(move |_| Record { categories: vec![gender, answer], presence: Presence::default() })
        })
    });
    protect(&Tally::count(plan, 0, records).unwrap(), Rules::default(), &[]).unwrap()
}

fn measure(counted: &[&str], uncounted: &[&str], outside: &[&str]) -> Measure {
    let own = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    Measure { variable: "safe".to_owned(), counted: own(counted), uncounted: own(uncounted), outside: own(outside) }
}

fn measures() -> [Measure; 3] {
    [
        measure(&["safe"], &["neither", "unsafe", "moved"], &["no_answer"]),
        measure(&["safe", "neither"], &["unsafe"], &["moved", "no_answer"]),
        measure(&["unsafe"], &["safe"], &["neither", "moved", "no_answer"]),
    ]
}

fn groups() -> [BTreeMap<String, String>; 3] {
    let of = |gender: &str| BTreeMap::from([("gender".to_owned(), gender.to_owned())]);
    [BTreeMap::new(), of("woman"), of("man")]
}

#[test]
fn whole_percentages_are_told_as_they_are_and_their_rounding_widens_the_interval() {
    let published = published([[84, 80, 60, 16, 12], [40, 60, 50, 10, 14]]);
    let rounded = Rounded::of(&published);
    let [all, ..] = groups();
    // 124 of 400 who answered, of 426 in all: 31 %, of 400 to the nearest five; at least (424 - 2)(1 - .065) = 394.6 people.
    let value = share(&measures()[0], &rounded, &all).unwrap();
    assert!((value.share - 0.31).abs() < 1e-9, "{value:?}");
    assert_eq!(value.respondents, 400);
    let exact = wilson(Proportion::of(124, 400).unwrap(), Level::NinetyFive);
    assert!(value.interval.low < exact.low && exact.high < value.interval.high, "{value:?}");
    assert!(value.interval.width() < exact.width() + 0.012, "{value:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_is_told_that_counts_would_not_tell_and_the_interval_holds_theirs(
        said in prop::array::uniform2(prop::array::uniform5(prop_oneof![Just(0_u32), 1_u32..90])),
    ) {
        let published = published(said);
        let rounded = Rounded::of(&published);
        for (measure, whom) in measures().iter().flat_map(|measure| groups().map(|whom| (measure, whom))) {
            let Some(told) = share(measure, &rounded, &whom) else { continue };
            let exact = estimate::share(measure, &published, &whom);
            prop_assert!(exact.is_some(), "{whom:?}: {told:?} is told and {measure:?} is hidden");
            let exact = exact.unwrap();
            let inner = wilson(exact, Level::NinetyFive);
            let slack = 1e-9;
            prop_assert!(told.interval.low <= inner.low + slack && inner.high <= told.interval.high + slack, "{told:?} {inner:?}");
            prop_assert!(told.interval.contains(told.share), "{told:?}");
            prop_assert_eq!(told.respondents % 5, 0);
        }
    }
}
