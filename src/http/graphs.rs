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
            breaks: self.breaks(&periods),
        }
    }

    /// Between which of these periods the series breaks, as sentences have it: another version of the definition, or one of its breaks.
    fn breaks(&self, periods: &[(Date, Date)]) -> Vec<chart::Break> {
        let last = |period: &(Date, Date)| {
            let own = self.lines.iter().flat_map(|line| line.observed).filter(|one| one.observed.period == *period);
            own.max_by_key(|one| one.observed.definition)
        };
        let broken = periods.windows(2).zip(1..).filter_map(|(two, at)| {
            let [before, now] = two else { return None };
            let is_broken = compare::is_broken(self.definition, last(before)?, last(now)?);
            let mut known = self.definition.breaks.iter();
            let known = known.find(|one| before.1 < one.on && one.on <= now.1);
            let why = known.and_then(|one| one.why.get(self.language)).cloned();
            is_broken.then_some(chart::Break { at, why })
        });
        broken.collect()
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::service::indicators::Break;
    use crate::service::indicators::observation::{Figure, Observed};

    fn observation(until: Date, definition: u32) -> Observation {
        let series = Series {
            programme_id: uuid::Uuid::nil(),
            area_id: None,
            indicator: "basic_safety".to_owned(),
            whom: BTreeMap::new(),
        };
        let figure = Some(Figure { value: 0.7, interval: Some((0.65, 0.75)), respondents: Some(300) });
        let (wave_id, release_id, period, status) = (None, None, (until, until), Status::Free);
        let observed = Observed { series, definition, period, wave_id, release_id, status, figure };
        Observation { number: 1, id: uuid::Uuid::nil(), revision: 0, made_on: until, observed }
    }

    #[test]
    fn a_picture_breaks_where_sentences_do() {
        let mut definition = indicators::definitions().into_iter().find(|one| one.id == "basic_safety").unwrap();
        let why = BTreeMap::from([("da".to_owned(), "Opdigtet.".to_owned())]);
        definition.breaks = vec![Break { on: date(2024, 6, 1), why }];
        let observed = [(2024, 1), (2025, 1), (2026, 1), (2027, 2)];
        let observed = observed.map(|(year, version)| observation(date(year, 3, 1), version));
        let of = |language| Shown {
            id: "basic_safety",
            language,
            title: "Opdigtet",
            definition: &definition,
            lines: vec![Named { name: "Opdigtet", observed: &observed }],
            levels: Vec::new(),
        };
        let breaks = |language| of(language).chart().breaks;
        let of_version = chart::Break { at: 3, why: None };
        assert_eq!(breaks("da"), [chart::Break { at: 1, why: Some("Opdigtet.".to_owned()) }, of_version.clone()]);
        assert_eq!(breaks("ar"), [chart::Break { at: 1, why: None }, of_version], "no Danish among Arabic");
    }
}
