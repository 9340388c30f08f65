//! Several release files attacked together: in any order, of one wave, and with what of them is hidden and known.

use serde_json::{Value, json};
use stats::cube::{Presence, Record, Tally};
use stats::disclosure::audit::{Disclosure, audit, audit_each};
use stats::disclosure::{Identity, Published, Rules, one_after_another, protect};

/// A file of two rows and two answers: for each row and for both together, how many took part, how many said yes and how many no.
fn release(snapshot: u32, both: [Option<u64>; 3], rows: [[Option<u64>; 3]; 2]) -> Published {
    serde_json::from_value(file(snapshot, false, both, rows)).expect("it can be read")
}

fn file(snapshot: u32, withdrawals: bool, both: [Option<u64>; 3], rows: [[Option<u64>; 3]; 2]) -> Value {
    let places = [json!({}), json!({ "row": "one" }), json!({ "row": "other" })];
    let cells = places.into_iter().zip([both, rows[0], rows[1]]).flat_map(|(place, counts)| {
        [None, Some("yes"), Some("no")].into_iter().zip(counts).map(move |(answer, count)| {
            let mut at = place.clone();
            if let Some(answer) = answer {
                at["q"] = json!(answer);
            }
            json!({ "at": at, "count": count.map_or(json!("hidden"), |count| json!(count)) })
        })
    });
    let codes = |codes: [&str; 2]| codes.map(|code| json!({ "code": code }));
    json!({
        "plan": {
            "variables": [
                { "name": "row", "role": "breakdown", "categories": codes(["one", "other"]) },
                { "name": "q", "role": { "answer": { "sensitive": false } }, "categories": codes(["yes", "no"]) },
            ],
            "tables": [{ "dimensions": [{ "variable": "row" }, { "variable": "q" }] }],
        },
        "rules": { "least_count": 5, "least_base": 20, "least_residents": 100 },
        "snapshot": snapshot, "withdrawals": withdrawals, "cells": cells.collect::<Vec<_>>(),
    })
}

fn full(snapshot: u32, rows: [[u64; 2]; 2]) -> Published {
    let with_sum = |[yes, no]: [u64; 2]| [Some(yes + no), Some(yes), Some(no)];
    let both = [rows[0][0] + rows[1][0], rows[0][1] + rows[1][1]];
    release(snapshot, with_sum(both), rows.map(with_sum))
}

fn named(release: Published, wave: &str, name: &str) -> Published {
    release.identified(Identity { wave: wave.to_owned(), release: name.to_owned() })
}

#[test]
fn two_releases_are_attacked_in_the_order_of_their_snapshots() {
    let (first, second) = (full(0, [[50, 60], [70, 80]]), full(1, [[51, 64], [75, 85]]));
    let found = audit(&second, std::slice::from_ref(&first)).expect_err("one of those who came said yes");
    assert!(found.iter().any(|found| matches!(found, Disclosure::Narrow { low: 1, high: 1, .. })), "{found:?}");
    assert_eq!(audit(&first, std::slice::from_ref(&second)).err(), Some(found));
    assert_eq!(audit(&second, std::slice::from_ref(&second)).err(), None, "the same file twice says nothing new");
}

#[test]
fn two_files_of_one_snapshot_that_say_different_things_contradict_each_other() {
    let contradiction = Some(vec![Disclosure::Contradiction("snapshot 0".to_owned())]);
    let (first, second) = (full(0, [[50, 60], [70, 80]]), full(0, [[51, 64], [75, 85]]));
    assert_eq!(audit(&second, std::slice::from_ref(&first)).err(), contradiction);
    assert_eq!(audit(&first, &[second]).err(), contradiction);
    let [all, yes] = [&[][..], &[("q", "yes")]].map(|at| first.plan().cell(at).expect("a cell"));
    for hidden in [all, yes] {
        assert_eq!(audit(&first.edited(&hidden, None), std::slice::from_ref(&first)).err(), contradiction);
    }
}

#[test]
fn those_who_come_are_never_fewer_than_none() {
    let (first, second) = (full(0, [[50, 60], [70, 80]]), full(1, [[50, 60], [60, 70]]));
    assert!(audit(&second, &[first]).is_err(), "twenty are gone, and nobody is said to be");
}

#[test]
fn releases_of_two_waves_are_not_taken_together() {
    let (first, second) = (full(0, [[50, 60], [70, 80]]), full(1, [[60, 70], [80, 90]]));
    assert_eq!(audit(&second, std::slice::from_ref(&first)).err(), None);
    let here = named(first.clone(), "spring", "a");
    assert_eq!(audit(&named(second.clone(), "spring", "b"), std::slice::from_ref(&here)).err(), None);
    assert_eq!(audit(&second, std::slice::from_ref(&here)).err(), None, "an older file has no name");
    let found = audit(&named(second.clone(), "autumn", "b"), std::slice::from_ref(&here)).err();
    assert_eq!(found, Some(vec![Disclosure::OtherWave]));
    let found = audit(&named(second, "spring", "a"), std::slice::from_ref(&here)).err();
    assert_eq!(found, Some(vec![Disclosure::Contradiction("snapshot 1".to_owned())]), "one release is of one snapshot");
    let text = serde_json::to_string(&here).expect("it can be written");
    assert_eq!(serde_json::from_str::<Published>(&text).expect("it can be read"), here);
    assert!(!serde_json::to_string(&first).expect("it can be written").contains("identity"));
}

fn differs_by_few(release: &Published, earlier: &Published) -> bool {
    audit_each(release, std::slice::from_ref(earlier), one_after_another).differs_by_few
}

/// Of those who said yes in the first row nothing is shown at first; but of both rows 60 did, and of the other one 20.
fn hidden_and_known() -> Published {
    let rows = [[Some(70), None, None], [Some(80), Some(20), None]];
    release(0, [Some(150), Some(60), None], rows)
}

#[test]
fn what_is_hidden_and_known_tells_of_the_one_who_came() {
    let first = hidden_and_known();
    let rows = [[Some(75), Some(41), None], [Some(90), Some(25), None]];
    let second = release(1, [Some(165), Some(66), None], rows);
    let found = audit(&second, std::slice::from_ref(&first)).expect_err("one came who said yes");
    assert!(found.iter().any(|found| matches!(found, Disclosure::Narrow { low: 1, high: 1, .. })), "{found:?}");
    assert!(differs_by_few(&second, &first));
    // Hidden again, and known again.
    let cell = second.plan().cell(&[("row", "one"), ("q", "yes")]).expect("a cell");
    let hidden = second.edited(&cell, None);
    assert!(audit(&hidden, std::slice::from_ref(&first)).is_err());
    assert!(differs_by_few(&hidden, &first));
}

/// Where people went as well, no sum of those who came follows; the counts differ by one all the same.
#[test]
fn what_is_hidden_and_known_tells_of_few_where_others_went() {
    let first = hidden_and_known();
    let rows = [[Some(75), Some(41), None], [Some(90), Some(25), None]];
    let second = file(1, true, [Some(165), Some(66), None], rows);
    let second: Published = serde_json::from_value(second).expect("it can be read");
    assert!(differs_by_few(&second, &first));
    assert!(audit(&second, &[first]).is_err());
}

#[test]
fn a_release_is_protected_beside_one_that_hides_what_is_known() {
    let first = hidden_and_known();
    let counts = [
        (0, 0, 0, 40),
        (0, 0, 1, 30),
        (0, 1, 0, 20),
        (0, 1, 1, 60),
        (1, 0, 0, 1),
        (1, 0, 1, 4),
        (1, 1, 0, 5),
        (1, 1, 1, 5),
    ];
    let records = counts.into_iter().flat_map(|(joined, row, q, many)| {
        let record = Record { categories: vec![row, q], presence: Presence { joined, left: None } };
        std::iter::repeat_n(record, many)
    });
    let tally = Tally::count(first.plan().clone(), 1, records).expect("the records fit");
    let second = protect(&tally, Rules::default(), std::slice::from_ref(&first)).expect("it can be protected");
    assert_eq!(audit(&second, std::slice::from_ref(&first)).err(), None);
    assert!(!differs_by_few(&second, &first));
    let cell = second.plan().cell(&[("row", "one"), ("q", "yes")]).expect("a cell");
    assert_eq!(second.count(&cell), Some(None));
}
