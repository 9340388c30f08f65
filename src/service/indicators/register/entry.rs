//! One figure as it was typed, in a line of a sheet or in a form, and what it says.

use jiff::civil::Date;
use uuid::Uuid;

use super::{About, Indicator, Kind, Said, Unit, Whose, is_same_municipality, number};
use crate::service::places::figures::{day, is_all, names_of_areas};
use crate::service::{Name, Services};
use crate::store::{self, Reads, place};

/// What was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'t> {
    /// Row of the official table, or name of the indicator.
    pub indicator: &'t str,
    /// What it is there for: a figure, if nothing is said.
    pub kind: &'t str,
    /// Name or code of an area; all of them together, if neither an area nor a municipality is named.
    pub area: &'t str,
    /// Name of a municipality.
    pub municipality: &'t str,
    /// The value.
    pub value: &'t str,
    /// What the value is in, if it does not say so itself.
    pub unit: &'t str,
    /// How many people it rests on; nothing, if nobody knows.
    pub people: &'t str,
    /// The day.
    pub on: &'t str,
    /// Where it comes from.
    pub source: &'t str,
}

/// What can be wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// No indicator is called so, and no row of the official table has this number.
    Indicator,
    /// It is neither figure, baseline nor target.
    Kind,
    /// No area of the programme is called so, none of its areas lies in such a municipality, or both are named.
    Place,
    /// This is no number.
    Value,
    /// It is not told whether it is a share or per cent.
    Percent,
    /// No indicator of this unit has such a value.
    Range,
    /// This is no number of people.
    People,
    /// It rests on so few people that it might tell of one of them.
    Few,
    /// This is no day.
    Day,
    /// The day has not come, and this is no target.
    Future,
    /// Nobody is said to have counted.
    Source,
    /// A line above says something of the same.
    Twice,
    /// It was this before, and nobody has said why it is to be another one.
    Changed(Unit, Said),
}

impl Wrong {
    /// What is wrong, as a name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Kind => "kind",
            Self::Place => "place",
            Self::Value => "value",
            Self::Percent => "percent",
            Self::Range => "range",
            Self::People => "people",
            Self::Few => "few",
            Self::Day => "day",
            Self::Future => "future",
            Self::Source => "source",
            Self::Twice => "twice",
            Self::Changed(..) => "changed",
        }
    }
}

/// What it has to fit.
pub(super) struct Around {
    indicators: Vec<Indicator>,
    /// Names and codes in small letters.
    areas: Vec<(String, Uuid)>,
    municipalities: Vec<String>,
    today: Date,
}

/// Figures of fewer people are not kept, whoever publishes them: one of these is that somebody was charged.
const LEAST_PEOPLE: u64 = 10;
const EARLIEST: Date = Date::constant(1990, 1, 1);
const LATEST: Date = Date::constant(2100, 1, 1);

impl Around {
    pub(super) async fn of(services: &Services, from: &impl Reads, programme: Uuid) -> Result<Self, store::Error> {
        let areas = place::areas(from, programme).await?;
        Ok(Self {
            indicators: super::all(),
            areas: names_of_areas(from, programme).await?,
            municipalities: areas.into_iter().map(|area| area.municipality).collect(),
            today: services.clock.today(),
        })
    }

    /// What was typed, as what it is about and what it says.
    pub(super) fn read(&self, typed: &Typed<'_>) -> Result<(About, Said), Wrong> {
        let indicator = self.indicator(typed.indicator).ok_or(Wrong::Indicator)?;
        let kind = kind(typed.kind).ok_or(Wrong::Kind)?;
        let whose = self.whose(typed)?;
        let value = number::value(indicator, typed.value, typed.unit)?;
        let people = match typed.people {
            "" => None,
            people => Some(people.parse().map_err(|_| Wrong::People)?),
        };
        if people.is_some_and(|people| people < LEAST_PEOPLE) {
            return Err(Wrong::Few);
        }
        let on = day(typed.on).filter(|on| (EARLIEST..LATEST).contains(on)).ok_or(Wrong::Day)?;
        if on > self.today && kind != Kind::Target {
            return Err(Wrong::Future);
        }
        let source = typed.source.parse::<Name>().map_err(|_| Wrong::Source)?.as_str().to_owned();
        let about = About { indicator: indicator.id.clone(), kind, whose, on };
        Ok((about, Said { value: Some(value), people, source }))
    }

    /// What the values of an indicator are in.
    pub(super) fn unit(&self, about: &About) -> Unit {
        self.indicators.iter().find(|one| one.id == about.indicator).map_or(Unit::Share, |one| one.unit)
    }

    fn indicator(&self, text: &str) -> Option<&Indicator> {
        let text = text.trim().trim_end_matches('.').to_lowercase();
        let row: Option<u8> = text.parse().ok();
        self.indicators.iter().find(|one| if row.is_some() { one.row == row } else { one.id == text })
    }

    fn whose(&self, typed: &Typed<'_>) -> Result<Whose, Wrong> {
        let (area, municipality) = (typed.area.trim().to_lowercase(), typed.municipality.trim());
        let is_whole = area.is_empty() || is_all(&area);
        if municipality.is_empty() {
            if is_whole {
                return Ok(Whose::Programme);
            }
            let mut named = self.areas.iter().filter(|(name, _)| *name == area).map(|(_, id)| *id);
            let first = named.next().ok_or(Wrong::Place)?;
            return if named.all(|other| other == first) { Ok(Whose::Area(first)) } else { Err(Wrong::Place) };
        }
        let known = self.municipalities.iter().find(|known| is_same_municipality(known, municipality));
        let known = known.filter(|_| area.is_empty()).ok_or(Wrong::Place)?;
        // Kept without the word, so that it stays one series when an area is spelled in the other way.
        Ok(Whose::Municipality(super::municipality(known).to_owned()))
    }
}

fn kind(text: &str) -> Option<Kind> {
    match text.trim().to_lowercase().as_str() {
        "" | "tal" | "figure" => Some(Kind::Figure),
        "basistal" | "basis" | "udgangspunkt" | "baseline" => Some(Kind::Baseline),
        "mål" | "måltal" | "target" => Some(Kind::Target),
        _ => None,
    }
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
