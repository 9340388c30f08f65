//! Lays the sums of a release out in blocks: one of who took part, and one for each question of what they answered, or for all questions
//! together that tell on each other.
//!
//! A question's block takes it that the attacker knows how many took part in each of the populations that its tables tell
//! apart. That is more than is published, which errs on the safe side, and it is what makes the blocks independent: whatever
//! moves within one, with the same people taking part, leaves all others as they are.

use std::collections::{BTreeSet, HashMap};

use crate::cube::{Cell, Plan, Tally};
use crate::disclosure::Rules;
use crate::disclosure::primary::{Verdict, Withheld, judge_answer, judge_base, judge_moved, rests_on_few};
use crate::disclosure::protect::block::{Block, Row, State};
use crate::disclosure::protect::family::Family;
use crate::disclosure::protect::ground::{Ground, Ledger, Sum, TooFine, View};
use crate::disclosure::protect::reason::Reason;

/// A family of answers with more atoms times sums than this would take longer than anybody waits: half of it takes up to a minute.
const MOST_TIED: usize = 40_000_000;

pub(super) struct Layout<'a> {
    pub(super) tally: &'a Tally,
    pub(super) rules: Rules,
    pub(super) ground: &'a Ground,
}

/// The block of a family of answers, and for each population of the ground the group of it that their tables tell apart.
pub(super) struct Answers {
    pub(super) block: Block,
    pub(super) group_of: Vec<usize>,
    /// How many atoms a group has. They are numbered one group after another.
    pub(super) size: usize,
    /// For each of the block's known sums, the group that it is of.
    pub(super) known_of: Vec<usize>,
}

impl Layout<'_> {
    /// Who took part.
    pub(super) fn participation(&self) -> Block {
        let room = u32::try_from(self.room()).unwrap_or(u32::MAX);
        let populations = &self.ground.populations;
        let plan = self.tally.plan();
        let sums = self.ground.sums.iter().filter(|((cell, _), _)| plan.answer(cell).is_none());
        let mut block = Block {
            truth: populations.iter().map(|population| population.people).collect(),
            room: vec![room; populations.len()],
            known: Vec::new(),
            respondents: Vec::new(),
            rows: sums.map(|(sum, ledger)| self.base_row(sum, *ledger)).collect(),
            rules: self.rules,
        };
        self.add_residents(&mut block);
        block
    }

    /// How many more may have taken part: at least so many that any group can change its place with another one, because of two of which
    /// one is of few it may be either.
    fn room(&self) -> u64 {
        let largest = self.ground.populations.iter().map(|population| u64::from(population.people)).max().unwrap_or(0);
        largest.max(3 * self.rules.least_count())
    }

    fn base_row(&self, sum: &Sum, ledger: Option<Ledger>) -> Row {
        let (cell, view) = sum;
        let value = self.ground.people(sum);
        let open = self.open(sum).unwrap_or(u64::MAX);
        let mut judgement = match view {
            View::At(snapshot) => {
                let parents = self.tally.plan().parents(cell).into_iter();
                judge_base(self.rules, value, parents.map(|parent| self.tally.value(&parent, *snapshot)))
            }
            View::Added(_) | View::Withdrawn(_) => judge_moved(self.rules, value),
        };
        judgement.level = judgement.level.min(open);
        let mut row = Row {
            cell: cell.clone(),
            current: self.is_current(sum),
            atoms: self.ground.members(sum).to_vec(),
            value,
            state: State::Shown,
            judgement,
            reason: match view {
                View::At(_) => Reason::People(self.tally.plan().parents(cell)),
                View::Added(_) | View::Withdrawn(_) => Reason::Moved,
            },
            most: value + self.room(),
            unsure: (value + self.room()).min(open),
            cost: self.cost(cell, value),
        };
        row.state = self.state(*view, ledger, row.is_sensitive());
        row
    }

    /// What was answered to a family of questions, given which of the rows of who took part are hidden.
    pub(super) fn answers(&self, family: Vec<usize>, bases: &HashMap<Sum, State>) -> Result<Answers, TooFine> {
        let plan = self.tally.plan();
        let family = Family::new(plan, family);
        let asks = |cell: &Cell| plan.answer(cell).is_some_and(|(answer, _)| family.answers.contains(&answer));
        let sums: Vec<_> = self.ground.sums.iter().filter(|((cell, _), _)| asks(cell)).collect();
        let group_of = self.groups(sums.iter().map(|(sum, _)| *sum));
        let groups = group_of.iter().max().map_or(0, |last| last + 1);
        let size = family.size();
        let many = family.answers.len();
        if many > 1 && (groups * size).saturating_mul(groups * many + sums.len()) > MOST_TIED {
            return Err(TooFine);
        }
        let places: Vec<usize> = family.answers.iter().map(|answer| self.place(*answer)).collect();
        let mut truth = vec![0_u32; groups * size];
        let mut people = vec![0_u32; groups];
        for (population, group) in self.ground.populations.iter().zip(&group_of) {
            people[*group] += population.people;
            for (atom, count) in family.counts(population, &places).into_iter().enumerate() {
                truth[group * size + atom] += count;
            }
        }
        let room = truth.iter().enumerate().map(|(atom, count)| people[atom / size] - count).collect();
        let within = |group: usize, atoms: &[usize]| atoms.iter().map(|atom| group * size + atom).collect();
        let known = (0..groups).flat_map(|group| family.everybody().map(move |atoms| within(group, &atoms)));
        let known_of = (0..groups).flat_map(|group| family.answers.iter().map(move |_| group)).collect();
        let rows = sums.into_iter().map(|(sum, ledger)| {
            let base = (plan.base(&sum.0), sum.1);
            let mut here: Vec<usize> = self.ground.members(&base).iter().map(|member| group_of[*member]).collect();
            here.sort_unstable();
            here.dedup();
            let (variable, node) = plan.answer(&sum.0).expect("the sum is of an answer");
            let chosen = plan.variables()[variable].categories_of(node);
            let chosen: Vec<usize> = chosen.flat_map(|category| family.of(variable, category)).copied().collect();
            let atoms: Vec<usize> = here.iter().flat_map(|group| within(*group, &chosen)).collect();
            let value = atoms.iter().map(|atom| u64::from(truth[*atom])).sum();
            let mut row = self.answer_row((sum, *ledger), &family, (&base, bases), atoms, value);
            if let Reason::Answer { silent: Some(silent), .. } = &mut row.reason {
                let given_none = plan.variables()[variable].categories.iter().enumerate();
                let given_none = given_none.filter(|(_, category)| category.missing.is_some());
                let given_none: Vec<usize> =
                    given_none.flat_map(|(category, _)| family.of(variable, category)).copied().collect();
                silent.extend(here.iter().flat_map(|group| within(*group, &given_none)));
            }
            row
        });
        let (known, rows) = (known.collect(), rows.collect());
        let respondents = self.respondents(&family, &group_of);
        let block = Block { truth, room, known, rows, respondents, rules: self.rules };
        Ok(Answers { block, group_of, size, known_of })
    }

    /// The atoms of each respondent whose answers tell on each other.
    fn respondents(&self, family: &Family, group_of: &[usize]) -> Vec<Vec<usize>> {
        let Some(kin) = self.tally.plan().kin().iter().position(|kin| *kin == family.answers) else {
            return Vec::new();
        };
        let mut respondents: BTreeSet<Vec<usize>> = BTreeSet::new();
        for (population, group) in self.ground.populations.iter().zip(group_of) {
            let own = population.said[kin].iter().map(|said| family.own(said));
            respondents.extend(own.map(|own| own.into_iter().map(|atom| group * family.size() + atom).collect()));
        }
        respondents.into_iter().collect()
    }

    /// Which of the plan's answers a variable is.
    fn place(&self, variable: usize) -> usize {
        let answers = self.tally.plan().answers();
        answers.iter().position(|other| *other == variable).expect("it is one of the plan's answers")
    }

    fn answer_row(
        &self,
        (sum, ledger): (&Sum, Option<Ledger>),
        family: &Family,
        (base, bases): (&Sum, &HashMap<Sum, State>),
        atoms: Vec<usize>,
        value: u64,
    ) -> Row {
        let (cell, view) = sum;
        let plan = self.tally.plan();
        let people = self.ground.people(base);
        let telling = plan.answer(cell).is_some_and(|(variable, _)| plan.variables()[variable].is_sensitive());
        let withheld = match view {
            View::At(_) => self.withheld(cell, base, bases),
            View::Added(_) | View::Withdrawn(_) => Withheld::No,
        };
        let is_told = withheld == Withheld::Distribution && self.is_told(cell, family, (base, bases));
        let judged = if is_told { Withheld::No } else { withheld };
        let mut judgement = judge_answer(self.rules, value, people, telling, judged);
        let unsure = self.unsure(sum, people, family, bases);
        judgement.level = judgement.level.min(unsure);
        let mut row = Row {
            cell: cell.clone(),
            current: self.is_current(sum),
            atoms,
            value,
            state: State::Shown,
            judgement,
            reason: self.reason_of_answer((base, *view), (people, telling), withheld),
            most: people,
            unsure,
            cost: self.cost(cell, value),
        };
        let withheld = withheld == Withheld::Base || (withheld == Withheld::Distribution && people > 0);
        row.state = self.state(*view, ledger, row.is_sensitive() || withheld);
        if row.state == State::Shown && people == 0 {
            // Where it is shown that nobody took part, hiding what nobody said hides nothing.
            row.state = State::Fixed;
        }
        row
    }

    /// What an answer would be judged by in another population in which as many took part.
    fn reason_of_answer(
        &self,
        (base, view): (&Sum, View),
        (people, telling): (u64, bool),
        withheld: Withheld,
    ) -> Reason {
        let rules = self.rules_of(base);
        let few = people < rules.least_base() || self.is_small(base);
        match (view, withheld) {
            (_, Withheld::Base) => Reason::Always,
            (_, Withheld::Distribution) if few => Reason::Always,
            (View::At(_), _) => Reason::Answer { rules, people, telling, silent: Some(Vec::new()) },
            (View::Added(_) | View::Withdrawn(_), _) => Reason::Answer { rules, people, telling, silent: None },
        }
    }

    /// The rules as they are for a base, of which the plan may ask for more people.
    fn rules_of(&self, base: &Sum) -> Rules {
        self.rules.resting_on(self.tally.plan().least_base(&base.0))
    }

    /// Whether too few live in the place of a base.
    fn is_small(&self, base: &Sum) -> bool {
        let variables = self.tally.plan().variables();
        let residents = base.0.0.iter().filter_map(|(variable, node)| variables[*variable].residents(*node)).min();
        residents.is_some_and(|few| few < self.rules.least_residents())
    }

    fn withheld(&self, cell: &Cell, base: &Sum, bases: &HashMap<Sum, State>) -> Withheld {
        let is_small = self.is_small(base);
        if matches!(bases.get(base), Some(State::Hidden | State::Derived)) {
            Withheld::Base
        } else if is_small || rests_on_few(self.rules_of(base), self.ground.people(base), self.unanswered(cell, base)) {
            Withheld::Distribution
        } else {
            Withheld::No
        }
    }

    /// Whether a cell holds the same people as some of another answer, of whose distribution it is told. Then what is withheld of its own
    /// is who gave which of the other answers, and not how many there are of these.
    fn is_told(&self, cell: &Cell, family: &Family, (base, bases): (&Sum, &HashMap<Sum, State>)) -> bool {
        let plan = self.tally.plan();
        let Some((variable, node)) = plan.answer(cell) else { return false };
        let categories: Vec<usize> = plan.variables()[variable].categories_of(node).collect();
        family.same(variable, &categories).iter().any(|(other, categories)| {
            let same: Vec<Cell> = categories.iter().map(|category| base.0.with(*other, *category)).collect();
            let is_asked = same.iter().all(|cell| self.ground.sums.contains_key(&(cell.clone(), base.1)));
            is_asked && self.withheld(&same[0], base, bases) == Withheld::No
        })
    }

    /// How many people of a base gave no answer to the question of a cell: were not asked, did not know or did not say.
    fn unanswered(&self, cell: &Cell, base: &Sum) -> u64 {
        let plan = self.tally.plan();
        let Some((variable, _)) = plan.answer(cell) else { return 0 };
        let at = self.place(variable);
        let categories = plan.variables()[variable].categories.iter().enumerate();
        let missing: Vec<usize> =
            categories.filter(|(_, category)| category.missing.is_some()).map(|(category, _)| category).collect();
        let populations = self.ground.members(base).iter().map(|member| &self.ground.populations[*member]);
        populations.flat_map(|of| missing.iter().map(|category| u64::from(of.answers[at][*category]))).sum()
    }

    /// Of how many people a sum of answers leaves anything to find out. Where an earlier release shows the same cell, only
    /// those who came and went since do: what was said of the others cannot be taken back. The same goes for the present one
    /// where an earlier release hides it for the sake of others alone, and so may leave it narrower than it would now have to be.
    fn unsure(&self, (cell, view): &Sum, people: u64, family: &Family, bases: &HashMap<Sum, State>) -> u64 {
        let View::At(here) = *view else { return people };
        let base = self.tally.plan().base(cell);
        let earlier = self.ground.sums.range((cell.clone(), View::At(0))..=(cell.clone(), View::At(u32::MAX)));
        let told = earlier.filter_map(|((_, view), ledger)| match (view, ledger) {
            (View::At(there), Some(Ledger::Shown(_))) if *there != here => Some(*there),
            (View::At(there), Some(Ledger::Hidden)) if *there < here && here == self.tally.snapshot() => {
                (!self.was_sensitive(cell, *there, family, bases)).then_some(*there)
            }
            _ => None,
        });
        told.map(|there| self.tally.moved(&base, there, here)).min().map_or(people, |moved| moved.min(people))
    }

    /// Whether a cell is one that an earlier release hid for its own sake.
    fn was_sensitive(&self, cell: &Cell, snapshot: u32, family: &Family, bases: &HashMap<Sum, State>) -> bool {
        let plan = self.tally.plan();
        let base = (plan.base(cell), View::At(snapshot));
        let (people, value) = (self.ground.people(&base), self.tally.value(cell, snapshot));
        let telling = plan.answer(cell).is_some_and(|(variable, _)| plan.variables()[variable].is_sensitive());
        let withheld = self.withheld(cell, &base, bases);
        let is_told = withheld == Withheld::Distribution && self.is_told(cell, family, (&base, bases));
        let judged = if is_told { Withheld::No } else { withheld };
        judge_answer(self.rules, value, people, telling, judged).verdict == Verdict::Sensitive
    }

    fn is_current(&self, (cell, view): &Sum) -> bool {
        *view == View::At(self.tally.snapshot()) && self.ground.is_planned(cell)
    }

    fn state(&self, view: View, ledger: Option<Ledger>, forced: bool) -> State {
        let present = view == View::At(self.tally.snapshot());
        match ledger {
            Some(Ledger::Shown(_)) => State::Fixed,
            Some(Ledger::Hidden) if present => State::Hidden,
            None if present => {
                if forced {
                    State::Hidden
                } else {
                    State::Shown
                }
            }
            Some(Ledger::Hidden) | None => State::Derived,
        }
    }

    /// For each population, which group of them the sums tell apart.
    fn groups<'a>(&self, sums: impl Iterator<Item = &'a Sum>) -> Vec<usize> {
        let plan: &Plan = self.tally.plan();
        let mut signatures = vec![Vec::new(); self.ground.populations.len()];
        let mut numbers = HashMap::new();
        for sum in sums {
            let base = (plan.base(&sum.0), sum.1);
            let next = numbers.len();
            if let std::collections::hash_map::Entry::Vacant(entry) = numbers.entry(base) {
                for member in self.ground.members(entry.key()) {
                    signatures[*member].push(next);
                }
                entry.insert(next);
            }
        }
        let mut groups = HashMap::new();
        let number = |signature| {
            let next = groups.len();
            *groups.entry(signature).or_insert(next)
        };
        signatures.into_iter().map(number).collect()
    }

    /// What is lost with a cell: more where it counts many, is coarse, and is a real answer.
    fn cost(&self, cell: &Cell, value: u64) -> f64 {
        let plan = self.tally.plan();
        let mut weight = 1.0;
        for variable in plan.breakdowns() {
            let node = cell.0.iter().find(|(other, _)| *other == variable).map(|(_, node)| *node);
            weight *= match node {
                None => 4.0,
                Some(node) if node >= plan.variables()[variable].categories.len() => 2.0,
                Some(_) => 1.0,
            };
        }
        if let Some((variable, node)) = plan.answer(cell)
            && plan.variables()[variable].is_missing(node)
        {
            weight /= 2.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
        let people = value as f64 + 1.0;
        weight * people
    }
}
