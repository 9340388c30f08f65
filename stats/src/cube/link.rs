//! Answers that tell on each other: who was not asked one question is who gave other answers to another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::cube::{Plan, PlanError, Record, Variable};

/// That categories of one answer hold the same people as categories of another, as the form says and not as it happened: those who
/// were not asked where they feel unsafe are those who said that they feel safe, or nothing. That is public, so what is told of one
/// answer tells on the other, and the two are protected and audited together.
///
/// Who is in the other categories of the one may be in any other category of the other: links are all that two answers have in common.
/// An answer has one link to an earlier one at most, so answers that hang together are a tree, and any two numbers of people that fit
/// along each link are those of some people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The name of the answer.
    pub answer: String,
    /// The name of the one it is linked with, which stands before it in the plan.
    pub with: String,
    /// For a category of the answer, the categories of the other that together hold the same people.
    pub same: BTreeMap<String, Vec<String>>,
}

/// A link by the numbers of variables and categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Linked {
    pub(crate) with: usize,
    pub(crate) same: BTreeMap<usize, Vec<usize>>,
}

impl Linked {
    /// The number of the answer, and its link.
    pub(super) fn read(variables: &[Variable], link: &Link) -> Result<(usize, Self), PlanError> {
        let wrong = || PlanError::Link(link.answer.clone(), link.with.clone());
        let answer = |name: &str| variables.iter().position(|variable| variable.name == name && variable.is_answer());
        let (here, with) =
            answer(&link.answer).zip(answer(&link.with)).filter(|(at, with)| with < at).ok_or_else(wrong)?;
        let category = |variable: usize, code: &String| {
            let found = variables[variable].categories.iter().position(|category| category.code == *code);
            found.ok_or_else(|| PlanError::Unknown(code.clone()))
        };
        let (mut same, mut once) = (BTreeMap::new(), BTreeSet::new());
        for (code, others) in &link.same {
            let others = others.iter().map(|other| category(with, other)).collect::<Result<Vec<usize>, _>>()?;
            if others.is_empty() || !others.iter().all(|other| once.insert(*other)) {
                return Err(wrong());
            }
            same.insert(category(here, code)?, others);
        }
        if same.is_empty() { Err(wrong()) } else { Ok((here, Self { with, same })) }
    }

    /// The link by names.
    pub(super) fn written(&self, variables: &[Variable], answer: usize) -> Link {
        let code = |variable: usize, category: usize| variables[variable].categories[category].code.clone();
        let same = self
            .same
            .iter()
            .map(|(here, others)| (code(answer, *here), others.iter().map(|other| code(self.with, *other)).collect()));
        Link { answer: variables[answer].name.clone(), with: variables[self.with].name.clone(), same: same.collect() }
    }

    /// Whether somebody can be in both of two categories of the linked answers.
    pub(crate) fn holds(&self, here: usize, there: usize) -> bool {
        match self.same.get(&here) {
            Some(others) => others.contains(&there),
            None => !self.same.values().flatten().any(|other| *other == there),
        }
    }

    /// Whether somebody can have given these answers.
    fn fits(&self, answer: usize, record: &Record) -> bool {
        self.holds(record.categories[answer], record.categories[self.with])
    }
}

impl Plan {
    /// An answer of a record that nobody gives who gave its others.
    pub(crate) fn misfit(&self, record: &Record) -> Option<usize> {
        let is_misfit = |answer: &usize| self.link(*answer).is_some_and(|linked| !linked.fits(*answer, record));
        self.answers().into_iter().find(is_misfit)
    }

    /// All answers, those together that are linked, directly or through others of them; each of a family stands behind the one it is
    /// linked with.
    pub fn families(&self) -> Vec<Vec<usize>> {
        let mut families: Vec<Vec<usize>> = Vec::new();
        for answer in self.answers() {
            let with = self.link(answer).map(|linked| linked.with);
            let known = with.and_then(|with| families.iter_mut().find(|family| family.contains(&with)));
            match known {
                Some(family) => family.push(answer),
                None => families.push(vec![answer]),
            }
        }
        families
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::{Category, Presence, RecordError, Role, Table, Tally};

    fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
        let category = |code: &&str| Category { code: (*code).to_owned(), residents: None, missing: None };
        Variable { name: name.to_owned(), role, categories: codes.iter().map(category).collect(), groups: Vec::new() }
    }

    fn plan() -> Plan {
        const ANSWER: Role = Role::Answer { sensitive: false };
        let variables = vec![
            variable("area", Role::Breakdown, &["north", "south"]),
            variable("unsafe", ANSWER, &["yes", "no", "no_answer"]),
            variable("where", ANSWER, &["outside", "inside", "not_asked"]),
            variable("other", ANSWER, &["yes", "no"]),
            variable("when", ANSWER, &["day", "night", "not_asked"]),
        ];
        let tables = ["unsafe", "where", "other"].map(|answer| Table::of(&["area", answer]));
        Plan::parse(variables, &tables).unwrap()
    }

    fn link(answer: &str, with: &str, same: &[(&str, &[&str])]) -> Link {
        let same = same.iter().map(|(code, of)| ((*code).to_owned(), of.iter().map(|one| (*one).to_owned()).collect()));
        Link { answer: answer.to_owned(), with: with.to_owned(), same: same.collect() }
    }

    fn follow_up(answer: &str) -> Link {
        link(answer, "unsafe", &[("not_asked", &["no", "no_answer"])])
    }

    #[test]
    fn linked_answers_are_a_family_and_others_are_by_themselves() {
        let plan = plan().linked(&[follow_up("where"), follow_up("when")]).unwrap();
        assert_eq!(plan.families(), [vec![1, 2, 4], vec![3]]);
        let written = serde_json::to_string(&plan).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&written).unwrap(), plan);
        assert!(!plan.is_of_the_same(&self::plan()));
    }

    #[test]
    fn a_link_names_what_is_there_and_an_earlier_answer() {
        let refused = |link: Link| plan().linked(&[link]).unwrap_err();
        let same: &[(&str, &[&str])] = &[("yes", &["outside"])];
        assert_eq!(refused(link("unsafe", "where", same)), PlanError::Link("unsafe".into(), "where".into()));
        assert!(matches!(refused(link("where", "area", &[("not_asked", &["north"])])), PlanError::Link(..)));
        assert_eq!(refused(link("where", "unsafe", &[("never", &["no"])])), PlanError::Unknown("never".into()));
        assert!(matches!(refused(link("where", "unsafe", &[])), PlanError::Link(..)));
        assert!(matches!(refused(link("where", "unsafe", &[("not_asked", &[])])), PlanError::Link(..)));
        let twice: &[(&str, &[&str])] = &[("not_asked", &["no"]), ("inside", &["no"])];
        assert!(matches!(refused(link("where", "unsafe", twice)), PlanError::Link(..)));
        let two = plan().linked(&[follow_up("where"), follow_up("where")]);
        assert_eq!(two.unwrap_err(), PlanError::Twice("where".into()));
    }

    #[test]
    fn nobody_is_counted_who_was_asked_and_was_not() {
        let plan = plan().linked(&[follow_up("where")]).unwrap();
        let counted = |unsafe_: usize, place: usize| {
            let record = Record { categories: vec![0, unsafe_, place, 0, 2], presence: Presence::default() };
            Tally::count(plan.clone(), 0, [record]).err()
        };
        assert_eq!(counted(0, 1), None);
        assert_eq!(counted(1, 2), None);
        assert_eq!(counted(0, 2), Some(RecordError::Linked { record: 0, variable: 2 }));
        assert_eq!(counted(2, 0), Some(RecordError::Linked { record: 0, variable: 2 }));
    }
}
