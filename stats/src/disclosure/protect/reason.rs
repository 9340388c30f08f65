//! Why something is hidden in another population. Who knows the rules knows that nothing is hidden without need: a population in which
//! no count of what hangs together is sensitive is none that there can be (Wong and others 2007), and neither is one in which the
//! rules would have hidden what is shown. To such a reader only the others count.

use std::collections::HashMap;

use crate::cube::Cell;
use crate::disclosure::Rules;
use crate::disclosure::primary::{Verdict, Withheld, judge_answer, judge_base, judge_moved, rests_on_few};
use crate::disclosure::protect::block::{Block, Row, State, Witness};

/// What a row is judged by where other people are in it.
pub(super) enum Reason {
    /// It is hidden whatever it counts: of too few people, or where too few live, or where not even their number is shown.
    Always,
    /// By how many took part and how many did in the next larger populations, where those are of this release.
    People(Vec<Cell>),
    /// By how many of `people` gave an answer and, where that matters, how many gave none: those of some atoms. The rules are those of
    /// the group, of which more people may be asked for than elsewhere.
    Answer { rules: Rules, people: u64, telling: bool, silent: Option<Vec<usize>> },
    /// By how many came or went.
    Moved,
}

/// How many counts are tried as the reason for what has none, of those that are one and of those that become one.
const MOST_POSSIBLE: usize = 3;

/// What is hidden, by what hangs together. The more is hidden the more hangs together, so what was true before is on the safe side.
pub(super) struct Reasons {
    /// Of each part that has no reason that always holds, the rows.
    parts: Vec<Vec<usize>>,
    /// Of each row over people of this release the next larger ones.
    around: Vec<Vec<usize>>,
    /// How much was hidden when it was found out.
    hidden: usize,
}

impl Reasons {
    pub(super) fn new(block: &Block, parts: Vec<Vec<usize>>) -> Self {
        let rows = block.rows.iter().enumerate().filter(|(_, row)| row.current);
        let places: HashMap<&Cell, usize> = rows.map(|(at, row)| (&row.cell, at)).collect();
        let around = block.rows.iter().map(|row| match &row.reason {
            Reason::People(cells) if row.current => cells.iter().filter_map(|cell| places.get(cell).copied()).collect(),
            _ => Vec::new(),
        });
        let mut reasons = Self { parts: Vec::new(), around: around.collect(), hidden: hidden(block) };
        let truth = vec![0; block.truth.len()];
        let always = |row: &usize| matches!(block.rows[*row].reason, Reason::Always);
        // Of what has no reason in truth nobody can say that it must have one.
        let asked = |part: &Vec<usize>| !part.iter().any(always) && reasons.is_given(block, part, &truth);
        let parts = parts.into_iter().filter(asked).collect();
        reasons.parts = parts;
        reasons
    }

    /// Whether nothing more is hidden than when it was found out what hangs together.
    pub(super) fn is_fresh(&self, block: &Block) -> bool {
        self.hidden == hidden(block)
    }

    /// Whether the rules would have shown what is shown and hidden something of all that hangs together.
    pub(super) fn hold(&self, block: &Block, witness: &Witness) -> bool {
        self.against(block, witness).is_empty() && self.without(block, witness).next().is_none()
    }

    /// What is shown and would be hidden.
    pub(super) fn against(&self, block: &Block, witness: &Witness) -> Vec<usize> {
        let shown = (0..block.rows.len()).filter(|row| block.rows[*row].state == State::Shown);
        let shown = shown.filter(|row| self.may_change(block, *row, witness));
        shown.filter(|row| self.is_sensitive(block, *row, witness)).collect()
    }

    /// What hangs together, is hidden and would have no reason.
    pub(super) fn without(&self, block: &Block, witness: &Witness) -> impl Iterator<Item = &[usize]> {
        self.parts.iter().filter(|part| !self.is_given(block, part, witness)).map(Vec::as_slice)
    }

    /// The rows of a part that could be a reason, and how far each has to move for that: those that are one and stay as they are first,
    /// then those that have to move least to become few, or all but few.
    pub(super) fn possible(&self, block: &Block, part: &[usize]) -> Vec<(usize, i64)> {
        let truth = vec![0; block.truth.len()];
        let stay = part.iter().filter(|row| self.is_sensitive(block, **row, &truth)).map(|row| (*row, 0));
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let few = signed(block.rules.least_count());
        let ends = |row: &usize| {
            let value = signed(block.rows[*row].value);
            let most = match block.rows[*row].reason {
                Reason::Answer { people, .. } => Some(signed(people)),
                _ => None,
            };
            let low = if value < few { 1 - value } else { few - 1 - value };
            let high = most.map(|most| if value > most - few { most - 1 - value } else { most - few + 1 - value });
            [Some(low), high].into_iter().flatten().map(|far| (*row, far)).collect::<Vec<_>>()
        };
        let mut move_there: Vec<(usize, i64)> = part.iter().flat_map(ends).filter(|(_, far)| *far != 0).collect();
        move_there.sort_by_key(|(_, far)| far.abs());
        stay.take(MOST_POSSIBLE).chain(move_there.into_iter().take(2 * MOST_POSSIBLE)).collect()
    }

    fn is_given(&self, block: &Block, part: &[usize], witness: &Witness) -> bool {
        part.iter().any(|row| self.is_sensitive(block, *row, witness))
    }

    /// Whether what a shown row is judged by moves.
    fn may_change(&self, block: &Block, row: usize, witness: &Witness) -> bool {
        match &block.rows[row].reason {
            Reason::People(_) => self.around[row].iter().any(|around| block.rows[*around].shift(witness) != 0),
            Reason::Answer { silent: Some(silent), .. } => silent.iter().any(|atom| witness[*atom] != 0),
            _ => false,
        }
    }

    fn is_sensitive(&self, block: &Block, row: usize, witness: &Witness) -> bool {
        let value = |row: &Row| moved(row.value, row.shift(witness));
        let of = value(&block.rows[row]);
        let verdict = match &block.rows[row].reason {
            Reason::Always => return true,
            Reason::People(_) => {
                judge_base(block.rules, of, self.around[row].iter().map(|around| value(&block.rows[*around]))).verdict
            }
            Reason::Answer { rules, people, telling, silent } => {
                let unanswered = |silent: &Vec<usize>| {
                    let people = silent.iter().map(|atom| moved(u64::from(block.truth[*atom]), witness[*atom]));
                    people.sum::<u64>()
                };
                if silent.as_ref().is_some_and(|silent| rests_on_few(*rules, *people, unanswered(silent))) {
                    return true;
                }
                judge_answer(*rules, of, *people, *telling, Withheld::No).verdict
            }
            Reason::Moved => judge_moved(block.rules, of).verdict,
        };
        verdict == Verdict::Sensitive
    }
}

fn hidden(block: &Block) -> usize {
    block.rows.iter().filter(|row| row.state == State::Hidden).count()
}

fn moved(value: u64, by: i64) -> u64 {
    value.saturating_add_signed(by)
}
