//! The atoms of answers that tell on each other. A category that holds the same people as categories of another answer has no atoms of
//! its own: it is theirs. So whatever moves one moves the other, and no equation is needed between them.
//!
//! Nothing more is needed either: links are a tree, so numbers of people that agree wherever answers share atoms are those of some
//! people who gave all of these answers at once.

use crate::cube::Plan;
use crate::disclosure::protect::ground::Population;

pub(super) struct Family {
    /// The variables of the answers.
    pub(super) answers: Vec<usize>,
    /// For each answer and category, the atoms within a group of people.
    atoms: Vec<Vec<Vec<usize>>>,
    /// For each atom within a group, the first answer that has it, and the category.
    first: Vec<(usize, usize)>,
}

impl Family {
    pub(super) fn new(plan: &Plan, answers: Vec<usize>) -> Self {
        let mut family = Self { answers, atoms: Vec::new(), first: Vec::new() };
        for at in 0..family.answers.len() {
            let answer = family.answers[at];
            let link = plan.link(answer);
            let with = link.and_then(|link| family.answers.iter().position(|other| *other == link.with));
            let mut categories = Vec::new();
            for category in 0..plan.variables()[answer].categories.len() {
                let same = link.and_then(|link| link.same.get(&category)).zip(with);
                let same =
                    same.map(|(others, with)| others.iter().flat_map(|at| family.atoms[with][*at].clone()).collect());
                categories.push(same.unwrap_or_else(|| {
                    family.first.push((at, category));
                    vec![family.first.len() - 1]
                }));
            }
            family.atoms.push(categories);
        }
        family
    }

    /// How many atoms a group of people has.
    pub(super) fn size(&self) -> usize {
        self.first.len()
    }

    /// The atoms of a category of an answer, within a group.
    pub(super) fn of(&self, variable: usize, category: usize) -> &[usize] {
        let at = self.answers.iter().position(|answer| *answer == variable);
        at.map_or(&[], |at| &self.atoms[at][category])
    }

    /// For each answer the atoms of all its categories: everybody of a group.
    pub(super) fn everybody(&self) -> impl Iterator<Item = Vec<usize>> + '_ {
        self.atoms.iter().map(|categories| categories.concat())
    }

    /// The other answers of which some categories together hold the same people as some of this one, with these categories.
    pub(super) fn same(&self, variable: usize, categories: &[usize]) -> Vec<(usize, Vec<usize>)> {
        let wanted: Vec<usize> = categories.iter().flat_map(|category| self.of(variable, *category)).copied().collect();
        let others = self.answers.iter().zip(&self.atoms).filter(|(other, _)| **other != variable);
        let same = others.filter_map(|(other, atoms)| {
            let inside = |category: &usize| atoms[*category].iter().all(|atom| wanted.contains(atom));
            let inside: Vec<usize> = (0..atoms.len()).filter(inside).collect();
            let held: usize = inside.iter().map(|category| atoms[*category].len()).sum();
            (held == wanted.len()).then_some((*other, inside))
        });
        same.collect()
    }

    /// How many people of a population are in each atom, by where its answers are in the plan.
    pub(super) fn counts(&self, population: &Population, places: &[usize]) -> Vec<u32> {
        self.first.iter().map(|(at, category)| population.answers[places[*at]][*category]).collect()
    }

    /// The atoms, within a group, of who gave these answers: one for each answer whose category has one of its own.
    pub(super) fn own(&self, said: &[usize]) -> Vec<usize> {
        let is_said = |(_, (at, category)): &(usize, &(usize, usize))| said[*at] == *category;
        self.first.iter().enumerate().filter(is_said).map(|(atom, _)| atom).collect()
    }
}
