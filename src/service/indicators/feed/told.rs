//! What others are told of indicators and observations: version 1. Names may be added to it; what is there keeps its meaning, or it
//! becomes version 2, which is another type of message.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use crate::service::indicators::observation::Observation;
use crate::service::indicators::register::agreement::{Agreement, Goal};
use crate::service::indicators::{Definition, Direction, Unit};
use crate::service::{Services, places};
use crate::store;

/// What a message of an observation is called that is sent.
pub const OBSERVATION: &str = "observation.v1";

/// What is told of an observation.
#[derive(Clone, Debug, Serialize)]
pub struct Told<'o> {
    id: Uuid,
    number: i64,
    series: Uuid,
    revision: u32,
    programme: Uuid,
    area: Option<Uuid>,
    indicator: &'o str,
    definition: u32,
    whom: &'o BTreeMap<String, String>,
    from: String,
    to: String,
    wave: Option<Uuid>,
    release: Option<Uuid>,
    status: &'static str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    respondents: Option<u64>,
    made_on: String,
}

/// What is told of an indicator.
#[derive(Clone, Debug, Serialize)]
pub struct Indicator<'d> {
    id: &'d str,
    version: u32,
    row: Option<u8>,
    goal: Option<&'d BTreeMap<String, String>>,
    title: &'d BTreeMap<String, String>,
    short: &'d BTreeMap<String, String>,
    unit: Unit,
    good: Direction,
}

/// A message that is sent.
#[derive(Clone, Debug, Serialize)]
struct Message<'o> {
    r#type: &'static str,
    data: Told<'o>,
}

/// What places are called.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<Uuid, String>);

impl<'o> Told<'o> {
    /// Of this one.
    pub fn of(observation: &'o Observation) -> Self {
        let Observation { number, id, revision, made_on, observed } = observation;
        let interval = observed.figure.and_then(|figure| figure.interval);
        Self {
            id: *id,
            number: *number,
            series: observed.series.id(),
            revision: *revision,
            programme: observed.series.programme_id,
            area: observed.series.area_id,
            indicator: &observed.series.indicator,
            definition: observed.definition,
            whom: &observed.series.whom,
            from: observed.period.0.to_string(),
            to: observed.period.1.to_string(),
            wave: observed.wave_id,
            release: observed.release_id,
            status: observed.status.as_str(),
            value: observed.figure.map(|figure| figure.value),
            low: interval.map(|(low, _)| low),
            high: interval.map(|(_, high)| high),
            respondents: observed.figure.and_then(|figure| figure.respondents),
            made_on: made_on.to_string(),
        }
    }
}

impl<'d> Indicator<'d> {
    /// Of this one, under the goal of the agreement that has its row.
    pub fn of(definition: &'d Definition, agreement: &'d Agreement) -> Self {
        let is_its = |goal: &&Goal| definition.row.is_some_and(|row| goal.rows.contains(&row));
        Self {
            id: &definition.id,
            version: definition.version,
            row: definition.row,
            goal: agreement.goals.iter().find(is_its).map(|goal| &goal.title),
            title: &definition.title,
            short: &definition.short,
            unit: definition.unit,
            good: definition.good,
        }
    }
}

/// The message that is sent of an observation: the same to the byte however often it is.
pub fn message(observation: &Observation) -> String {
    // A map with text in it can always be written.
    serde_json::to_string(&Message { r#type: OBSERVATION, data: Told::of(observation) }).unwrap_or_default()
}

impl Names {
    /// Of all programmes and areas.
    pub async fn all(services: &Services) -> Result<Self, store::Error> {
        let mut names = BTreeMap::new();
        for overview in places::list(services).await? {
            names.insert(overview.programme.id, overview.programme.name);
            names.extend(overview.areas.into_iter().map(|(area, _)| (area.id, area.name)));
        }
        Ok(Self(names))
    }

    /// What a place is called; its identity, if nobody knows.
    pub fn of(&self, id: Uuid) -> String {
        self.0.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}
