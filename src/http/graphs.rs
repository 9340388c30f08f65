//! Pictures of indicators, for pages of staff and of residents: an area over time, with what it is held against beside it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::chart::{self, Chart, Column, Level, Line, Mark, Unit, Value};
use crate::service::indicators::against::Against;
use crate::service::indicators::observation::{AllSeries, Observation, Series, Status};
use crate::service::indicators::{self, Definition, compare};

/// Something observed over time, by its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
    pub(super) observed: &'a [Observation],
}

/// What is to be shown of an indicator.
#[derive(Clone, Debug)]
pub(super) struct Shown<'a> {
    /// What it is called on its page.
    pub(super) id: &'a str,
    pub(super) language: &'static str,
    pub(super) title: &'a str,
    pub(super) definition: &'a Definition,
    /// First what it is about, then what that is held against.
    pub(super) lines: Vec<Named<'a>>,
    pub(super) levels: Vec<Level>,
}

/// The six dimensions of the survey, in the order in which they are always told.
pub(super) const DIMENSIONS: [&str; 6] =
    ["experienced_safety", "social_cohesion", "collective_efficacy", "trust", "satisfaction", "quality_of_life"];

impl Shown<'_> {
    /// The picture.
    pub(super) fn chart(&self) -> Chart<'_> {
        let all = || self.lines.iter().flat_map(|line| line.observed).map(|one| &one.observed);
        // By their ends, as one reads them.
        let periods: BTreeSet<(Date, Date)> = all().map(|one| (one.period.1, one.period.0)).collect();
        let periods: Vec<(Date, Date)> = periods.into_iter().map(|(to, from)| (from, to)).collect();
        let unit = unit(self.definition);
        let is_estimated = all().any(|one| one.figure.is_some_and(|figure| figure.interval.is_some()));
        let line = |line: &Named<'_>| Line {
            name: line.name.to_owned(),
            marks: periods.iter().map(|period| mark(line.observed, *period)).collect(),
        };
        Chart {
            id: self.id,
            language: self.language,
            title: self.title,
            kind: if is_estimated || unit == Unit::Share { chart::Kind::Dots } else { chart::Kind::Bars },
            unit,
            basis: self.definition.basis(),
            columns: periods.iter().map(|period| Column::of(self.language, *period)).collect(),
            lines: self.lines.iter().map(line).collect(),
            levels: self.levels.clone(),
        }
    }
}

/// The definitions of which something was observed of everybody there: the six dimensions, and the others.
pub(super) fn of_place(all: &AllSeries, area: Option<uuid::Uuid>) -> (Vec<Definition>, Vec<Definition>) {
    let is_known = |definition: &Definition| {
        all.keys().any(|one| one.area_id == area && one.whom.is_empty() && one.indicator == definition.id)
    };
    let known = indicators::definitions().into_iter().filter(is_known);
    let place = |definition: &Definition| DIMENSIONS.iter().position(|id| *id == definition.id);
    let (mut dimensions, mut others): (Vec<_>, Vec<_>) = known.partition(|one| place(one).is_some());
    dimensions.sort_by_key(place);
    others.sort_by_key(|one| (one.row.unwrap_or(u8::MAX), one.id.clone()));
    (dimensions, others)
}

/// What was observed of everybody in a place; nothing, where nothing was.
pub(super) fn everybody<'a>(
    all: &'a AllSeries,
    like: (uuid::Uuid, Option<uuid::Uuid>),
    indicator: &str,
) -> &'a [Observation] {
    let (programme_id, area_id) = like;
    let series = Series { programme_id, area_id, indicator: indicator.to_owned(), whom: BTreeMap::new() };
    all.get(&series).map_or(&[], Vec::as_slice)
}

/// What the last observation says beside what it is held against, in plain sentences.
pub(super) fn sentences(
    language: &str,
    definition: &Definition,
    observed: &[Observation],
    against: &Against<'_>,
) -> Vec<String> {
    let Some(last) = observed.last() else { return Vec::new() };
    compare::sentences(definition, language, &last.observed, &against.held(definition, observed))
}

/// What the values of an indicator are.
pub(super) fn unit(definition: &Definition) -> Unit {
    match definition.unit {
        indicators::Unit::Share => Unit::Share,
        indicators::Unit::Count => Unit::Number(0),
        // The median of an even number lies between two days.
        indicators::Unit::Days => Unit::Number(1),
    }
}

fn mark(observed: &[Observation], period: (Date, Date)) -> Mark {
    let Some(found) = observed.iter().map(|one| &one.observed).find(|one| one.period == period) else {
        return Mark::Nothing;
    };
    match found.figure {
        Some(figure) if found.status != Status::Hidden => Mark::Value(Value {
            value: figure.value,
            interval: figure.interval,
            respondents: figure.respondents,
            is_unreliable: found.status == Status::Unreliable,
        }),
        _ => Mark::Hidden,
    }
}
