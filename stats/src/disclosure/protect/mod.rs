//! Secondary suppression over all tables of a release at once, and over what earlier releases say of the same people.

mod block;
mod complete;
mod elimination;
mod family;
mod ground;
mod layout;
mod parts;
mod program;
mod proof;
mod reason;
mod reduced;
mod remembered;
mod residents;
mod walk;

use std::collections::{BTreeMap, HashMap};

use crate::cube::{Cell, Plan, Tally};
use crate::disclosure::protect::block::{Block, State, Witness};
use crate::disclosure::protect::complete::Completion;
use crate::disclosure::protect::ground::{Ground, Ledger, Sum, View};
use crate::disclosure::protect::layout::{Answers, Layout};
use crate::disclosure::protect::proof::{Recoverable, prove, suppress};
use crate::disclosure::{MethodError, Published, Rules};

/// Why there is no safe release of these tables. Coarser ones may have one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unprotectable {
    /// An earlier release has other variables, or is of a later snapshot.
    #[error("an earlier release is not of the same variables, or not earlier")]
    OtherPlan,
    /// An earlier release says something else of a cell than these records.
    #[error("an earlier release and the records disagree about {0:?}")]
    Ledger(BTreeMap<String, String>),
    /// The tables tell more combinations of categories apart than can be looked at.
    #[error("the tables break down too finely")]
    TooFine,
    /// A method that changes counts promises nothing over several snapshots of the same people.
    #[error("a release whose counts are changed is made once, and has no revision")]
    Changed,
    /// A method that changes counts leaves zeros, and that all or none gave an answer would tell on them.
    #[error("{0} is sensitive, and is not told by counts that are changed")]
    Sensitive(String),
    /// A method that changes counts would change the same people twice, and who knows both numbers knows more of them.
    #[error("{0} and {1} tell on each other, and are not told by counts that are changed")]
    Linked(String, String),
    /// The method is none.
    #[error(transparent)]
    Method(#[from] MethodError),
    /// A cell would stay recoverable with everything around it hidden.
    #[error("{0:?} can be worked out whatever else is hidden")]
    Recoverable(BTreeMap<String, String>),
}

/// What came of protecting one question, or several that tell on each other: the cells that are shown. Only a release can be made of it.
pub struct Question(Result<Vec<(Cell, Option<u64>)>, Unprotectable>);

/// Does some work that is the same for each of several things, one after another.
pub fn one_after_another<T>(many: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    (0..many).map(work).collect()
}

/// Decides which cells of a tally are shown. Counts are never changed, only hidden.
///
/// `earlier` is every release that counted some of the same people. Who is present in its snapshot is said by the records'
/// presence, so records that have left since must be part of the tally.
pub fn protect(tally: &Tally, rules: Rules, earlier: &[Published]) -> Result<Published, Unprotectable> {
    protect_each(tally, rules, earlier, one_after_another)
}

/// The same, where somebody else decides in which order, or how many at a time, the questions are protected: `each` gets how many
/// there are (those that tell on each other are one) and how one is done, and gives back what comes of each, in their order. What is made
/// is the same whatever it does.
pub fn protect_each(
    tally: &Tally,
    rules: Rules,
    earlier: &[Published],
    each: impl FnOnce(usize, &(dyn Fn(usize) -> Question + Sync)) -> Vec<Question>,
) -> Result<Published, Unprotectable> {
    let plan = tally.plan();
    let fits = |release: &Published| release.plan().is_of_the_same(plan) && release.snapshot() <= tally.snapshot();
    if !earlier.iter().all(fits) {
        return Err(Unprotectable::OtherPlan);
    }
    let ground = Ground::new(tally, earlier).map_err(|_| Unprotectable::TooFine)?;
    check_ledger(tally, &ground)?;
    let layout = Layout { tally, rules, ground: &ground };
    let mut cells: BTreeMap<Cell, Option<u64>> = plan.cells().into_iter().map(|cell| (cell, None)).collect();

    let mut participation = layout.participation();
    let others = secure(&mut participation).map_err(|row| named(tally, &participation, row))?;
    let sums = ground.sums.keys().filter(|(cell, _)| plan.answer(cell).is_none()).cloned();
    let bases: HashMap<Sum, State> = sums.zip(participation.rows.iter().map(|row| row.state)).collect();
    cells.extend(shown(&participation));

    let families = plan.families();
    let question = |at: usize| {
        let Ok(mut answers) = layout.answers(families[at].clone(), &bases) else {
            return Question(Err(Unprotectable::TooFine));
        };
        let answered = answer_securely(&mut answers, &others);
        let block = &answers.block;
        Question(answered.map(|()| shown(block).collect()).map_err(|row| named(tally, block, row)))
    };
    let order = longest_first(plan, &families);
    let done = each(families.len(), &|at| question(order[at]));
    let mut done: Vec<(usize, Question)> = order.iter().copied().zip(done).collect();
    done.sort_by_key(|(at, _)| *at);
    for (_, Question(question)) in done {
        cells.extend(question?);
    }
    let now = tally.snapshot();
    let withdrawals = tally.people().keys().any(|atom| !atom.presence.in_snapshot(now));
    Ok(Published::new(plan.clone(), rules, now, withdrawals, cells))
}

/// The families by how many cells they have: who works on several at a time waits for none at the end that has just been begun.
fn longest_first(plan: &Plan, families: &[Vec<usize>]) -> Vec<usize> {
    let mut many: HashMap<usize, usize> = HashMap::new();
    for (answer, _) in plan.cells().iter().filter_map(|cell| plan.answer(cell)) {
        *many.entry(answer).or_default() += 1;
    }
    let of = |family: &Vec<usize>| family.iter().filter_map(|answer| many.get(answer)).sum::<usize>();
    let mut order: Vec<usize> = (0..families.len()).collect();
    order.sort_by_cached_key(|at| std::cmp::Reverse(of(&families[*at])));
    order
}

fn secure(block: &mut Block) -> Result<Vec<Witness>, Recoverable> {
    suppress(block)?;
    prove(block)
}

/// Protects the answers, and sees that each other population that hidden bases allow has answers that fit what is shown.
fn answer_securely(answers: &mut Answers, others: &[Witness]) -> Result<(), Recoverable> {
    let mut completion = Completion::new(answers);
    let Answers { block, group_of, known_of, .. } = answers;
    secure(block)?;
    let hidden = |block: &Block| block.rows.iter().filter(|row| row.state == State::Hidden).count();
    let before = hidden(block);
    for other in others {
        let mut moved = vec![0; group_of.iter().max().map_or(0, |last| last + 1)];
        for (more, group) in other.iter().zip(group_of.iter()) {
            moved[*group] += more;
        }
        let known: Vec<i64> = known_of.iter().map(|group| moved[*group]).collect();
        completion.complete(block, &moved, &known)?;
    }
    if hidden(block) > before {
        prove(block)?;
    }
    Ok(())
}

fn shown(block: &Block) -> impl Iterator<Item = (Cell, Option<u64>)> {
    let shown = block.rows.iter().filter(|row| row.is_public() && row.current);
    shown.map(|row| (row.cell.clone(), Some(row.value)))
}

fn check_ledger(tally: &Tally, ground: &Ground) -> Result<(), Unprotectable> {
    for ((cell, view), ledger) in &ground.sums {
        if let (View::At(snapshot), Some(Ledger::Shown(count))) = (view, ledger)
            && tally.value(cell, *snapshot) != *count
        {
            return Err(Unprotectable::Ledger(words(tally, cell)));
        }
    }
    Ok(())
}

fn named(tally: &Tally, block: &Block, Recoverable(row): Recoverable) -> Unprotectable {
    Unprotectable::Recoverable(words(tally, &block.rows[row].cell))
}

fn words(tally: &Tally, cell: &Cell) -> BTreeMap<String, String> {
    tally.plan().words(cell).into_iter().map(|(name, code)| (name.to_owned(), code.to_owned())).collect()
}
