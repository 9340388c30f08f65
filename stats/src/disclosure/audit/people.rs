//! The unknown counts behind what is published, as the auditor counts people who gave several answers that tell on each other.

use std::collections::BTreeSet;

use crate::cube::{Cell, Plan};

/// How many unknown counts there are, and which sums of them are the same.
#[derive(Default)]
pub(super) struct Unknowns {
    pub(super) many: usize,
    pub(super) same: Vec<(Vec<usize>, Vec<usize>)>,
}

/// People whom no sum tells apart: for each answer of a family and each category of it, the unknown counts that it is the sum of.
pub(super) struct People<'a> {
    family: &'a [usize],
    counts: Vec<Vec<Vec<usize>>>,
}

impl Unknowns {
    /// For each answer one unknown for each category, but for those that hold the same people as some of the answer that it is linked
    /// with; and there are as many people in all others of the one as in all others of the other. That is all that two answers have in
    /// common. Where there is no answer, the people are one unknown.
    pub(super) fn of_people<'a>(&mut self, plan: &Plan, family: &'a [usize]) -> People<'a> {
        let mut counts: Vec<Vec<Vec<usize>>> = Vec::new();
        if family.is_empty() {
            counts.push(vec![vec![self.next()]]);
        }
        for answer in family {
            let many = plan.variables()[*answer].categories.len();
            let link = plan.link(*answer);
            let with = link.and_then(|link| family.iter().position(|other| *other == link.with));
            let Some((link, with)) = link.zip(with) else {
                let own = (0..many).map(|_| vec![self.next()]).collect();
                counts.push(own);
                continue;
            };
            let all_of = |categories: &[usize]| categories.iter().flat_map(|at| counts[with][*at].clone()).collect();
            let taken: BTreeSet<usize> = link.same.values().flatten().copied().collect();
            let others: Vec<usize> = (0..counts[with].len()).filter(|other| !taken.contains(other)).collect();
            let mut rest = Vec::new();
            let own = (0..many).map(|category| {
                let same = link.same.get(&category).map(|same| all_of(same));
                same.unwrap_or_else(|| {
                    rest.push(self.next());
                    vec![rest[rest.len() - 1]]
                })
            });
            let (own, others) = (own.collect(), all_of(&others));
            counts.push(own);
            self.same.push((rest, others));
        }
        People { family, counts }
    }

    fn next(&mut self) -> usize {
        self.many += 1;
        self.many - 1
    }
}

impl People<'_> {
    /// The unknowns of those of them who are in a cell, if they are there by what breaks down.
    pub(super) fn in_cell(&self, plan: &Plan, cell: &Cell) -> Vec<usize> {
        let Some((variable, node)) = plan.answer(cell) else { return self.counts[0].concat() };
        let Some(own) = self.family.iter().position(|answer| *answer == variable) else { return Vec::new() };
        plan.variables()[variable].categories_of(node).flat_map(|category| self.counts[own][category].clone()).collect()
    }
}

/// Where else the people of a cell are told of: for another answer, the cells that together have the same people.
pub(super) fn same_people(plan: &Plan, cell: &Cell) -> Vec<Vec<Cell>> {
    let Some((variable, _)) = plan.answer(cell) else { return Vec::new() };
    let Some(family) = plan.kin().into_iter().find(|family| family.contains(&variable)) else { return Vec::new() };
    let people = Unknowns::default().of_people(plan, &family);
    let (wanted, base): (BTreeSet<usize>, Cell) = (people.in_cell(plan, cell).into_iter().collect(), plan.base(cell));
    let others = family.iter().filter(|other| **other != variable);
    let same = others.map(|other| {
        let cells = (0..plan.variables()[*other].categories.len()).map(|category| base.with(*other, category));
        let inside = cells.map(|cell| (people.in_cell(plan, &cell), cell));
        inside.filter(|(counts, _)| counts.iter().all(|count| wanted.contains(count))).collect::<Vec<_>>()
    });
    let is_all =
        |cells: &Vec<(Vec<usize>, Cell)>| cells.iter().map(|(counts, _)| counts.len()).sum::<usize>() == wanted.len();
    same.filter(is_all).map(|cells| cells.into_iter().map(|(_, cell)| cell).collect()).collect()
}
