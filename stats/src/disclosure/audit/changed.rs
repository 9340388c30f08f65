//! The auditor of releases whose counts are changed and not hidden: whether they keep what their method promises, as far as the
//! numbers themselves tell.

use crate::cube::Cell;
use crate::disclosure::audit::alarm::small;
use crate::disclosure::audit::{Audited, Disclosure, words};
use crate::disclosure::{Method, Published};

/// Looks for counts that the method would not leave, answers that the rules withhold, and sums that are further from their parts
/// than the method makes them.
pub(super) fn audit_changed(release: &Published, earlier: &[Published]) -> Result<Audited, Vec<Disclosure>> {
    let (plan, method) = (release.plan(), release.method());
    if !earlier.is_empty() {
        return Err(vec![Disclosure::Changed]);
    }
    if method.check(release.rules()).is_err() || plan.linked_answers().is_some() {
        return Err(vec![Disclosure::Contradiction("method".to_owned())]);
    }
    let (mut found, mut audited) = (Vec::new(), Audited::default());
    for (cell, count) in release.cells().filter_map(|(cell, count)| Some((cell, count?))) {
        if is_against_the_rules(release, cell, count) {
            found.push(Disclosure::Shown(words(plan, cell)));
        }
        for variable in 0..plan.variables().len() {
            let Some((sum, parts)) = sum_of_parts(release, cell, variable) else { continue };
            audited.sums += 1;
            let slack = match method {
                Method::CellKey { most, .. } => u64::from(most) * (parts + 1),
                Method::Suppression | Method::SmallCountRounding { .. } => 0,
            };
            if sum.abs_diff(count) > slack {
                found.push(Disclosure::Contradiction(plan.variables()[variable].name.clone()));
            }
        }
    }
    if found.is_empty() { Ok(audited) } else { Err(found) }
}

fn is_against_the_rules(release: &Published, cell: &Cell, count: u64) -> bool {
    let plan = release.plan();
    let is_left = is_left(release, cell, count);
    let Some((variable, _)) = plan.answer(cell) else { return is_left };
    let base = plan.base(cell);
    let rules = release.rules().resting_on(plan.least_base(&base));
    let people = release.count(&base).flatten().unwrap_or_default();
    let categories = plan.variables()[variable].categories.iter().enumerate();
    let answers = categories.filter(|(_, category)| category.missing.is_none());
    let gave: Option<u64> = answers.map(|(node, _)| release.count(&base.with(variable, node)).flatten()).sum();
    let few = people.min(gave.unwrap_or(people)) < rules.least_base();
    is_left || few || small(release, &base) || plan.variables()[variable].is_sensitive()
}

/// Whether a count, or what is left of a larger one without it, is one that rounding would not leave.
fn is_left(release: &Published, cell: &Cell, count: u64) -> bool {
    let Method::SmallCountRounding { base } = release.method() else { return false };
    let plan = release.plan();
    let around = plan.parents(cell).into_iter().chain(plan.answer(cell).map(|_| plan.base(cell)));
    let rests = around.filter_map(|around| release.count(&around).flatten()).map(|around| around.abs_diff(count));
    rests.chain([count]).any(|count| (1..u64::from(base)).contains(&count))
}

/// The parts of a cell by one variable, added up, and how many they are; nothing, if not all of them are shown. Those who gave
/// each answer to a question are parts of those who took part.
fn sum_of_parts(release: &Published, cell: &Cell, variable: usize) -> Option<(u64, u64)> {
    let known = &release.plan().variables()[variable];
    let whole = cell.0.iter().find(|(other, _)| *other == variable).map(|(_, node)| *node);
    let parts = (0..known.nodes()).filter(|node| known.parent(*node) == whole);
    let without = Cell(cell.0.iter().copied().filter(|(other, _)| *other != variable).collect());
    let counts = parts.map(|node| release.count(&without.with(variable, node)).flatten());
    let counts: Vec<u64> = counts.collect::<Option<_>>()?;
    (!counts.is_empty()).then(|| (counts.iter().sum(), counts.len() as u64))
}
