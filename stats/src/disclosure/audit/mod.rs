//! The auditor: attacks what was published, and knows nothing else.
//!
//! It shares no code with the suppressor. It writes everything published down as equations over unknown counts, solves them
//! over two prime fields for cells that follow exactly, and by an interior point method for how far each hidden cell can be
//! narrowed down. What it cannot decide counts as given away, so it fails closed, and it takes any release, edited ones
//! included.
//!
//! That a cell is hidden says nothing of its count: small ones, large ones and zeros are hidden for the sake of others.
//!
//! Each question is attacked with all that is published of who took part, and together with those that tell on it by links of the plan. What two questions say together of who took part
//! in populations that no table shows is not used here; the suppressor does not need that, because it takes those numbers
//! as known to the attacker.

mod alarm;
mod attack;
mod changed;
mod order;
mod people;
mod ranges;
mod rank;
mod residents;
mod rounded;
mod scene;
mod solver;

use std::collections::{BTreeMap, BTreeSet};

use crate::cube::{Cell, Plan};
use crate::disclosure::audit::attack::Attack;
use crate::disclosure::audit::scene::{Ask, Scene, Whom};
use crate::disclosure::{Published, one_after_another};

pub use self::rounded::{audit_rounded, feasible_range};

/// What a passed audit looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audited {
    /// How many sums were tried: hidden cells of this and earlier releases, and differences between releases.
    pub sums: usize,
    /// How many linear programmes it took.
    pub programmes: usize,
}

/// Something that a release gives away.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Disclosure {
    /// The releases are not of the same variables.
    #[error("the releases are not of the same variables")]
    OtherPlan,
    /// The releases say that they are of different waves, and so of different people.
    #[error("the releases are of different waves")]
    OtherWave,
    /// The tables break down too finely to be looked at.
    #[error("the tables break down too finely to be audited")]
    TooFine,
    /// One of several releases has changed counts, of which nothing is promised together with others.
    #[error("a release whose counts are changed promises nothing together with others")]
    Changed,
    /// A cell is shown that the rules do not allow to be shown.
    #[error("{0:?} is shown against the rules")]
    Shown(BTreeMap<String, String>),
    /// What is published contradicts itself.
    #[error("what is published contradicts itself in {0}")]
    Contradiction(String),
    /// A hidden cell, or the difference of one between two releases, can be narrowed down too far.
    #[error("{at:?} of snapshot {snapshot} lies between {low} and {high}")]
    Narrow {
        /// The cell.
        at: BTreeMap<String, String>,
        /// The snapshot that it, or the difference to it, is of.
        snapshot: u32,
        /// The least it can be.
        low: u64,
        /// The most it can be.
        high: u64,
    },
    /// A programme could not be solved, so nobody knows.
    #[error("{at:?} of snapshot {snapshot} could not be audited")]
    Unsolved {
        /// The cell.
        at: BTreeMap<String, String>,
        /// The snapshot.
        snapshot: u32,
    },
}

impl Disclosure {
    /// The cell that is given away, where it is one.
    pub fn cell(&self) -> Option<&BTreeMap<String, String>> {
        match self {
            Self::Shown(at) | Self::Narrow { at, .. } | Self::Unsolved { at, .. } => Some(at),
            Self::OtherPlan | Self::OtherWave | Self::TooFine | Self::Changed | Self::Contradiction(_) => None,
        }
    }
}

/// Attacks a release with all that earlier ones say of the same people. In which order they are named makes no difference: the last one
/// is that of the last snapshot.
pub fn audit(release: &Published, earlier: &[Published]) -> Result<Audited, Vec<Disclosure>> {
    audit_each(release, earlier, one_after_another).outcome
}

/// What an attack came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attacked {
    /// What was looked at, or what is given away.
    pub outcome: Result<Audited, Vec<Disclosure>>,
    /// Whether the counts of a cell that the release and an earlier one tell, be it that they show them or that they follow exactly, differ
    /// by so few that it tells of them. What cannot be looked at does.
    pub differs_by_few: bool,
}

/// What was found in who took part, in one question or in several that tell on each other.
#[derive(Default)]
pub struct Part {
    audited: Audited,
    found: Vec<Disclosure>,
    differs_by_few: bool,
}

/// The same, where somebody else decides in which order, or how many at a time, the questions are attacked: `each` gets how many parts
/// there are and how one is done, and gives back what comes of each, in their order.
pub fn audit_each(
    release: &Published,
    earlier: &[Published],
    each: impl FnOnce(usize, &(dyn Fn(usize) -> Part + Sync)) -> Vec<Part>,
) -> Attacked {
    let unseen = |outcome| Attacked { outcome, differs_by_few: !earlier.is_empty() };
    if !release.method().is_suppression() {
        return unseen(changed::audit_changed(release, earlier));
    }
    if earlier.iter().any(|other| !other.method().is_suppression()) {
        return unseen(Err(vec![Disclosure::Changed]));
    }
    let releases = match order::in_order(earlier.iter().chain([release])) {
        Ok(releases) => releases,
        Err(found) => return unseen(Err(found)),
    };
    let plan = release.plan();
    let shown: BTreeSet<Cell> = releases.iter().flat_map(|release| alarm::against_the_rules(release)).collect();
    let mut found: Vec<Disclosure> = shown.iter().map(|cell| Disclosure::Shown(words(plan, cell))).collect();
    let (mut audited, mut differs_by_few) = (Audited::default(), false);
    let families = families(plan);
    let attacked = |at: usize| {
        let Some(scene) = Scene::new(&releases, &families[at]) else {
            let found = vec![Disclosure::TooFine];
            return Part { found, differs_by_few: releases.len() > 1, ..Part::default() };
        };
        let mut part = Part::default();
        let attack = Attack::new(&scene, &releases, &families[at]);
        attack.run(&mut part.audited, &mut part.found);
        let few = if releases.len() > 1 { attack.differing_by_few() } else { Vec::new() };
        part.differs_by_few = !few.is_empty();
        if releases.iter().any(|release| release.has_withdrawals()) {
            part.found.extend(few);
        }
        part
    };
    for part in each(families.len(), &attacked) {
        audited.sums += part.audited.sums;
        audited.programmes += part.audited.programmes;
        found.extend(part.found);
        differs_by_few |= part.differs_by_few;
    }
    Attacked { outcome: if found.is_empty() { Ok(audited) } else { Err(found) }, differs_by_few }
}

/// The feasibility interval of a cell in the last of some releases: the least and the most it can be, given all that they
/// publish. Nothing where they contradict each other, break down too finely or cannot be solved.
pub fn feasibility_interval(releases: &[&Published], cell: &Cell) -> Option<(u64, u64)> {
    let last = releases.last()?;
    let family = family_of(last.plan(), cell);
    let scene = Scene::new(releases, &family)?;
    let ask = Ask { cell: cell.clone(), whom: Whom::At(last.snapshot()) };
    Attack::new(&scene, releases, &family).interval(&ask)
}

/// What is attacked at a time: who took part, which is no answer, and all answers that tell on each other.
fn families(plan: &Plan) -> Vec<Vec<usize>> {
    [Vec::new()].into_iter().chain(plan.families()).collect()
}

/// The one of them that a cell is in.
fn family_of(plan: &Plan, cell: &Cell) -> Vec<usize> {
    let answer = plan.answer(cell).map(|(variable, _)| variable);
    let family = plan.families().into_iter().find(|family| answer.is_some_and(|answer| family.contains(&answer)));
    family.unwrap_or_default()
}

/// What a family is called.
fn name(plan: &Plan, family: &[usize]) -> String {
    let names: Vec<&str> = family.iter().map(|answer| plan.variables()[*answer].name.as_str()).collect();
    if names.is_empty() { "who took part".to_owned() } else { names.join(", ") }
}

fn words(plan: &Plan, cell: &Cell) -> BTreeMap<String, String> {
    plan.words(cell).into_iter().map(|(name, code)| (name.to_owned(), code.to_owned())).collect()
}
