//! Two releases of the same people, before and after some more answered: every pair of populations that fits both is
//! tried, as in `brute_force_tests`.

use proptest::prelude::*;

use crate::cube::{Category, Cell, Plan, Presence, Record, Role, Table, Tally, Variable};
use crate::disclosure::{Published, Rules, audit, one_after_another, protect};

const FEW: u64 = 2;
const ANSWERS: usize = 3;
const ATOMS: usize = 2 * 2 * ANSWERS;

/// How many people there are by when they came, where they live and what they answered.
type World = [u64; ATOMS];

/// Which of them a sum counts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Whom {
    Before,
    After,
    New,
}

fn plan() -> Plan {
    let variable = |name: &str, role, categories: usize| {
        let category = |at| Category { code: format!("{name}{at}"), residents: None, missing: None };
        Variable { name: name.into(), role, categories: (0..categories).map(category).collect(), groups: vec![] }
    };
    let variables =
        vec![variable("place", Role::Breakdown, 2), variable("q", Role::Answer { sensitive: false }, ANSWERS)];
    Plan::parse(variables, &[Table::of(&["place", "q"])]).expect("the plan fits")
}

fn value(cell: &Cell, whom: Whom, world: &World) -> u64 {
    let counted = |at: &usize| {
        let (new, categories) = (at / (2 * ANSWERS) == 1, [at / ANSWERS % 2, at % ANSWERS]);
        let there = match whom {
            Whom::Before => !new,
            Whom::After => true,
            Whom::New => new,
        };
        there && cell.0.iter().all(|(variable, node)| categories[*variable] == *node)
    };
    (0..ATOMS).filter(counted).map(|at| world[at]).sum()
}

fn records(world: &World) -> Vec<Record> {
    let people = world.iter().enumerate().flat_map(|(at, many)| (0..*many).map(move |_| at));
    let record = |at| Record {
        categories: vec![at / ANSWERS % 2, at % ANSWERS],
        presence: Presence { joined: u32::from(at / (2 * ANSWERS) == 1), left: None },
    };
    people.map(record).collect()
}

fn release(world: &World, snapshot: u32, earlier: &[Published]) -> Option<Published> {
    let there = records(world).into_iter().filter(|record| record.presence.joined <= snapshot);
    let tally = Tally::count(plan(), snapshot, there).expect("the records fit");
    protect(&tally, Rules::tiny(2, 3), earlier).ok()
}

/// All worlds of at most `most` people that fit everything shown.
fn fitting(shown: &[(&Cell, Whom, u64)], most: u64) -> Vec<World> {
    let mut fitting = Vec::new();
    extend(shown, &mut [0; ATOMS], 0, most, &mut fitting);
    fitting
}

fn extend(shown: &[(&Cell, Whom, u64)], world: &mut World, at: usize, left: u64, fitting: &mut Vec<World>) {
    if shown.iter().any(|(cell, whom, count)| value(cell, *whom, world) > *count) {
        return;
    }
    if at == ATOMS {
        if shown.iter().all(|(cell, whom, count)| value(cell, *whom, world) == *count) {
            fitting.push(*world);
        }
        return;
    }
    for many in 0..=left {
        world[at] = many;
        extend(shown, world, at + 1, left - many, fitting);
    }
    world[at] = 0;
}

/// How far the worlds must disagree about a sum: nothing where it tells on nobody, and about no more people than an earlier
/// release has left open.
fn needed(plan: &Plan, cell: &Cell, whom: Whom, world: &World, first: &Published) -> u64 {
    let (count, people) = (value(cell, whom, world), value(&plan.base(cell), whom, world));
    if plan.answer(cell).is_none() {
        return if count == 1 { FEW } else { 0 };
    }
    // That none of the new ones gave an answer may be shown, and is then true of the one in a place.
    let telling = count == 1 || (people == count + 1 && whom != Whom::New);
    let open = match whom {
        Whom::After if first.count(cell).flatten().is_some() => value(&plan.base(cell), Whom::New, world),
        _ => people,
    };
    if telling { FEW.min(open) } else { 0 }
}

fn world() -> impl Strategy<Value = World> {
    let person = |new: usize| {
        (0_usize..2, prop::sample::select(vec![0, 0, 0, 1, 1, 2]))
            .prop_map(move |(a, q)| new * 2 * ANSWERS + a * ANSWERS + q)
    };
    (prop::collection::vec(person(0), 5..8), prop::collection::vec(person(1), 1..4)).prop_map(|(old, new)| {
        let mut world = [0; ATOMS];
        old.into_iter().chain(new).for_each(|at| world[at] += 1);
        world
    })
}

fn shown(release: &Published, whom: Whom) -> impl Iterator<Item = (&Cell, Whom, u64)> {
    release.cells().filter_map(move |(cell, count)| Some((cell, whom, count?)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_second_release_tells_on_nobody(world in world()) {
        let plan = plan();
        let Some(first) = release(&world, 0, &[]) else { return Ok(()) };
        let Some(second) = release(&world, 1, std::slice::from_ref(&first)) else { return Ok(()) };
        prop_assert_eq!(audit::audit(&second, std::slice::from_ref(&first)).err(), None);
        let known: Vec<_> = shown(&first, Whom::Before).chain(shown(&second, Whom::After)).collect();
        let worlds = fitting(&known, world.iter().sum::<u64>() + 3);
        prop_assert!(worlds.contains(&world), "the truth itself does not fit");
        for (cell, _) in second.cells() {
            for whom in [Whom::Before, Whom::After, Whom::New] {
                let values = worlds.iter().map(|world| value(cell, whom, world));
                let width = values.clone().max().unwrap_or(0) - values.min().unwrap_or(0);
                let needed = needed(&plan, cell, whom, &world, &first);
                prop_assert!(width >= needed, "{:?} {whom:?}: {width} and not {needed}", plan.words(cell));
            }
        }
    }
}

/// The same release with a cell of a place and an answer hidden that still follows from what is shown of the other place, if there is one
/// of which `matters` is true.
fn hiding_what_follows(release: &Published, matters: impl Fn(&Cell) -> bool) -> Option<(Published, Cell)> {
    let follows = |cell: &Cell| {
        let [(_, place), answer] = cell.0[..] else { return false };
        let shown = |at: Vec<(usize, usize)>| release.count(&Cell(at)).flatten().is_some();
        shown(vec![answer]) && shown(vec![(0, 1 - place), answer]) && shown(cell.0.clone())
    };
    let (cell, _) = release.cells().find(|(cell, _)| follows(cell) && matters(cell))?;
    Some((release.edited(cell, None), cell.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// A cell that is hidden and follows is as good as shown: whoever came to it is protected as well.
    #[test]
    fn a_second_release_tells_on_nobody_in_a_cell_that_was_hidden_and_is_known(world in world()) {
        let plan = plan();
        let Some(first) = release(&world, 0, &[]) else { return Ok(()) };
        let few = |cell: &Cell| value(cell, Whom::New, &world) == 1;
        let Some((first, _)) = hiding_what_follows(&first, few) else { return Ok(()) };
        let Some(second) = release(&world, 1, std::slice::from_ref(&first)) else { return Ok(()) };
        prop_assert_eq!(audit::audit(&second, std::slice::from_ref(&first)).err(), None);
        let known: Vec<_> = shown(&first, Whom::Before).chain(shown(&second, Whom::After)).collect();
        let worlds = fitting(&known, world.iter().sum::<u64>() + 3);
        for (cell, _) in second.cells() {
            let values = worlds.iter().map(|world| value(cell, Whom::New, world));
            let width = values.clone().max().unwrap_or(0) - values.min().unwrap_or(0);
            let needed = needed(&plan, cell, Whom::New, &world, &first);
            prop_assert!(width >= needed, "{:?}: {width} and not {needed}", plan.words(cell));
        }
    }

    /// Of two releases that were made without regard to each other the auditor says so, whichever of them hides the cell that follows.
    #[test]
    fn the_auditor_finds_the_one_who_came_to_a_cell_that_is_hidden_and_known(world in world()) {
        let Some(first) = release(&world, 0, &[]) else { return Ok(()) };
        let Some(second) = release(&world, 1, &[]) else { return Ok(()) };
        let few = |release: &Published, cell: &Cell| {
            value(cell, Whom::New, &world) == 1 && release.count(cell).flatten().is_some()
        };
        if let Some((hiding, cell)) = hiding_what_follows(&first, |cell| few(&second, cell)) {
            prop_assert!(audit::audit(&second, &[hiding]).is_err(), "{:?}", plan().words(&cell));
        }
        if let Some((hiding, cell)) = hiding_what_follows(&second, |cell| few(&first, cell)) {
            prop_assert!(audit::audit(&hiding, std::slice::from_ref(&first)).is_err(), "{:?}", plan().words(&cell));
            prop_assert!(audit::audit_each(&hiding, std::slice::from_ref(&first), one_after_another).differs_by_few);
        }
    }
}

/// Second releases are possible, or the test above would hold for nothing.
#[test]
fn most_second_releases_are_possible() {
    let mut chance = fastrand::Rng::with_seed(3);
    let released = (0..40).filter(|_| {
        let mut world = [0; ATOMS];
        (0..9).for_each(|_| world[chance.usize(..2 * ANSWERS)] += 1);
        (0..3).for_each(|_| world[2 * ANSWERS + chance.usize(..2 * ANSWERS)] += 1);
        let first = release(&world, 0, &[]);
        first.is_some_and(|first| release(&world, 1, &[first]).is_some())
    });
    let released = released.count();
    assert!(released >= 30, "{released} of 40");
}
