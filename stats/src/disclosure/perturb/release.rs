//! A whole release of changed counts. The rules about small groups and places hold beside the change: of a group on which too few
//! answers rest nothing is told but about how many it has.

use std::collections::BTreeMap;

use crate::cube::{Cell, Plan, Record, Tally};
use crate::disclosure::perturb::whole::rounded;
use crate::disclosure::perturb::{Noise, RecordKey, cell_key};
use crate::disclosure::{Method, MethodError, Published, Question, Rules, Unprotectable, protect_each};

/// The keys of the records of a tally, added up as the tally counts people. Cannot be written or printed.
#[derive(Default)]
pub struct Keys(BTreeMap<Vec<usize>, Sums>);

#[derive(Default)]
struct Sums {
    people: Vec<RecordKey>,
    /// For each of the plan's answers, the keys of those who gave each category.
    answers: Vec<BTreeMap<usize, RecordKey>>,
}

impl Keys {
    /// Adds up the keys of those records that count in the snapshot of a tally of the same records.
    pub fn of<'r>(tally: &Tally, records: impl IntoIterator<Item = (&'r Record, RecordKey)>) -> Self {
        let (breakdowns, answers) = (tally.plan().breakdowns(), tally.plan().answers());
        let mut keys = Self::default();
        for (record, key) in records {
            if !record.presence.in_snapshot(tally.snapshot()) {
                continue;
            }
            let whom = breakdowns.iter().map(|variable| record.categories[*variable]).collect();
            let sums = keys.0.entry(whom).or_default();
            sums.people.push(key);
            sums.answers.resize_with(answers.len(), BTreeMap::new);
            for (by_category, variable) in sums.answers.iter_mut().zip(&answers) {
                let sum = by_category.entry(record.categories[*variable]).or_insert_with(|| cell_key([]));
                *sum = cell_key([*sum, key]);
            }
        }
        keys
    }

    /// The key of a cell.
    fn of_cell(&self, plan: &Plan, cell: &Cell) -> RecordKey {
        let breakdowns = plan.breakdowns();
        let answer = plan.answer(cell).map(|(variable, node)| {
            let at = plan.answers().iter().position(|other| *other == variable).unwrap_or_default();
            (at, plan.variables()[variable].categories_of(node).collect::<Vec<_>>())
        });
        let inside = self.0.iter().filter(|(whom, _)| plan.holds(&breakdowns, whom, cell));
        cell_key(inside.flat_map(|(_, sums)| match &answer {
            None => sums.people.clone(),
            Some((at, chosen)) => chosen.iter().filter_map(|one| sums.answers[*at].get(one).copied()).collect(),
        }))
    }
}

/// Makes a release by a method. `keys` are those of the tally's records; only the cell-key method needs them. `each` is as in
/// [`protect_each`].
///
/// A release of changed counts stands alone: its promise is not one over several snapshots. And it tells of no answer that is
/// sensitive by being given by all or by nobody, because zeros stay zeros, nor of answers that tell on each other.
pub fn protect_by(
    method: Method,
    tally: &Tally,
    rules: Rules,
    earlier: &[Published],
    keys: &Keys,
    each: impl FnOnce(usize, &(dyn Fn(usize) -> Question + Sync)) -> Vec<Question>,
) -> Result<Published, Unprotectable> {
    if method.is_suppression() {
        return protect_each(tally, rules, earlier, each);
    }
    method.check(rules)?;
    if !earlier.is_empty() {
        return Err(Unprotectable::Changed);
    }
    let plan = tally.plan();
    if let Some(sensitive) = plan.variables().iter().find(|variable| variable.is_sensitive()) {
        return Err(Unprotectable::Sensitive(sensitive.name.clone()));
    }
    if let Some([answer, with]) = plan.linked_answers() {
        return Err(Unprotectable::Linked(answer.to_owned(), with.to_owned()));
    }
    let changed = match method {
        Method::SmallCountRounding { base } => rounded(tally, u64::from(base)),
        Method::CellKey { most, variance } => {
            let noise = Noise::new(most, variance).map_err(|_| MethodError::Noise)?;
            let value = |cell: &Cell| noise.applied(tally.value(cell, tally.snapshot()), keys.of_cell(plan, cell));
            plan.cells().into_iter().map(|cell| (value(&cell), cell)).map(|(value, cell)| (cell, value)).collect()
        }
        Method::Suppression => BTreeMap::new(),
    };
    let cells = changed.iter().map(|(cell, count)| {
        let is_shown = plan.answer(cell).is_none() || may_tell(tally, rules, &changed, cell);
        (cell.clone(), is_shown.then_some(*count))
    });
    Ok(Published::changed(method, plan.clone(), rules, tally.snapshot(), cells.collect()))
}

/// Whether answers of a group may be told: by how many it has and how many of those answered, by how many it and they are said to be,
/// and by where it lives.
fn may_tell(tally: &Tally, rules: Rules, changed: &BTreeMap<Cell, u64>, cell: &Cell) -> bool {
    let plan = tally.plan();
    let (base, variables) = (plan.base(cell), plan.variables());
    let question = plan.answer(cell).map(|(question, _)| question);
    let categories = question.into_iter().flat_map(|question| {
        let categories = variables[question].categories.iter().enumerate();
        categories.filter(|(_, category)| category.missing.is_none()).map(move |(node, _)| (question, node))
    });
    let answers: Vec<Cell> = categories.map(|(question, node)| base.with(question, node)).collect();
    let people = tally.value(&base, tally.snapshot());
    let answered = answers.iter().map(|cell| tally.value(cell, tally.snapshot())).sum();
    let said = changed.get(&base).copied().unwrap_or_default();
    // A table by groups has no counts of single answers.
    let gave: Option<u64> = answers.iter().map(|cell| changed.get(cell).copied()).sum();
    let mut residents = base.0.iter().filter_map(|(variable, node)| variables[*variable].residents(*node));
    let least = rules.resting_on(plan.least_base(&base)).least_base();
    [people, answered, said, gave.unwrap_or(said)].into_iter().all(|many| many >= least)
        && residents.all(|residents| residents >= rules.least_residents())
}
