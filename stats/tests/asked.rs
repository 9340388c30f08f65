//! A question that few of a group were asked: a share rests on those who answered, and not on those who are there.

use stats::cube::{Category, Cell, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::{Disclosure, audit, audit_rounded};
use stats::disclosure::perturb::{Keys, RecordKey, protect_by};
use stats::disclosure::{Method, Published, Rounded, Rules, one_after_another, protect};

const ANSWERS: [&str; 3] = ["playground", "no_playground", "not_asked"];

fn plan() -> Plan {
    let category = |code: &str| Category {
        code: code.into(),
        residents: code.starts_with('d').then_some(300),
        missing: (code == "not_asked").then_some(MissingCode::NotAsked),
    };
    let variable = |name: &str, role, codes: &[&str]| Variable {
        name: name.into(),
        role,
        categories: codes.iter().map(|code| category(code)).collect(),
        groups: vec![],
    };
    let variables = vec![
        variable("place", Role::Breakdown, &["d15", "d21", "d23"]),
        variable("children", Role::Answer { sensitive: false }, &ANSWERS),
    ];
    Plan::parse(variables, &[Table::of(&["place", "children"])]).expect("the plan fits")
}

/// How many of each place gave which answer.
fn people(counts: [[usize; 3]; 3]) -> Vec<Record> {
    let of = |place: usize| counts[place].into_iter().enumerate().map(move |(answer, many)| (place, answer, many));
    let each = (0..3).flat_map(of).flat_map(|(place, answer, many)| std::iter::repeat_n(vec![place, answer], many));
    each.map(|categories| Record { categories, presence: Presence::default() }).collect()
}

fn tally(records: &[Record]) -> Tally {
    Tally::count(plan(), 0, records.iter().cloned()).expect("the records fit")
}

fn answers(release: &Published, place: &str) -> Vec<(Cell, Option<u64>)> {
    let cell = |code: &&str| release.plan().cell(&[("place", place), ("children", code)]).expect("a cell");
    ANSWERS.iter().map(cell).map(|cell| (cell.clone(), release.count(&cell).expect("a cell"))).collect()
}

/// 41 of whom 10 were asked, all of them without a playground: that is told of the 10.
#[test]
fn what_few_of_many_were_asked_is_hidden_with_how_many_they_are() {
    let counts = [[0, 10, 31], [30, 30, 20], [25, 35, 20]];
    let made = protect(&tally(&people(counts)), Rules::default(), &[]).expect("it can be protected");
    assert_eq!(made.count(&made.plan().cell(&[("place", "d15")]).expect("a cell")), Some(Some(41)));
    assert!(answers(&made, "d15").iter().all(|(_, count)| count.is_none()));
    assert_eq!(audit(&made, &[]).err(), None);
    assert_eq!(audit_rounded(&Rounded::of(&made)).err(), None);
    // An editor puts them back: the auditors see that 10 are too few, with counts and without.
    let mut told = made.clone();
    for (cell, count) in answers(&made, "d15").into_iter().zip(counts[0]).map(|((cell, _), count)| (cell, count as u64))
    {
        told = told.edited(&cell, Some(count));
    }
    let shown = |found: &Disclosure| matches!(found, Disclosure::Shown(at) if at["place"] == "d15");
    assert!(audit(&told, &[]).expect_err("it is told").iter().any(shown));
    assert!(audit_rounded(&Rounded::of(&told)).expect_err("it is told").iter().any(shown));
    // Enough were asked elsewhere.
    assert!(["d21", "d23"].iter().any(|place| answers(&made, place).iter().any(|(_, count)| count.is_some())));
}

/// Of 24 people with a distribution of 20 at least, everybody knows that four at most gave no answer.
#[test]
fn that_a_distribution_is_shown_tells_of_no_few_who_did_not_answer() {
    for (first, is_told) in [([12, 10, 2], false), ([12, 12, 0], true), ([12, 10, 5], true)] {
        let made = protect(&tally(&people([first, [30, 30, 20], [25, 35, 20]])), Rules::default(), &[]);
        let made = made.expect("it can be protected");
        let told = answers(&made, "d15").iter().any(|(_, count)| count.is_some());
        assert_eq!(told, is_told, "{first:?}");
        assert_eq!(audit(&made, &[]).err(), None);
    }
}

#[test]
fn changed_counts_are_told_of_those_who_answered_as_well() {
    let records = people([[0, 10, 31], [30, 30, 20], [25, 35, 20]]);
    let keys: Vec<(&Record, RecordKey)> =
        records.iter().zip((1_u64..).map(|at| RecordKey::from_bits(at << 50))).collect();
    for method in [Method::CellKey { most: 4, variance: 2.0 }, Method::SmallCountRounding { base: 5 }] {
        let tally = tally(&records);
        let keys = Keys::of(&tally, keys.iter().copied());
        let made =
            protect_by(method, &tally, Rules::default(), &[], &keys, one_after_another).expect("it can be protected");
        assert!(answers(&made, "d15").iter().all(|(_, count)| count.is_none()));
        assert!(answers(&made, "d21").iter().all(|(_, count)| count.is_some()));
        assert_eq!(audit(&made, &[]).err(), None);
        let mut told = made.clone();
        for ((cell, _), count) in answers(&made, "d15").into_iter().zip([0, 10, 31]) {
            told = told.edited(&cell, Some(count));
        }
        assert!(audit(&told, &[]).is_err());
    }
}
