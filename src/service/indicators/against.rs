//! What an indicator of a place is held against on a day. One rule for tables, pictures, sentences and files, so that none of them
//! takes another figure than the next one.

use jiff::civil::Date;
use uuid::Uuid;

use super::Definition;
use super::compare::{Change, Elsewhere, Gap, Held, Reference, first, since_first, since_last};
use super::observation::Observation;
use super::register::{self, History, Kind, RegisterFigure, Whose, is_same_municipality};

/// A place of a programme, on a day.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'h> {
    /// What was said of the programme.
    pub history: &'h History,
    /// The area; none for all of them together.
    pub area: Option<Uuid>,
    /// The municipality that it lies in, if that is one alone.
    pub municipality: Option<&'h str>,
    /// The day.
    pub on: Date,
}

/// What was said that an indicator is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Against<'h> {
    /// Where it began: of several the latest.
    pub baseline: Option<&'h RegisterFigure>,
    /// Where the municipality was then.
    pub municipality_baseline: Option<&'h RegisterFigure>,
    /// How it was last.
    pub figure: Option<&'h RegisterFigure>,
    /// How the municipality was last. Where it began is not how it is.
    pub municipality: Option<&'h RegisterFigure>,
    /// What is aimed for: the next day by which something is to be reached, or else the last one. An area for which nothing is aimed
    /// by itself has what is aimed for all of them.
    pub target: Option<&'h RegisterFigure>,
}

/// Where a row of figures begins.
#[derive(Clone, Copy, Debug)]
pub enum Baseline<'a> {
    /// Somebody has said so.
    Said(&'a RegisterFigure),
    /// With what was observed first.
    Observed(&'a Definition, &'a Observation),
}

impl<'h> Spot<'h> {
    /// What an indicator is held against there.
    pub fn against(&self, indicator: &str) -> Against<'h> {
        let own = self.area.map_or(Whose::Programme, Whose::Area);
        let is_own = |one: &RegisterFigure| one.about.whose == own;
        let is_near = |one: &RegisterFigure| match &one.about.whose {
            Whose::Municipality(name) => self.municipality.is_some_and(|near| is_same_municipality(name, near)),
            Whose::Programme | Whose::Area(_) => false,
        };
        let target = |is_meant: &dyn Fn(&RegisterFigure) -> bool| {
            let all = self.said(indicator, Kind::Target, is_meant);
            all.iter().copied().find(|one| one.about.on >= self.on).or(all.last().copied())
        };
        let last = |kind, is_meant: &dyn Fn(&RegisterFigure) -> bool| {
            self.said(indicator, kind, is_meant).into_iter().rfind(|one| one.about.on <= self.on)
        };
        Against {
            baseline: last(Kind::Baseline, &is_own),
            municipality_baseline: last(Kind::Baseline, &is_near),
            figure: last(Kind::Figure, &is_own),
            municipality: last(Kind::Figure, &is_near),
            target: target(&is_own).or_else(|| target(&|one| one.about.whose == Whose::Programme)),
        }
    }

    /// The earliest comes first.
    fn said(&self, indicator: &str, kind: Kind, is_meant: &dyn Fn(&RegisterFigure) -> bool) -> Vec<&'h RegisterFigure> {
        let all = register::current(self.history);
        let all = all.filter(|one| one.about.indicator == indicator && one.about.kind == kind && is_meant(one));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|one| one.about.on);
        all
    }
}

impl<'h> Against<'h> {
    /// Where it began: what somebody said, or else what was observed first and can be held against the last.
    pub fn began<'a>(&self, definition: Option<&'a Definition>, observed: &'a [Observation]) -> Option<Baseline<'a>>
    where
        'h: 'a,
    {
        let observed = || Some(Baseline::Observed(definition?, first(definition?, observed)?));
        self.baseline.map(Baseline::Said).or_else(observed)
    }

    /// What the last observation is beside all that.
    pub fn held(&self, definition: &Definition, observed: &[Observation]) -> Held {
        let figure = observed.last().and_then(|last| last.observed.figure);
        let beside = |one: &RegisterFigure| Some(Elsewhere::beside(&figure?, one.said.value?, one.about.on));
        let aim = |one: &RegisterFigure| {
            let value = one.said.value?;
            Some((value, Gap::between(&figure?, &Reference { value, interval: None })))
        };
        let baseline = match self.baseline {
            Some(said) => beside(said).map_or(Change::Nothing, Change::SinceElsewhere),
            None => since_first(definition, observed),
        };
        Held {
            last: since_last(definition, observed),
            baseline,
            municipality: self.municipality.and_then(beside),
            target: self.target.and_then(aim),
        }
    }
}
