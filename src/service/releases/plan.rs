//! The plan of a release as an analyst writes it, as YAML beside the form it is about: who is counted, by what the answers are
//! broken down, in which tables. Whether it fits a form is found out when it is brought together with it.

use serde::{Deserialize, Serialize};
use stats::disclosure::Rules;

/// What is counted of a form, declared before anybody has seen an answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasePlan {
    /// The form.
    pub form_id: String,
    /// Whose answers count; everybody's, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
    /// Thresholds, where they are stricter than the usual ones.
    #[serde(default)]
    pub thresholds: Rules,
    /// The questions that say where somebody lives. Tables know them as `department` and `area`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What else may be known of people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakdowns: Vec<Breakdown>,
    /// By which of these each answer is broken down: one table for each line, and all its margins.
    pub tables: Vec<Vec<String>>,
    /// Whether those who do not know and those who do not say are counted apart. Together they hide less, because they are few.
    #[serde(default)]
    pub missing: MissingAnswers,
    /// What is counted.
    pub answers: Vec<Answer>,
}

/// How those are counted who gave no answer to a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingAnswers {
    /// As `no_answer`.
    #[default]
    Together,
    /// As `dont_know` and `no_answer`.
    Apart,
}

/// Those who gave one answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Path of the question, or of what the form calculates.
    pub question: String,
    /// The answer.
    pub is: String,
}

/// Where somebody lives, by codes that the programme's places have.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Path of the question about the area.
    pub area: String,
    /// Path of the one about the department.
    pub department: String,
}

/// Something that a neighbour may know of somebody.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Breakdown {
    /// What tables call it.
    pub name: String,
    /// Path of the question.
    pub question: String,
    /// Its categories; each code by itself, if nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Merged>,
    /// Whether neighbours among them go together, so that a coarser plan may merge them.
    #[serde(default)]
    pub ordered: bool,
}

/// A question whose answers are counted.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Path of the question. Of one with several answers, each is counted by itself.
    pub question: String,
    /// Its categories; each code by itself, if nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Merged>,
    /// Whether it tells on a group that all, or none, of it gave an answer; as the form says, if nothing is said here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<bool>,
    /// Its own tables instead of the common ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tables: Option<Vec<Vec<String>>>,
}

/// Several codes that count as one.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Merged {
    /// What they are called together.
    pub code: String,
    /// The codes of the form.
    pub of: Vec<String>,
}

/// A plan that cannot be read, with line and column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

/// Longer plans are not read.
pub const MOST_BYTES: usize = 256 * 1024;

impl ReleasePlan {
    /// Reads a plan.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        if text.len() > MOST_BYTES {
            return Err(Unreadable(format!("a plan has at most {MOST_BYTES} bytes")));
        }
        serde_saphyr::from_str(text).map_err(|error| Unreadable(error.to_string()))
    }

    /// The plan as YAML, without comments.
    pub(super) fn to_yaml(&self) -> String {
        serde_saphyr::to_string(self).expect("names, numbers and lists can be written")
    }

    /// The tables of one answer.
    pub fn tables_of<'a>(&'a self, answer: &'a Answer) -> &'a [Vec<String>] {
        answer.tables.as_deref().unwrap_or(&self.tables)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_is_wrong_says_where() {
        let error = ReleasePlan::parse("form_id: a\ntables: []\nanswers: []\nfilter: all").unwrap_err();
        assert!(error.to_string().contains("line 4"), "{error}");
        let error = ReleasePlan::parse("form_id: a\ntables: [[age]]\nanswers: [{ quest: b }]").unwrap_err();
        assert!(error.to_string().contains("line 3"), "{error}");
    }

    #[test]
    fn thresholds_are_raised_and_never_lowered() {
        let plan = |count| {
            ReleasePlan::parse(&format!(
                "form_id: a\ntables: []\nanswers: []\nthresholds: {{ least_count: {count}, least_base: 20, least_residents: 100 }}"
            ))
        };
        assert_eq!(plan(10).unwrap().thresholds.least_count(), 10);
        assert!(plan(4).unwrap_err().to_string().contains("never lowered"));
    }

    #[test]
    fn what_would_blow_up_is_refused() {
        let level = |name: u8| {
            let (now, below) = (char::from(name), char::from(name - 1));
            format!("{now}: &{now} [*{below}, *{below}, *{below}, *{below}, *{below}]")
        };
        let bomb = ["a: &a [x, x]".to_owned()].into_iter().chain((b'b'..=b'z').map(level));
        let bomb = bomb.collect::<Vec<_>>().join("\n");
        assert!(ReleasePlan::parse(&bomb).is_err());
        assert!(ReleasePlan::parse(&"[".repeat(10_000)).is_err());
        assert!(ReleasePlan::parse(&" ".repeat(MOST_BYTES + 1)).is_err());
    }
}
