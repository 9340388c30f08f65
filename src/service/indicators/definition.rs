//! The definition of an indicator as its author writes it, as YAML: what it is called, what it is a share of, which way is good.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::chart::Basis;
use crate::service::releases::tidy::WIDE;

/// An indicator, as it is used. A definition that changes gets another version: what was told by the old one stays what it was.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Definition {
    /// What it is called in addresses and files.
    pub id: String,
    /// The version of this definition, from 1.
    pub version: u32,
    /// Its row in the table of the strategic agreement, if it has one.
    pub row: Option<u8>,
    /// What it says, by language.
    pub title: BTreeMap<String, String>,
    /// A few words for a column or a picture, by language.
    pub short: BTreeMap<String, String>,
    /// Of whom or of what, by language.
    pub population: BTreeMap<String, String>,
    /// The same as a sentence for residents, by language: `{share}` stands where it says how many of ten. Shares of people have one.
    pub plain: BTreeMap<String, String>,
    /// What its values are.
    pub unit: Unit,
    /// Which way is good.
    pub good: Direction,
    /// Days from which on something else was asked or counted, though the words here stayed: what is later cannot be held against what
    /// is earlier.
    pub breaks: Vec<Break>,
    /// From this width of its interval on a value is called unreliable.
    pub unreliable_above: f64,
    /// What it is made of.
    pub source: Source,
}

/// A definition as its author writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    version: u32,
    row: Option<u8>,
    title: BTreeMap<String, String>,
    short: BTreeMap<String, String>,
    population: BTreeMap<String, String>,
    #[serde(default)]
    plain: BTreeMap<String, String>,
    unit: Unit,
    good: Direction,
    #[serde(default)]
    breaks: Vec<Break>,
    unreliable_above: Option<f64>,
    survey: Option<Survey>,
    response_rate: Option<ResponseRate>,
    activities: Option<Activities>,
    walks: Option<Walks>,
}

/// What an indicator is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Answers to a survey.
    Survey(Survey),
    /// How many of those who were invited answered.
    ResponseRate(ResponseRate),
    /// What was registered of activities in a month, by focus area.
    Activities(Activities),
    /// What became of findings of safety walks in a month, by responsible party.
    Walks(Walks),
}

/// How many of those who were invited to a form answered.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponseRate {
    /// The form.
    pub form_id: String,
}

/// What is counted of activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activities {
    /// What.
    pub count: Attended,
}

/// What is registered of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attended {
    /// That it was held.
    Sessions,
    /// Who came, each time that they came.
    Participants,
    /// Who of them came for the first time.
    FirstTimers,
    /// Who helped.
    Volunteers,
}

/// What is counted of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walks {
    /// What.
    pub count: Findings,
}

/// What becomes of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Findings {
    /// They were seen.
    Opened,
    /// They were done or refused.
    Closed,
    /// How many days that took, as a median.
    DaysToClose,
}

/// Where a series breaks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// The first day of what is new.
    #[serde(deserialize_with = "day")]
    pub on: Date,
    /// What became different, by language.
    pub why: BTreeMap<String, String>,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share, 0 to 1.
    Share,
    /// How many there were in a month.
    Count,
    /// Days.
    Days,
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The more, the better.
    Up,
    /// The less, the better.
    Down,
}

/// An indicator that a survey gives: the mean of the shares of its items.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// The form.
    pub form_id: String,
    /// Versions of the form whose questions mean something else, so that they tell nothing of this indicator.
    #[serde(default)]
    pub not_versions: Vec<String>,
    /// At least one.
    pub items: Vec<Item>,
}

/// A share of those who answered one question. Both are conditions on its codes, in the expressions of the form.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Who counts.
    pub numerator: String,
    /// Of whom; all who gave an answer, if nothing is said: neither that they do not know nor that they do not want to say is one.
    #[serde(default)]
    pub denominator: Option<String>,
}

/// Why a text is no definition, with line and column where there is one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

/// Longer definitions are not read.
const MOST_BYTES: usize = 64 * 1024;

impl Definition {
    /// What it says in a language, in Danish where that language lacks it.
    pub fn title_in(&self, language: &str) -> &str {
        in_language(&self.title, language)
    }

    /// A few words for a column or a picture, in the same way.
    pub fn short_in(&self, language: &str) -> &str {
        in_language(&self.short, language)
    }

    /// Reads a definition.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        if text.len() > MOST_BYTES {
            return Err(Unreadable(format!("a definition has at most {MOST_BYTES} bytes")));
        }
        serde_saphyr::from_str(text).map_err(|error| Unreadable(error.to_string()))
    }

    /// What its values rest on.
    pub fn basis(&self) -> Basis {
        match self.source {
            Source::Survey(_) => Basis::Answers,
            Source::ResponseRate(_) => Basis::Invited,
            Source::Activities(_) => Basis::Sessions,
            Source::Walks(_) => Basis::Findings,
        }
    }

    /// What it counts of a survey, if it does.
    pub fn survey(&self) -> Option<&Survey> {
        match &self.source {
            Source::Survey(survey) => Some(survey),
            _ => None,
        }
    }
}

impl TryFrom<Written> for Definition {
    type Error = Unreadable;

    fn try_from(read: Written) -> Result<Self, Unreadable> {
        let mut sources = [
            read.survey.map(Source::Survey),
            read.response_rate.map(Source::ResponseRate),
            read.activities.map(Source::Activities),
            read.walks.map(Source::Walks),
        ]
        .into_iter()
        .flatten();
        let (Some(source), None) = (sources.next(), sources.next()) else {
            return Err(Unreadable("it has one of `survey`, `response_rate`, `activities` and `walks`".to_owned()));
        };
        let unreliable_above = read.unreliable_above.unwrap_or(WIDE);
        let is_name = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let is_told = |words: &BTreeMap<String, String>| ["da", "en"].iter().all(|one| words.contains_key(*one));
        let wrong = [
            (!is_name(&read.id), "`id` has small letters, digits and _"),
            (read.version == 0, "`version` counts from 1"),
            (matches!(&source, Source::Survey(survey) if survey.items.is_empty()), "`items` has at least one"),
            ((read.unit == Unit::Share) != is_share(&source), "`unit` is `share` exactly where it is a share"),
            ((read.unit == Unit::Days) != is_days(&source), "`unit` is `days` exactly where days are counted"),
            (!(0.0..=1.0).contains(&unreliable_above), "`unreliable_above` is a width, 0 to 1"),
            (!is_told(&read.title), "`title` is in Danish and English"),
            (!is_told(&read.short), "`short` is in Danish and English"),
            (!is_told(&read.population), "`population` is in Danish and English"),
            (matches!(source, Source::Survey(_)) && !is_told(&read.plain), "`plain` is in Danish and English"),
            (!read.plain.values().all(|text| text.contains("{share}")), "`plain` says where the {share} stands"),
            (!read.breaks.iter().all(|one| is_told(&one.why)), "`why` of each break is in Danish and English"),
        ];
        match wrong.into_iter().find(|(is_wrong, _)| *is_wrong) {
            Some((_, why)) => Err(Unreadable(why.to_owned())),
            None => Ok(Self {
                id: read.id,
                version: read.version,
                row: read.row,
                title: read.title,
                short: read.short,
                population: read.population,
                plain: read.plain,
                unit: read.unit,
                good: read.good,
                breaks: read.breaks,
                unreliable_above,
                source,
            }),
        }
    }
}

fn is_share(source: &Source) -> bool {
    matches!(source, Source::Survey(_) | Source::ResponseRate(_))
}

fn is_days(source: &Source) -> bool {
    matches!(source, Source::Walks(Walks { count: Findings::DaysToClose }))
}

fn day<'de, D: Deserializer<'de>>(source: D) -> Result<Date, D::Error> {
    String::deserialize(source)?.parse().map_err(de::Error::custom)
}

fn in_language<'t>(texts: &'t BTreeMap<String, String>, language: &str) -> &'t str {
    texts.get(language).or_else(|| texts.get("da")).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
id: invented
version: 1
title: { da: Opdigtet, en: Invented }
short: { da: Opdigtet, en: Invented }
population: { da: Alle, en: Everybody }
plain: { da: "{share} finder på", en: "{share} make it up" }
unit: share
good: up
survey:
  form_id: invented
  items:
    - numerator: "${a} = 1"
"#;

    #[test]
    fn every_shipped_definition_is_read_and_called_as_its_file() {
        for shipped in forms::library::indicators() {
            assert_eq!(Definition::parse(shipped.source).unwrap().id, shipped.name);
        }
    }

    /// What was observed by a version stays what it was, so a version never comes to mean something else. Words may be mended.
    #[test]
    fn a_version_means_what_it_meant_when_it_was_shipped() {
        let meaning =
            |one: Definition| format!("{} {}: {:?} {:?} {:?}", one.id, one.version, one.unit, one.good, one.source);
        let all = forms::library::indicators().iter();
        let meanings: Vec<String> = all.map(|one| meaning(Definition::parse(one.source).unwrap())).collect();
        insta::assert_snapshot!(meanings.join("\n"));
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert!(Definition::parse(GOOD).is_ok());
        let told = |from: &str, to: &str| Definition::parse(&GOOD.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(told("unit: share", "unit: feet").contains("feet"));
        assert!(told("version: 1", "version: 0").contains("counts from 1"));
        assert!(told("id: invented", "id: In Vented").contains("small letters"));
        assert!(told("en: Invented", "fr: Inventé").contains("Danish and English"));
        assert!(told("survey:\n", "activities: { count: sessions }\nsurvey:\n").contains("one of"));
        assert!(told("unit: share", "unit: count").contains("share"));
        assert!(told("good: up", "good: up\nunreliable_above: 2").contains("width"));
        assert!(told("{share} make", "some make").contains("{share}"));
        assert!(
            told("good: up", "good: up\nbreaks: [{ on: 2026-13-01, why: { da: a, en: b } }]").contains("month"),
            "no such day"
        );
        assert!(told("good: up", "good: up\nbreaks: [{ on: 2026-12-01, why: { da: a } }]").contains("`why`"));
        assert!(told("good: up", "good: up\nfilter: all").contains("filter"));
        assert!(Definition::parse(&" ".repeat(MOST_BYTES + 1)).is_err());
    }
}
