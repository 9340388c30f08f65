//! The ground that all tables of a release stand on: the finest populations that any cell, of this release or an earlier
//! one, tells apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::cube::{Atom, Cell, Presence, Tally};
use crate::disclosure::Published;

/// Whom a sum counts, by the snapshots they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum View {
    /// Those of one snapshot.
    At(u32),
    /// Those who are in the present snapshot and were not in that one.
    Added(u32),
    /// Those who were in that snapshot and are no longer.
    Withdrawn(u32),
}

/// A cell as counted in one view.
pub(super) type Sum = (Cell, View);

/// What the earlier releases say of a sum.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ledger {
    Shown(u64),
    Hidden,
}

/// People whom no cell tells apart.
pub(super) struct Population {
    pub(super) people: u32,
    /// For each answer of the plan, how many gave which category.
    pub(super) answers: Vec<Vec<u32>>,
    /// For each family of linked answers, what one of them said.
    pub(super) said: Vec<BTreeSet<Vec<usize>>>,
}

pub(super) struct Ground {
    pub(super) populations: Vec<Population>,
    /// Every sum that is a cell of this release or an earlier one, or a difference between two, with what is known of it.
    pub(super) sums: BTreeMap<Sum, Option<Ledger>>,
    planned: BTreeSet<Cell>,
    /// For each sum over people, the populations that it counts.
    members: HashMap<Sum, Vec<usize>>,
}

/// More combinations of categories than this are not looked at.
const MOST_COMBINATIONS: usize = 200_000;

/// There are too many combinations of the categories that break down.
pub(super) struct TooFine;

impl View {
    fn includes(self, presence: Presence, now: u32) -> bool {
        let here = presence.in_snapshot(now);
        match self {
            Self::At(snapshot) => presence.in_snapshot(snapshot),
            Self::Added(since) => here && !presence.in_snapshot(since),
            Self::Withdrawn(since) => !here && presence.in_snapshot(since),
        }
    }
}

impl Ground {
    pub(super) fn new(tally: &Tally, earlier: &[Published]) -> Result<Self, TooFine> {
        let sums = sums(tally, earlier);
        let plan = tally.plan();
        let bases: BTreeSet<Sum> = sums.keys().map(|(cell, view)| (plan.base(cell), *view)).collect();
        let bases: Vec<Sum> = bases.into_iter().collect();
        let mut numbers: HashMap<Vec<usize>, usize> = HashMap::new();
        let planned = plan.cells();
        let mut ground = Self { populations: Vec::new(), sums, planned, members: HashMap::new() };
        let breakdowns = plan.breakdowns();
        let empty: Vec<Vec<u32>> =
            plan.answers().iter().map(|at| vec![0; plan.variables()[*at].categories.len()]).collect();
        let silent = vec![BTreeSet::new(); plan.kin().len()];
        let mut sort = |atom: &Atom, ground: &mut Self| {
            let inside = |(_, (cell, view)): &(usize, &Sum)| {
                view.includes(atom.presence, tally.snapshot()) && plan.holds(&breakdowns, &atom.categories, cell)
            };
            let signature: Vec<usize> = bases.iter().enumerate().filter(inside).map(|(at, _)| at).collect();
            *numbers.entry(signature).or_insert_with_key(|signature| {
                let number = ground.populations.len();
                ground.populations.push(Population { people: 0, answers: empty.clone(), said: silent.clone() });
                for base in signature {
                    ground.members.entry(bases[*base].clone()).or_default().push(number);
                }
                number
            })
        };
        for atom in combinations(tally, &bases)? {
            sort(&atom, &mut ground);
        }
        for (atom, people) in tally.people() {
            let number = sort(atom, &mut ground);
            let population = &mut ground.populations[number];
            population.people += people.count;
            for (all, some) in population.answers.iter_mut().zip(&people.answers) {
                all.iter_mut().zip(some).for_each(|(all, some)| *all += some);
            }
            for (all, some) in population.said.iter_mut().zip(&people.said) {
                all.extend(some.iter().cloned());
            }
        }
        Ok(ground)
    }

    /// Whether a cell is one of the release that is being made.
    pub(super) fn is_planned(&self, cell: &Cell) -> bool {
        self.planned.contains(cell)
    }

    /// The populations that a sum over people counts.
    pub(super) fn members(&self, base: &Sum) -> &[usize] {
        self.members.get(base).map_or(&[], Vec::as_slice)
    }

    /// How many people a sum over people counts.
    pub(super) fn people(&self, base: &Sum) -> u64 {
        self.members(base).iter().map(|at| u64::from(self.populations[*at].people)).sum()
    }
}

fn sums(tally: &Tally, earlier: &[Published]) -> BTreeMap<Sum, Option<Ledger>> {
    let now = tally.snapshot();
    let mut sums: BTreeMap<Sum, Option<Ledger>> = BTreeMap::new();
    let cells = tally.plan().cells();
    sums.extend(cells.iter().map(|cell| ((cell.clone(), View::At(now)), None)));
    let left = tally.people().keys().any(|atom| !atom.presence.in_snapshot(now));
    for release in earlier {
        let since = release.snapshot();
        for (cell, count) in release.cells() {
            let known = sums.entry((cell.clone(), View::At(since))).or_default();
            match count {
                Some(count) => *known = Some(Ledger::Shown(count)),
                None if known.is_none() => *known = Some(Ledger::Hidden),
                None => {}
            }
            // Hidden ones as well: one that was hidden for the sake of others may be known exactly.
            if since != now && cells.contains(cell) {
                sums.entry((cell.clone(), View::Added(since))).or_default();
                if left {
                    sums.entry((cell.clone(), View::Withdrawn(since))).or_default();
                }
            }
        }
    }
    sums
}

/// All combinations of categories that break down in some table, empty ones as well, but for those of which it is public: an
/// attacker does not know of others that they are empty. What stands in no table is left at its first category.
fn combinations(tally: &Tally, bases: &[Sum]) -> Result<Vec<Atom>, TooFine> {
    let plan = tally.plan();
    let used: BTreeSet<usize> =
        bases.iter().flat_map(|(cell, _)| cell.0.iter().map(|(variable, _)| *variable)).collect();
    let presences: BTreeSet<Presence> = tally.people().keys().map(|atom| atom.presence).collect();
    let mut atoms: Vec<Atom> =
        presences.into_iter().map(|presence| Atom { categories: Vec::new(), presence }).collect();
    for variable in plan.breakdowns() {
        let choices = if used.contains(&variable) { plan.variables()[variable].categories.len() } else { 1 };
        if atoms.len() * choices > MOST_COMBINATIONS {
            return Err(TooFine);
        }
        let wider = atoms.iter().flat_map(|atom| {
            (0..choices).map(|category| {
                let mut wider = atom.clone();
                wider.categories.push(category);
                wider
            })
        });
        atoms = wider.collect();
    }
    let breakdowns = plan.breakdowns();
    atoms.retain(|atom| {
        plan.is_possible(|variable| {
            let at = breakdowns.iter().position(|other| *other == variable)?;
            used.contains(&variable).then(|| atom.categories[at])
        })
    });
    Ok(atoms)
}
