//! Answers that tell on each other: every population of people who gave all of them at once and that fits what is published, tried one
//! by one, as in the tests beside this.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::cube::{Category, Cell, Link, Plan, Presence, Record, Role, Table, Tally, Variable};
use crate::disclosure::audit::{audit, feasibility_interval};
use crate::disclosure::{Published, Rules, protect};

const FEW: u64 = 2;
const LEAST_BASE: u64 = 3;
const BREAKDOWNS: usize = 2;

/// Answers of one family, and all that one respondent can say to them.
struct Family {
    /// The answers with how many categories each has.
    answers: &'static [(&'static str, usize)],
    links: Vec<Link>,
    said: &'static [&'static [usize]],
    tables: &'static [&'static [&'static str]],
}

fn link(answer: &str, with: &str, same: &[(usize, &[usize])]) -> Link {
    let codes = |others: &[usize]| others.iter().map(|other| format!("{with}{other}")).collect();
    let same = same.iter().map(|(category, others)| (format!("{answer}{category}"), codes(others))).collect();
    Link { answer: answer.into(), with: with.into(), same }
}

const FOLLOW_UP: &[&[usize]] = &[&[0, 0], &[0, 1], &[1, 2], &[2, 2]];
const TWO_FOLLOW_UPS: &[&[usize]] = &[&[0, 0, 0], &[0, 0, 1], &[0, 1, 0], &[0, 1, 1], &[1, 2, 2]];
const TWO_CODES: &[&[usize]] = &[&[0, 0], &[0, 1], &[1, 0], &[1, 1], &[2, 2]];

const THREE_CODES: &[&[usize]] =
    &[&[0, 0, 0], &[0, 0, 1], &[0, 1, 0], &[0, 1, 1], &[1, 0, 0], &[1, 0, 1], &[1, 1, 0], &[1, 1, 1], &[2, 2, 2]];

/// A question that only those are asked who said yes to another; two of them, and nobody is told who said yes; two codes of a question
/// of which several may be chosen.
fn families() -> Vec<Family> {
    let follow_up = |tables| Family {
        answers: &[("q", 3), ("r", 3)],
        links: vec![link("r", "q", &[(2, &[1, 2])])],
        said: FOLLOW_UP,
        tables,
    };
    vec![
        follow_up(&[&["a", "q"], &["a", "r"]]),
        follow_up(&[&["a", "q"], &["b", "r"]]),
        follow_up(&[&["a", "b"], &["q"], &["a", "r"]]),
        Family {
            answers: &[("f", 2), ("r", 3), ("s", 3)],
            links: vec![link("r", "f", &[(2, &[1])]), link("s", "f", &[(2, &[1])])],
            said: TWO_FOLLOW_UPS,
            tables: &[&["a", "r"], &["a", "s"]],
        },
        Family {
            answers: &[("q", 3), ("r", 3)],
            links: vec![link("r", "q", &[(2, &[2])])],
            said: TWO_CODES,
            tables: &[&["a", "q"], &["a", "r"]],
        },
    ]
}

/// Three codes of a question of which several may be chosen.
fn three_codes() -> Family {
    Family {
        answers: &[("q", 3), ("r", 3), ("s", 3)],
        links: ["r", "s"].map(|code| link(code, "q", &[(2, &[2])])).to_vec(),
        said: THREE_CODES,
        tables: &[&["a", "q"], &["a", "r"], &["a", "s"]],
    }
}

impl Family {
    fn plan(&self, sensitive: bool) -> Plan {
        let variable = |(name, categories): (&str, usize), role| {
            let category = |at| Category { code: format!("{name}{at}"), residents: None, missing: None };
            Variable { name: name.into(), role, categories: (0..categories).map(category).collect(), groups: vec![] }
        };
        let breakdowns = [("a", 2), ("b", 2)].map(|it| variable(it, Role::Breakdown));
        let answers = self.answers.iter().map(|it| variable(*it, Role::Answer { sensitive }));
        let tables: Vec<Table> = self.tables.iter().map(|table| Table::of(table)).collect();
        let plan = Plan::parse(breakdowns.into_iter().chain(answers).collect(), &tables).expect("the plan fits");
        plan.linked(&self.links).expect("the links fit")
    }

    /// Every combination of categories that one respondent can be in; those that no table tells apart are left out.
    fn corners(&self, snapshots: &[Presence]) -> Vec<(Vec<usize>, Presence)> {
        let many = |name: &str| if self.tables.iter().any(|table| table.contains(&name)) { 2 } else { 1 };
        let mut corners = Vec::new();
        for presence in snapshots {
            for (a, b) in (0..many("a")).flat_map(|a| (0..many("b")).map(move |b| (a, b))) {
                let corner = |said: &&[usize]| ([&[a, b], *said].concat(), *presence);
                corners.extend(self.said.iter().map(corner));
            }
        }
        corners
    }
}

fn is_in(cell: &Cell, categories: &[usize]) -> bool {
    cell.0.iter().all(|(variable, node)| categories[*variable] == *node)
}

/// What is shown of a sum of corners.
struct Shown {
    inside: Vec<usize>,
    count: u64,
}

/// All populations that fit what is shown, each as the number of people in every corner.
fn fitting(corners: &[(Vec<usize>, Presence)], releases: &[&Published], most: u64) -> Vec<Vec<u64>> {
    let shown = releases.iter().flat_map(|release| {
        let shown = release.cells().filter_map(|(cell, count)| Some((cell, count?)));
        shown.map(|(cell, count)| Shown { inside: inside(corners, cell, release.snapshot()), count })
    });
    let mut fitting = Vec::new();
    extend(&shown.collect::<Vec<_>>(), &mut vec![0; corners.len()], (0, most), &mut fitting);
    fitting
}

fn inside(corners: &[(Vec<usize>, Presence)], cell: &Cell, snapshot: u32) -> Vec<usize> {
    let is_inside = |at: &usize| is_in(cell, &corners[*at].0) && corners[*at].1.in_snapshot(snapshot);
    (0..corners.len()).filter(is_inside).collect()
}

fn sum(inside: &[usize], population: &[u64]) -> u64 {
    inside.iter().map(|at| population[*at]).sum()
}

fn extend(shown: &[Shown], so_far: &mut Vec<u64>, (at, left): (usize, u64), fitting: &mut Vec<Vec<u64>>) {
    let is_too_much = |shown: &Shown| sum(&shown.inside, so_far) > shown.count;
    // A sum of which every part is settled has to be right.
    let is_settled = |shown: &Shown| shown.inside.iter().all(|part| *part < at);
    let is_off = |shown: &Shown| is_settled(shown) && sum(&shown.inside, so_far) != shown.count;
    if shown.iter().any(|shown| is_too_much(shown) || is_off(shown)) {
        return;
    }
    if at == so_far.len() {
        fitting.push(so_far.clone());
        return;
    }
    for many in 0..=left {
        so_far[at] = many;
        extend(shown, so_far, (at + 1, left - many), fitting);
    }
    so_far[at] = 0;
}

fn ends(values: impl Iterator<Item = u64>) -> (u64, u64) {
    values.fold((u64::MAX, 0), |(low, high), value| (low.min(value), high.max(value)))
}

/// What the rules call sensitive, said again in other words than the suppressor's. Nobody's answer is missing here, so a distribution is
/// withheld for all questions or for none.
fn is_sensitive(plan: &Plan, tally: &Tally, cell: &Cell, snapshot: u32) -> bool {
    let count = tally.value(cell, snapshot);
    let base = tally.value(&plan.base(cell), snapshot);
    match plan.answer(cell) {
        None => count == 1 || (count > 0 && plan.parents(cell).iter().any(|it| tally.value(it, snapshot) == count + 1)),
        Some((variable, _)) => {
            let uniform = base > 0 && (count == 0 || count == base);
            count == 1
                || base == count + 1
                || (0 < base && base < LEAST_BASE && !uniform)
                || (uniform && plan.variables()[variable].is_sensitive())
        }
    }
}

fn tally(plan: &Plan, snapshot: u32, people: &[(Vec<usize>, Presence)]) -> Tally {
    let record = |(categories, presence): &(Vec<usize>, Presence)| Record {
        categories: categories.clone(),
        presence: *presence,
    };
    let there = people.iter().filter(|(_, presence)| presence.joined <= snapshot);
    Tally::count(plan.clone(), snapshot, there.map(record)).expect("the records fit")
}

/// Holds all that is hidden in the last of some releases against all populations that fit them.
fn check(family: &Family, people: &[(Vec<usize>, Presence)], releases: &[&Published]) -> Result<(), TestCaseError> {
    let last = releases[releases.len() - 1];
    let (plan, now) = (last.plan(), last.snapshot());
    let mut presences: Vec<Presence> = (0..=now).map(|joined| Presence { joined, left: None }).collect();
    presences.dedup();
    let corners = family.corners(&presences);
    let worlds = fitting(&corners, releases, people.len() as u64 + 3);
    prop_assert!(!worlds.is_empty(), "the truth itself does not fit");
    let tally = tally(plan, now, people);
    let all_is_told = last.count(&Cell(Vec::new())).flatten().is_some();
    for (cell, count) in last.cells() {
        let parts = inside(&corners, cell, now);
        let (low, high) = ends(worlds.iter().map(|world| sum(&parts, world)));
        if count.is_none() && all_is_told && releases.len() == 1 {
            prop_assert_eq!(feasibility_interval(releases, cell), Some((low, high)), "{:?}", plan.words(cell));
        }
        if !is_sensitive(plan, &tally, cell, now) {
            continue;
        }
        prop_assert!(count.is_none(), "{:?} is shown", plan.words(cell));
        let base = if plan.answer(cell).is_some() { tally.value(&plan.base(cell), now) } else { u64::MAX };
        // What an earlier release shows of the same people cannot be taken back.
        let told = releases.iter().filter(|release| release.snapshot() < now).any(|release| {
            release.count(cell).flatten().is_some() || !is_sensitive(plan, &tally, cell, release.snapshot())
        });
        let came = people.iter().filter(|(at, presence)| presence.joined == now && is_in(&plan.base(cell), at)).count();
        let unsure = if told { base.min(came as u64) } else { base };
        prop_assert!(high - low >= FEW.min(unsure), "{:?}: {low} to {high} of {base}", plan.words(cell));
        for own in people.iter().filter(|_| plan.answer(cell).is_some()) {
            let own = corners.iter().position(|corner| fits(family, corner, own)).expect("everybody is somewhere");
            let (low, high) = ends(worlds.iter().filter(|world| world[own] > 0).map(|world| sum(&parts, world)));
            let needed = FEW.min(unsure.saturating_sub(1));
            prop_assert!(high - low >= needed, "{:?} to {:?}: {low} to {high}", plan.words(cell), corners[own]);
        }
    }
    Ok(())
}

/// Whether somebody is in a corner, by what is told apart.
fn fits(family: &Family, (at, presence): &(Vec<usize>, Presence), own: &(Vec<usize>, Presence)) -> bool {
    let is_used = |name: &str| family.tables.iter().any(|table| table.contains(&name));
    let places = [is_used("a"), is_used("b")];
    *presence == own.1
        && (0..BREAKDOWNS).all(|place| !places[place] || at[place] == own.0[place])
        && at[BREAKDOWNS..] == own.0[BREAKDOWNS..]
}

/// Up to so many people, each by numbers that become categories.
fn people(most: usize) -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    prop::collection::vec((0_usize..2, 0_usize..2, prop::sample::select(vec![0_usize, 1, 2, 3, 4, 3, 4])), 3..most)
}

fn placed(family: &Family, people: &[(usize, usize, usize)], joined: u32) -> Vec<(Vec<usize>, Presence)> {
    let presence = Presence { joined, left: None };
    let categories = |(a, b, said): &(usize, usize, usize)| [&[*a, *b], family.said[said % family.said.len()]].concat();
    people.iter().map(|person| (categories(person), presence)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn nothing_can_be_narrowed_down_by_all_answers_together(people in people(10), at in 0_usize..5, sensitive: bool) {
        let family = &families()[at];
        let people = placed(family, &people, 0);
        if let Ok(published) = protect(&tally(&family.plan(sensitive), 0, &people), Rules::tiny(2, 3), &[]) {
            check(family, &people, &[&published])?;
            prop_assert_eq!(audit(&published, &[]).err(), None);
        }
    }

    #[test]
    fn nor_by_two_releases(first in people(8), more in people(5)) {
        let family = &families()[0];
        let plan = family.plan(false);
        let mut people = placed(family, &first, 0);
        let Ok(one) = protect(&tally(&plan, 0, &people), Rules::tiny(2, 3), &[]) else { return Ok(()) };
        people.extend(placed(family, &more, 1));
        if let Ok(other) = protect(&tally(&plan, 1, &people), Rules::tiny(2, 3), std::slice::from_ref(&one)) {
            check(family, &people, &[&one, &other])?;
            prop_assert_eq!(audit(&other, &[one]).err(), None);
        }
    }
}

/// A release is possible for most populations, or the tests above would hold for nothing; and where each answer is protected by itself,
/// something is narrowed down for many of them.
#[test]
fn most_tiny_populations_can_be_released_and_not_each_answer_by_itself() {
    let mut chance = fastrand::Rng::with_seed(1);
    let (mut released, mut careless) = (BTreeMap::new(), 0);
    for at in (0..5).cycle().take(100) {
        let family = &families()[at];
        let people: Vec<_> = (0..9).map(|_| (chance.usize(..2), chance.usize(..2), chance.usize(..5))).collect();
        let people = placed(family, &people, 0);
        let plan = family.plan(false);
        let made = protect(&tally(&plan, 0, &people), Rules::tiny(2, 3), &[]);
        *released.entry(at).or_insert(0) += usize::from(made.is_ok());
        let unlinked = Family { links: vec![], ..families().swap_remove(at) };
        if let Ok(apart) = protect(&tally(&unlinked.plan(false), 0, &people), Rules::tiny(2, 3), &[]) {
            let cells = apart.cells().map(|(cell, count)| (cell.clone(), count)).collect();
            let together = Published::new(plan, Rules::tiny(2, 3), 0, false, cells);
            let is_narrow = check(family, &people, &[&together]).is_err();
            // Only a respondent may know more, which the auditor does not look at.
            let is_found = audit(&together, &[]).is_err();
            assert!(is_narrow || !is_found, "{people:?}");
            careless += usize::from(is_found);
        }
    }
    assert!(released.values().all(|released| *released >= 10), "{released:?}");
    assert!(careless >= 10, "{careless}");
}

/// The smallest such population of this family: of up to five people there is none.
#[test]
fn more_is_hidden_from_who_knows_all_of_their_answers_than_from_who_knows_one_of_them() {
    let family = three_codes();
    let people = placed(&family, &[(0, 0, 0), (0, 0, 5), (0, 0, 7), (1, 0, 4), (1, 0, 8), (1, 0, 8)], 0);
    let plan = family.plan(false);
    let published = protect(&tally(&plan, 0, &people), Rules::tiny(2, 3), &[]).expect("it can be protected");
    check(&family, &people, &[&published]).expect("nobody narrows anything down");

    // With two more cells only one of the respondents does, and by none of their answers alone.
    let careless = [("q", "q0"), ("r", "r1")].into_iter().fold(published, |release, (answer, code)| {
        let cell = plan.cell(&[("a", "a1"), (answer, code)]).expect("the plan has the cell");
        assert_eq!(release.count(&cell), Some(None), "{answer}");
        release.edited(&cell, Some(0))
    });
    assert_eq!(audit(&careless, &[]).err(), None);
    let corners = family.corners(&[Presence::default()]);
    let worlds = fitting(&corners, &[&careless], people.len() as u64 + 3);
    let few = inside(&corners, &plan.cell(&[("a", "a0"), ("q", "q0")]).expect("the plan has the cell"), 0);
    let range_to = |is_own: &dyn Fn(&[usize]) -> bool| {
        let own = |world: &Vec<u64>| (0..corners.len()).any(|at| world[at] > 0 && is_own(&corners[at].0));
        ends(worlds.iter().filter(|world| own(world)).map(|world| sum(&few, world)))
    };
    for answer in BREAKDOWNS..BREAKDOWNS + family.answers.len() {
        let (low, high) = range_to(&|categories| categories[0] == 0 && categories[answer] == 1);
        assert!(high - low >= FEW, "{answer}: {low} to {high}");
    }
    assert_eq!(range_to(&|categories| categories == [0, 0, 1, 1, 1]), (1, 2));
}
