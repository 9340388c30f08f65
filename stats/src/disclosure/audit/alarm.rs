//! What the auditor calls given away, from published numbers and the rules alone.

use crate::cube::{Cell, Variable};
use crate::disclosure::Published;
use crate::disclosure::audit::people::same_people;
use crate::disclosure::audit::residents::open;
use crate::disclosure::audit::scene::{Ask, Whom};

/// What must not be found out of a sum.
pub(super) struct Alarm {
    few: u64,
    kind: Kind,
}

enum Kind {
    /// How many took part, and how many did in the next larger populations, where that is shown; and how many figures of residents leave
    /// open.
    People { around: Vec<u64>, level: u64 },
    /// How many gave an answer, of how many if that is shown.
    Answer { people: Option<u64>, telling: bool, withheld: bool },
}

impl Alarm {
    pub(super) fn new(ask: &Ask, releases: &[&Published]) -> Self {
        let of = |snapshot: u32| releases.iter().rev().filter(move |release| release.snapshot() == snapshot);
        let count = |cell: &Cell, snapshot: u32| of(snapshot).find_map(|release| release.count(cell).flatten());
        let last = releases[releases.len() - 1];
        let plan = last.plan();
        let few = releases.iter().map(|release| release.rules().least_count()).max().unwrap_or(0);
        let Some((variable, _)) = plan.answer(&ask.cell) else {
            let around = match ask.whom {
                Whom::At(snapshot) => plan.parents(&ask.cell).iter().filter_map(|cell| count(cell, snapshot)).collect(),
                Whom::Came(_) | Whom::Went(_) => Vec::new(),
            };
            let few_open = open(ask, releases).map_or(few, |open| few.min(open));
            return Self { few, kind: Kind::People { around, level: few_open } };
        };
        let base = plan.base(&ask.cell);
        let grown = !releases.iter().any(|release| release.has_withdrawals());
        let (people, moved) = match ask.whom {
            Whom::At(snapshot) => (count(&base, snapshot), false),
            Whom::Came(since) if grown => {
                let both = count(&base, last.snapshot()).zip(count(&base, since));
                (both.and_then(|(now, then)| now.checked_sub(then)), true)
            }
            Whom::Came(_) | Whom::Went(_) => (None, true),
        };
        let thin = |people: u64| match ask.whom {
            Whom::At(snapshot) => is_thin(last, people, variable, |cell| count(cell, snapshot), &base),
            Whom::Came(_) | Whom::Went(_) => false,
        };
        // What an earlier release told of a group cannot be taken back; what those said who came since is asked by itself.
        let earlier = releases.iter().filter(|release| matches!(ask.whom, Whom::At(now) if release.snapshot() < now));
        let told = earlier.filter_map(|release| release.count(&ask.cell)).any(|count| count.is_some());
        // How many gave which of two answers may be told by the one while it is withheld of the other who gave the rest of its answers.
        let elsewhere = |people: u64| {
            let Whom::At(snapshot) = ask.whom else { return false };
            let is_there = |cell: &Cell| of(snapshot).any(|release| release.count(cell).is_some());
            same_people(plan, &ask.cell).iter().filter(|cells| cells.iter().all(is_there)).any(|cells| {
                let question = plan.answer(&cells[0]).map(|(question, _)| question);
                question.is_some_and(|it| !is_thin(last, people, it, |cell| count(cell, snapshot), &base))
            })
        };
        let thin = |people: u64| thin(people) && !elsewhere(people);
        let withheld = !moved && !told && (people.is_none_or(thin) || small(last, &base));
        let telling = plan.variables()[variable].is_sensitive();
        Self { few, kind: Kind::Answer { people, telling, withheld } }
    }

    /// The same of a count that is known from before, so that it does not matter whether its group may be told of now.
    pub(super) fn is_told(&mut self) {
        if let Kind::Answer { withheld, .. } = &mut self.kind {
            *withheld = false;
        }
    }

    /// The same where figures of residents are not believed.
    pub(super) fn knows_no_figures(&mut self) {
        if let Kind::People { level, .. } = &mut self.kind {
            *level = self.few;
        }
    }

    /// How wide the interval must be if any value in it is alarming; `least` is the fewest people the sum may be out of.
    pub(super) fn level(&self, least: impl FnOnce() -> u64) -> u64 {
        match &self.kind {
            Kind::People { level, .. } => *level,
            Kind::Answer { people: Some(people), .. } => self.few.min(*people),
            Kind::Answer { people: None, .. } => least().clamp(1, self.few),
        }
    }

    /// Whether an interval gives something away that is narrower than the level.
    pub(super) fn sounds(&self, low: u64, high: u64) -> bool {
        (low..=high).any(|value| self.is_alarming(value))
    }

    fn is_alarming(&self, value: u64) -> bool {
        let few = |count: u64| (1..self.few).contains(&count);
        match &self.kind {
            Kind::People { around, .. } => few(value) || around.iter().any(|around| few(around.saturating_sub(value))),
            Kind::Answer { people, telling, withheld } => {
                let nobody = *people == Some(0);
                let uniform = value == 0 || *people == Some(value);
                let rest = people.map_or(0, |people| people.saturating_sub(value));
                // None may have said so because none took part.
                let in_doubt = people.is_none();
                !nobody && (few(value) || few(rest) || (*withheld && !uniform) || (*telling && uniform && !in_doubt))
            }
        }
    }
}

/// The cells that are shown and, by the rules alone, should not be.
pub(super) fn against_the_rules(release: &Published) -> Vec<Cell> {
    let shown = release.cells().filter_map(|(cell, count)| Some((cell, count?)));
    shown.filter(|(cell, count)| is_against_the_rules(release, cell, *count)).map(|(cell, _)| cell.clone()).collect()
}

fn is_against_the_rules(release: &Published, cell: &Cell, count: u64) -> bool {
    let (plan, rules) = (release.plan(), release.rules());
    let few = |count: u64| (1..rules.least_count()).contains(&count);
    let Some((variable, _)) = plan.answer(cell) else {
        let around = plan.parents(cell);
        let mut around = around.iter().filter_map(|cell| release.count(cell).flatten());
        return few(count) || (count > 0 && around.any(|around| few(around.saturating_sub(count))));
    };
    let base = plan.base(cell);
    let Some(people) = release.count(&base).flatten() else { return true };
    if people == 0 {
        return count != 0;
    }
    let uniform = count == 0 || count == people;
    let telling = uniform && plan.variables()[variable].is_sensitive();
    let thin = is_thin(release, people, variable, |cell| release.count(cell).flatten(), &base);
    thin || small(release, &base) || few(count) || few(people.saturating_sub(count)) || telling
}

/// Whether fewer gave an answer than a share may rest on, as far as it is shown how many gave none; or so near to that that the rule
/// itself would tell how many.
pub(super) fn is_thin(
    release: &Published,
    people: u64,
    question: usize,
    count: impl Fn(&Cell) -> Option<u64>,
    base: &Cell,
) -> bool {
    let rules = release.rules().resting_on(release.plan().least_base(base));
    let variable = &release.plan().variables()[question];
    // Who gave no answer may be told of by another answer.
    let shown = |node| {
        let cell = base.with(question, node);
        let same = || same_people(release.plan(), &cell).into_iter().find_map(|cells| cells.iter().map(&count).sum());
        count(&cell).or_else(same)
    };
    // Where it is hidden how many gave none in all, what is shown of them is the least there can be.
    let silent = |node| shown(node).unwrap_or_else(|| variable.categories_of(node).filter_map(shown).sum());
    let silent: u64 = variable.unanswered().into_iter().map(silent).sum();
    let margin = if silent == 0 { 0 } else { rules.least_count() };
    people < rules.least_base() + margin.max(silent)
}

/// Whether too few people live in the place that a cell is about.
pub(super) fn small(release: &Published, base: &Cell) -> bool {
    let variables: &[Variable] = release.plan().variables();
    let mut residents = base.0.iter().filter_map(|(variable, node)| variables[*variable].residents(*node));
    residents.any(|residents| residents < release.rules().least_residents())
}
