//! The definition of an indicator as its author writes it, as YAML: what it is called, what it is a share of, which way is good.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de};

/// An indicator. A definition that changes gets another version: what was told by the old one stays what it was.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// What it is called in addresses and files.
    pub id: String,
    /// The version of this definition, from 1.
    pub version: u32,
    /// Its row in the table of the strategic agreement, if it has one.
    #[serde(default)]
    pub row: Option<u8>,
    /// What it says, by language.
    pub title: BTreeMap<String, String>,
    /// A few words for a column or a picture, by language.
    pub short: BTreeMap<String, String>,
    /// The same as a sentence for residents, by language: `{share}` stands where it says how many of ten.
    pub plain: BTreeMap<String, String>,
    /// What its values are.
    pub unit: Unit,
    /// Which way is good.
    pub good: Direction,
    /// Days from which on something else was asked or counted, though the words here stayed: what is later cannot be held against what
    /// is earlier.
    #[serde(default)]
    pub breaks: Vec<Break>,
    /// What it is made of.
    pub survey: Survey,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share, 0 to 1.
    Share,
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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
        let read: Self = serde_saphyr::from_str(text).map_err(|error| Unreadable(error.to_string()))?;
        let is_name = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let is_told = |words: &BTreeMap<String, String>| ["da", "en"].iter().all(|one| words.contains_key(*one));
        let wrong = [
            (!is_name(&read.id), "`id` has small letters, digits and _"),
            (read.version == 0, "`version` counts from 1"),
            (read.survey.items.is_empty(), "`items` has at least one"),
            (!is_told(&read.title), "`title` is in Danish and English"),
            (!is_told(&read.short), "`short` is in Danish and English"),
            (!is_told(&read.plain), "`plain` is in Danish and English"),
            (!read.plain.values().all(|text| text.contains("{share}")), "`plain` says where the {share} stands"),
            (!read.breaks.iter().all(|one| is_told(&one.why)), "`why` of each break is in Danish and English"),
        ];
        match wrong.into_iter().find(|(is_wrong, _)| *is_wrong) {
            Some((_, why)) => Err(Unreadable(why.to_owned())),
            None => Ok(read),
        }
    }
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

    #[test]
    fn what_is_wrong_is_told() {
        assert!(Definition::parse(GOOD).is_ok());
        let told = |from: &str, to: &str| Definition::parse(&GOOD.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(told("unit: share", "unit: feet").contains("feet"));
        assert!(told("version: 1", "version: 0").contains("counts from 1"));
        assert!(told("id: invented", "id: In Vented").contains("small letters"));
        assert!(told("en: Invented", "fr: Inventé").contains("Danish and English"));
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
