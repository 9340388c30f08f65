//! A variable: what is asked or known of everybody, and the categories it falls into.

use serde::{Deserialize, Serialize};

/// What is asked, or known, of everybody; each person is in exactly one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Its name, as a column has it.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Its finest categories.
    pub categories: Vec<Category>,
    /// Coarser ones that are shown beside them: an area over its departments, *safe* over 1 to 3.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
}

/// What a variable is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Says who people are. A neighbour may know it of each respondent.
    Breakdown,
    /// Says what people think or do, which nobody may learn of anybody.
    Answer {
        /// Whether it tells on a group that all, or none, of it gave an answer.
        sensitive: bool,
    },
}

/// One of the finest categories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its code, which no other category or group of the variable has.
    pub code: String,
    /// How many people live there, where it is a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residents: Option<u32>,
    /// Why it is no answer, where it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingCode>,
}

/// Why there is no answer. Shown and protected as any other category, never part of a denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingCode {
    /// *Ved ikke*.
    DontKnow,
    /// *Ønsker ikke at svare*.
    Declined,
    /// The form did not ask it of this person.
    NotAsked,
}

/// Several categories shown as one. Two groups of a variable share nothing, or one lies within the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its code.
    pub code: String,
    /// The codes of the categories it is made of.
    pub members: Vec<String>,
}

impl Variable {
    /// Whether it says what people think or do.
    pub fn is_answer(&self) -> bool {
        matches!(self.role, Role::Answer { .. })
    }

    /// Whether all, or none, giving an answer tells on the group.
    pub fn is_sensitive(&self) -> bool {
        self.role == Role::Answer { sensitive: true }
    }

    /// How many categories and groups it has together.
    pub fn nodes(&self) -> usize {
        self.categories.len() + self.groups.len()
    }

    /// The code of a category or, behind them, of a group.
    pub(crate) fn code(&self, node: usize) -> &str {
        let groups = node.checked_sub(self.categories.len());
        groups.map_or_else(|| &self.categories[node].code, |group| &self.groups[group].code)
    }

    /// Which category or group has this code.
    pub(crate) fn node(&self, code: &str) -> Option<usize> {
        (0..self.nodes()).find(|node| self.code(*node) == code)
    }

    /// Whether a category belongs to a category or group.
    pub(crate) fn within(&self, category: usize, node: usize) -> bool {
        match node.checked_sub(self.categories.len()) {
            None => category == node,
            Some(group) => self.groups[group].members.contains(&self.categories[category].code),
        }
    }

    /// The finest categories of a category or group.
    pub(crate) fn categories_of(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.categories.len()).filter(move |category| self.within(*category, node))
    }

    /// The smallest group around a category or group that is not as large as it.
    pub(crate) fn parent(&self, node: usize) -> Option<usize> {
        let size = self.categories_of(node).count();
        let around = (self.categories.len()..self.nodes()).filter(|group| {
            self.categories_of(*group).count() > size && self.categories_of(node).all(|leaf| self.within(leaf, *group))
        });
        around.min_by_key(|group| self.categories_of(*group).count())
    }

    /// How many people live there, where each category says so; no more than can be counted, whatever a file says.
    pub(crate) fn residents(&self, node: usize) -> Option<u32> {
        let mut residents = self.categories_of(node).map(|category| self.categories[category].residents);
        residents.try_fold(0_u32, |sum, more| Some(sum.saturating_add(more?)))
    }
}
