//! What is published, as equations over counts that nobody has seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::cube::{Cell, Presence};
use crate::disclosure::Published;

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
    /// Sums that are published.
    pub(super) equal: Vec<(Vec<usize>, u64)>,
    /// Sums to find out.
    pub(super) asked: BTreeMap<Ask, Vec<usize>>,
}

/// An unknown before those are joined that no sum tells apart: a category of each variable, and when they came and went.
struct Corner {
    categories: Vec<usize>,
    presence: Presence,
}

const MOST_CORNERS: usize = 1_000_000;
/// Each corner is held against each sum; more than so many times would take hours.
pub(super) const MOST_COMPARISONS: usize = 1_000_000_000;

impl Scene {
    /// Everything published of who took part and, where one is given, of one question.
    pub(super) fn new(releases: &[&Published], answer: Option<usize>) -> Option<Self> {
        let asks = asks(releases, answer);
        let shown = shown(releases, answer);
        let sums: Vec<&Ask> = shown.keys().chain(&asks).collect();
        let corners = corners(releases, answer, &sums)?;
        let last = releases.last()?.snapshot();
        let variables = releases.last()?.plan().variables();
        // Which sums each corner belongs to; corners with the same ones are one unknown.
        let mut memberships: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        let mut atoms: Vec<Vec<usize>> = vec![Vec::new(); sums.len()];
        for corner in &corners {
            let inside = |ask: &Ask| {
                let there = match ask.whom {
                    Whom::At(snapshot) => corner.presence.in_snapshot(snapshot),
                    Whom::Came(since) => corner.presence.in_snapshot(last) && !corner.presence.in_snapshot(since),
                    Whom::Went(since) => !corner.presence.in_snapshot(last) && corner.presence.in_snapshot(since),
                };
                there && ask.cell.0.iter().all(|(at, node)| variables[*at].within(corner.categories[*at], *node))
            };
            let membership: Vec<usize> = (0..sums.len()).filter(|at| inside(sums[*at])).collect();
            let next = memberships.len();
            if let std::collections::btree_map::Entry::Vacant(entry) = memberships.entry(membership) {
                for sum in entry.key() {
                    atoms[*sum].push(next);
                }
                entry.insert(next);
            }
        }
        let lookup: BTreeMap<&Ask, Vec<usize>> = sums.iter().copied().zip(atoms).collect();
        let mut scene = Self { unknowns: memberships.len(), equal: Vec::new(), asked: BTreeMap::new() };
        scene.equal = shown.iter().map(|(ask, count)| (lookup[ask].clone(), *count)).collect();
        scene.asked = asks.iter().map(|ask| (ask.clone(), lookup[ask].clone())).collect();
        Some(scene)
    }
}

/// What every release shows of who took part and of the question.
fn shown(releases: &[&Published], answer: Option<usize>) -> BTreeMap<Ask, u64> {
    let mut shown = BTreeMap::new();
    for release in releases {
        for (cell, count) in release.cells().filter(|(cell, _)| belongs(release, cell, answer)) {
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
fn asks(releases: &[&Published], answer: Option<usize>) -> BTreeSet<Ask> {
    let mut asks = BTreeSet::new();
    let Some((last, _)) = releases.split_last() else { return asks };
    let left = releases.iter().any(|release| release.has_withdrawals());
    for release in releases {
        let since = release.snapshot();
        for (cell, count) in release.cells().filter(|(cell, _)| belongs(release, cell, answer)) {
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

fn belongs(release: &Published, cell: &Cell, answer: Option<usize>) -> bool {
    release.plan().answer(cell).is_none_or(|(variable, _)| Some(variable) == answer)
}

/// Every combination of categories that the sums look at and that may hold somebody, with every way to come and go.
fn corners(releases: &[&Published], answer: Option<usize>, sums: &[&Ask]) -> Option<Vec<Corner>> {
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
    for (at, variable) in plan.variables().iter().enumerate() {
        let told_apart = used.contains(&at) && (!variable.is_answer() || Some(at) == answer);
        let choices = if told_apart { variable.categories.len() } else { 1 };
        let wider = corners.len().saturating_mul(choices);
        if wider > MOST_CORNERS || wider.saturating_mul(sums.len() + plan.combinations()) > MOST_COMPARISONS {
            return None;
        }
        let wider = corners.iter().flat_map(|corner| {
            (0..choices).map(|category| {
                let categories = corner.categories.iter().copied().chain([category]).collect();
                Corner { categories, presence: corner.presence }
            })
        });
        corners = wider.collect();
    }
    corners.retain(|corner| plan.is_possible(|at| used.contains(&at).then(|| corner.categories[at])));
    Some(corners)
}
