//! The attack on one question, or on a family of them that tell on each other: first what follows exactly, then how far the rest can be narrowed down.

use std::cell::Cell as Counter;

use crate::cube::Cell;
use crate::disclosure::Published;
use crate::disclosure::audit::alarm::Alarm;
use crate::disclosure::audit::rank::Equations;
use crate::disclosure::audit::scene::{Ask, Scene};
use crate::disclosure::audit::solver::Programme;
use crate::disclosure::audit::{Audited, Disclosure, Whom, name, words};
use crate::disclosure::published::MOST_PEOPLE;

pub(super) struct Attack<'a> {
    scene: &'a Scene,
    releases: &'a [&'a Published],
    family: &'a [usize],
    /// Nothing where the equations contradict each other.
    solvable: Option<(Equations, Programme)>,
    programmes: Counter<usize>,
}

/// A sum that does not follow exactly, and the ends of what it was seen to be.
struct Open<'a> {
    ask: &'a Ask,
    sum: &'a [usize],
    alarm: Alarm,
    seen: (f64, f64),
}

/// How many times all open sums are pushed at once before they are taken one by one.
const ROUNDS: usize = 10;
const ROUNDING: f64 = 1e-4;

impl<'a> Attack<'a> {
    pub(super) fn new(scene: &'a Scene, releases: &'a [&'a Published], family: &'a [usize]) -> Self {
        let equations = Equations::new(scene.unknowns, &scene.equal).ok();
        let solvable = equations.map(|equations| {
            let programme = Programme::new(scene, &equations.independent);
            (equations, programme)
        });
        Self { scene, releases, family, solvable, programmes: Counter::new(0) }
    }

    pub(super) fn run(&self, audited: &mut Audited, found: &mut Vec<Disclosure>) {
        let Some((equations, programme)) = &self.solvable else {
            return found.push(self.contradiction());
        };
        let mut open = Vec::new();
        for (ask, sum) in self.scene.asked.iter().filter(|(ask, _)| self.is_own(&ask.cell)) {
            audited.sums += 1;
            let mut alarm = Alarm::new(ask, self.releases);
            if self.was_told(ask, equations) {
                alarm.is_told();
            }
            if programme.is_without_figures() {
                alarm.knows_no_figures();
            }
            match equations.value(sum) {
                // Below none, or no whole number, and so only in one of the prime fields.
                Some(value) if value > MOST_PEOPLE => return found.push(self.contradiction()),
                Some(value) if alarm.sounds(value, value) => {
                    // Within a group that may be of nobody, even the exact value says nothing.
                    if alarm.level(|| self.least_people(ask)) > 0 {
                        found.push(self.narrow(ask, value, value));
                    }
                }
                Some(_) => {}
                None => open.push(Open { ask, sum, alarm, seen: (f64::INFINITY, f64::NEG_INFINITY) }),
            }
        }
        self.push_all(programme, &mut open);
        for at in 0..open.len() {
            self.decide(programme, (&mut open, at), found);
        }
        audited.programmes += self.programmes.get();
    }

    /// Whether an earlier release tells a count that it hides for the sake of others, because it follows exactly and is nothing that
    /// must not be known. That cannot be taken back.
    fn was_told(&self, ask: &Ask, equations: &Equations) -> bool {
        let Whom::At(now) = ask.whom else { return false };
        let earlier = self.releases.iter().map(|release| release.snapshot()).filter(|then| *then < now);
        let mut before = earlier.map(|then| Ask { cell: ask.cell.clone(), whom: Whom::At(then) });
        before.any(|before| {
            let value = self.scene.asked.get(&before).and_then(|sum| equations.value(sum));
            value.is_some_and(|value| !Alarm::new(&before, self.releases).sounds(value, value))
        })
    }

    /// Cells of which the last release and an earlier one, shown or not, tell counts that differ by few. Where people both came and
    /// went this follows from no sum of theirs.
    pub(super) fn differing_by_few(&self) -> Vec<Disclosure> {
        let Some((equations, _)) = &self.solvable else { return vec![self.contradiction()] };
        let last = self.releases[self.releases.len() - 1];
        let few = last.rules().least_count();
        let follows = |release: &Published, cell: &Cell| {
            let ask = Ask { cell: cell.clone(), whom: Whom::At(release.snapshot()) };
            equations.value(self.scene.asked.get(&ask)?)
        };
        let known = |release: &Published, cell: &Cell| release.count(cell)?.or_else(|| follows(release, cell));
        let mut found = Vec::new();
        for (cell, now) in last.cells().filter_map(|(cell, _)| Some((cell, known(last, cell)?))) {
            for earlier in self.releases.iter().filter(|other| self.is_own(cell) && other.snapshot() != last.snapshot())
            {
                let moved = known(earlier, cell).map_or(0, |then| now.abs_diff(then));
                if (1..few).contains(&moved) {
                    let ask = Ask { cell: cell.clone(), whom: Whom::Came(earlier.snapshot()) };
                    found.push(self.narrow(&ask, moved, moved));
                }
            }
        }
        found
    }

    /// The least and the most a sum can be.
    pub(super) fn interval(&self, ask: &Ask) -> Option<(u64, u64)> {
        let (equations, programme) = self.solvable.as_ref()?;
        let sum = self.scene.asked.get(ask)?;
        if let Some(value) = equations.value(sum) {
            return Some((value, value));
        }
        Some(ends(self.end(programme, sum, 1.0)?, self.end(programme, sum, -1.0)?))
    }

    /// Pushes all open sums up and down together: most are seen to be wide enough after a few programmes.
    fn push_all(&self, programme: &Programme, open: &mut [Open<'_>]) {
        for round in 0..ROUNDS {
            let narrow: Vec<usize> = (0..open.len()).filter(|at| self.is_narrow(&open[*at])).collect();
            if narrow.len() < 3 {
                return;
            }
            // Signs that differ from round to round, because sums of the same distribution cannot all grow.
            let sign = |at: usize| if (at >> (round / 2)) & 1 == round & 1 { 1.0 } else { -1.0 };
            let weights: Vec<(usize, f64)> = narrow
                .iter()
                .enumerate()
                .flat_map(|(order, at)| open[*at].sum.iter().map(move |unknown| (*unknown, sign(order))))
                .collect();
            if let Some(point) = self.solve(programme, &weights) {
                for open in open.iter_mut() {
                    open.see(&point);
                }
            }
        }
    }

    /// Pushes one open sum down and up. The others see how far they are then as well, so that most of them need no programmes of their own.
    fn decide(&self, programme: &Programme, (all, at): (&mut [Open<'_>], usize), found: &mut Vec<Disclosure>) {
        for sign in [-1.0, 1.0] {
            if self.is_narrow(&all[at]) {
                let weights: Vec<_> = all[at].sum.iter().map(|unknown| (*unknown, sign)).collect();
                let Some(point) = self.solve(programme, &weights) else {
                    let (at, snapshot) = self.name(all[at].ask);
                    return found.push(Disclosure::Unsolved { at, snapshot });
                };
                for open in all.iter_mut() {
                    open.see(&point);
                }
            }
        }
        let open = &all[at];
        if self.is_narrow(open) {
            let (low, high) = open.ends();
            let is_narrow = high.saturating_sub(low) < open.alarm.level(|| self.least_people(open.ask));
            if is_narrow && open.alarm.sounds(low, high) {
                found.push(self.narrow(open.ask, low, high));
            }
        }
    }

    /// Whether what was seen of a sum so far leaves it open that it gives something away: what was not seen yet may be alarming, as far as it
    /// would still be narrow. The fewest people are looked up only at the end.
    fn is_narrow(&self, open: &Open<'_>) -> bool {
        if open.seen.0 > open.seen.1 {
            return true;
        }
        let (low, high) = open.ends();
        let most = self.releases.iter().map(|release| release.rules().least_count()).max().unwrap_or(0);
        let level = open.alarm.level(|| most);
        high - low < level && open.alarm.sounds((high + 1).saturating_sub(level), low + level - 1)
    }

    /// The fewest people that a sum of answers can be out of; where that cannot be found out, too many for any excuse.
    fn least_people(&self, ask: &Ask) -> u64 {
        let base = Ask { cell: self.releases[self.releases.len() - 1].plan().base(&ask.cell), whom: ask.whom };
        if !self.scene.asked.contains_key(&base) {
            return u64::from(matches!(ask.whom, Whom::At(_)));
        }
        self.interval(&base).map_or(u64::MAX, |(low, _)| low)
    }

    fn end(&self, programme: &Programme, sum: &[usize], sign: f64) -> Option<f64> {
        let weights: Vec<_> = sum.iter().map(|unknown| (*unknown, sign)).collect();
        self.programmes.set(self.programmes.get() + 1);
        let point = programme.least(&weights)?;
        Some(sum.iter().map(|unknown| point[*unknown]).sum())
    }

    fn solve(&self, programme: &Programme, weights: &[(usize, f64)]) -> Option<Vec<f64>> {
        self.programmes.set(self.programmes.get() + 1);
        programme.towards_least(weights)
    }

    /// Whether a cell is about what is attacked here, and not about who took part beside it.
    fn is_own(&self, cell: &Cell) -> bool {
        let answer = self.releases[self.releases.len() - 1].plan().answer(cell);
        answer.map_or(self.family.is_empty(), |(variable, _)| self.family.contains(&variable))
    }

    fn contradiction(&self) -> Disclosure {
        Disclosure::Contradiction(name(self.releases[self.releases.len() - 1].plan(), self.family))
    }

    fn narrow(&self, ask: &Ask, low: u64, high: u64) -> Disclosure {
        let (at, snapshot) = self.name(ask);
        Disclosure::Narrow { at, snapshot, low, high }
    }

    fn name(&self, ask: &Ask) -> (std::collections::BTreeMap<String, String>, u32) {
        let (Whom::At(snapshot) | Whom::Came(snapshot) | Whom::Went(snapshot)) = ask.whom;
        (words(self.releases[self.releases.len() - 1].plan(), &ask.cell), snapshot)
    }
}

impl Open<'_> {
    fn see(&mut self, point: &[f64]) {
        let value: f64 = self.sum.iter().map(|unknown| point[*unknown]).sum();
        self.seen = (self.seen.0.min(value), self.seen.1.max(value));
    }

    fn ends(&self) -> (u64, u64) {
        ends(self.seen.0, self.seen.1)
    }
}

/// Whole numbers within an interval, which may be off by rounding.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are far below 2^52 and not negative"
)]
fn ends(low: f64, high: f64) -> (u64, u64) {
    let low = (low - ROUNDING).ceil().max(0.0) as u64;
    (low, ((high + ROUNDING).floor().max(0.0) as u64).max(low))
}
