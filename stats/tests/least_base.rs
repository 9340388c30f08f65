//! What breaks answers down may ask for more people than the rules do: of a language that few answered in nothing is told.

use std::collections::BTreeMap;

use stats::cube::{Category, Cell, Plan, PlanError, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::{Disclosure, audit, audit_rounded};
use stats::disclosure::perturb::{Keys, RecordKey, protect_by};
use stats::disclosure::{Method, Published, Rounded, Rules, one_after_another, protect};

const LANGUAGES: [&str; 4] = ["da", "en", "ar", "other"];
const ANSWERS: [&str; 2] = ["safe", "unsafe"];

fn least(named: &[(&str, u32)]) -> BTreeMap<String, u32> {
    named.iter().map(|(name, least)| ((*name).to_owned(), *least)).collect()
}

fn plan(named: &[(&str, u32)]) -> Result<Plan, PlanError> {
    let category = |code: &&str| Category { code: (*code).to_owned(), residents: None, missing: None };
    let variable = |name: &str, role, codes: &[&str]| Variable {
        name: name.to_owned(),
        role,
        categories: codes.iter().map(category).collect(),
        groups: Vec::new(),
    };
    let variables = vec![
        variable("language", Role::Breakdown, &LANGUAGES),
        variable("gender", Role::Breakdown, &["woman", "man"]),
        variable("safety", Role::Answer { sensitive: false }, &ANSWERS),
    ];
    let tables = [Table::of(&["language", "safety"]), Table::of(&["gender", "safety"])];
    Plan::parse(variables, &tables)?.resting_on(&least(named))
}

/// So many of each language, three in ten of whom are unsafe.
fn people(of: [usize; 4]) -> Vec<Record> {
    let each = of.into_iter().enumerate().flat_map(|(language, many)| (0..many).map(move |at| (language, at)));
    let each = each.map(|(language, at)| vec![language, at % 2, usize::from(at % 10 < 3)]);
    each.map(|categories| Record { categories, presence: Presence::default() }).collect()
}

fn made(named: &[(&str, u32)], of: [usize; 4]) -> Published {
    let tally = Tally::count(plan(named).expect("it fits"), 0, people(of)).expect("the records fit");
    protect(&tally, Rules::default(), &[]).expect("it can be protected")
}

fn answers(release: &Published, language: &str) -> Vec<(Cell, Option<u64>)> {
    let cell = |code: &&str| release.plan().cell(&[("language", language), ("safety", code)]).expect("a cell");
    ANSWERS.iter().map(cell).map(|cell| (cell.clone(), release.count(&cell).expect("a cell"))).collect()
}

fn told(release: &Published) -> [bool; 4] {
    LANGUAGES.map(|language| answers(release, language).iter().any(|(_, count)| count.is_some()))
}

#[test]
fn answers_are_told_where_as_many_answered_as_the_breakdown_asks_for() {
    let of = [600, 150, 90, 80];
    assert_eq!(told(&made(&[], of)), [true; 4], "by the rules alone");
    let release = made(&[("language", 100)], of);
    assert_eq!(told(&release), [true, true, false, false]);
    for (language, many) in LANGUAGES.iter().zip(of) {
        let cell = release.plan().cell(&[("language", language)]).expect("a cell");
        assert_eq!(release.count(&cell), Some(Some(many as u64)), "how many they are is why, and everybody sees it");
    }
    let women = release.plan().cell(&[("gender", "woman"), ("safety", "unsafe")]).expect("a cell");
    assert!(release.count(&women).flatten().is_some(), "another breakdown asks for no more than the rules");
    assert_eq!(audit(&release, &[]).err(), None);
    assert_eq!(audit_rounded(&Rounded::of(&release)).err(), None);
    // What is left of everybody without one language would tell of that one.
    assert_eq!(told(&made(&[("language", 100)], [600, 150, 120, 80])).iter().filter(|told| **told).count(), 2);
    // A threshold below that of the rules lowers nothing.
    assert_eq!(told(&made(&[("language", 1)], [600, 150, 19, 18])), [true, true, false, false]);
}

#[test]
fn the_auditors_find_what_an_editor_puts_back_and_know_the_threshold_from_the_file() {
    let release = made(&[("language", 100)], [600, 150, 90, 80]);
    let mut edited = release.clone();
    for (language, unsafe_) in [("ar", 27), ("other", 24)] {
        let counts = answers(&release, language).into_iter().zip([if language == "ar" { 63 } else { 56 }, unsafe_]);
        for ((cell, _), count) in counts {
            edited = edited.edited(&cell, Some(count));
        }
    }
    let is_told = |found: &Disclosure| matches!(found, Disclosure::Shown(at) if at["language"] == "ar");
    assert!(audit(&edited, &[]).expect_err("it is told").iter().any(is_told));
    assert!(audit_rounded(&Rounded::of(&edited)).expect_err("it is told").iter().any(is_told));
    let file = serde_json::to_value(&edited).expect("it can be written");
    assert_eq!(file["plan"]["least_bases"], serde_json::json!({ "language": 100 }));
    let read: Published = serde_json::from_value(file).expect("it can be read");
    assert_eq!(read, edited);
    assert!(audit(&read, &[]).expect_err("it is told").iter().any(is_told));
    // Two releases by different thresholds are not of the same plan.
    let other = made(&[("language", 120)], [600, 150, 90, 80]);
    assert_eq!(audit(&release, &[other]), Err(vec![Disclosure::OtherPlan]));
}

#[test]
fn changed_counts_keep_to_it_as_well() {
    let records = people([600, 150, 90, 80]);
    let keys: Vec<(&Record, RecordKey)> =
        records.iter().zip((1_u64..).map(|at| RecordKey::from_bits(at << 50))).collect();
    let tally = Tally::count(plan(&[("language", 100)]).expect("it fits"), 0, records.iter().cloned());
    let tally = tally.expect("the records fit");
    for method in [Method::CellKey { most: 4, variance: 2.0 }, Method::SmallCountRounding { base: 5 }] {
        let keys = Keys::of(&tally, keys.iter().copied());
        let release = protect_by(method, &tally, Rules::default(), &[], &keys, one_after_another);
        let release = release.expect("it can be protected");
        assert_eq!(told(&release), [true, true, false, false], "{method:?}");
        assert_eq!(audit(&release, &[]).err(), None);
        let edited = release.edited(&answers(&release, "ar")[0].0, Some(63));
        assert!(audit(&edited, &[]).is_err());
    }
}

#[test]
fn only_what_breaks_down_asks_for_people() {
    for name in ["safety", "dialect"] {
        assert_eq!(plan(&[(name, 100)]), Err(PlanError::Unknown(name.to_owned())));
    }
    let file = serde_json::to_value(plan(&[]).expect("it fits")).expect("it can be written");
    assert!(file.get("least_bases").is_none(), "files of other plans stay as they were");
}
