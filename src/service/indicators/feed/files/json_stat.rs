//! Observations as a dataset of JSON-stat 2.0: indicators by programme, place, whom and time. Most of its cells are empty, so those
//! that are not stand by their place. Of what was observed again the last revision counts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::super::told::Names;
use super::codes::{self, TOTAL, period, whom};
use crate::service::indicators::observation::Observation;

/// What a cell can tell of an observation, and what it is called.
const METRICS: [&str; 4] = ["value", "low", "high", "respondents"];

/// A dimension: its codes in their order, each with a label.
struct Dimension {
    id: &'static str,
    codes: BTreeMap<String, (usize, String)>,
}

impl Dimension {
    fn of(id: &'static str, codes: impl Iterator<Item = (String, String)>) -> Self {
        let labels: BTreeMap<String, String> = codes.collect();
        let codes = labels.into_iter().enumerate().map(|(at, (code, label))| (code, (at, label))).collect();
        Self { id, codes }
    }

    fn told(&self) -> Value {
        let index: BTreeMap<&str, usize> = self.codes.iter().map(|(code, (at, _))| (code.as_str(), *at)).collect();
        let label: BTreeMap<&str, &str> =
            self.codes.iter().map(|(code, (_, label))| (code.as_str(), label.as_str())).collect();
        json!({ "label": self.id, "category": { "index": index, "label": label } })
    }
}

/// The file.
pub(super) fn json_stat(observations: &[Observation], names: &Names) -> Vec<u8> {
    let called = |id: Option<Uuid>| id.map_or_else(|| "everywhere".to_owned(), |id| names.of(id));
    let each = |code: fn(&Observation) -> String| observations.iter().map(move |one| (code(one), code(one)));
    let dimensions = [
        Dimension::of("indicator", each(indicator)),
        Dimension::of(
            "programme",
            observations.iter().map(|one| (programme(one), called(Some(one.observed.series.programme_id)))),
        ),
        Dimension::of("area", observations.iter().map(|one| (area(one), called(one.observed.series.area_id)))),
        Dimension::of("whom", each(whom)),
        Dimension::of("period", each(|one| period(one.observed.period))),
    ];
    let parts: [fn(&Observation) -> String; 5] = [indicator, programme, area, whom, |one| period(one.observed.period)];
    let (mut value, mut status) = (BTreeMap::new(), BTreeMap::new());
    for one in observations {
        let place = dimensions.iter().zip(parts).fold(0, |place, (dimension, part)| {
            place * dimension.codes.len() + dimension.codes.get(&part(one)).map_or(0, |(at, _)| *at)
        });
        for (at, metric) in metrics(one).into_iter().enumerate() {
            let cell = place * METRICS.len() + at;
            value.remove(&cell);
            status.insert(cell, codes::status(one.observed.status));
            if let Some(metric) = metric {
                value.insert(cell, metric);
            }
        }
    }
    let mut ids: Vec<&str> = dimensions.iter().map(|dimension| dimension.id).collect();
    let mut sizes: Vec<usize> = dimensions.iter().map(|dimension| dimension.codes.len()).collect();
    ids.push("metric");
    sizes.push(METRICS.len());
    let mut told: Map<String, Value> =
        dimensions.iter().map(|dimension| (dimension.id.to_owned(), dimension.told())).collect();
    told.insert("metric".to_owned(), json!({ "label": "metric", "category": { "index": METRICS } }));
    let updated: Option<Date> = observations.iter().map(|one| one.made_on).max();
    let mut dataset = json!({
        "version": "2.0",
        "class": "dataset",
        "label": "Indicators",
        "source": "Nabosvar",
        "id": ids,
        "size": sizes,
        "role": { "time": ["period"], "geo": ["programme", "area"], "metric": ["metric"] },
        "dimension": told,
        "value": value,
        "status": status,
    });
    // Nothing observed is no day, and none at all is what the format wants then.
    if let Some(day) = updated {
        dataset["updated"] = day.to_string().into();
    }
    format!("{dataset:#}\n").into_bytes()
}

#[expect(clippy::cast_precision_loss, reason = "no survey asks 2^52 people")]
fn metrics(one: &Observation) -> [Option<f64>; METRICS.len()] {
    let figure = one.observed.figure;
    let interval = figure.and_then(|figure| figure.interval);
    let respondents = figure.and_then(|figure| figure.respondents).map(|count| count as f64);
    [figure.map(|figure| figure.value), interval.map(|(low, _)| low), interval.map(|(_, high)| high), respondents]
}

fn indicator(one: &Observation) -> String {
    // What a definition means belongs to its version, and so does what was observed by it.
    format!("{}@{}", one.observed.series.indicator, one.observed.definition)
}

fn programme(one: &Observation) -> String {
    one.observed.series.programme_id.to_string()
}

fn area(one: &Observation) -> String {
    one.observed.series.area_id.map_or_else(|| TOTAL.to_owned(), |area| area.to_string())
}
