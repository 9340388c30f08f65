//! Which questions of a form tell on each other: what is asked because of another answer, and what is worked out from one. Counts of
//! such questions are not independent, as protection takes them to be: who was not asked is who did not give the other answer.

use std::collections::{BTreeMap, BTreeSet};

use forms::{Asking, Form, Sources};

use super::plan::Population;

/// What the questions of a form follow from, among the people who count.
pub(in crate::service) struct Links<'f> {
    sources: BTreeMap<&'f str, Sources<'f>>,
    /// Everybody who counts has the same value here.
    fixed: Option<&'f str>,
    /// Conditions that everybody who counts fulfils.
    passed: BTreeSet<Asking<'f>>,
}

impl<'f> Links<'f> {
    /// Among those who gave one answer, or everybody.
    pub(in crate::service) fn of(form: &'f Form, population: Option<&Population>) -> Self {
        let sources = form.sources();
        let fixed = population.and_then(|one| Some((*sources.get_key_value(one.question.as_str())?.0, one)));
        let mut passed = BTreeSet::new();
        if let Some((question, population)) = fixed {
            // Who gave the answer was asked for it.
            passed.extend(sources[question].conditions.iter().cloned());
            let name = question.rsplit('/').next().unwrap_or_default();
            let own = sources.values().flat_map(|sources| &sources.conditions).filter(|condition| {
                condition.reads.len() == 1
                    && condition.reads.contains(question)
                    && says(condition.source, name, &population.is)
            });
            passed.extend(own.cloned());
        }
        Self { sources, fixed: fixed.map(|(question, _)| question), passed }
    }

    /// Whether everybody who counts is asked.
    pub(in crate::service) fn is_asked_of_all(&self, path: &str) -> bool {
        self.sources.contains_key(path) && self.conditions(path).is_empty()
    }

    /// The conditions under which somebody is asked who counts, but for those that all of them fulfil.
    pub(super) fn conditions(&self, path: &str) -> BTreeSet<&Asking<'f>> {
        let all = self.sources.get(path).into_iter().flat_map(|sources| &sources.conditions);
        all.filter(|condition| !self.passed.contains(*condition)).collect()
    }

    /// Whether an answer is worked out from others, or others say which answers there are.
    pub(super) fn is_made(&self, path: &str) -> bool {
        self.sources.get(path).is_none_or(|sources| !sources.value.is_empty())
    }

    /// The path as the form has it.
    pub(super) fn row(&self, path: &str) -> Option<&'f str> {
        self.sources.get_key_value(path).map(|(path, _)| *path)
    }

    /// All that an answer is worked out from, or that says which answers there are, directly or through others.
    pub(in crate::service) fn made_of(&self, path: &str) -> BTreeSet<&'f str> {
        let direct = self.sources.get(path).into_iter().flat_map(|sources| sources.value.iter().copied());
        self.closed(direct.collect())
    }

    /// A question, all that its answer is worked out from and all that decides whether somebody who counts is asked.
    pub(in crate::service) fn behind(&self, path: &str) -> BTreeSet<&'f str> {
        self.closed(self.sources.get_key_value(path).map(|(path, _)| *path).into_iter().collect())
    }

    /// What is behind both of two questions, so that each tells on the other.
    pub(in crate::service) fn between(&self, one: &str, other: &str) -> BTreeSet<&'f str> {
        self.behind(one).intersection(&self.behind(other)).copied().collect()
    }

    /// For each of some questions a number, which those share that tell on each other, directly or through others of them.
    pub(in crate::service) fn groups(&self, questions: &[&str]) -> Vec<usize> {
        let mut groups: Vec<usize> = (0..questions.len()).collect();
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, question) in questions.iter().enumerate() {
            for source in self.behind(question) {
                let (old, new) = (groups[at], groups[*first.entry(source).or_insert(at)]);
                groups.iter_mut().filter(|group| **group == old).for_each(|group| *group = new);
            }
        }
        groups
    }

    /// What the conditions read that somebody who counts may not fulfil.
    fn open<'s>(&'s self, sources: &'s Sources<'f>) -> impl Iterator<Item = &'f str> + 's {
        let open = sources.conditions.iter().filter(|condition| !self.passed.contains(*condition));
        open.flat_map(|condition| condition.reads.iter().copied())
    }

    /// These rows and all that they follow from. What is the same for everybody tells nothing.
    fn closed(&self, rows: Vec<&'f str>) -> BTreeSet<&'f str> {
        let (mut found, mut waiting) = (BTreeSet::new(), rows);
        while let Some(row) = waiting.pop() {
            if self.fixed == Some(row) || !found.insert(row) {
                continue;
            }
            if let Some(sources) = self.sources.get(row) {
                waiting.extend(sources.value.iter().copied().chain(self.open(sources)));
            }
        }
        found
    }
}

/// Whether a condition says that a question has an answer, and nothing else.
fn says(condition: &str, name: &str, answer: &str) -> bool {
    let Some((left, right)) = condition.split_once('=') else { return false };
    let right = right.trim();
    left.trim() == format!("${{{name}}}") && ['\'', '"'].iter().any(|quote| right == format!("{quote}{answer}{quote}"))
}

#[cfg(test)]
#[path = "linked_tests.rs"]
mod tests;
