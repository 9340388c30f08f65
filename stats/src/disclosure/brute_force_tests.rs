//! Every population that fits what is published, tried one by one: what an attacker with all the time in the world knows.
//!
//! The thresholds here are tiny, so that populations of a few people have something to hide and can all be listed.

use proptest::prelude::*;

use crate::cube::{Category, Cell, Plan, Presence, Record, Role, Table, Tally, Variable};
use crate::disclosure::{Published, Rules, audit, protect};

const FEW: u64 = 2;
const LEAST_BASE: u64 = 3;

fn rules() -> Rules {
    Rules::tiny(2, 3)
}

fn variable(name: &str, role: Role, categories: usize) -> Variable {
    let category = |at| Category { code: format!("{name}{at}"), residents: None, missing: None };
    Variable { name: name.into(), role, categories: (0..categories).map(category).collect(), groups: vec![] }
}

/// Two variables that break down and two questions; each record is a category of each.
fn plan(tables: &[&[&str]], sensitive: bool) -> Plan {
    let answer = Role::Answer { sensitive };
    let variables = vec![
        variable("a", Role::Breakdown, 2),
        variable("b", Role::Breakdown, 2),
        variable("q", answer, 2),
        variable("r", answer, 2),
    ];
    let tables: Vec<Table> = tables.iter().map(|table| Table::of(table)).collect();
    Plan::parse(variables, &tables).expect("the plan fits")
}

fn tables() -> impl Strategy<Value = Vec<&'static [&'static str]>> {
    let choices: [&[&'static [&'static str]]; 5] = [
        &[&["a", "q"], &["b", "q"]],
        &[&["a", "q"], &["a", "r"], &["b", "r"]],
        &[&["a", "b", "q"]],
        &[&["a", "b", "q"], &["a", "r"]],
        &[&["a", "q"], &["b", "q"], &["a", "b", "r"]],
    ];
    prop::sample::select(choices.map(<[_]>::to_vec).to_vec())
}

fn people() -> impl Strategy<Value = Vec<Vec<usize>>> {
    let skewed = || prop::sample::select(vec![0_usize, 0, 1]);
    prop::collection::vec((0_usize..2, skewed(), skewed(), skewed()), 4..11)
        .prop_map(|people| people.into_iter().map(|(a, b, q, r)| vec![a, b, q, r]).collect())
}

fn tally(plan: &Plan, people: &[Vec<usize>]) -> Tally {
    let record = |categories: &Vec<usize>| Record { categories: categories.clone(), presence: Presence::default() };
    Tally::count(plan.clone(), 0, people.iter().map(record)).expect("the records fit")
}

/// How many people are in each of the eight combinations of `a`, `b` and one question.
type Population = [u64; 8];

fn holds(cell: &Cell, at: usize) -> bool {
    let categories = [at >> 2, (at >> 1) & 1, at & 1, at & 1];
    cell.0.iter().all(|(variable, node)| categories[*variable] == *node)
}

fn value(cell: &Cell, population: &Population) -> u64 {
    (0..8).filter(|at| holds(cell, *at)).map(|at| population[at]).sum()
}

/// All populations of at most `most` people that fit what is shown of who took part and of one question.
fn fitting(published: &Published, question: usize, most: u64) -> Vec<Population> {
    let about = |cell: &Cell| published.plan().answer(cell).is_none_or(|(variable, _)| variable == question);
    let shown: Vec<(&Cell, u64)> =
        published.cells().filter(|(cell, _)| about(cell)).filter_map(|(cell, count)| Some((cell, count?))).collect();
    let mut fitting = Vec::new();
    extend(&shown, &mut [0; 8], 0, most, &mut fitting);
    fitting
}

fn extend(shown: &[(&Cell, u64)], so_far: &mut Population, at: usize, left: u64, fitting: &mut Vec<Population>) {
    if shown.iter().any(|(cell, count)| value(cell, so_far) > *count) {
        return;
    }
    if at == 8 {
        if shown.iter().all(|(cell, count)| value(cell, so_far) == *count) {
            fitting.push(*so_far);
        }
        return;
    }
    for many in 0..=left {
        so_far[at] = many;
        extend(shown, so_far, at + 1, left - many, fitting);
    }
    so_far[at] = 0;
}

/// Who took part: the populations without their answers.
fn bases(population: &Population) -> [u64; 4] {
    std::array::from_fn(|at| population[2 * at] + population[2 * at + 1])
}

fn span(values: impl Iterator<Item = u64> + Clone) -> u64 {
    values.clone().max().unwrap_or(0) - values.min().unwrap_or(0)
}

/// What the rules call sensitive, said again in other words than the suppressor's.
fn is_sensitive(plan: &Plan, tally: &Tally, cell: &Cell) -> bool {
    let count = tally.value(cell, 0);
    let base = tally.value(&plan.base(cell), 0);
    match plan.answer(cell) {
        None => {
            count == 1 || (count > 0 && plan.parents(cell).iter().any(|around| tally.value(around, 0) == count + 1))
        }
        Some((variable, _)) => {
            let uniform = base > 0 && (count == 0 || count == base);
            count == 1
                || base == count + 1
                || (0 < base && base < LEAST_BASE && !uniform)
                || (uniform && plan.variables()[variable].is_sensitive())
        }
    }
}

fn check(plan: &Plan, people: &[Vec<usize>], published: &Published) -> Result<(), TestCaseError> {
    let tally = tally(plan, people);
    let most = people.len() as u64 + 3;
    let worlds = [2, 3].map(|question| fitting(published, question, most));
    // Who took part must fit both questions at once.
    let joint: Vec<[u64; 4]> =
        worlds[0].iter().map(bases).filter(|base| worlds[1].iter().any(|w| bases(w) == *base)).collect();
    prop_assert!(!joint.is_empty(), "the truth itself does not fit");
    for (cell, count) in published.cells() {
        let truth = tally.value(cell, 0);
        prop_assert!(count.is_none_or(|count| count == truth), "a count was changed");
        if !is_sensitive(plan, &tally, cell) {
            continue;
        }
        prop_assert!(count.is_none(), "{:?} is shown", plan.words(cell));
        let Some((question, _)) = plan.answer(cell) else {
            let of = |base: &[u64; 4]| (0..4).filter(|at| holds(cell, 2 * at)).map(|at| base[at]).sum::<u64>();
            let width = span(joint.iter().map(of));
            prop_assert!(width >= FEW, "{:?} of who took part: {width}", plan.words(cell));
            continue;
        };
        let base = tally.value(&plan.base(cell), 0);
        let possible: Vec<&Population> = worlds[question - 2].iter().filter(|w| joint.contains(&bases(w))).collect();
        let width = span(possible.iter().map(|world| value(cell, world)));
        prop_assert!(width >= FEW.min(base), "{:?}: {width} of {base}", plan.words(cell));
        for person in people {
            let own = person[0] * 4 + person[1] * 2 + person[question];
            let width = span(possible.iter().filter(|world| world[own] > 0).map(|world| value(cell, world)));
            prop_assert!(width >= FEW.min(base - 1), "{:?} to {person:?}: {width} of {base}", plan.words(cell));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn nothing_sensitive_can_be_narrowed_down(people in people(), tables in tables(), sensitive: bool) {
        let plan = plan(&tables, sensitive);
        if let Ok(published) = protect(&tally(&plan, &people), rules(), &[]) {
            check(&plan, &people, &published)?;
            prop_assert_eq!(audit::audit(&published, &[]).err(), None);
        }
    }

    #[test]
    fn the_auditor_finds_a_sensitive_cell_that_is_put_back(people in people(), tables in tables()) {
        let plan = plan(&tables, true);
        let tally = tally(&plan, &people);
        if let Ok(published) = protect(&tally, rules(), &[]) {
            // A base that is one short of a larger one tells nothing as long as that one is hidden.
            let tells = |cell: &Cell| match plan.answer(cell) {
                None => tally.value(cell, 0) == 1,
                Some(_) => is_sensitive(&plan, &tally, cell),
            };
            for (cell, _) in published.cells().filter(|(cell, _)| tells(cell)) {
                let edited = published.edited(cell, Some(tally.value(cell, 0)));
                prop_assert!(audit::audit(&edited, &[]).is_err(), "{:?}", plan.words(cell));
            }
        }
    }
}

/// A release is possible for most populations, or the tests above would hold for nothing.
#[test]
fn most_tiny_populations_can_be_released() {
    let mut chance = fastrand::Rng::with_seed(1);
    let plan = plan(&[&["a", "q"], &["b", "q"]], false);
    let released = (0..40).filter(|_| {
        let people: Vec<Vec<usize>> = (0..10).map(|_| (0..4).map(|_| chance.usize(..2)).collect()).collect();
        protect(&tally(&plan, &people), rules(), &[]).is_ok()
    });
    let released = released.count();
    assert!(released >= 30, "{released} of 40");
}
