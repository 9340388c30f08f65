//! Releases whose counts are changed and not hidden: each method against its own promise, as the auditor reads it from the file.

use proptest::prelude::*;
use stats::cube::{Category, Cell, Group, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::{Disclosure, audit};
use stats::disclosure::perturb::{Keys, RecordKey, protect_by};
use stats::disclosure::{Method, MethodError, Published, Rules, Unprotectable, protect};

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
    protect_by(method, &tally, Rules::default(), &[], &keys)
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
        let again = protect_by(method, &tally, Rules::default(), std::slice::from_ref(&first), &Keys::default());
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
