//! The plan of a release as an analyst writes it, as YAML beside the form it is about: who is counted, by what the answers are
//! broken down, in which tables. Whether it fits a form is found out when it is brought together with it.

use std::collections::BTreeMap;

use forms::Code;
use serde::{Deserialize, Serialize};
use stats::disclosure::{Method, Rules};

use super::breakdown::Breakdown;

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
    /// By which method counts are protected: some are hidden, if nothing is said.
    #[serde(default, skip_serializing_if = "Method::is_suppression")]
    pub method: Method,
    /// Counts and all that follows from them, or whole percentages; these go with rounded bases.
    #[serde(default)]
    pub percentages: Percentages,
    /// How many people there are in each group, or about how many.
    #[serde(default)]
    pub bases: Bases,
    /// Whether those who do not know and those who do not say are told apart. If nothing is said they are not, so that a plan of a wave
    /// that is released means what it meant.
    #[serde(default)]
    pub missing: MissingAnswers,
    /// What is counted.
    pub answers: Vec<Answer>,
}

/// What is said of a cell that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figures {
    /// Its count.
    #[default]
    Counts,
    /// A whole percentage of a base that is rounded to five.
    Rounded,
}

/// How shares are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Percentages {
    /// By counts, with four decimals.
    #[default]
    Exact,
    /// Whole, without counts.
    Whole,
}

/// How numbers of people are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub enum Bases {
    /// As they are.
    #[default]
    #[serde(rename = "exact")]
    Exact,
    /// To the nearest five.
    #[serde(rename = "rounded_to_5")]
    RoundedTo5,
}

/// How those are counted who gave no answer to a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingAnswers {
    /// As `no_answer`.
    #[default]
    Together,
    /// As `no_answer`, and within it as `dont_know` and `declined`, where the form has an answer for those who do not know.
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
    /// What files call these people; question and answer, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
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

/// A question whose answers are counted.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Path of the question.
    pub question: String,
    /// What files call it; as the form asks, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// Its categories; each code by itself, if nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Merged>,
    /// Of a question that is answered with a number, and of a number that the form calculates: which values count as one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// Of a question with several answers: those that are counted. One of them has to be left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
    /// Whether it tells on a group that all, or none, of it gave an answer. What the form says so of, a plan does not take back.
    #[serde(default)]
    pub sensitive: bool,
    /// Its own tables instead of the common ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tables: Option<Vec<Vec<String>>>,
}

/// One code, or several of them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged, expecting = "`only` is a code or a list of codes")]
pub enum Only {
    /// The one.
    One(String),
    /// Each of them by itself.
    Several(Vec<String>),
}

/// Numbers that count as one, both ends included. A number between two bands counts with the lower one.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// What they are called together.
    pub code: String,
    /// What files call them; the code, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// The smallest. Only the first band may leave it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// The largest. Only the last band may leave it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
}

/// Several codes that count as one.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Merged {
    /// What they are called together.
    pub code: String,
    /// The codes of the form.
    pub of: Vec<String>,
    /// What files call them; what the form calls each of them, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
}

/// What files call something.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Label {
    /// The same in every language.
    Same(String),
    /// In each language by its own words.
    ByLanguage(BTreeMap<String, String>),
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
        let plan: Self = serde_saphyr::from_str(text).map_err(|error| Unreadable(error.to_string()))?;
        // A whole percentage of an exact base is a count in disguise, and so is the other way round.
        if (plan.percentages == Percentages::Whole) != (plan.bases == Bases::RoundedTo5) {
            return Err(Unreadable("`percentages: whole` and `bases: rounded_to_5` go together".to_owned()));
        }
        plan.method.check(plan.thresholds).map_err(|error| Unreadable(error.to_string()))?;
        if !plan.method.is_suppression() && plan.figures() == Figures::Rounded {
            return Err(Unreadable("`percentages: whole` goes with counts that are hidden and not changed".to_owned()));
        }
        Ok(plan)
    }

    /// Whether counts leave the house.
    pub fn figures(&self) -> Figures {
        match self.percentages {
            Percentages::Exact => Figures::Counts,
            Percentages::Whole => Figures::Rounded,
        }
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

impl Only {
    /// All of them.
    pub fn codes(&self) -> &[String] {
        match self {
            Self::One(code) => std::slice::from_ref(code),
            Self::Several(codes) => codes,
        }
    }
}

impl Answer {
    /// A question that is in no table.
    pub(super) fn of_nothing(question: &str) -> Self {
        Self {
            question: question.to_owned(),
            label: None,
            categories: Vec::new(),
            bands: Vec::new(),
            only: None,
            sensitive: false,
            tables: Some(Vec::new()),
        }
    }

    /// Of a question with several answers those that are counted, by themselves.
    pub(super) fn counted<'a>(&'a self, codes: &'a [Code]) -> impl Iterator<Item = &'a Code> {
        let is_counted = |code: &&Code| self.only.as_ref().is_none_or(|only| only.codes().contains(&code.code));
        codes.iter().filter(|code| code.missing.is_none()).filter(is_counted)
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
        let error = ReleasePlan::parse("form_id: a\ntables: []\nanswers: [{ question: b, only: 5 }]").unwrap_err();
        assert!(error.to_string().contains("`only` is a code or a list of codes"), "{error}");
    }

    #[test]
    fn a_label_is_one_text_or_one_a_language() {
        let plan = "form_id: a\ntables: []\nanswers:\n  - question: b\n    label: B\n    categories:\n      - { code: c, of: [d], label: { da: Godt, en: Good } }\n      - { code: e, of: [f] }";
        let plan = ReleasePlan::parse(plan).unwrap();
        assert_eq!(plan.answers[0].label, Some(Label::Same("B".to_owned())));
        let good = [("da", "Godt"), ("en", "Good")].map(|(language, text)| (language.to_owned(), text.to_owned()));
        assert_eq!(plan.answers[0].categories[0].label, Some(Label::ByLanguage(good.into())));
        assert_eq!(plan.answers[0].categories[1].label, None);
        assert!(ReleasePlan::parse("form_id: a\ntables: []\nanswers: [{ question: b, label: [c] }]").is_err());
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
    fn whole_percentages_and_rounded_bases_go_together() {
        let plan = |said: &str| ReleasePlan::parse(&format!("form_id: a\ntables: []\nanswers: []\n{said}"));
        assert_eq!(plan("percentages: whole\nbases: rounded_to_5").unwrap().figures(), Figures::Rounded);
        assert_eq!(plan("").unwrap().figures(), Figures::Counts);
        for said in ["percentages: whole", "bases: rounded_to_5"] {
            assert!(plan(said).unwrap_err().to_string().contains("go together"));
        }
    }

    #[test]
    fn a_method_is_chosen_and_never_one_that_protects_less() {
        let plan = |said: &str| ReleasePlan::parse(&format!("form_id: a\ntables: []\nanswers: []\n{said}"));
        assert_eq!(plan("").unwrap().method, Method::Suppression);
        let noise = plan("method: { cell_key: { most: 4, variance: 2.5 } }").unwrap();
        assert_eq!(noise.method, Method::CellKey { most: 4, variance: 2.5 });
        assert_eq!(ReleasePlan::parse(&noise.to_yaml()).unwrap().method, noise.method);
        let rounding = plan("method: { small_count_rounding: { base: 5 } }").unwrap();
        assert_eq!(rounding.method, Method::SmallCountRounding { base: 5 });
        assert!(!plan("method: suppression").unwrap().to_yaml().contains("method"));
        for said in [
            "method: { cell_key: { most: 2, variance: 1.5 } }",
            "method: { small_count_rounding: { base: 3 } }",
            "method: { small_count_rounding: { base: 5 } }\npercentages: whole\nbases: rounded_to_5",
            "method: { swapping: { share: 5 } }",
        ] {
            assert!(plan(said).is_err(), "{said}");
        }
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
