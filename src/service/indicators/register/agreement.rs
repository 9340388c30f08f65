//! What can be held against something: the indicators of surveys, and the rows of the agreement that come from registers, under the
//! goals that they are told of.

use std::collections::BTreeMap;

use forms::library;
use serde::Deserialize;

use crate::service::indicators::{self, Definition, Direction};

/// The table of the strategic agreement.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Its goals, in their order.
    pub goals: Vec<Goal>,
    registers: Vec<Indicator>,
}

/// A goal, and the rows that tell how it is going.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The numbers of its rows.
    pub rows: Vec<u8>,
    /// What it says, by language.
    pub title: BTreeMap<String, String>,
}

/// An indicator, whatever it is made of.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// What it is called in addresses and files.
    pub id: String,
    /// The version of its definition.
    pub version: u32,
    /// Its row in the table of the strategic agreement, if it has one.
    pub row: Option<u8>,
    /// What it says, by language.
    pub title: BTreeMap<String, String>,
    /// A few words for a column or a picture, by language.
    pub short: BTreeMap<String, String>,
    /// What its values are.
    pub unit: Unit,
    /// Which way is good.
    pub good: Direction,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share, 0 to 1.
    Share,
    /// A mean of grades on the Danish scale, −3 to 12.
    Grade,
}

impl Agreement {
    /// The one that comes with the software.
    #[expect(clippy::missing_panics_doc, reason = "a test reads it")]
    pub fn shipped() -> Self {
        serde_saphyr::from_str(library::agreement()).expect("a test reads it")
    }
}

/// All that something can be said of, those with a row in the agreement first: the last version of each.
pub fn all() -> Vec<Indicator> {
    let mut latest: BTreeMap<String, Indicator> = BTreeMap::new();
    let surveyed = indicators::definitions().into_iter().filter_map(Indicator::surveyed);
    for one in Agreement::shipped().registers.into_iter().chain(surveyed) {
        if latest.get(&one.id).is_none_or(|known| known.version < one.version) {
            latest.insert(one.id.clone(), one);
        }
    }
    let mut all: Vec<Indicator> = latest.into_values().collect();
    all.sort_by_key(|one| (one.row.is_none(), one.row));
    all
}

impl Indicator {
    /// One that a survey gives. What is counted here each month is held against sub-goals, and no register knows it.
    fn surveyed(definition: Definition) -> Option<Self> {
        let Definition { id, version, row, title, short, unit, good, .. } = definition;
        (unit == indicators::Unit::Share).then_some(Self { id, version, row, title, short, unit: Unit::Share, good })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_agreement_is_there_once_and_under_one_goal() {
        let rows: Vec<u8> = all().iter().filter_map(|one| one.row).collect();
        assert_eq!(rows, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let goals = Agreement::shipped().goals;
        let told: Vec<u8> = goals.iter().flat_map(|goal| goal.rows.clone()).collect();
        assert_eq!(told, rows);
        let words =
            all().into_iter().flat_map(|one| [one.title, one.short]).chain(goals.into_iter().map(|one| one.title));
        for words in words {
            assert!(["da", "en"].iter().all(|language| words.contains_key(*language)), "{words:?}");
        }
    }

    #[test]
    fn a_row_that_was_shipped_does_not_change_without_another_version() {
        // What was said of a row is said of these words. Who changes them gives it another version, and puts that here.
        let shipped: Vec<String> = Agreement::shipped().registers.iter().map(|one| format!("{one:?}")).collect();
        let digest = crate::store::Digest::of(shipped.join("\n")).to_string();
        assert_eq!(digest, "3a70497dc5eb5a2d79c7a2ebe531d41030c65d902ea8ac7d2e9f57ab97888203");
    }
}
