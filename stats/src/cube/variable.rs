//! A variable: what is asked or known of everybody, and the categories it falls into.

use std::cmp::Reverse;
use std::collections::BTreeSet;

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
    pub fn code(&self, node: usize) -> &str {
        let groups = node.checked_sub(self.categories.len());
        groups.map_or_else(|| &self.categories[node].code, |group| &self.groups[group].code)
    }

    /// Which category or group has this code.
    pub fn node(&self, code: &str) -> Option<usize> {
        (0..self.nodes()).find(|node| self.code(*node) == code)
    }

    /// Whether a category or group stands for no answer and nothing else.
    pub fn is_missing(&self, node: usize) -> bool {
        self.categories_of(node).all(|category| self.categories[category].missing.is_some())
    }

    /// What stands for no answer, so that everybody who gave none is in one of them: a group rather than the categories within it.
    pub fn unanswered(&self) -> BTreeSet<usize> {
        let widest = |category: usize| {
            let around = (0..self.nodes()).filter(|node| self.within(category, *node) && self.is_missing(*node));
            around.max_by_key(|node| (self.categories_of(*node).count(), Reverse(*node)))
        };
        (0..self.categories.len()).filter_map(widest).collect()
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
    pub fn parent(&self, node: usize) -> Option<usize> {
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

    /// The most people who can have answered there, because no more live there; nothing where nobody has said how many, which is said as
    /// none, of a part of it.
    pub(crate) fn ceiling(&self, node: usize) -> Option<u64> {
        let said = self.categories_of(node).all(|category| self.categories[category].residents != Some(0));
        self.residents(node).filter(|_| said).map(u64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gave_no_answer_is_in_one_group_or_category_of_those() {
        let why = [None, None, Some(MissingCode::DontKnow), Some(MissingCode::Declined), Some(MissingCode::NotAsked)];
        let category = |(missing, code): (Option<MissingCode>, char)| Category {
            code: code.to_string(),
            residents: None,
            missing,
        };
        let group = |code: &str, members: &str| Group {
            code: code.to_owned(),
            members: members.chars().map(String::from).collect(),
        };
        let mut variable = Variable {
            name: "safe".to_owned(),
            role: Role::Answer { sensitive: false },
            categories: why.into_iter().zip("yndsq".chars()).map(category).collect(),
            groups: Vec::new(),
        };
        let unanswered = |variable: &Variable| -> Vec<String> {
            variable.unanswered().into_iter().map(|node| variable.code(node).to_owned()).collect()
        };
        assert_eq!(unanswered(&variable), ["d", "s", "q"]);
        variable.groups = vec![group("said", "yn"), group("mixed", "ynds"), group("silent", "ds")];
        assert_eq!(unanswered(&variable), ["q", "silent"], "each of them once");
        let is_missing = |code: &str| variable.is_missing(variable.node(code).unwrap_or_default());
        assert_eq!(["y", "d", "said", "mixed", "silent"].map(is_missing), [false, true, false, false, true]);
        variable.groups = vec![group("alone", "q"), group("as well", "q")];
        assert_eq!(unanswered(&variable), ["d", "s", "q"], "a group of one is the same people");
    }
}
