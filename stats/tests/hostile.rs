//! Release files that somebody wrote to bring the auditor down: each is refused in words, and quickly.

use serde_json::{Value, json};
use stats::cube::{Category, Plan, PlanError, Role, Table, Variable};
use stats::disclosure::audit::{Disclosure, audit, audit_rounded};
use stats::disclosure::{Published, Rounded};

/// A release of two places and a question, with the same word on each cell of who took part and on each answer.
fn release(residents: u64, people: &Value, answer: &Value) -> Value {
    let cells = [json!({}), json!({ "place": "a" }), json!({ "place": "b" }), json!({ "place": "both" })];
    let cells = cells.into_iter().flat_map(|place| {
        let answers = ["yes", "no"].map(|code| {
            let mut at = place.clone();
            at["q"] = json!(code);
            json!({ "at": at, "count": answer })
        });
        [json!({ "at": place, "count": people })].into_iter().chain(answers)
    });
    let category = |code: &str| json!({ "code": code, "residents": residents });
    let place = json!({
        "name": "place", "role": "breakdown", "categories": [category("a"), category("b")],
        "groups": [{ "code": "both", "members": ["a", "b"] }],
    });
    let q = json!({
        "name": "q", "role": { "answer": { "sensitive": false } }, "categories": [{ "code": "yes" }, { "code": "no" }],
    });
    json!({
        "plan": { "variables": [place, q], "tables": [{ "dimensions": [{ "variable": "place" }, { "variable": "q" }] }] },
        "rules": { "least_count": 5, "least_base": 20, "least_residents": 100 },
        "snapshot": 0, "withdrawals": false, "cells": cells.collect::<Vec<_>>(),
    })
}

/// The same without counts: what stands on a cell is a figure.
fn rounded(people: u64) -> Value {
    let people = json!({ "people": people });
    let mut release = release(300, &people, &json!({ "share": { "percent": 50, "of": "everybody" } }));
    let all = release.as_object_mut().expect("an object");
    all.remove("withdrawals");
    all.insert("rounded".to_owned(), json!("whole_percentages_and_bases_to_five"));
    for cell in all["cells"].as_array_mut().expect("a list") {
        let cell = cell.as_object_mut().expect("an object");
        let figure = cell.remove("count").expect("it is there");
        cell.insert("figure".to_owned(), figure);
    }
    release
}

fn wrong<T: serde::de::DeserializeOwned>(file: Value) -> String {
    serde_json::from_value::<T>(file).err().expect("it is refused").to_string()
}

#[test]
fn counts_of_no_people_are_refused() {
    for count in [1_000_000_001, u64::from(u32::MAX) + 1, u64::MAX] {
        for method in [json!("suppression"), json!({ "cell_key": { "most": 4, "variance": 2.0 } })] {
            let mut file = release(300, &json!(count), &json!(count));
            file["method"] = method;
            assert!(wrong::<Published>(file).contains("a count is above 1000000000"));
        }
    }
    for people in [1_000_000_005, u64::MAX] {
        assert!(wrong::<Rounded>(rounded(people)).contains("no figure of its kind"));
    }
    let most = serde_json::from_value::<Rounded>(rounded(1_000_000_000)).expect("it can be read");
    assert!(audit_rounded(&most).is_err());
}

#[test]
fn residents_are_added_up_to_no_more_than_can_be_counted() {
    let file = release(u64::from(u32::MAX), &json!(100), &json!(100));
    let release: Published = serde_json::from_value(file).expect("it can be read");
    assert!(audit(&release, &[]).is_err());
}

/// Thirty codes in each of ten variables are more cells than there are grains of sand on a beach.
#[test]
fn a_plan_of_more_cells_than_anybody_makes_is_refused_before_they_are_made() {
    let variable = |at: usize| Variable {
        name: format!("v{at}"),
        role: Role::Breakdown,
        categories: (0..30).map(|code| Category { code: format!("c{code}"), residents: None, missing: None }).collect(),
        groups: vec![],
    };
    let names: Vec<String> = (0..10).map(|at| format!("v{at}")).collect();
    let tables = |many: usize| [Table::of(&names[..many].iter().map(String::as_str).collect::<Vec<_>>())];
    let variables: Vec<Variable> = (0..10).map(variable).collect();
    assert_eq!(Plan::parse(variables.clone(), &tables(10)).err(), Some(PlanError::TooLarge));
    assert_eq!(
        Plan::parse(variables.clone(), &tables(3)).expect("it is large, but not too large").size(),
        31 * 31 * 31
    );
    let mut file = release(300, &json!(100), &json!(50));
    file["cells"] = json!([]);
    for (many, words) in [(10, "the tables have more than 500000 cells"), (3, "more than the 0 that are there")] {
        let written = names[..many].iter().map(|name| json!({ "variable": name })).collect::<Vec<_>>();
        file["plan"] = json!({ "variables": variables, "tables": [{ "dimensions": written }] });
        let found = wrong::<Published>(file.clone());
        assert!(found.contains(words), "{found}");
        let mut without = rounded(100);
        without["plan"] = file["plan"].clone();
        without["cells"] = json!([]);
        assert!(wrong::<Rounded>(without).contains(words));
    }
}

/// Two hundred and fifty places by as many ages are many groups, and the sums over them many: together they would take hours.
#[test]
fn what_would_take_hours_is_said_to_be_too_fine() {
    let variable = |name: &str| {
        let category = |code: usize| json!({ "code": format!("c{code}") });
        json!({ "name": name, "role": "breakdown", "categories": (0..250).map(category).collect::<Vec<_>>() })
    };
    let all = (0..=250).flat_map(|a| (0..=250).map(move |b| (a, b)));
    let cells = all.map(|(a, b)| {
        let mut at = json!({});
        for (name, code) in [("a", a), ("b", b)].into_iter().filter(|(_, code)| *code > 0) {
            at[name] = json!(format!("c{}", code - 1));
        }
        json!({ "at": at, "count": "hidden" })
    });
    let file = json!({
        "plan": {
            "variables": [variable("a"), variable("b")],
            "tables": [{ "dimensions": [{ "variable": "a" }, { "variable": "b" }] }],
        },
        "rules": { "least_count": 5, "least_base": 20, "least_residents": 100 },
        "snapshot": 0, "withdrawals": false, "cells": cells.collect::<Vec<_>>(),
    });
    let release: Published = serde_json::from_value(file).expect("it can be read");
    assert_eq!(audit(&release, &[]).err(), Some(vec![Disclosure::TooFine]));
}

/// Parts that are more than their whole leave less than nobody for another.
#[test]
fn less_than_nobody_is_a_contradiction() {
    let mut file = release(300, &json!(100), &json!("hidden"));
    for (at, count) in [(0, json!(100)), (3, json!(130)), (6, json!("hidden")), (9, json!(100))] {
        file["cells"][at]["count"] = count;
    }
    let release: Published = serde_json::from_value(file).expect("it can be read");
    let found = audit(&release, &[]).expect_err("a place of minus thirty");
    assert!(found.contains(&Disclosure::Contradiction("who took part".to_owned())), "{found:?}");
}

/// Two answers of the same people of which the same category has other counts, or of which a category holds more than the rest of the other.
#[test]
fn links_that_the_counts_contradict_are_named() {
    let answer = |name: &str| {
        let codes = ["yes", "no"].map(|code| json!({ "code": code }));
        json!({ "name": name, "role": { "answer": { "sensitive": false } }, "categories": codes })
    };
    let file = |link: &Value, counts: [[u64; 2]; 2]| {
        let cells = ["q", "r"].into_iter().zip(counts).flat_map(|(name, counts)| {
            ["yes", "no"].into_iter().zip(counts).map(move |(code, count)| {
                let mut at = json!({});
                at[name] = json!(code);
                json!({ "at": at, "count": count })
            })
        });
        let cells: Vec<Value> = cells.chain([json!({ "at": {}, "count": 100 })]).collect();
        json!({
            "plan": {
                "variables": [answer("q"), answer("r")], "links": [link],
                "tables": [{ "dimensions": [{ "variable": "q" }] }, { "dimensions": [{ "variable": "r" }] }],
            },
            "rules": { "least_count": 5, "least_base": 20, "least_residents": 100 },
            "snapshot": 0, "withdrawals": false, "cells": cells,
        })
    };
    let same = |code: &str, others: &[&str]| {
        let mut same = json!({});
        same[code] = json!(others);
        json!({ "answer": "r", "with": "q", "same": same })
    };
    let read = |file: Value| serde_json::from_value::<Published>(file).expect("it can be read");
    let fits = read(file(&same("no", &["no"]), [[40, 60], [40, 60]]));
    assert_eq!(audit(&fits, &[]).err(), None);
    for (link, counts) in [
        (same("no", &["no"]), [[40, 60], [45, 55]]),
        (same("no", &["yes", "no"]), [[40, 60], [40, 60]]),
        (same("yes", &["no"]), [[40, 60], [40, 60]]),
    ] {
        let contradiction = Disclosure::Contradiction("q, r".to_owned());
        assert_eq!(audit(&read(file(&link, counts)), &[]).err(), Some(vec![contradiction]), "{link}");
    }
    for link in
        [same("maybe", &["no"]), same("no", &[]), json!({ "answer": "q", "with": "r", "same": { "no": ["no"] } })]
    {
        assert!(serde_json::from_value::<Published>(file(&link, [[40, 60], [40, 60]])).is_err(), "{link}");
    }
}
