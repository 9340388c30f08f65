//! What a plan breaks answers down by beside the place: what people said of themselves, or the language in which they answered.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use stats::disclosure::Rules;

use super::plan::{Label, Merged};
use super::residents::Known;

/// Something that a neighbour may know of somebody.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Breakdown {
    /// What tables call it.
    pub name: String,
    /// Where it is known from.
    pub source: Source,
    /// What files call it; as the form asks, if nothing is said.
    pub label: Option<Label>,
    /// Its categories; each code by itself, if nothing is said.
    pub categories: Vec<Merged>,
    /// For which ages or which gender each category stands in figures of residents. With them answers are weighted.
    pub residents: BTreeMap<String, Known>,
    /// Whether neighbours among them go together, so that a coarser plan may merge them.
    pub ordered: bool,
    least_base: Option<u32>,
}

/// Where something is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The path of a question.
    Question(String),
    /// The language in which somebody answered: those that are told, and all others together.
    Language(Vec<String>),
}

/// Why something breaks nothing down, whatever the form is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Neither, or both.
    #[error("{0} is broken down by a `question` or by the `language` of the answer, and by one of both")]
    Source(String),
    /// No language is told.
    #[error("{0} names no `language`")]
    NoLanguage(String),
    /// A language stands there twice.
    #[error("{1} names the language {0} twice")]
    Twice(String, String),
    /// Nobody would be in a category: everybody knows that nobody is, and nothing hides behind such a zero.
    #[error("{0} has a category of no language: {1}")]
    Empty(String, String),
    /// Nobody counts residents by their language, and languages have no order.
    #[error("{0} is the language of the answer, which has neither `residents` nor an order")]
    OfLanguages(String),
    /// It would tell of fewer people than may be told of.
    #[error("`least_base` of {0} may be raised and never lowered: it is at least {1}")]
    LeastBase(String, u32),
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<Label>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    categories: Vec<Merged>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    residents: BTreeMap<String, Known>,
    #[serde(default)]
    ordered: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    least_base: Option<u32>,
}

/// Answers are told of a language where at least so many answered in it. It tells where somebody comes from, more than age and gender do.
pub(super) const LEAST_OF_A_LANGUAGE: u32 = 100;

impl Breakdown {
    /// The path of its question, if it has one.
    pub fn question(&self) -> Option<&str> {
        match &self.source {
            Source::Question(path) => Some(path),
            Source::Language(_) => None,
        }
    }

    /// Of how many people answers are told at least, where that is more than elsewhere.
    pub(super) fn least_base(&self) -> Option<u32> {
        self.least_base.or(self.question().is_none().then_some(LEAST_OF_A_LANGUAGE))
    }
}

impl TryFrom<Written> for Breakdown {
    type Error = Wrong;

    fn try_from(written: Written) -> Result<Self, Wrong> {
        let Written { name, question, language, label, categories, residents, ordered, least_base } = written;
        let (source, lowest) = match (question, language) {
            (Some(question), None) => {
                let usual = u32::try_from(Rules::default().least_base()).unwrap_or(u32::MAX);
                (Source::Question(question), usual)
            }
            (None, Some(told)) => {
                check(&name, &told)?;
                if let Some(empty) = categories.iter().find(|category| category.of.is_empty()) {
                    return Err(Wrong::Empty(name, empty.code.clone()));
                }
                if ordered || !residents.is_empty() {
                    return Err(Wrong::OfLanguages(name));
                }
                (Source::Language(told), LEAST_OF_A_LANGUAGE)
            }
            _ => return Err(Wrong::Source(name)),
        };
        match least_base {
            Some(least) if least < lowest => Err(Wrong::LeastBase(name, lowest)),
            _ => Ok(Self { name, source, label, categories, residents, ordered, least_base }),
        }
    }
}

fn check(name: &str, told: &[String]) -> Result<(), Wrong> {
    let mut once = BTreeSet::new();
    match told.iter().find(|language| !once.insert(*language)) {
        Some(twice) => Err(Wrong::Twice(twice.clone(), name.to_owned())),
        None if told.is_empty() => Err(Wrong::NoLanguage(name.to_owned())),
        None => Ok(()),
    }
}

impl From<Breakdown> for Written {
    fn from(breakdown: Breakdown) -> Self {
        let Breakdown { name, source, label, categories, residents, ordered, least_base } = breakdown;
        let (question, language) = match source {
            Source::Question(question) => (Some(question), None),
            Source::Language(told) => (None, Some(told)),
        };
        Self { name, question, language, label, categories, residents, ordered, least_base }
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::ReleasePlan;

    fn plan(breakdown: &str) -> Result<ReleasePlan, String> {
        let plan = format!("form_id: a\nbreakdowns: [{{ name: b, {breakdown} }}]\ntables: []\nanswers: []");
        ReleasePlan::parse(&plan).map_err(|error| error.to_string())
    }

    #[test]
    fn a_language_is_told_of_a_hundred_and_a_plan_asks_for_more_and_never_for_fewer() {
        let least = |breakdown: &str| plan(breakdown).map(|plan| plan.breakdowns[0].least_base());
        assert_eq!(least("language: [da]"), Ok(Some(100)));
        assert_eq!(least("language: [da], least_base: 250"), Ok(Some(250)));
        assert_eq!(least("question: q"), Ok(None));
        assert_eq!(least("question: q, least_base: 40"), Ok(Some(40)));
        for (breakdown, lowest) in [("language: [da], least_base: 99", 100), ("question: q, least_base: 19", 20)] {
            let error = least(breakdown).unwrap_err();
            assert!(error.contains(&format!("never lowered: it is at least {lowest}")), "{error}");
        }
    }

    #[test]
    fn what_breaks_nothing_down_says_why() {
        for (breakdown, why) in [
            ("label: B", "by one of both"),
            ("question: q, language: [da]", "by one of both"),
            ("language: []", "b names no `language`"),
            ("language: [da, en, da]", "names the language da twice"),
            ("language: [da], categories: [{ code: x, of: [] }]", "b has a category of no language: x"),
            ("language: [da], ordered: true", "neither `residents` nor an order"),
            ("language: [da], residents: { da: women }", "neither `residents` nor an order"),
            ("language: da", "line 2"),
            ("language: [da], dialect: fynsk", "unknown field"),
        ] {
            let error = plan(breakdown).unwrap_err();
            assert!(error.contains(why), "{breakdown}: {error}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let text = plan("language: [da, en], categories: [{ code: north, of: [da, en] }], least_base: 120").unwrap();
        let text = text.to_yaml();
        assert_eq!(ReleasePlan::parse(&text).unwrap().to_yaml(), text);
        assert!(text.contains("language:") && text.contains("least_base: 120") && !text.contains("question"), "{text}");
    }
}
