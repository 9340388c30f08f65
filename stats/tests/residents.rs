//! How many live in a place is public, and no more of them can have answered.

use stats::cube::{Category, Cell, Group, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::{Disclosure, audit, feasibility_interval};
use stats::disclosure::{Published, Rules, protect};

/// Departments of one area, each with how many live there, and one question.
fn plan(residents: &[Option<u32>]) -> Plan {
    let code = |at: usize| format!("d{at}");
    let category =
        |(at, residents): (usize, &Option<u32>)| Category { code: code(at), residents: *residents, missing: None };
    let answers = ["yes", "no"].map(|code| Category { code: code.into(), residents: None, missing: None });
    let area = Group { code: "area".into(), members: (0..residents.len()).map(code).collect() };
    let variables = vec![
        Variable {
            name: "place".into(),
            role: Role::Breakdown,
            categories: residents.iter().enumerate().map(category).collect(),
            groups: vec![area],
        },
        Variable {
            name: "safe".into(),
            role: Role::Answer { sensitive: false },
            categories: answers.to_vec(),
            groups: vec![],
        },
    ];
    Plan::parse(variables, &[Table::of(&["place", "safe"])]).expect("the plan fits")
}

/// So many who answered in each department; half of them feel safe.
fn tally(plan: &Plan, snapshot: u32, answered: &[(usize, u32)]) -> Tally {
    let people = answered.iter().enumerate().flat_map(|(place, (first, came))| {
        let all = *first + usize::try_from(*came).expect("it is small");
        (0..all).map(move |at| Record {
            categories: vec![place, at % 2],
            presence: Presence { joined: u32::from(at >= *first), left: None },
        })
    });
    Tally::count(plan.clone(), snapshot, people.filter(|record| record.presence.joined <= snapshot)).expect("they fit")
}

fn at(release: &Published, place: &str) -> Cell {
    release.plan().cell(&[("place", place)]).expect("the plan has the cell")
}

/// The release as a file that says how many live in each department.
fn knowing(release: &Published, residents: &[u32]) -> Published {
    let mut file = serde_json::to_value(release).expect("it can be written");
    for (at, residents) in residents.iter().enumerate() {
        file["plan"]["variables"][0]["categories"][at]["residents"] = (*residents).into();
    }
    serde_json::from_value(file).expect("it can be read")
}

/// Of 101 people in two departments three are of the one. Nobody would know of which, but only 100 live in the other and five in this.
#[test]
fn how_many_live_in_the_one_place_tells_how_many_answered_in_the_other() {
    let answered = [(98, 0), (3, 0)];
    let unaware = protect(&tally(&plan(&[None, None]), 0, &answered), Rules::default(), &[]).expect("it is possible");
    let few = at(&unaware, "d1");
    assert_eq!(unaware.count(&few), Some(None));
    assert_eq!(unaware.count(&at(&unaware, "area")), Some(Some(101)));
    assert_eq!(feasibility_interval(&[&unaware], &few), Some((0, 101)));
    assert_eq!(audit(&unaware, &[]).err(), None);
    // Whoever looks it up finds out more, and the auditor with them.
    let careless = knowing(&unaware, &[100, 5]);
    assert_eq!(feasibility_interval(&[&careless], &few), Some((1, 5)));
    let found = audit(&careless, &[]).expect_err("three people answered");
    assert!(found.iter().any(|found| matches!(found, Disclosure::Narrow { low: 1, high: 5, .. })), "{found:?}");
    // Protected with regard to it, more is hidden.
    let aware = protect(&tally(&plan(&[Some(100), Some(5)]), 0, &answered), Rules::default(), &[]).expect("it is");
    assert_eq!(aware.count(&at(&aware, "area")), Some(None));
    assert_eq!(feasibility_interval(&[&aware], &few), Some((0, 5)));
    assert_eq!(audit(&aware, &[]).err(), None);
}

/// Where it is public that three more can have come at most, no later release makes that wider or narrower.
#[test]
fn nobody_comes_where_all_have_answered() {
    let residents = [Some(100), Some(300), Some(300)];
    let answered = [(97, 2), (120, 10), (120, 10)];
    let first = protect(&tally(&plan(&residents), 0, &answered), Rules::default(), &[]).expect("it is possible");
    assert_eq!(first.count(&at(&first, "d0")), Some(Some(97)));
    let earlier = std::slice::from_ref(&first);
    let second = protect(&tally(&plan(&residents), 1, &answered), Rules::default(), earlier).expect("it is possible");
    assert_eq!(second.count(&at(&second, "d0")), Some(None));
    assert_eq!(feasibility_interval(&[&first, &second], &at(&second, "d0")), Some((97, 100)));
    assert_eq!(audit(&second, earlier).err(), None);
}

/// Figures may be older than the answers, and are none where nobody has said how many live there.
#[test]
fn figures_that_cannot_be_true_say_nothing() {
    let answered = [(98, 0), (3, 0)];
    for residents in [[60, 200], [0, 200], [200, 0]] {
        let made = protect(&tally(&plan(&residents.map(Some)), 0, &answered), Rules::default(), &[]);
        assert_eq!(audit(&made.expect("it is possible"), &[]).err(), None, "{residents:?}");
    }
    // Fewer than answered live in both together: one of the figures says nothing, and nobody knows which.
    let unaware = protect(&tally(&plan(&[None, None]), 0, &answered), Rules::default(), &[]).expect("it is possible");
    let old = knowing(&unaware, &[60, 30]);
    assert_eq!(feasibility_interval(&[&old], &at(&old, "d1")), Some((0, 101)));
    // Where it could be true, the auditor believes it, though three answered.
    let old = knowing(&unaware, &[200, 2]);
    assert!(audit(&old, &[]).is_err());
}

/// Where figures are left out because no counts fit them, they excuse no narrow interval either.
#[test]
fn figures_that_are_left_out_excuse_nothing() {
    let answered = [(97, 0), (1, 0), (3, 0)];
    let made =
        protect(&tally(&plan(&[None, None, None]), 0, &answered), Rules::default(), &[]).expect("it is possible");
    let cells = [("area", Some(101)), ("d0", Some(97)), ("d1", None), ("d2", None)];
    let careless = cells.into_iter().fold(made, |file, (place, count)| file.clone().edited(&at(&file, place), count));
    // Four answered in two departments of which three live there.
    let old = knowing(&careless, &[500, 1, 2]);
    let found = audit(&old, &[]).expect_err("four are few");
    for place in ["d1", "d2"] {
        let is_it = |one: &Disclosure| match one {
            Disclosure::Narrow { at, low: 0, high: 4, .. } => at.len() == 1 && at["place"] == place,
            _ => false,
        };
        assert!(found.iter().any(is_it), "{place}: {found:?}");
    }
}
