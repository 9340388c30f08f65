//! Tables of a plan: which variables are counted against each other, and how finely.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cube::{PlanError, Variable};

/// A set of variables to be counted against each other, with all margins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its variables: any number that break down, and one answer at most.
    pub dimensions: Vec<Dimension>,
}

/// A variable as a table uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// The name of the variable.
    pub variable: String,
    /// How finely.
    #[serde(default)]
    pub detail: Detail,
}

/// How finely a table tells the categories of a variable apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Categories and groups.
    #[default]
    Categories,
    /// Groups alone: areas without their departments.
    Groups,
}

impl Table {
    /// A table that shows these variables in full.
    pub fn of(variables: &[&str]) -> Self {
        let full = |variable: &&str| Dimension { variable: (*variable).to_owned(), detail: Detail::Categories };
        Self { dimensions: variables.iter().map(full).collect() }
    }

    /// The same table with one variable more, by its groups alone.
    #[must_use]
    pub fn by_groups_of(mut self, variable: &str) -> Self {
        self.dimensions.push(Dimension { variable: variable.to_owned(), detail: Detail::Groups });
        self
    }

    /// Its variables as numbers of `variables`, ascending, if they fit together.
    pub(super) fn among(&self, variables: &[Variable]) -> Result<Vec<(usize, Detail)>, PlanError> {
        let mut dimensions = BTreeMap::new();
        for Dimension { variable: name, detail } in &self.dimensions {
            let at = variables.iter().position(|variable| variable.name == *name);
            let at = at.ok_or_else(|| PlanError::Unknown(name.clone()))?;
            if dimensions.insert(at, *detail).is_some() {
                return Err(PlanError::Twice(name.clone()));
            }
            let variable = &variables[at];
            let grouped =
                |category| (variable.categories.len()..variable.nodes()).any(|at| variable.within(category, at));
            if *detail == Detail::Groups && !(0..variable.categories.len()).all(grouped) {
                return Err(PlanError::Ungrouped(name.clone()));
            }
        }
        let answers: Vec<_> =
            dimensions.keys().map(|at| &variables[*at]).filter(|variable| variable.is_answer()).collect();
        if let [one, other, ..] = answers[..] {
            return Err(PlanError::TwoAnswers(one.name.clone(), other.name.clone()));
        }
        Ok(dimensions.into_iter().collect())
    }
}
