//! Small-count rounding of a whole release. Everything is a sum of the same groups of people, and the answers of a group are as many as it
//! has people after the rounding, so no subtraction gives back a count that was small.

use std::collections::{BTreeMap, BTreeSet};

use crate::cube::{Cell, Tally};
use crate::disclosure::perturb::answers::{Sum, round_answers};
use crate::disclosure::perturb::round_small;

/// The people whom no published count tells apart, and how many of them gave which answer.
struct Group {
    people: u64,
    /// For each of the plan's answers, how many gave each category.
    answers: Vec<Vec<u64>>,
}

/// Who took part, and then each question within them, so rounded that no count lies between none and the base, and neither does what is
/// left of a count without another that is part of it.
pub(super) fn rounded(tally: &Tally, base: u64) -> BTreeMap<Cell, u64> {
    let plan = tally.plan();
    let all = plan.cells();
    let bases: Vec<Cell> = all.iter().filter(|cell| plan.answer(cell).is_none()).cloned().collect();
    let (groups, members) = groups(tally, &bases);
    let inside: BTreeMap<&Cell, &Vec<usize>> = bases.iter().zip(&members).collect();
    let rest = |around: &Cell, cell: &Cell| -> Vec<usize> {
        inside[around].iter().copied().filter(|group| !inside[cell].contains(group)).collect()
    };
    let larger = |cell: &Cell| plan.parents(cell).into_iter().filter(|around| all.contains(around));
    let rests = bases.iter().flat_map(|cell| larger(cell).map(|around| rest(&around, cell)));
    let published: BTreeSet<Vec<usize>> = members.iter().cloned().chain(rests).collect();
    let before: Vec<u64> = groups.iter().map(|group| group.people).collect();
    let people = round_small(&before, &published.into_iter().collect::<Vec<_>>(), base);
    let sum = |groups: &[usize]| groups.iter().map(|group| people[*group]).sum::<u64>();
    let mut changed: BTreeMap<Cell, u64> = inside.iter().map(|(cell, inside)| ((*cell).clone(), sum(inside))).collect();
    for (at, variable) in plan.answers().into_iter().enumerate() {
        let counts: Vec<Vec<u64>> = groups.iter().map(|group| group.answers[at].clone()).collect();
        let asks = |cell: &&Cell| plan.answer(cell).is_some_and(|(asked, _)| asked == variable);
        let cells: Vec<(&Cell, Sum)> = all
            .iter()
            .filter(asks)
            .map(|cell| {
                let node = plan.answer(cell).map_or(0, |(_, node)| node);
                let chosen = plan.variables()[variable].categories_of(node).collect();
                (cell, (inside[&plan.base(cell)].clone(), chosen))
            })
            .collect();
        let mut published: BTreeSet<Sum> = BTreeSet::new();
        for (cell, (groups, chosen)) in &cells {
            let others = (0..plan.variables()[variable].categories.len()).filter(|answer| !chosen.contains(answer));
            published.insert((groups.clone(), chosen.clone()));
            published.insert((groups.clone(), others.collect()));
            published.extend(larger(cell).map(|around| (rest(&plan.base(&around), &plan.base(cell)), chosen.clone())));
        }
        let new = round_answers(&counts, &people, &published.into_iter().collect::<Vec<_>>(), base);
        let value = |(groups, chosen): &Sum| -> u64 {
            groups.iter().flat_map(|group| chosen.iter().map(|answer| new[*group][*answer])).sum()
        };
        changed.extend(cells.iter().map(|(cell, sum)| ((*cell).clone(), value(sum))));
    }
    changed
}

/// The groups, and for each of some numbers of people the groups that it counts.
fn groups(tally: &Tally, bases: &[Cell]) -> (Vec<Group>, Vec<Vec<usize>>) {
    let plan = tally.plan();
    let breakdowns = plan.breakdowns();
    let mut numbers: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    let (mut groups, mut members): (Vec<Group>, Vec<Vec<usize>>) = (Vec::new(), vec![Vec::new(); bases.len()]);
    for (atom, people) in tally.people().iter().filter(|(atom, _)| atom.presence.in_snapshot(tally.snapshot())) {
        let holds = |at: &usize| plan.holds(&breakdowns, &atom.categories, &bases[*at]);
        let signature: Vec<usize> = (0..bases.len()).filter(holds).collect();
        let number = *numbers.entry(signature).or_insert_with_key(|signature| {
            for base in signature {
                members[*base].push(groups.len());
            }
            let answers = people.answers.iter().map(|counts| vec![0; counts.len()]).collect();
            groups.push(Group { people: 0, answers });
            groups.len() - 1
        });
        let group = &mut groups[number];
        group.people += u64::from(people.count);
        for (all, some) in group.answers.iter_mut().zip(&people.answers) {
            all.iter_mut().zip(some).for_each(|(all, some)| *all += u64::from(*some));
        }
    }
    (groups, members)
}
