//! How many people a distribution of answers must rest on where it is broken down by something that tells more of people than most does.

use std::collections::BTreeMap;

use crate::cube::{Cell, Plan, PlanError, Variable};

/// For variables that break down the fewest people; nothing for those that ask for no more than the rules do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LeastBases(BTreeMap<usize, u32>);

impl LeastBases {
    /// By the names of variables.
    pub(super) fn read(variables: &[Variable], named: &BTreeMap<String, u32>) -> Result<Self, PlanError> {
        let read = |(name, least): (&String, &u32)| {
            let at = variables.iter().position(|variable| variable.name == *name && !variable.is_answer());
            at.map(|at| (at, *least)).ok_or_else(|| PlanError::Unknown(name.clone()))
        };
        named.iter().map(read).collect::<Result<_, _>>().map(Self)
    }
}

impl Plan {
    /// The same plan where answers are told of a category of some variables only if so many people are in it, whatever else they are broken
    /// down by. It raises the threshold of the rules and never lowers it, and is as public as that.
    pub fn resting_on(mut self, least: &BTreeMap<String, u32>) -> Result<Self, PlanError> {
        self.least_bases = LeastBases::read(self.variables(), least)?;
        Ok(self)
    }

    /// What breaks down and asks for so many people, by name.
    pub fn least_bases(&self) -> BTreeMap<String, u32> {
        self.least_bases.0.iter().map(|(at, least)| (self.variables()[*at].name.clone(), *least)).collect()
    }

    /// The fewest people that answers of those in a cell may rest on, where what they are broken down by asks for more than the rules do.
    pub(crate) fn least_base(&self, cell: &Cell) -> u32 {
        let asked = cell.0.iter().filter_map(|(variable, _)| self.least_bases.0.get(variable));
        asked.copied().max().unwrap_or_default()
    }
}
