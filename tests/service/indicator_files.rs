//! The files of what indicators were observed to be, judged by programs that others wrote.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use nabosvar::service::indicators::feed::files::{Format, write};
use nabosvar::service::indicators::feed::told::Names;
use nabosvar::service::indicators::observation::{Figure, Observation, Observed, Series, Status};
use serde_json::json;
use uuid::Uuid;

use crate::release_files::told_by_others;

/// What was observed of somebody, or of everybody in a programme.
fn one(number: u32, whom: &[(&str, &str)], period: (Date, Date), value: Option<f64>) -> Observation {
    let whom: BTreeMap<String, String> = whom.iter().map(|(name, code)| ((*name).into(), (*code).into())).collect();
    let area_id = (!whom.is_empty()).then_some(Uuid::from_u128(2));
    let series = Series { programme_id: Uuid::from_u128(1), area_id, indicator: "opdigtet".to_owned(), whom };
    let interval = |value| Some((value - 0.1, value + 0.1));
    let figure = value.map(|value| Figure { value, interval: interval(value), respondents: Some(40) });
    let status = if figure.is_some() { Status::Free } else { Status::Hidden };
    Observation {
        number: number.into(),
        id: Uuid::from_u128(u128::from(number) + 100),
        revision: u32::from(number == 4),
        made_on: date(2026, 11, 22),
        observed: Observed { series, definition: 1, period, wave_id: None, release_id: None, status, figure },
    }
}

#[test]
fn observations_are_as_their_formats_want_them() {
    let spring = (date(2026, 5, 1), date(2026, 6, 15));
    let observations = [
        one(1, &[], spring, Some(-12.5)),
        one(2, &[("age", "18–29"), ("gender", "=f")], (date(2026, 1, 1), date(2026, 1, 31)), None),
        one(3, &[], (date(2025, 1, 1), date(2025, 12, 31)), Some(40_000_000.0)),
        one(4, &[], spring, Some(0.75)),
    ];
    let judged = |observations: &[Observation]| {
        let written = |format| write(format, observations, &Names::default()).unwrap();
        let files = [
            ("observations.json-stat.json", written(Format::JsonStat)),
            ("observations.sdmx.csv", written(Format::SdmxCsv)),
        ];
        told_by_others(&files, "check.py", "schemas")
    };
    let expected = json!({ "observations.json-stat.json": "json_stat", "observations.sdmx.csv": "exchanged" });
    assert_eq!(judged(&observations), expected);
}
