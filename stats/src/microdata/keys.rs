//! Blanks keys until no combination of them is rare: the fewest and least important ones first.

use std::collections::BTreeMap;

use super::Key;

/// The keys of one row.
type Keys = Vec<Option<usize>>;

/// With more keys than this they are only blanked from the last one on, because their subsets would be too many.
const MOST_TRIED: usize = 8;

/// How many rows have each combination.
pub(super) fn sizes(rows: &[Keys]) -> BTreeMap<&Keys, usize> {
    let mut sizes = BTreeMap::new();
    for row in rows {
        *sizes.entry(row).or_default() += 1;
    }
    sizes
}

/// The keys as they may be shown. Each set of keys is tried on the rows that are still rare; what then has enough company stays so.
pub(super) fn blanked(keys: &[Key], rows: &[Keys], least: usize) -> Vec<Keys> {
    let mut done: BTreeMap<Keys, Vec<usize>> = BTreeMap::new();
    let mut rare: Vec<usize> = (0..rows.len()).collect();
    for blank in sets(keys) {
        let mut groups: BTreeMap<Keys, Vec<usize>> = BTreeMap::new();
        for at in std::mem::take(&mut rare) {
            groups.entry(without(&rows[at], &blank)).or_default().push(at);
        }
        for (keys, members) in groups {
            let company = done.get(&keys).map_or(0, Vec::len);
            if company + members.len() >= least {
                done.entry(keys).or_default().extend(members);
            } else {
                rare.extend(members);
            }
        }
    }
    keep_company(keys.len(), &mut done, rare, least);
    let mut shown = vec![Keys::new(); rows.len()];
    for (keys, members) in done {
        for at in members {
            shown[at].clone_from(&keys);
        }
    }
    shown
}

/// Those of whom nothing may be told are rare themselves, if they are few. Others join them, from where most are.
fn keep_company(keys: usize, done: &mut BTreeMap<Keys, Vec<usize>>, mut rare: Vec<usize>, least: usize) {
    if rare.is_empty() {
        return;
    }
    if let Some(largest) = done.iter().max_by_key(|(_, members)| members.len()).map(|(keys, _)| keys.clone())
        && let Some(mut members) = done.remove(&largest)
    {
        let wanted = least.saturating_sub(rare.len());
        // Where too few would stay behind, all come along.
        let stay = if members.len() >= wanted + least { members.len() - wanted } else { 0 };
        rare.extend(members.split_off(stay));
        if !members.is_empty() {
            done.insert(largest, members);
        }
    }
    done.entry(vec![None; keys]).or_default().extend(rare);
}

/// The sets of keys to blank: none first, then the fewest and of those the last ones. What lies within a key goes with it.
fn sets(keys: &[Key]) -> Vec<Vec<bool>> {
    let all = keys.len();
    let mut sets: Vec<Vec<bool>> = if all <= MOST_TRIED {
        (0..1_usize << all).map(|set| (0..all).map(|at| set >> at & 1 == 1).collect()).collect()
    } else {
        (0..=all).rev().map(|from| (0..all).map(|at| at >= from).collect()).collect()
    };
    let goes_along =
        |set: &Vec<bool>| keys.iter().zip(set).all(|(key, is)| *is || !key.within.is_some_and(|of| set[of]));
    sets.retain(goes_along);
    sets.sort_by_key(|set| (set.iter().filter(|is| **is).count(), set.clone()));
    sets
}

fn without(row: &Keys, blank: &[bool]) -> Keys {
    row.iter().zip(blank).map(|(key, is)| key.filter(|_| !is)).collect()
}
