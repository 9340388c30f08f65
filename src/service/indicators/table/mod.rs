//! The official table of a strategic agreement: each of its rows as it is now, held against where it began, the municipality and what
//! was aimed for. What comes from surveys is what was released, with its interval; everything else is what registers say.

pub mod file;
pub mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::against::{Baseline, Spot};
use super::compare::{Gap, Held, Movement, Reference};
use super::observation::{self, AllSeries, Observation, Series, Status};
use super::register::agreement::{Agreement, Goal};
use super::register::{self, Indicator, RegisterFigure, Whose, is_same_municipality};
use super::{Definition, Direction, definitions};
use crate::access::Actor;
use crate::chart::Basis;
use crate::service::Services;
use crate::store::place::{self, Area, Programme};
use crate::store::{
    self,
    observation::{Figure, Observed},
};

/// The table of a programme, or of one of its areas.
#[derive(Clone, Debug)]
pub struct Official {
    /// The programme.
    pub programme: Programme,
    /// Its areas, by name.
    pub areas: Vec<Area>,
    /// The area that it is about; none, if it is about all of them together.
    pub area: Option<Uuid>,
    /// The municipality that it is held against, if there is one alone.
    pub municipality: Option<String>,
    /// Its rows, by number.
    pub rows: Vec<Row>,
    /// The goals that they are told of.
    pub goals: Vec<Goal>,
}

/// A row of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number.
    pub number: u8,
    /// What it is about.
    pub indicator: Indicator,
    /// Whether its figures are of surveys, and not of everybody: no figure of it is exact, whoever made it.
    pub is_surveyed: bool,
    /// Where it began.
    pub baseline: Option<Told>,
    /// Where the municipality was then.
    pub municipality_baseline: Option<Told>,
    /// How it is now.
    pub latest: Option<Told>,
    /// How the municipality is now.
    pub municipality: Option<Told>,
    /// What is aimed for.
    pub target: Option<Told>,
    /// What was observed last, with what it is held against; nothing, if it is no row of a survey.
    pub observed: Option<Observing>,
}

/// An observation and what it is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Observing {
    /// The definition that it follows.
    pub definition: Definition,
    /// What was observed.
    pub observed: Observed,
    /// What became of it, and how far it is to others.
    pub held: Held,
}

/// What is told in a cell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The figure; nothing, where it is hidden.
    pub figure: Option<Figure>,
    /// Whether it may be read as it stands.
    pub status: Status,
    /// The day it holds for.
    pub on: Date,
    /// Where it comes from; nothing for a survey of this installation.
    pub source: Option<String>,
    /// What it rests on; nothing for people of somebody else's count.
    pub basis: Option<Basis>,
    /// Whether it is of the whole programme, though the table is of an area.
    pub is_of_all: bool,
}

/// What became of a row since it began.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// By how much, in the unit of the indicator.
    pub by: f64,
    /// Whether that is what was wanted.
    pub is_good: bool,
    /// Whether it may be chance alone.
    pub certainty: Certainty,
}

/// Whether a difference may be chance alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Everybody was counted both times.
    Counted,
    /// It is larger than what chance alone makes.
    Beyond,
    /// It may be chance.
    Within,
    /// Nobody knows: a figure is of somebody else's survey, who did not say how sure it is.
    Unknown,
}

/// Two numbers that are told alike differ by less.
const TINY: f64 = 1e-9;

/// The table, for who may read it; nothing, if they may not, or if there is no such programme or area.
pub async fn official(
    services: &Services,
    actor: &Actor,
    programme: Uuid,
    area: Option<Uuid>,
) -> Result<Option<Official>, store::Error> {
    let (Some(programme), Some(history)) =
        (place::programme(&services.db, programme).await?, register::history(services, actor, programme).await?)
    else {
        return Ok(None);
    };
    let areas = place::areas(&services.db, programme.id).await?;
    let own: Vec<&Area> = areas.iter().filter(|one| area.is_none_or(|area| one.id == area)).collect();
    if area.is_some() && own.is_empty() {
        return Ok(None);
    }
    let first = own.first().map(|area| register::municipality(&area.municipality).to_owned());
    let municipality = first.filter(|first| own.iter().all(|area| is_same_municipality(&area.municipality, first)));
    let observed = observation::series(services, actor, programme.id).await?;
    let spot = Spot { history: &history, area, municipality: municipality.as_deref(), on: services.clock.today() };
    let around = Around { spot, observed: &observed, definitions: definitions(), programme: programme.id };
    let rows = register::all().into_iter().filter_map(|one| around.row(one)).collect();
    Ok(Some(Official { goals: Agreement::shipped().goals, rows, areas, area, municipality, programme }))
}

impl Row {
    /// What became of it, as far as both ends are known.
    pub fn change(&self) -> Option<Change> {
        let (baseline, latest) = (self.baseline.as_ref()?, self.latest.as_ref()?);
        let (from, to) = (baseline.figure?, latest.figure?);
        let by = to.value - from.value;
        let certainty = match (from.interval, to.interval) {
            // Both were copied from somebody else's survey.
            (None, None) if self.is_surveyed => Certainty::Unknown,
            (None, None) => Certainty::Counted,
            (Some(_), Some(_)) => match Gap::between(&to, &Reference::from(&from)).movement {
                Movement::Unsure => Certainty::Within,
                Movement::Up | Movement::Down => Certainty::Beyond,
            },
            (None, Some((low, high))) if (low..=high).contains(&from.value) => Certainty::Within,
            (Some((low, high)), None) if (low..=high).contains(&to.value) => Certainty::Within,
            _ => Certainty::Unknown,
        };
        let is_good = match self.indicator.good {
            Direction::Up => by > TINY,
            Direction::Down => by < -TINY,
        };
        Some(Change { by: if by.abs() < TINY { 0.0 } else { by }, is_good, certainty })
    }

    /// Who says what stands in it, each of them once.
    pub fn sources(&self) -> Vec<&str> {
        let cells = [&self.baseline, &self.municipality_baseline, &self.latest, &self.municipality, &self.target];
        let mut sources: Vec<&str> = Vec::new();
        for source in cells.into_iter().flatten().filter_map(|told| told.source.as_deref()) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }
}

/// What rows are made of.
struct Around<'a> {
    spot: Spot<'a>,
    observed: &'a AllSeries,
    definitions: Vec<Definition>,
    programme: Uuid,
}

impl Around<'_> {
    fn row(&self, indicator: Indicator) -> Option<Row> {
        let number = indicator.row?;
        let (observed, against) = (self.surveyed(&indicator.id), self.spot.against(&indicator.id));
        let definition = self.definitions.iter().find(|one| one.id == indicator.id);
        let said = |figure: Option<&RegisterFigure>| figure.map(|figure| self.said(figure));
        let baseline = against.began(definition, observed).map(|began| match began {
            Baseline::Said(figure) => self.said(figure),
            Baseline::Observed(definition, first) => told(definition, first),
        });
        let latest = definition.and_then(|definition| Some(told(definition, observed.last()?)));
        let observing = |definition: &Definition| {
            let (held, last) = (against.held(definition, observed), observed.last()?.observed.clone());
            Some(Observing { definition: definition.clone(), held, observed: last })
        };
        Some(Row {
            number,
            is_surveyed: definition.is_some(),
            baseline,
            latest: latest.or_else(|| said(against.figure)),
            municipality_baseline: said(against.municipality_baseline),
            observed: definition.and_then(observing),
            municipality: said(against.municipality),
            target: said(against.target),
            indicator,
        })
    }

    /// What was observed of everybody there, the earliest first.
    fn surveyed(&self, indicator: &str) -> &[Observation] {
        let series = Series {
            programme_id: self.programme,
            area_id: self.spot.area,
            indicator: indicator.to_owned(),
            whom: BTreeMap::new(),
        };
        self.observed.get(&series).map_or(&[], Vec::as_slice)
    }

    fn said(&self, said: &RegisterFigure) -> Told {
        let figure = |value| Figure { value, interval: None, respondents: said.said.people };
        let (figure, source) = (said.said.value.map(figure), Some(said.said.source.clone()));
        let is_of_all = self.spot.area.is_some() && said.about.whose == Whose::Programme;
        Told { figure, status: Status::Free, on: said.about.on, source, basis: None, is_of_all }
    }
}

fn told(definition: &Definition, observation: &Observation) -> Told {
    let observed = &observation.observed;
    let (figure, status, on) = (observed.figure, observed.status, observed.period.1);
    Told { figure, status, on, source: None, basis: Some(definition.basis()), is_of_all: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "a cell may be empty, and this is one")]
    fn told(value: f64, interval: Option<(f64, f64)>) -> Option<Told> {
        let figure = Some(Figure { value, interval, respondents: Some(100) });
        let on = Date::constant(2026, 1, 1);
        Some(Told { figure, status: Status::Free, on, source: None, basis: None, is_of_all: false })
    }

    fn row(number: u8, good: Direction, baseline: Option<Told>, latest: Option<Told>) -> Row {
        let mut indicator = register::all().into_iter().find(|one| one.row == Some(number)).unwrap();
        indicator.good = good;
        let is_surveyed = definitions().iter().any(|one| one.id == indicator.id);
        let (municipality_baseline, municipality, target, observed) = Default::default();
        Row { number, indicator, is_surveyed, baseline, municipality_baseline, latest, municipality, target, observed }
    }

    fn change(good: Direction, baseline: Option<Told>, latest: Option<Told>) -> Option<Change> {
        row(3, good, baseline, latest).change()
    }

    #[test]
    fn rows_of_surveys_that_were_typed_in_are_called_neither_better_nor_worse() {
        for (number, certainty) in [
            (1, Certainty::Counted),
            (6, Certainty::Counted),
            (7, Certainty::Unknown),
            (8, Certainty::Unknown),
            (9, Certainty::Counted),
        ] {
            let change = row(number, Direction::Up, told(0.22, None), told(0.25, None)).change().unwrap();
            assert_eq!(change.certainty, certainty, "row {number}");
        }
    }

    #[test]
    fn a_change_is_good_by_its_direction_and_certain_only_beyond_chance() {
        let certainty = |from, to| change(Direction::Up, from, to).unwrap().certainty;
        assert_eq!(certainty(told(0.36, None), told(0.34, None)), Certainty::Counted);
        assert_eq!(certainty(told(0.8, None), told(0.78, Some((0.73, 0.82)))), Certainty::Within);
        assert_eq!(certainty(told(0.8, None), told(0.7, Some((0.65, 0.75)))), Certainty::Unknown);
        assert_eq!(certainty(told(0.7, Some((0.65, 0.75))), told(0.8, None)), Certainty::Unknown);
        let wave = told(0.7, Some((0.65, 0.75)));
        assert_eq!(certainty(wave.clone(), told(0.74, Some((0.7, 0.78)))), Certainty::Within);
        assert_eq!(certainty(wave, told(0.8, Some((0.76, 0.84)))), Certainty::Beyond);
        let fewer = change(Direction::Down, told(0.36, None), told(0.34, None)).unwrap();
        assert!(fewer.is_good && (fewer.by + 0.02).abs() < 1e-12);
        assert!(!change(Direction::Up, told(0.36, None), told(0.34, None)).unwrap().is_good);
        let same = change(Direction::Up, told(0.3, None), told(0.1 + 0.2, None)).unwrap();
        assert!(!same.is_good && same.by.abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn of_what_is_hidden_or_missing_no_change_is_told() {
        let hidden = told(0.0, None).map(|told| Told { figure: None, status: Status::Hidden, ..told });
        assert_eq!(change(Direction::Up, hidden, told(0.5, None)), None);
        assert_eq!(change(Direction::Up, None, told(0.5, None)), None);
        assert_eq!(change(Direction::Up, told(0.5, None), None), None);
    }
}
