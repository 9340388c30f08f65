//! What is published, as equations over counts that nobody has seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::cube::{Cell, Plan, Presence};
use crate::disclosure::Published;
use crate::disclosure::audit::people::Unknowns;
use crate::disclosure::audit::residents::ceilings;

/// Whom a sum is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whom {
    /// Those of a snapshot.
    At(u32),
    /// Those who came between a snapshot and the last one.
    Came(u32),
    /// Those who went between a snapshot and the last one.
    Went(u32),
}

/// A sum that an attacker would like to know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ask {
    pub(super) cell: Cell,
    pub(super) whom: Whom,
}

/// Unknown counts, none below zero, and what is known of their sums.
pub(super) struct Scene {
    pub(super) unknowns: usize,
    /// What is known.
    pub(super) equal: Vec<Equation>,
    /// Sums that are no more than so many, if figures of residents are true.
    pub(super) at_most: Vec<(Vec<usize>, u64)>,
    /// Sums to find out.
    pub(super) asked: BTreeMap<Ask, Vec<usize>>,
    /// By how many answers everybody is counted.
    pub(super) answers: u64,
}

/// What a sum is, less another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Equation {
    pub(super) more: Vec<usize>,
    pub(super) less: Vec<usize>,
    pub(super) count: u64,
}

impl Equation {
    /// A sum that is published.
    pub(super) fn of(sum: Vec<usize>, count: u64) -> Self {
        Self { more: sum, less: Vec::new(), count }
    }

    /// The unknowns with the sign that each has. None is on both sides.
    pub(super) fn terms(&self) -> impl Iterator<Item = (usize, i8)> + '_ {
        self.more.iter().map(|unknown| (*unknown, 1)).chain(self.less.iter().map(|unknown| (*unknown, -1)))
    }

    pub(super) fn len(&self) -> usize {
        self.more.len() + self.less.len()
    }
}

/// People as far as what breaks down tells them apart, before those are joined whom no sum does: a category of each variable, and when
/// they came and went.
struct Corner {
    categories: Vec<usize>,
    presence: Presence,
}

const MOST_CORNERS: usize = 1_000_000;
/// Each corner is held against each sum; more than so many times would take hours.
pub(super) const MOST_COMPARISONS: usize = 1_000_000_000;

impl Scene {
    /// Everything published of who took part and of a family of questions that tell on each other; of who took part alone, if there is
    /// none in it.
    pub(super) fn new(releases: &[&Published], family: &[usize]) -> Option<Self> {
        let asks = asks(releases, family);
        let shown = shown(releases, family);
        let sums: Vec<&Ask> = shown.keys().chain(&asks).collect();
        let corners = corners(releases, family, &sums)?;
        let last = releases.last()?;
        let plan = last.plan();
        let variables = plan.variables();
        let mut unknowns = Unknowns::default();
        // Whom each sum is about, whatever they answered; corners of the same ones are one.
        let mut memberships: BTreeSet<Vec<usize>> = BTreeSet::new();
        let mut atoms: Vec<Vec<usize>> = vec![Vec::new(); sums.len()];
        for corner in &corners {
            let inside = |ask: &Ask| {
                let there = match ask.whom {
                    Whom::At(snapshot) => corner.presence.in_snapshot(snapshot),
                    Whom::Came(since) => {
                        corner.presence.in_snapshot(last.snapshot()) && !corner.presence.in_snapshot(since)
                    }
                    Whom::Went(since) => {
                        !corner.presence.in_snapshot(last.snapshot()) && corner.presence.in_snapshot(since)
                    }
                };
                let mut at = ask.cell.0.iter().filter(|(at, _)| !variables[*at].is_answer());
                there && at.all(|(at, node)| variables[*at].within(corner.categories[*at], *node))
            };
            let membership: Vec<usize> = (0..sums.len()).filter(|at| inside(sums[*at])).collect();
            if memberships.contains(&membership) {
                continue;
            }
            let people = unknowns.of_people(plan, family);
            for sum in &membership {
                atoms[*sum].extend(people.in_cell(plan, &sums[*sum].cell));
            }
            memberships.insert(membership);
        }
        let lookup: BTreeMap<&Ask, Vec<usize>> = sums.iter().copied().zip(atoms).collect();
        let same = unknowns.same.into_iter().map(|(more, less)| Equation { more, less, count: 0 });
        let at_most = ceilings(releases).into_iter().filter_map(|(ask, most)| Some((lookup.get(&ask)?.clone(), most)));
        let at_most = at_most.collect();
        let shown = shown.iter().map(|(ask, count)| Equation::of(lookup[ask].clone(), *count));
        let asked = asks.iter().map(|ask| (ask.clone(), lookup[ask].clone())).collect();
        let answers = family.len().max(1) as u64;
        Some(Self { unknowns: unknowns.many, equal: same.chain(shown).collect(), at_most, asked, answers })
    }
}

/// What every release shows of who took part and of the questions.
fn shown(releases: &[&Published], family: &[usize]) -> BTreeMap<Ask, u64> {
    let mut shown = BTreeMap::new();
    for release in releases {
        for (cell, count) in release.cells().filter(|(cell, _)| belongs(release, cell, family)) {
            if let Some(count) = count {
                shown.insert(Ask { cell: cell.clone(), whom: Whom::At(release.snapshot()) }, count);
            }
        }
    }
    shown
}

/// What is hidden, and how every cell has changed since each earlier release, shown or not: what is hidden for the sake of others may be
/// known exactly. Who took part is asked with every question, because what is
/// said of an answer is held against it.
fn asks(releases: &[&Published], family: &[usize]) -> BTreeSet<Ask> {
    let mut asks = BTreeSet::new();
    let Some((last, _)) = releases.split_last() else { return asks };
    let left = releases.iter().any(|release| release.has_withdrawals());
    for release in releases {
        let since = release.snapshot();
        for (cell, count) in release.cells().filter(|(cell, _)| belongs(release, cell, family)) {
            if count.is_none() {
                asks.insert(Ask { cell: cell.clone(), whom: Whom::At(since) });
            }
            if since != last.snapshot() && last.count(cell).is_some() {
                asks.insert(Ask { cell: cell.clone(), whom: Whom::Came(since) });
                if left {
                    asks.insert(Ask { cell: cell.clone(), whom: Whom::Went(since) });
                }
            }
        }
    }
    asks
}

fn belongs(release: &Published, cell: &Cell, family: &[usize]) -> bool {
    release.plan().answer(cell).is_none_or(|(variable, _)| family.contains(&variable))
}

/// Every combination of categories of what breaks down that the sums look at and that may hold somebody, with every way to come and go.
/// Nothing where they would be too many, or the unknowns of them: that is known before any is made.
fn corners(releases: &[&Published], family: &[usize], sums: &[&Ask]) -> Option<Vec<Corner>> {
    let last = releases.last()?;
    let snapshots: BTreeSet<u32> = releases.iter().map(|release| release.snapshot()).collect();
    let left = releases.iter().any(|release| release.has_withdrawals());
    let mut corners: Vec<Corner> = Vec::new();
    for joined in &snapshots {
        let later = snapshots.iter().filter(|later| left && *later > joined).map(|later| Some(*later));
        for gone in [None].into_iter().chain(later) {
            corners.push(Corner { categories: Vec::new(), presence: Presence { joined: *joined, left: gone } });
        }
    }
    let used: BTreeSet<usize> = sums.iter().flat_map(|ask| ask.cell.0.iter().map(|(variable, _)| *variable)).collect();
    let plan = last.plan();
    let told_apart = |at: usize| used.contains(&at) && !plan.variables()[at].is_answer();
    let choices = |at: usize| if told_apart(at) { plan.variables()[at].categories.len() } else { 1 };
    let people = (0..plan.variables().len()).map(choices).fold(corners.len(), usize::saturating_mul);
    if !is_feasible(plan, family, people, sums.len()) {
        return None;
    }
    for at in 0..plan.variables().len() {
        let wider = corners.iter().flat_map(|corner| {
            (0..choices(at)).map(|category| {
                let categories = corner.categories.iter().copied().chain([category]).collect();
                Corner { categories, presence: corner.presence }
            })
        });
        corners = wider.collect();
    }
    corners.retain(|corner| plan.is_possible(|at| told_apart(at).then(|| corner.categories[at])));
    Some(corners)
}

/// Whether so many people who are told apart, with their answers to a family of questions and as many sums, are no more than can be held
/// against each other.
pub(super) fn is_feasible(plan: &Plan, family: &[usize], people: usize, sums: usize) -> bool {
    let answers: usize = family.iter().map(|answer| plan.variables()[*answer].categories.len()).sum();
    let links = family.iter().filter(|answer| plan.link(**answer).is_some()).count();
    let unknowns = people.saturating_mul(answers.max(1));
    let compared = unknowns.saturating_mul(sums + plan.combinations());
    let tied = unknowns.saturating_mul(people.saturating_mul(links));
    unknowns <= MOST_CORNERS && compared <= MOST_COMPARISONS && tied <= MOST_COMPARISONS
}
