//! Answers for other populations. Where it is hidden who took part, other people may have, and these need answers that fit all that is
//! shown.

use crate::disclosure::protect::block::{Block, Witness};
use crate::disclosure::protect::layout::Answers;
use crate::disclosure::protect::program::{Wish, move_within, rows_to_hide};
use crate::disclosure::protect::proof::{Recoverable, hide};
use crate::disclosure::protect::remembered::Remembered;
use crate::disclosure::protect::walk::Moves;

/// How many ways to answer are tried before a linear programme is.
const MOST_TRIED: usize = 8;

/// Looks for answers of one population after another.
pub(super) struct Completion {
    /// The ways to answer: the atoms, within a group, of somebody who does.
    kinds: Vec<Vec<usize>>,
    /// How many atoms a group has.
    size: usize,
    /// As long as nothing more is hidden.
    moves: Option<Moves>,
    remembered: Remembered,
}

impl Completion {
    pub(super) fn new(answers: &Answers) -> Self {
        let (respondents, size) = (&answers.block.respondents, answers.size);
        let mut kinds: Vec<Vec<usize>> =
            respondents.iter().map(|own| own.iter().map(|atom| atom % size).collect()).collect();
        if kinds.is_empty() {
            kinds = (0..size).map(|atom| vec![atom]).collect();
        }
        kinds.sort();
        kinds.dedup();
        Self { kinds, size, moves: None, remembered: Remembered::default() }
    }

    /// Finds, hiding more where there is none, a completion of the block to a population in which so many more, or fewer, are in each
    /// group; `known` are the sums of the block that say so.
    pub(super) fn complete(&mut self, block: &mut Block, moved: &[i64], known: &[i64]) -> Result<(), Recoverable> {
        let wish = Wish { target: None, kept: &[], spared: &[], known: Some(known), pinned: &[] };
        while !self.is_easy(block, moved, known) && move_within(block, wish).is_none() {
            let moved = block.known.iter().zip(known).filter(|(_, moved)| **moved != 0);
            let first = moved.flat_map(|(atoms, _)| atoms).next().copied().unwrap_or_default();
            let row = block.rows.iter().position(|row| row.atoms.contains(&first)).unwrap_or_default();
            let rows = rows_to_hide(block, wish).filter(|rows| !rows.is_empty());
            hide(block, &rows.unwrap_or_default(), row)?;
            self.moves = None;
        }
        Ok(())
    }

    /// Whether it does to let all who came and went answer alike, and then others change places with them where too few did so. What is
    /// shown of how many took part is the same, so all that is shown of that answer is; a linear programme, which knows nothing of it,
    /// takes many times longer.
    fn is_easy(&mut self, block: &Block, moved: &[i64], known: &[i64]) -> bool {
        let alike = self.kinds.iter().map(|kind| {
            let mut witness = vec![0; block.truth.len()];
            for (group, more) in moved.iter().enumerate() {
                for atom in kind {
                    witness[group * self.size + atom] = *more;
                }
            }
            let missing: i64 =
                block.truth.iter().zip(&witness).map(|(truth, more)| (-i64::from(*truth) - more).max(0)).sum();
            (missing, witness)
        });
        let mut alike: Vec<(i64, Witness)> = alike.collect();
        alike.sort_by_key(|(missing, _)| *missing);
        let mending = self.moves.get_or_insert_with(|| Moves::of_others(block));
        alike.iter().take(MOST_TRIED).any(|(_, witness)| {
            mending.mend(block, witness, &mut self.remembered).is_some_and(|it| block.is_witness(&it, Some(known)))
        })
    }
}
