//! Whoever the rows are about: nobody stands alone in what is shown of them, and nothing is shown that was not so.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const LEAST: usize = 5;

/// All columns that are made so are linked, unless they are given another number.
fn named(categories: usize, is_sensitive: bool) -> Column {
    Column { is_missing: vec![false; categories], is_sensitive, is_ordered: false, linked: 0 }
}

/// Sweeney (2002), figure 2: eleven people by race, birth, gender and ZIP, of whom each is like one other at least.
fn sweeney() -> Vec<Vec<Option<usize>>> {
    let people = [[0, 65, 0, 14], [0, 65, 0, 14], [0, 65, 1, 13], [0, 65, 1, 13], [0, 64, 1, 13], [0, 64, 1, 13]];
    let others = [[1, 64, 0, 13], [1, 64, 0, 13], [1, 64, 0, 13], [1, 67, 0, 13], [1, 67, 0, 13]];
    people.into_iter().chain(others).map(|keys| keys.map(Some).to_vec()).collect()
}

#[test]
fn what_is_anonymous_among_two_stays_as_it_is_and_is_not_among_three() {
    let people = sweeney();
    let four = [Key::default(); 4];
    assert_eq!(keys::blanked(&four, &people, 2), people);
    let among_three = keys::blanked(&four, &people, 3);
    assert!(keys::sizes(&among_three).values().all(|size| *size >= 3));
    // The three white men of 1964 had company before.
    assert_eq!(among_three[6..9], people[6..9]);
}

#[test]
fn being_among_others_is_no_help_where_all_of_them_have_the_same() {
    let people = sweeney();
    // Short breath, chest pain, hypertension, obesity: the third and fourth, and the last two, have the same.
    let problems = [0, 1, 2, 2, 3, 1, 1, 3, 0, 1, 1].map(|problem| vec![problem]);
    let bands = vec![(0..4).collect::<Vec<_>>()];
    let shown = answers::blanked(&[named(4, true)], &bands, &people, &problems, 2);
    let is_shown: Vec<bool> = shown.iter().map(|row| row[0].is_some()).collect();
    assert_eq!((is_shown[2], is_shown[3], is_shown[9], is_shown[10]), (false, false, false, false));
    assert!(is_shown[0] && is_shown[1] && is_shown[4]);
}

#[test]
fn a_department_goes_before_its_area_and_an_area_not_without_it() {
    let keys = [Key::default(), Key { within: Some(0) }];
    let mut rows: Vec<Row> = (0..20).map(|_| Row { keys: vec![Some(0), Some(0)], answers: vec![0] }).collect();
    rows.extend((0..3).map(|_| Row { keys: vec![Some(0), Some(1)], answers: vec![0] }));
    rows.extend((0..3).map(|_| Row { keys: vec![Some(0), Some(2)], answers: vec![0] }));
    rows.push(Row { keys: vec![Some(1), Some(3)], answers: vec![0] });
    let shown = protect(&keys, &[named(1, false)], rows, Rules::default()).unwrap();
    assert_eq!(shown.rows()[20].keys, [Some(0), None]);
    assert_eq!(shown.rows()[26].keys, [None, None]);
    let alone = shown.rows().iter().filter(|row| row.keys == [None, None]).count();
    assert_eq!((alone, shown.report().smallest), (5, 5), "four others keep it company");
    assert_eq!((shown.report().unique, shown.report().rare), (1, 7));
    assert_eq!(shown.report().blanked_keys, [5, 11]);
}

#[test]
fn an_answer_of_few_takes_the_next_rarest_with_it_and_numbers_become_bands() {
    let said = [0, 0, 0].into_iter().chain([1; 6]).chain([2; 20]);
    let rows = |is_ordered| {
        let rows = said.clone().map(|answer| Row { keys: vec![], answers: vec![answer] }).collect();
        protect(&[], &[Column { is_ordered, ..named(3, false) }], rows, Rules::default()).unwrap()
    };
    let shown = rows(false);
    assert_eq!(shown.report().blanked_answers, [9]);
    let shown = rows(true);
    assert_eq!((shown.report().blanked_answers.clone(), shown.bands(0)), (vec![0], &[0, 0, 2][..]));
}

#[test]
fn a_rare_answer_does_not_follow_from_what_is_left_of_its_row() {
    // Three feel unsafe and seven neither, the others safe. The three were asked where, and did not say; nobody else was asked.
    let feeling = |person: usize| if person < 3 { 0 } else { 1 + usize::from(person >= 10) };
    let rows = || (0..40).map(|person| Row { keys: vec![], answers: vec![feeling(person), usize::from(person >= 3)] });
    let shown = |linked: usize| {
        let place = Column { is_missing: vec![true, true], linked, ..named(2, false) };
        protect(&[], &[named(3, false), place], rows().collect(), Rules::default()).unwrap()
    };
    let is_found = |row: &Shown| row.answers[0].is_none() && row.answers[1] == Some(0);
    assert_eq!(shown(1).rows().iter().filter(|row| is_found(row)).count(), 3, "they are blanked, and known");
    let together = shown(0);
    assert!(!together.rows().iter().any(is_found));
    assert_eq!(together.report().blanked_answers, [10, 10]);
}

#[test]
fn few_are_not_given_out_at_all() {
    let rows = || (0..19).map(|_| Row { keys: vec![], answers: vec![] }).collect();
    assert_eq!(protect(&[], &[], rows(), Rules::default()), Err(TooFew(20)));
}

/// Area, department within it, age, gender; then answers, of which the second can be missing and the third is a number.
fn people() -> impl Strategy<Value = Vec<(Vec<Option<usize>>, Vec<usize>)>> {
    let keys = (0..3_usize, proptest::option::weighted(0.8, 0..3_usize), 0..4_usize, 0..3_usize);
    let keys = keys.prop_map(|(area, department, age, gender)| {
        vec![Some(area), department.map(|one| 3 * area + one), Some(age), Some(gender)]
    });
    vec((keys, vec![0..2_usize, 0..4_usize, 0..30_usize].into_iter().collect::<Vec<_>>()), 20..120)
}

fn columns() -> Vec<Column> {
    let missing = vec![false, false, false, true];
    let missing = Column { is_missing: missing, is_sensitive: true, is_ordered: false, linked: 7 };
    vec![named(2, true), missing, Column { is_ordered: true, linked: 7, ..named(30, false) }]
}

proptest! {
    #[test]
    fn nobody_stands_alone_and_nothing_is_made_up(people in people()) {
        let keys = [Key::default(), Key { within: Some(0) }, Key::default(), Key::default()];
        let rows = people.iter().map(|(keys, answers)| Row { keys: keys.clone(), answers: answers.clone() }).collect();
        let shown = protect(&keys, &columns(), rows, Rules::default()).unwrap();
        let mut groups: BTreeMap<&[Option<usize>], Vec<&Shown>> = BTreeMap::new();
        for (row, (keys, answers)) in shown.rows().iter().zip(&people) {
            groups.entry(&row.keys).or_default().push(row);
            for (is, was) in row.keys.iter().zip(keys) {
                prop_assert!(is.is_none() || is == was);
            }
            prop_assert!(row.keys[0].is_some() || row.keys[1].is_none(), "a department tells its area");
            for (at, (is, was)) in row.answers.iter().zip(answers).enumerate() {
                prop_assert!(is.is_none_or(|is| is == shown.bands(at)[*was]));
            }
        }
        let is_half_blanked = |row: &Shown| row.answers[1].is_none() != row.answers[2].is_none();
        prop_assert!(!shown.rows().iter().any(is_half_blanked), "what is blanked in one would follow from the other");
        prop_assert!(groups.values().all(|rows| rows.len() >= LEAST));
        prop_assert_eq!(groups.values().map(Vec::len).min(), Some(shown.report().smallest));
        for (at, column) in columns().iter().enumerate() {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            shown.rows().iter().filter_map(|row| row.answers[at]).for_each(|is| *counts.entry(is).or_default() += 1);
            prop_assert!(counts.iter().all(|(is, count)| *count >= LEAST || column.is_missing[*is]), "{counts:?}");
            for rows in groups.values().filter(|_| column.is_sensitive) {
                let said = rows.iter().filter_map(|row| row.answers[at]).filter(|is| !column.is_missing[*is]);
                prop_assert!(said.collect::<BTreeSet<_>>().len() != 1);
            }
        }
    }

    /// More keys than all subsets are tried of.
    #[test]
    fn many_keys_are_blanked_from_the_last_one_on(rows in vec(vec((0..2_usize).prop_map(Some), 10), 20..60)) {
        let shown = keys::blanked(&[Key::default(); 10], &rows, LEAST);
        prop_assert!(keys::sizes(&shown).values().all(|size| *size >= LEAST));
    }
}
