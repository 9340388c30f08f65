//! The auditor of releases without counts: what is published are ranges of sums of people, and of parts of sums.
//!
//! A range can be narrow and say nothing, where what was published exactly would be allowed to be. So a hidden cell counts as given
//! away where its range is narrower than the level and whatever it can be is something that the rules protect.

use std::collections::{BTreeMap, BTreeSet};

use crate::cube::Cell;
use crate::disclosure::audit::people::same_people;
use crate::disclosure::audit::ranges::{Ranges, Sum};
use crate::disclosure::audit::{Audited, Disclosure, families, family_of, name, words};
use crate::disclosure::rounded::{Figure, Rounded, Whole};

/// Attacks a release of whole percentages and rounded bases.
pub fn audit_rounded(release: &Rounded) -> Result<Audited, Vec<Disclosure>> {
    let plan = release.plan();
    let shown = release
        .cells()
        .filter(|(cell, figure)| figure.is_some_and(|figure| is_against_the_rules(release, cell, figure)));
    let mut found: Vec<Disclosure> = shown.map(|(cell, _)| Disclosure::Shown(words(plan, cell))).collect();
    let mut audited = Audited::default();
    for family in families(plan) {
        match Ranges::new(release, &family) {
            Some(ranges) => Attack { release, ranges }.run(&family, &mut audited, &mut found),
            None => found.push(Disclosure::TooFine),
        }
    }
    if found.is_empty() { Ok(audited) } else { Err(found) }
}

/// The least and the most that a cell of such a release can be. Nothing where it contradicts itself or cannot be solved.
pub fn feasible_range(release: &Rounded, cell: &Cell) -> Option<(u64, u64)> {
    Ranges::new(release, &family_of(release.plan(), cell))?.ends(&Sum::of(cell))
}

struct Attack<'a> {
    release: &'a Rounded,
    ranges: Ranges,
}

/// A hidden sum, what of it would tell, and what it was seen to be.
struct Open {
    sum: Sum,
    cell: Cell,
    seen: (f64, f64),
}

/// How many times all hidden sums are pushed at once before they are taken one by one.
const ROUNDS: usize = 6;

impl Attack<'_> {
    fn run(&self, family: &[usize], audited: &mut Audited, found: &mut Vec<Disclosure>) {
        let plan = self.release.plan();
        let answer = |cell: &Cell| plan.answer(cell).map(|(variable, _)| variable);
        let own = |cell: &Cell| answer(cell).map_or(family.is_empty(), |answer| family.contains(&answer));
        let hidden = self.release.cells().filter(|(cell, figure)| figure.is_none() && own(cell));
        let mut open: Vec<Open> = hidden.flat_map(|(cell, _)| sums(self.release, cell)).collect();
        audited.sums += open.len();
        if !self.ranges.are_possible() {
            return found.push(Disclosure::Contradiction(name(plan, family)));
        }
        self.push_all(&mut open);
        let mut named = BTreeSet::new();
        for open in &mut open {
            for sign in [1.0, -1.0] {
                if self.tells(open) {
                    let Some(point) = self.ranges.push(&[(&open.sum, sign)]) else {
                        let (at, snapshot) = (words(plan, &open.cell), self.release.snapshot());
                        return found.push(Disclosure::Unsolved { at, snapshot });
                    };
                    open.see(self.ranges.value(&open.sum, &point));
                }
            }
            if self.tells(open) && named.insert(open.cell.clone()) {
                let (low, high) = open.ends();
                let (at, snapshot) = (words(plan, &open.cell), self.release.snapshot());
                found.push(Disclosure::Narrow { at, snapshot, low, high });
            }
        }
        audited.programmes += self.ranges.programmes();
    }

    /// Pushes all hidden sums up and down together: of most, something harmless is seen after a few programmes.
    fn push_all(&self, open: &mut [Open]) {
        for round in 0..ROUNDS {
            let telling: Vec<usize> = (0..open.len()).filter(|at| self.tells(&open[*at])).collect();
            if telling.len() < 3 {
                return;
            }
            let sign = |order: usize| if (order >> (round / 2)) & 1 == round & 1 { 1.0 } else { -1.0 };
            let sums: Vec<(&Sum, f64)> =
                telling.iter().enumerate().map(|(order, at)| (&open[*at].sum, sign(order))).collect();
            if let Some(point) = self.ranges.push(&sums) {
                for open in open.iter_mut() {
                    open.see(self.ranges.value(&open.sum, &point));
                }
            }
        }
    }

    /// Whether all that was seen of a sum so far lies close together and would be protected.
    fn tells(&self, open: &Open) -> bool {
        if open.seen.0 > open.seen.1 {
            return true;
        }
        let (low, high) = open.ends();
        let few = self.release.rules().least_count();
        let width = high.saturating_sub(low);
        width < few && (low..=high).all(|value| self.is_protected(open, value)) && width < self.level(open)
    }

    fn level(&self, open: &Open) -> u64 {
        let (plan, few) = (self.release.plan(), self.release.rules().least_count());
        match (plan.answer(&open.cell), self.people(&open.cell)) {
            (None, _) => few,
            (Some(_), Some((_, most))) => few.min(most),
            // A group of fewer cannot disagree by more than it has.
            (Some(_), None) => {
                self.ranges.ends(&Sum::of(&plan.base(&open.cell))).map_or(few, |(least, _)| least.clamp(1, few))
            }
        }
    }

    fn people(&self, cell: &Cell) -> Option<(u64, u64)> {
        self.release.people(&self.release.plan().base(cell))
    }

    /// Whether a count is one that nobody may find out, however the rounded numbers around it came about.
    fn is_protected(&self, open: &Open, value: u64) -> bool {
        let (plan, rules) = (self.release.plan(), self.release.rules());
        let few = |count: u64| (1..rules.least_count()).contains(&count);
        let Some((variable, _)) = plan.answer(&open.cell) else {
            return few(value);
        };
        let people = self.people(&open.cell);
        let base = plan.base(&open.cell);
        let least = rules.resting_on(plan.least_base(&base)).least_base();
        let is_thin = |question, most| answered(self.release, &base, question, most) < least;
        let elsewhere = |most| {
            let mut same = same_people(plan, &open.cell).into_iter();
            same.any(|cells| {
                let is_there = cells.iter().all(|cell| self.release.figure(cell).is_some());
                is_there && plan.answer(&cells[0]).is_some_and(|(question, _)| !is_thin(question, most))
            })
        };
        let thin = |(_, most)| is_thin(variable, most) && !elsewhere(most);
        let withheld = people.is_none_or(thin) || is_small(self.release, &base);
        let some = people.is_none_or(|(least, _)| least > 0);
        // The rest of a cell is none as well where everybody said so.
        let uniform = value == 0;
        let telling = plan.variables()[variable].is_sensitive() && uniform && people.is_some();
        some && (few(value) || telling || (withheld && !uniform && open.sum.is_plain()))
    }
}

/// What an attacker would like to know of a hidden cell: how many are in it, and how many are in what is around it and not in it.
fn sums(release: &Rounded, cell: &Cell) -> Vec<Open> {
    let plan = release.plan();
    let around = match plan.answer(cell) {
        None => plan.parents(cell),
        Some(_) => vec![plan.base(cell)],
    };
    let around = around.into_iter().filter(|around| release.people(around).is_some());
    let sums = [Sum::of(cell)].into_iter().chain(around.map(|around| Sum::rest(&around, cell)));
    sums.map(|sum| Open { sum, cell: cell.clone(), seen: (f64::INFINITY, f64::NEG_INFINITY) }).collect()
}

impl Open {
    fn see(&mut self, value: f64) {
        self.seen = (self.seen.0.min(value), self.seen.1.max(value));
    }

    fn ends(&self) -> (u64, u64) {
        super::ranges::whole(self.seen.0, self.seen.1)
    }
}

/// Whether a figure is one that the rules do not allow to be shown, whatever count it was made of.
fn is_against_the_rules(release: &Rounded, cell: &Cell, figure: Figure) -> bool {
    let (plan, rules) = (release.plan(), release.rules());
    let (Some((variable, _)), Figure::Share { percent, of }) = (plan.answer(cell), figure) else { return false };
    let base = plan.base(cell);
    let Some((_, most)) = release.people(&base) else { return true };
    // The most it, and the rest of those it is of, can be.
    let percent = u64::from(percent);
    let (part, rest) = ((2 * percent + 1) * most / 200, (201 - 2 * percent) * most / 200);
    let telling = plan.variables()[variable].is_sensitive();
    let few = rules.least_count();
    let part = part < few && (percent > 0 || telling);
    let rest = of == Whole::Everybody && rest < few && (percent < 100 || telling);
    let least = rules.resting_on(plan.least_base(&base)).least_base();
    answered(release, &base, variable, most) < least || is_small(release, &base) || part || rest
}

/// The most that can have given an answer of so many people at most, as far as it is shown which part of them gave none.
fn answered(release: &Rounded, base: &Cell, question: usize, most: u64) -> u64 {
    let variable = &release.plan().variables()[question];
    let half = |cell: &Cell| match release.figure(cell).flatten() {
        Some(Figure::Share { percent, of: Whole::Everybody }) => Some((2 * u64::from(percent)).saturating_sub(1)),
        _ => None,
    };
    // Who gave no answer may be told of by another answer.
    let halves = |node: usize| {
        let cell = base.with(question, node);
        let same = || same_people(release.plan(), &cell).into_iter().find_map(|cells| cells.iter().map(half).sum());
        half(&cell).or_else(same)
    };
    let silent = |node| halves(node).unwrap_or_else(|| variable.categories_of(node).filter_map(halves).sum());
    most * 200_u64.saturating_sub(variable.unanswered().into_iter().map(silent).sum()) / 200
}

/// Whether too few people live in the place that a cell is about.
fn is_small(release: &Rounded, base: &Cell) -> bool {
    let variables = release.plan().variables();
    let mut residents = base.0.iter().filter_map(|(variable, node)| variables[*variable].residents(*node));
    residents.any(|residents| residents < release.rules().least_residents())
}

/// The cells of a release that are about who took part or a family of questions, with what is said of them.
pub(super) fn of_family(release: &Rounded, family: &[usize]) -> BTreeMap<Cell, Option<Figure>> {
    let plan = release.plan();
    let belongs = |cell: &Cell| plan.answer(cell).is_none_or(|(variable, _)| family.contains(&variable));
    release.cells().filter(|(cell, _)| belongs(cell)).map(|(cell, figure)| (cell.clone(), figure)).collect()
}
