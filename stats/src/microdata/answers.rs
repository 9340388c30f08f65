//! Blanks answers that few gave, and those that a whole group gave.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, Row};

/// For each category the first one of its band: itself, unless the column is ordered and the band below it was too small.
pub(super) fn bands(column: &Column, rows: &[Row], at: usize, least: usize) -> Vec<usize> {
    let mut bands: Vec<usize> = (0..column.is_missing.len()).collect();
    if !column.is_ordered {
        return bands;
    }
    let mut counts = vec![0; bands.len()];
    for row in rows {
        counts[row.answers[at]] += 1;
    }
    let (mut whole, mut begun): (Option<usize>, Option<(usize, usize)>) = (None, None);
    for category in (0..bands.len()).filter(|category| !column.is_missing[*category]) {
        let (first, people) = begun.unwrap_or((category, 0));
        bands[category] = first;
        let people = people + counts[category];
        begun = (people < least).then_some((first, people));
        if begun.is_none() {
            whole = Some(first);
        }
    }
    // Too few are left above the last band: they belong to it.
    if let (Some((first, _)), Some(below)) = (begun, whole) {
        bands.iter_mut().filter(|band| **band == first).for_each(|band| *band = below);
    }
    bands
}

/// The answers as they may be shown to who knows the keys.
pub(super) fn blanked(
    columns: &[Column],
    bands: &[Vec<usize>],
    keys: &[Vec<Option<usize>>],
    answers: &[Vec<usize>],
    least: usize,
) -> Vec<Vec<Option<usize>>> {
    let mut groups: BTreeMap<&Vec<Option<usize>>, Vec<usize>> = BTreeMap::new();
    for (row, keys) in keys.iter().enumerate() {
        groups.entry(keys).or_default().push(row);
    }
    let values = |at: usize| answers.iter().map(|row| Some(bands[at][row[at]])).collect();
    let mut shown: Vec<Vec<Option<usize>>> = (0..columns.len()).map(values).collect();
    for linked in together(columns) {
        // Blanking one may leave too few of another; each turn blanks something, so there is an end.
        loop {
            let mut changed = false;
            for at in &linked {
                let (column, values) = (&columns[*at], &mut shown[*at]);
                changed |= blank_rare(column, values, least);
                changed |= column.is_sensitive && blank_unanimous(column, values, groups.values());
            }
            if !changed {
                break;
            }
            let is_blank = |row: &usize| linked.iter().any(|at| shown[*at][*row].is_none());
            let blank: Vec<usize> = (0..answers.len()).filter(is_blank).collect();
            for at in &linked {
                for row in &blank {
                    shown[*at][*row] = None;
                }
            }
        }
    }
    (0..answers.len()).map(|row| shown.iter().map(|values| values[row]).collect()).collect()
}

/// The columns that are blanked together: those that tell on each other.
fn together(columns: &[Column]) -> Vec<Vec<usize>> {
    let mut linked: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        linked.entry(column.linked).or_default().push(at);
    }
    linked.into_values().collect()
}

/// Blanks answers that too few gave, and with them the next rarest until it is too many who may have given them.
fn blank_rare(column: &Column, values: &mut [Option<usize>], least: usize) -> bool {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for value in values.iter().flatten() {
        *counts.entry(*value).or_default() += 1;
    }
    if !counts.iter().any(|(category, count)| *count < least && !column.is_missing[*category]) {
        return false;
    }
    let mut by_count: Vec<(usize, usize)> = counts.into_iter().map(|(category, count)| (count, category)).collect();
    by_count.sort_unstable();
    let (mut gone, mut people) = (BTreeSet::new(), 0);
    for (count, category) in by_count {
        let is_rare = count < least && !column.is_missing[category];
        if is_rare || (people < least && !gone.is_empty()) {
            people += count;
            gone.insert(category);
        }
    }
    let rare = values.iter_mut().filter(|value| value.is_some_and(|category| gone.contains(&category)));
    rare.for_each(|value| *value = None);
    true
}

/// Blanks what everybody of a group answered who answered at all.
fn blank_unanimous<'g>(
    column: &Column,
    values: &mut [Option<usize>],
    groups: impl Iterator<Item = &'g Vec<usize>>,
) -> bool {
    let mut changed = false;
    for members in groups {
        let said = members.iter().filter_map(|row| values[*row]).filter(|category| !column.is_missing[*category]);
        if said.collect::<BTreeSet<_>>().len() == 1 {
            for row in members {
                values[*row] = None;
            }
            changed = true;
        }
    }
    changed
}
