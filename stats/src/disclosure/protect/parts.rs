//! What is hidden, by what hangs together: counts of which each can be worked out from some others and what is public, but not from
//! fewer of those. Such counts are hidden for each other's sake, and others are not.

use std::collections::BTreeMap;

use crate::disclosure::protect::block::Block;
use crate::disclosure::protect::elimination::{Elimination, Sparse, less, scaled_with};

/// A row less what is public, with how it is made of rows that do not follow from each other.
struct Independent {
    rest: Sparse,
    made_of: Sparse,
}

/// The rows that are not public by what hangs together, where `public` says what is and `alive` which atoms are not known to be empty.
/// What follows from what is public is in no part.
pub(super) fn parts(block: &Block, public: &Elimination, alive: impl Fn(&[usize]) -> Vec<usize>) -> Vec<Vec<usize>> {
    let mut independent: BTreeMap<usize, Independent> = BTreeMap::new();
    let mut part: Vec<usize> = (0..block.rows.len()).collect();
    let mut there = Vec::new();
    for (at, row) in block.rows.iter().enumerate().filter(|(_, row)| !row.is_public()) {
        let mut rest = public.rest(&alive(&row.atoms));
        if rest.is_empty() {
            continue;
        }
        there.push(at);
        let mut made_of = vec![(at, 1)];
        while let Some((column, factor)) = rest.iter().copied().find(|(column, _)| independent.contains_key(column)) {
            let other = &independent[&column];
            made_of = less(&made_of, &other.made_of, factor);
            rest = less(&rest, &other.rest, factor);
        }
        if let Some((column, _)) = rest.first().copied() {
            let (rest, made_of) = scaled_with(rest, made_of);
            independent.insert(column, Independent { rest, made_of });
        } else {
            for (other, _) in made_of {
                let (one, other) = (part[at], part[other]);
                part.iter_mut().filter(|part| **part == other).for_each(|part| *part = one);
            }
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in there {
        parts.entry(part[at]).or_default().push(at);
    }
    parts.into_values().collect()
}
