//! The auditor against tables that others have published, with what they found out about them. Facts and figures only; the
//! source stands at each.

use stats::cube::{Category, Cell, Group, Plan, Role, Table, Variable};
use stats::disclosure::audit::{Disclosure, audit, feasibility_interval};
use stats::disclosure::{Published, Rules};

type At<'a> = &'a [(&'a str, &'a str)];

fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
    let category = |code: &&str| Category { code: (*code).into(), residents: None, missing: None };
    Variable { name: name.into(), role, categories: codes.iter().map(category).collect(), groups: vec![] }
}

fn two_way(rows: &[&str], columns: &[&str], role: Role) -> Plan {
    let variables = vec![variable("row", Role::Breakdown, rows), variable("column", role, columns)];
    Plan::parse(variables, &[Table::of(&["row", "column"])]).expect("the plan fits")
}

fn cell(plan: &Plan, at: At<'_>) -> Cell {
    plan.cell(at).expect("the plan has the cell")
}

/// A release with the counts of others, by way of its file. `counts` are those of the finest cells.
fn release(plan: &Plan, snapshot: u32, counts: &[(Vec<(&str, &str)>, u64)], hidden: &[At<'_>]) -> Published {
    let hidden: Vec<Cell> = hidden.iter().map(|at| cell(plan, at)).collect();
    let within = |name: &str, code: &str, wanted: &str| {
        let variable = plan.variables().iter().find(|variable| variable.name == name).expect("it is there");
        let member = |group: &Group| group.code == wanted && group.members.iter().any(|member| member == code);
        code == wanted || variable.groups.iter().any(member)
    };
    let cells = plan.cells().into_iter().map(|cell| {
        let words = plan.words(&cell);
        let inside = |finest: &Vec<(&str, &str)>| {
            finest.iter().all(|(name, code)| words.get(name).is_none_or(|wanted| within(name, code, wanted)))
        };
        let count: u64 = counts.iter().filter(|(finest, _)| inside(finest)).map(|(_, count)| count).sum();
        let count = if hidden.contains(&cell) { serde_json::json!("hidden") } else { serde_json::json!(count) };
        serde_json::json!({ "at": words, "count": count })
    });
    let file = serde_json::json!({
        "plan": plan,
        "rules": Rules::default(),
        "snapshot": snapshot,
        "withdrawals": false,
        "cells": cells.collect::<Vec<_>>(),
    });
    serde_json::from_value(file).expect("it is a release")
}

fn crossed<'a>(rows: &[&'a str], columns: &[&'a str], counts: &[&[u64]]) -> Vec<(Vec<(&'a str, &'a str)>, u64)> {
    let lines = rows.iter().zip(counts);
    let cells = lines.flat_map(|(row, counts)| {
        columns.iter().zip(*counts).map(|(column, count)| (vec![("row", *row), ("column", *column)], *count))
    });
    cells.collect()
}

/// The documentation of the R package `sdcTable`: each line has two hidden cells or more, and one follows all the same.
#[test]
fn two_hidden_cells_a_line_are_not_enough() {
    let (rows, columns) = (["w", "x", "y", "z"], ["a", "b", "c", "d"]);
    let plan = two_way(&rows, &columns, Role::Breakdown);
    let counts =
        crossed(&rows, &columns, &[&[30, 47, 64, 89], &[90, 124, 5, 31], &[92, 100, 59, 85], &[800, 991, 651, 685]]);
    let named = |names: &[&'static str]| -> Vec<Vec<(&'static str, &'static str)>> {
        names.iter().map(|name| vec![("row", &name[..1]), ("column", &name[1..])]).collect()
    };
    let hiding = |names: &[&'static str]| {
        let named = named(names);
        release(&plan, 0, &counts, &named.iter().map(Vec::as_slice).collect::<Vec<_>>())
    };
    let wb = cell(&plan, &[("row", "w"), ("column", "b")]);
    let trap = hiding(&["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]);
    assert_eq!(feasibility_interval(&[&trap], &wb), Some((47, 47)));
    let mended = hiding(&["wa", "wb", "wc", "xa", "xc", "xd", "yb", "yd", "zb", "zd"]);
    assert_eq!(feasibility_interval(&[&mended], &wb), Some((0, 78)));
}

/// The linked tables of `sdcTable`'s documentation: the second table adds two of the first one's cells up in another way.
#[test]
fn linked_tables_tell_what_each_of_them_hides() {
    let mut branch = variable("branch", Role::Breakdown, &["A", "B", "I", "J", "K", "L", "M", "N"]);
    for (code, members) in [("one", "ABIJ"), ("two", "KLMN"), ("big", "LM")] {
        branch.groups.push(Group { code: code.into(), members: members.chars().map(String::from).collect() });
    }
    let plan = Plan::parse(vec![branch], &[Table::of(&["branch"])]).expect("the plan fits");
    let counts = [("A", 2), ("B", 2), ("I", 8), ("J", 8), ("K", 3), ("L", 3), ("M", 3), ("N", 7)];
    let counts: Vec<_> = counts.into_iter().map(|(code, count)| (vec![("branch", code)], count)).collect();
    let hiding = |codes: &[&'static str]| {
        let hidden: Vec<[(&str, &str); 1]> = codes.iter().map(|code| [("branch", *code)]).collect();
        release(&plan, 0, &counts, &hidden.iter().map(<[_; 1]>::as_slice).collect::<Vec<_>>())
    };
    let interval = |release: &Published, code| feasibility_interval(&[release], &cell(&plan, &[("branch", code)]));
    assert_eq!(interval(&hiding(&["A", "B", "K", "L", "M"]), "K"), Some((3, 3)));
    let mended = hiding(&["A", "B", "K", "L", "M", "N"]);
    assert_eq!(interval(&mended, "K"), Some((0, 10)));
    assert_eq!(interval(&mended, "L"), Some((0, 6)));
    assert_eq!(interval(&mended, "M"), Some((0, 6)));
}

/// The first example of the vignette "Small count frequency table suppression" of the R package `GaussSuppression` (1.2.3):
/// with ones and zeros protected it hides these four, none of which follows exactly. None is five people wide either.
#[test]
fn not_exactly_known_is_not_enough() {
    let (rows, columns) = (["young", "old"], ["Spain", "Iceland", "Portugal"]);
    let plan = two_way(&rows, &columns, Role::Breakdown);
    let counts = crossed(&rows, &columns, &[&[5, 2, 0], &[6, 3, 4]]);
    let hidden = [("young", "Iceland"), ("young", "Portugal"), ("old", "Iceland"), ("old", "Portugal")];
    let hidden = hidden.map(|(row, column)| [("row", row), ("column", column)]);
    let published = release(&plan, 0, &counts, &hidden.each_ref().map(<[_; 2]>::as_slice));
    let ends = hidden.map(|at| feasibility_interval(&[&published], &cell(&plan, &at)).expect("it can be solved"));
    assert_eq!(ends, [(0, 2), (0, 2), (3, 5), (2, 4)]);
    let found = audit(&published, &[]).expect_err("an interval of two people is not enough");
    assert!(found.iter().any(|found| matches!(found, Disclosure::Narrow { low: 0, high: 2, .. })), "{found:?}");
}

/// The three by two table that the demands for this auditor quote from `GaussSuppression` with a width of 5 (`rangeMin = 5`): hiding two
/// cells a line leaves the young ones within four people, so a third column has to go. The ends are worked out by hand.
#[test]
fn a_width_of_five_takes_another_column() {
    let (rows, columns) = (["old", "young"], ["Iceland", "Portugal", "Spain"]);
    let plan = two_way(&rows, &columns, Role::Breakdown);
    let counts = crossed(&rows, &columns, &[&[10, 11, 17], &[3, 1, 17]]);
    let hiding = |columns: &[&'static str]| {
        let hidden: Vec<[(&str, &str); 2]> =
            columns.iter().flat_map(|column| ["old", "young"].map(|row| [("row", row), ("column", *column)])).collect();
        release(&plan, 0, &counts, &hidden.iter().map(<[_; 2]>::as_slice).collect::<Vec<_>>())
    };
    let young = |release: &Published, column| {
        feasibility_interval(&[release], &cell(&plan, &[("row", "young"), ("column", column)]))
    };
    let narrow = hiding(&["Iceland", "Portugal"]);
    assert_eq!(["Iceland", "Portugal"].map(|column| young(&narrow, column)), [Some((0, 4)); 2]);
    let found = audit(&narrow, &[]).expect_err("four people are not enough");
    assert!(found.iter().any(|found| matches!(found, Disclosure::Narrow { low: 0, high: 4, .. })), "{found:?}");
    let wide = hiding(&columns);
    assert_eq!(columns.map(|column| young(&wide, column)), [Some((0, 13)), Some((0, 12)), Some((0, 21))]);
    assert_eq!(audit(&wide, &[]).err(), None);
}

/// `GaussSuppression`'s vignette "Linked table suppression", its last example: what is hidden of the second table so that small counts
/// are four wide (`rangeMin = 4`), and the ends `lo` and `up` that the package gives them. One less than is wanted here.
#[test]
fn the_ends_of_hidden_cells_are_those_that_others_found() {
    let (rows, columns) = (["Iceland", "Portugal", "Spain"], ["2014", "2015", "2016"]);
    let plan = two_way(&rows, &columns, Role::Breakdown);
    let counts = crossed(&rows, &columns, &[&[8, 2, 2], &[1, 3, 2], &[15, 4, 7]]);
    let hidden: Vec<[(&str, &str); 2]> = rows
        .iter()
        .flat_map(|row| columns.map(|column| [("row", *row), ("column", column)]))
        .filter(|at| at[0].1 != "Iceland" || at[1].1 != "2014")
        .collect();
    let published = release(&plan, 0, &counts, &hidden.iter().map(<[_; 2]>::as_slice).collect::<Vec<_>>());
    let ends = |row, column| feasibility_interval(&[&published], &cell(&plan, &[("row", row), ("column", column)]));
    assert_eq!(["2015", "2016"].map(|year| ends("Iceland", year)), [Some((0, 4)); 2]);
    assert_eq!(["2014", "2016"].map(|year| ends("Portugal", year)), [Some((0, 6)); 2]);
    let found = audit(&published, &[]).expect_err("four people are not enough");
    assert!(found.iter().any(|found| matches!(found, Disclosure::Narrow { low: 0, high: 4, .. })), "{found:?}");
}

/// The *Handbook on Statistical Disclosure Control* on differencing: two tables of nearly the same people, each harmless by
/// itself, and between them two people, two and one.
#[test]
fn two_harmless_tables_tell_on_the_few_between_them() {
    let (rows, columns) = (["one", "other"], ["low", "middle", "high"]);
    let plan = two_way(&rows, &columns, Role::Answer { sensitive: false });
    let table = |snapshot, counts: &[&[u64]]| release(&plan, snapshot, &crossed(&rows, &columns, counts), &[]);
    let first = table(0, &[&[50, 128, 39], &[54, 140, 49]]);
    let second = table(1, &[&[52, 130, 39], &[55, 140, 49]]);
    assert_eq!(audit(&first, &[]).err(), None);
    assert_eq!(audit(&second, &[]).err(), None);
    let found = audit(&second, &[first]).expect_err("five people have come");
    assert!(found.iter().any(|found| matches!(found, Disclosure::Narrow { low: 2, high: 2, .. })), "{found:?}");
}
