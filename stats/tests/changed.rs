//! Releases whose counts are changed and not hidden: each method against its own promise, as the auditor reads it from the file.

use proptest::prelude::*;
use stats::cube::{Category, Cell, Group, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::{Disclosure, audit};
use stats::disclosure::perturb::{Keys, Noise, RecordKey, protect_by};
use stats::disclosure::{Method, MethodError, Published, Rules, Unprotectable, one_after_another, protect};

const NOISE: Method = Method::CellKey { most: 4, variance: 2.0 };
const ROUNDED: Method = Method::SmallCountRounding { base: 5 };

fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
    let missing = |code: &str| (code == "no_answer").then_some(MissingCode::Declined);
    let residents = |code: &str| code.starts_with('d').then_some(if code == "d9" { 60 } else { 300 });
    let category = |code: &&str| Category { code: (*code).into(), residents: residents(code), missing: missing(code) };
    Variable { name: name.into(), role, categories: codes.iter().map(category).collect(), groups: vec![] }
}

fn survey(sensitive: bool, tables: &[Table]) -> Plan {
    let mut place = variable("place", Role::Breakdown, &["d15", "d21", "d23", "d9"]);
    for (code, members) in [("Motalavej", ["d15", "d21"]), ("Ringparken", ["d23", "d9"])] {
        place.groups.push(Group { code: code.into(), members: members.map(str::to_owned).to_vec() });
    }
    let variables = vec![
        place,
        variable("age", Role::Breakdown, &["young", "old"]),
        variable("safe", Role::Answer { sensitive }, &["safe", "neither", "unsafe", "no_answer"]),
        variable("volunteer", Role::Answer { sensitive: false }, &["yes", "no"]),
    ];
    Plan::parse(variables, tables).expect("the plan fits")
}

fn tables() -> [Table; 3] {
    [
        Table::of(&["place", "safe"]),
        Table::of(&["age", "safe"]).by_groups_of("place"),
        Table::of(&["place", "volunteer"]),
    ]
}

fn records(seed: u64, many: usize) -> Vec<(Record, RecordKey)> {
    let mut chance = fastrand::Rng::with_seed(seed);
    let skewed = |chance: &mut fastrand::Rng, many: usize| chance.usize(..many).min(chance.usize(..many));
    let person = |_| {
        let categories = vec![skewed(&mut chance, 4), chance.usize(..2), skewed(&mut chance, 4), chance.usize(..2)];
        (Record { categories, presence: Presence::default() }, RecordKey::from_bits(chance.u64(..)))
    };
    (0..many).map(person).collect()
}

fn release(method: Method, plan: Plan, people: &[(Record, RecordKey)]) -> Result<Published, Unprotectable> {
    let tally = Tally::count(plan, 0, people.iter().map(|(record, _)| record.clone())).expect("the records fit");
    let keys = Keys::of(&tally, people.iter().map(|(record, key)| (record, *key)));
    protect_by(method, &tally, Rules::default(), &[], &keys, one_after_another)
}

fn truth(plan: &Plan, people: &[(Record, RecordKey)], cell: &Cell) -> u64 {
    let words = plan.words(cell);
    let inside = people.iter().filter(|(record, _)| {
        plan.variables().iter().zip(&record.categories).all(|(variable, category)| {
            let code = &variable.categories[*category].code;
            words.get(variable.name.as_str()).is_none_or(|word| {
                word == code || variable.groups.iter().any(|group| group.code == *word && group.members.contains(code))
            })
        })
    });
    inside.count() as u64
}

#[test]
fn a_file_says_its_method_and_one_of_hidden_counts_is_as_it_was() {
    let people = records(1, 300);
    for method in [NOISE, ROUNDED] {
        let made = release(method, survey(false, &tables()), &people).expect("it can be protected");
        let text = serde_json::to_string(&made).expect("it can be written");
        assert_eq!(serde_json::from_str::<Published>(&text).expect("it can be read"), made);
        assert_eq!(made.method(), method);
    }
    let hidden = release(Method::Suppression, survey(false, &tables()), &people).expect("it can be protected");
    let tally = Tally::count(survey(false, &tables()), 0, people.iter().map(|(one, _)| one.clone())).expect("they fit");
    assert_eq!(protect(&tally, Rules::default(), &[]).as_ref(), Ok(&hidden));
    assert!(!serde_json::to_string(&hidden).expect("it can be written").contains("method"));
}

#[test]
fn nothing_is_promised_of_sensitive_answers_or_of_several_snapshots_or_by_too_little_noise() {
    let people = records(2, 300);
    for method in [NOISE, ROUNDED] {
        let refused = release(method, survey(true, &tables()), &people);
        assert_eq!(refused.err(), Some(Unprotectable::Sensitive("safe".to_owned())));
        let first = release(method, survey(false, &tables()), &people).expect("it can be protected");
        let tally =
            Tally::count(survey(false, &tables()), 1, people.iter().map(|(one, _)| one.clone())).expect("they fit");
        let again = protect_by(
            method,
            &tally,
            Rules::default(),
            std::slice::from_ref(&first),
            &Keys::default(),
            one_after_another,
        );
        assert_eq!(again.err(), Some(Unprotectable::Changed));
        let hidden = release(Method::Suppression, survey(false, &tables()), &people).expect("it can be protected");
        assert_eq!(audit(&hidden, std::slice::from_ref(&first)).err(), Some(vec![Disclosure::Changed]));
        assert_eq!(audit(&first, &[hidden]).err(), Some(vec![Disclosure::Changed]));
    }
    let rules = Rules::default();
    for (most, variance) in [(2, 1.0), (4, 0.5), (4, 4.0), (21, 2.0), (3, f64::NAN)] {
        assert_eq!(Method::CellKey { most, variance }.check(rules), Err(MethodError::Noise), "{most} {variance}");
    }
    for base in [4, 21] {
        assert_eq!(Method::SmallCountRounding { base }.check(rules), Err(MethodError::Base));
    }
    assert_eq!(Method::CellKey { most: 3, variance: 1.0 }.check(rules), Ok(()));
}

#[test]
fn of_small_places_and_groups_no_answer_is_told() {
    let people = records(3, 400);
    for method in [NOISE, ROUNDED] {
        let made = release(method, survey(false, &tables()), &people).expect("it can be protected");
        let count = |at: &[(&str, &str)]| made.count(&made.plan().cell(at).expect("a cell")).expect("a cell");
        assert!(count(&[("place", "d9")]).is_some(), "about how many took part is told");
        assert_eq!(count(&[("place", "d9"), ("safe", "safe")]), None, "60 live there");
        assert!(count(&[("place", "d15"), ("safe", "safe")]).is_some());
        let few = release(method, survey(false, &tables()), &people[..19]).expect("it can be protected");
        assert!(few.cells().all(|(cell, count)| few.plan().answer(cell).is_none() || count.is_none()));
    }
}

#[test]
fn the_same_people_are_the_same_number_in_every_release() {
    let people = records(4, 400);
    let (many, few) = (survey(false, &tables()), survey(false, &[Table::of(&["place", "safe"])]));
    let (many, few) = (release(NOISE, many, &people), release(NOISE, few, &people));
    let (many, few) = (many.expect("it can be protected"), few.expect("it can be protected"));
    assert!(few.cells().count() > 20 && few.cells().all(|(cell, count)| many.count(cell) == Some(count)));
}

/// What a method tells of a cell, if it tells it.
fn said(made: &Published, at: &[(&str, &str)]) -> Option<u64> {
    made.count(&made.plan().cell(at).expect("a cell")).expect("a cell")
}

/// 158 people of whom 2 gave no answer to one question, and everybody one to the other: neither the number of people nor what the
/// other question adds up to gives the two back.
#[test]
fn no_subtraction_gives_back_what_was_rounded() {
    let person = |at: usize| vec![0, at % 2, if at < 2 { 3 } else { usize::from(at < 42) }, at % 2];
    let people =
        (0..158).map(|at| (Record { categories: person(at), presence: Presence::default() }, RecordKey::from_bits(0)));
    let made = release(ROUNDED, survey(false, &tables()), &people.collect::<Vec<_>>()).expect("it can be protected");
    let all = said(&made, &[]).expect("it is told");
    let told =
        ["safe", "neither", "unsafe", "no_answer"].map(|code| said(&made, &[("safe", code)]).expect("it is told"));
    assert_eq!((all, told), (158, [118, 40, 0, 0]));
    let volunteers = ["yes", "no"].map(|code| said(&made, &[("volunteer", code)]).expect("it is told"));
    assert_eq!(volunteers.iter().sum::<u64>(), all);
}

/// What is left of changed people without all other answers carries the noise of all of them: it is the truth no more often than chance
/// says, and more seldom than the changed count itself.
#[test]
fn what_is_left_of_noisy_people_tells_no_more_than_the_noise_of_all_of_it() {
    let noise = Noise::new(4, 2.0).expect("there is such noise");
    let (mut hits, mut likely, mut bare, mut tried) = (0_u32, 0.0, 0.0, 0_u32);
    let plan = survey(false, &tables());
    for seed in 0..100 {
        let people = records(seed, 500);
        let made = release(NOISE, plan.clone(), &people).expect("it can be protected");
        for base in plan
            .cells()
            .into_iter()
            .filter(|cell| !plan.words(cell).keys().any(|name| ["safe", "volunteer"].contains(name)))
        {
            let at: Vec<(&str, &str)> = plan.words(&base).into_iter().collect();
            let cells = ["safe", "neither", "unsafe", "no_answer"].map(|code| {
                let at: Vec<_> = at.iter().copied().chain([("safe", code)]).collect();
                plan.cell(&at).filter(|cell| made.count(cell).flatten().is_some())
            });
            let Some(cells) = cells.into_iter().collect::<Option<Vec<_>>>() else { continue };
            let told = |cell: &Cell| made.count(cell).flatten().expect("it is told").cast_signed();
            for target in cells.iter().filter(|cell| truth(&plan, &people, cell) > 0) {
                let others: Vec<&Cell> = cells.iter().filter(|cell| *cell != target).collect();
                let left = told(&base) - others.iter().map(|cell| told(cell)).sum::<i64>();
                let counted = |cell: &Cell| truth(&plan, &people, cell);
                hits += u32::from(left == counted(target).cast_signed());
                let all = others
                    .iter()
                    .fold(noise.changes(counted(&base)), |sum, cell| added(&sum, &noise.changes(counted(cell))));
                likely += chance_of_none(&all);
                bare += chance_of_none(&noise.changes(counted(target)));
                tried += 1;
            }
        }
    }
    let hits = f64::from(hits);
    assert!(tried > 2_000 && (hits - likely).abs() < likely / 10.0, "{hits} of {tried} where {likely} are likely");
    assert!(likely < 0.7 * bare, "{likely} {bare}");
}

/// How likely each difference of two changes is that know nothing of each other.
fn added(one: &[(i64, f64)], other: &[(i64, f64)]) -> Vec<(i64, f64)> {
    let mut all = std::collections::BTreeMap::new();
    for (change, p) in one {
        for (less, q) in other {
            *all.entry(change - less).or_insert(0.0) += p * q;
        }
    }
    all.into_iter().collect()
}

fn chance_of_none(changes: &[(i64, f64)]) -> f64 {
    changes.iter().filter(|(change, _)| *change == 0).map(|(_, p)| p).sum()
}

proptest! {
    /// What a method makes passes the auditor, and is as near the truth as the method says.
    #[test]
    fn each_method_keeps_its_promise(seed in 0_u64..10_000, many in 20_usize..600) {
        let (plan, people) = (survey(false, &tables()), records(seed, many));
        for method in [NOISE, ROUNDED] {
            let made = release(method, plan.clone(), &people).expect("it can be protected");
            prop_assert_eq!(audit(&made, &[]).err(), None);
            for (cell, count) in made.cells().filter_map(|(cell, count)| Some((cell, count?))) {
                let truth = truth(&plan, &people, cell);
                if let Method::CellKey { most, .. } = method {
                    prop_assert!(count.abs_diff(truth) <= u64::from(most) && (truth > 0 || count == 0));
                }
            }
        }
    }

    /// Whatever is left of a rounded number of people, or of answers, without another that is part of it is nobody or the base at
    /// least; the answers to each question are as many as the people; and all of them differ by half the base at most.
    #[test]
    fn what_is_left_of_a_rounded_count_is_rounded(seed in 0_u64..10_000, many in 20_usize..600) {
        let (plan, people) = (survey(false, &tables()), records(seed, many));
        let made = release(ROUNDED, plan.clone(), &people).expect("it can be protected");
        let shown: Vec<(Vec<(&str, &str)>, u64)> = made
            .cells()
            .filter_map(|(cell, count)| Some((plan.words(cell).into_iter().collect(), count?)))
            .collect();
        let all = said(&made, &[]).expect("it is told");
        prop_assert!(2 * all.abs_diff(people.len() as u64) <= 5, "{all} of {}", people.len());
        for (at, count) in &shown {
            prop_assert!(!(1..5).contains(count), "{at:?} is {count}");
            for (part, less) in shown.iter().filter(|(part, _)| part.len() == at.len() + 1 && at.iter().all(|one| part.contains(one))) {
                prop_assert!(less <= count && !(1..5).contains(&(count - less)), "{at:?} is {count}, {part:?} is {less}");
            }
            for codes in [&["safe", "neither", "unsafe", "no_answer"][..], &["yes", "no"]] {
                let name = if codes.len() == 4 { "safe" } else { "volunteer" };
                let parts = codes.iter().map(|code| {
                    let at: Vec<_> = at.iter().copied().chain([(name, *code)]).collect();
                    plan.cell(&at).and_then(|cell| made.count(&cell).flatten())
                });
                let sum: Option<u64> = parts.sum();
                prop_assert!(sum.is_none_or(|sum| sum == *count), "{at:?} is {count}, its {name} {sum:?}");
            }
        }
    }

    /// A count that is moved by hand is found, where the method leaves no room for it.
    #[test]
    fn an_edited_file_is_found(seed in 0_u64..10_000, by in 1_u64..5) {
        let made = release(ROUNDED, survey(false, &tables()), &records(seed, 500)).expect("it can be protected");
        let cell = made.plan().cell(&[("safe", "safe")]).expect("a cell");
        let count = made.count(&cell).flatten().expect("it is shown");
        prop_assert!(audit(&made.edited(&cell, Some(count + by)), &[]).is_err());
        let small = made.plan().cell(&[("place", "d9"), ("safe", "safe")]).expect("a cell");
        prop_assert!(audit(&made.edited(&small, Some(5)), &[]).is_err());
    }
}
