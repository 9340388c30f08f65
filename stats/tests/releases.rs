//! Releases of a real kind: later releases of the same people, and files that come back.

use stats::cube::{Category, Cell, Group, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::audit;
use stats::disclosure::{Published, Rules, Unprotectable, protect};

fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
    let category = |code: &&str| Category { code: (*code).into(), residents: None, missing: None };
    Variable { name: name.into(), role, categories: codes.iter().map(category).collect(), groups: vec![] }
}

fn at(plan: &Plan, words: &[(&str, &str)]) -> Cell {
    plan.cell(words).expect("the plan has the cell")
}

fn survey() -> Plan {
    let departments = ["d15", "d21", "d35", "d23", "d24", "d26"];
    let mut place = variable("place", Role::Breakdown, &departments);
    for (code, members) in [("Motalavej", &departments[..3]), ("Ringparken", &departments[3..])] {
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        place.groups.push(Group { code: code.into(), members });
    }
    let variables = vec![
        place,
        variable("age", Role::Breakdown, &["18-29", "30-59", "60+"]),
        variable("safe", Role::Answer { sensitive: false }, &["safe", "neither", "unsafe", "don't know"]),
        variable("volunteer", Role::Answer { sensitive: true }, &["yes", "no", "declined"]),
    ];
    let tables = [
        Table::of(&["place", "safe"]),
        Table::of(&["age", "safe"]).by_groups_of("place"),
        Table::of(&["place", "volunteer"]),
    ];
    Plan::parse(variables, &tables).expect("the plan fits")
}

fn people(seed: u64, many: usize, presence: Presence) -> Vec<Record> {
    let mut chance = fastrand::Rng::with_seed(seed);
    let skewed = |chance: &mut fastrand::Rng, many: usize| chance.usize(..many).min(chance.usize(..many));
    let person = |_| {
        let categories = vec![chance.usize(..6), chance.usize(..3), skewed(&mut chance, 4), skewed(&mut chance, 3)];
        Record { categories, presence }
    };
    (0..many).map(person).collect()
}

fn release(records: &[Record], snapshot: u32, earlier: &[Published]) -> Result<Published, Unprotectable> {
    let tally = Tally::count(survey(), snapshot, records.iter().cloned()).expect("the records fit");
    protect(&tally, Rules::default(), earlier)
}

#[test]
fn a_release_passes_its_audit_and_is_the_same_when_made_again() {
    for seed in 0..4 {
        let mut records = people(seed, 260, Presence::default());
        let published = release(&records, 0, &[]).expect("it can be protected");
        assert_eq!(audit(&published, &[]).err(), None);
        assert!(published.shown_share() > 0.4, "{}", published.shown_share());
        records.reverse();
        let again = release(&records, 0, &[]).expect("it can be protected");
        let text = |release: &Published| serde_json::to_string(release).expect("a release can be written");
        assert_eq!(text(&again), text(&published));
        let back: Published = serde_json::from_str(&text(&published)).expect("what is written can be read");
        assert_eq!(back, published);
    }
}

#[test]
fn ten_more_answers_give_nobody_away() {
    let mut records = people(7, 260, Presence::default());
    let first = release(&records, 0, &[]).expect("it can be protected");
    records.extend(people(8, 10, Presence { joined: 1, left: None }));
    let second = release(&records, 1, std::slice::from_ref(&first)).expect("it can be protected");
    assert_eq!(audit(&second, std::slice::from_ref(&first)).err(), None);
    // Released as if there had been no first one, the difference between the two tells on the ten.
    let careless = release(&records, 1, &[]).expect("it can be protected");
    assert!(audit(&careless, &[first]).is_err());
}

#[test]
fn ten_more_answers_to_a_large_survey_can_be_released() {
    for seed in 0..6 {
        let mut records = people(seed, 900, Presence::default());
        let first = release(&records, 0, &[]).expect("it can be protected");
        records.extend(people(100 + seed, 10, Presence { joined: 1, left: None }));
        let second = release(&records, 1, std::slice::from_ref(&first));
        let second = second.unwrap_or_else(|error| panic!("{seed}: {error}"));
        assert_eq!(audit(&second, &[first]).err(), None, "{seed}");
        let all = at(second.plan(), &[]);
        assert_eq!(second.count(&all), Some(Some(910)));
    }
}

#[test]
fn an_earlier_release_that_says_otherwise_stops_a_release() {
    let records = people(7, 260, Presence::default());
    let first = release(&records, 0, &[]).expect("it can be protected");
    let all = at(first.plan(), &[]);
    let count = first.count(&all).flatten().expect("how many answered is shown");
    let edited = first.edited(&all, Some(count + 1));
    assert!(matches!(release(&records, 0, &[edited]), Err(Unprotectable::Ledger(_))));
    assert_eq!(release(&records, 0, std::slice::from_ref(&first)).expect("nothing has changed"), first);
}

#[test]
fn an_edited_file_fails_its_audit() {
    let records = people(3, 260, Presence::default());
    let published = release(&records, 0, &[]).expect("it can be protected");
    let tally = |cell: &Cell| {
        let inside = |record: &&Record| {
            published.plan().words(cell).iter().all(|(name, code)| {
                let variables = published.plan().variables();
                let variable = variables.iter().position(|variable| variable.name == *name).expect("it is there");
                let own = &variables[variable].categories[record.categories[variable]].code;
                own == code
                    || variables[variable].groups.iter().any(|group| group.code == *code && group.members.contains(own))
            })
        };
        records.iter().filter(inside).count() as u64
    };
    let hidden: Vec<Cell> =
        published.cells().filter(|(_, count)| count.is_none()).map(|(cell, _)| cell.clone()).collect();
    assert!(!hidden.is_empty());
    // Everything put back at once, as if nothing had been protected.
    let bare = hidden.iter().fold(published.clone(), |edited, cell| edited.edited(cell, Some(tally(cell))));
    assert!(audit(&bare, &[]).is_err());
    // A count that does not fit the others.
    let (cell, count) =
        published.cells().find_map(|(cell, count)| Some((cell.clone(), count?))).expect("some are shown");
    assert!(audit(&published.edited(&cell, Some(count + 1)), &[]).is_err());
}
