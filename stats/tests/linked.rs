//! Answers that tell on each other: what is hidden of one does not follow from what is shown of the other.

use serde_json::json;
use stats::cube::{Category, Cell, Link, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::{Disclosure, audit, audit_each, audit_rounded, feasibility_interval, feasible_range};
use stats::disclosure::perturb::{Keys, protect_by};
use stats::disclosure::{Method, Published, Rounded, Rules, Unprotectable, one_after_another, protect};

fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
    let missing = |code: &str| match code {
        "no_answer" => Some(MissingCode::Declined),
        "not_asked" => Some(MissingCode::NotAsked),
        _ => None,
    };
    let category = |code: &&str| Category { code: (*code).into(), residents: None, missing: missing(code) };
    Variable { name: name.into(), role, categories: codes.iter().map(category).collect(), groups: vec![] }
}

fn answer(name: &str, codes: &[&str]) -> Variable {
    variable(name, Role::Answer { sensitive: false }, codes)
}

fn link(answer: &str, with: &str, category: &str, others: &[&str]) -> Link {
    let others = others.iter().map(|other| (*other).to_owned()).collect();
    Link { answer: answer.into(), with: with.into(), same: [(category.to_owned(), others)].into() }
}

fn plan(answers: Vec<Variable>, tables: &[Table], links: &[Link]) -> Plan {
    let area = variable("area", Role::Breakdown, &["north", "south"]);
    let variables = [area].into_iter().chain(answers).collect();
    Plan::parse(variables, tables).expect("the plan fits").linked(links).expect("it can be linked")
}

/// So many people with these categories.
fn tally(plan: &Plan, counts: &[(&[usize], usize)]) -> Tally {
    let record = |categories: &[usize]| Record { categories: categories.to_vec(), presence: Presence::default() };
    let records = counts.iter().flat_map(|(categories, many)| std::iter::repeat_n(record(categories), *many));
    Tally::count(plan.clone(), 0, records).expect("the records fit")
}

fn released(plan: &Plan, counts: &[(&[usize], usize)]) -> Published {
    protect(&tally(plan, counts), Rules::default(), &[]).expect("it can be protected")
}

fn at(release: &Published, words: &[(&str, &str)]) -> Cell {
    release.plan().cell(words).expect("the plan has the cell")
}

fn shown(release: &Published, words: &[(&str, &str)]) -> Option<u64> {
    release.count(&at(release, words)).expect("the release has the cell")
}

/// Two codes of a question of which several may be chosen.
fn codes(links: &[Link]) -> Plan {
    let answers = ["a", "b"].map(|code| answer(code, &["yes", "no", "no_answer"])).to_vec();
    plan(answers, &["a", "b"].map(|code| Table::of(&["area", code])), links)
}

/// Three in the north chose *a*. Beside them `no_answer` is hidden, which is the same twelve people for *b*, where nobody is few.
const CODES: [(&[usize], usize); 10] = [
    (&[0, 0, 0], 2),
    (&[0, 0, 1], 1),
    (&[0, 1, 0], 20),
    (&[0, 1, 1], 25),
    (&[0, 2, 2], 12),
    (&[1, 0, 0], 12),
    (&[1, 0, 1], 13),
    (&[1, 1, 0], 15),
    (&[1, 1, 1], 15),
    (&[1, 2, 2], 15),
];

#[test]
fn what_is_hidden_of_one_answer_does_not_follow_from_the_other() {
    let links = [link("b", "a", "no_answer", &["no_answer"])];
    let apart = released(&codes(&[]), &CODES);
    let few = at(&apart, &[("area", "north"), ("a", "yes")]);
    assert_eq!(shown(&apart, &[("area", "north"), ("b", "no_answer")]), Some(12));
    assert_eq!(audit(&apart, &[]).err(), None, "each by itself is safe");
    // The same file by a plan that says what everybody knows of the form.
    let mut file = serde_json::to_value(&apart).expect("it can be written");
    file["plan"]["links"] = json!(links);
    let careless: Published = serde_json::from_value(file).expect("it can be read");
    assert_eq!(feasibility_interval(&[&careless], &few), Some((3, 3)));
    let found = audit(&careless, &[]).expect_err("three people chose it");
    assert!(found.iter().any(|found| matches!(found, Disclosure::Narrow { low: 3, high: 3, .. })), "{found:?}");
    let [wide, narrow] = [&apart, &careless].map(|it| feasible_range(&Rounded::of(it), &few).expect("it is solved"));
    assert!(wide.0 <= narrow.0 && narrow.1 < wide.1, "{narrow:?} within {wide:?}");
    // Protected together.
    let made = released(&codes(&links), &CODES);
    let (low, high) = feasibility_interval(&[&made], &few).expect("it is solved");
    assert!(high - low >= 5, "{low} to {high}");
    assert_eq!(audit(&made, &[]).err(), None);
    assert_eq!(audit_rounded(&Rounded::of(&made)).err(), None);
    assert!(audit(&apart, std::slice::from_ref(&made)).is_err_and(|found| found == [Disclosure::OtherPlan]));
}

fn follow_up(tables: &[Table]) -> Plan {
    let answers =
        vec![answer("unsafe", &["yes", "no", "no_answer"]), answer("where", &["outside", "inside", "not_asked"])];
    plan(answers, tables, &[link("where", "unsafe", "not_asked", &["no", "no_answer"])])
}

/// Fourteen of the north are asked where they feel unsafe, which is too few for a share; that they feel unsafe is told all the same.
const FEW_ASKED: [(&[usize], usize); 8] = [
    (&[0, 0, 0], 9),
    (&[0, 0, 1], 5),
    (&[0, 1, 2], 60),
    (&[0, 2, 2], 11),
    (&[1, 0, 0], 30),
    (&[1, 0, 1], 30),
    (&[1, 1, 2], 50),
    (&[1, 2, 2], 15),
];

#[test]
fn a_question_that_few_are_asked_does_not_hide_the_one_that_asks_them() {
    let made = released(&follow_up(&["unsafe", "where"].map(|it| Table::of(&["area", it]))), &FEW_ASKED);
    assert_eq!(shown(&made, &[("area", "north"), ("unsafe", "yes")]), Some(14));
    for code in ["outside", "inside", "not_asked"] {
        assert_eq!(shown(&made, &[("area", "north"), ("where", code)]), None);
    }
    let outside = at(&made, &[("area", "north"), ("where", "outside")]);
    assert_eq!(feasibility_interval(&[&made], &outside), Some((0, 14)));
    assert_eq!(audit(&made, &[]).err(), None);
    assert_eq!(audit_rounded(&Rounded::of(&made)).err(), None);
    // Where the other question is not told, neither is how many were asked.
    let alone = released(&follow_up(&[Table::of(&["unsafe"]), Table::of(&["area", "where"])]), &FEW_ASKED);
    let asked = at(&alone, &[("area", "north"), ("where", "not_asked")]);
    let (low, high) = feasibility_interval(&[&alone], &asked).expect("it is solved");
    assert!(high - low >= 5, "{low} to {high}");
    assert_eq!(audit(&alone, &[]).err(), None);
    // An editor who puts them back is found, also where how many were not asked is told by the other question alone.
    let told = [("outside", 9), ("inside", 5)].into_iter().fold(made, |made, (code, count)| {
        let cell = at(&made, &[("area", "north"), ("where", code)]);
        made.edited(&cell, Some(count))
    });
    let is_of = |found: &Disclosure| matches!(found, Disclosure::Shown(at) if at.contains_key("where"));
    assert!(audit(&told, &[]).is_err_and(|found| found.iter().any(is_of)));
}

#[test]
fn two_questions_that_follow_from_one_that_is_not_told_are_protected_together() {
    let answers = vec![
        answer("unsafe", &["yes", "no"]),
        answer("where", &["outside", "inside", "not_asked"]),
        answer("when", &["day", "night", "not_asked"]),
    ];
    let links = ["where", "when"].map(|answer| link(answer, "unsafe", "not_asked", &["no"]));
    let plan = plan(answers, &["where", "when"].map(|it| Table::of(&["area", it])), &links);
    let counts: [(&[usize], usize); 7] = [
        (&[0, 0, 0, 0], 3),
        (&[0, 0, 1, 0], 20),
        (&[0, 0, 1, 1], 22),
        (&[0, 1, 2, 2], 10),
        (&[1, 0, 0, 0], 25),
        (&[1, 0, 1, 1], 25),
        (&[1, 1, 2, 2], 25),
    ];
    let made = released(&plan, &counts);
    for (cell, _) in made.cells().filter(|(cell, count)| count.is_none() && plan.answer(cell).is_some()) {
        let (low, high) = feasibility_interval(&[&made], cell).expect("it is solved");
        assert!(high - low >= 5, "{:?}: {low} to {high}", plan.words(cell));
    }
    assert_eq!(shown(&made, &[("area", "north"), ("where", "outside")]), None);
    assert_eq!(audit(&made, &[]).err(), None);
}

#[test]
fn a_later_release_of_linked_answers_tells_of_nobody_who_came() {
    for seed in 0..6 {
        let mut chance = fastrand::Rng::with_seed(seed);
        let plan = follow_up(&["unsafe", "where"].map(|it| Table::of(&["area", it])));
        let mut person = |joined| {
            let place = chance.usize(..2);
            let said = [[0, 0], [0, 0], [0, 1], [1, 2], [1, 2], [2, 2]][chance.usize(..6)];
            Record { categories: vec![place, said[0], said[1]], presence: Presence { joined, left: None } }
        };
        let mut records: Vec<Record> = (0..200).map(|_| person(0)).collect();
        let tally = |snapshot, records: &[Record]| Tally::count(plan.clone(), snapshot, records.iter().cloned());
        let first =
            protect(&tally(0, &records).expect("they fit"), Rules::default(), &[]).expect("it can be protected");
        records.extend((0..20).map(|_| person(1)));
        let earlier = std::slice::from_ref(&first);
        let second = protect(&tally(1, &records).expect("they fit"), Rules::default(), earlier).expect("it can be");
        let attacked = audit_each(&second, earlier, one_after_another);
        assert_eq!(attacked.outcome.err(), None, "{seed}");
        assert!(!attacked.differs_by_few, "{seed}");
    }
}

#[test]
fn counts_that_are_changed_tell_nothing_of_linked_answers() {
    let plan = codes(&[link("b", "a", "no_answer", &["no_answer"])]);
    let method = Method::SmallCountRounding { base: 5 };
    let made = protect_by(method, &tally(&plan, &CODES), Rules::default(), &[], &Keys::default(), one_after_another);
    assert_eq!(made.err(), Some(Unprotectable::Linked("b".into(), "a".into())));
}
