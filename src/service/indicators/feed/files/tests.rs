//! The same observations in each format: what is hidden is in none, what was observed again is told as such.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use serde_json::Value;
use uuid::Uuid;

use super::super::told::{Names, message};
use super::*;
use crate::service::indicators::observation::{Figure, Observed, Series, Status};

fn one(number: u32, whom: &[(&str, &str)], period: (Date, Date), figure: Option<Figure>) -> Observation {
    let whom: BTreeMap<String, String> = whom.iter().map(|(name, code)| ((*name).into(), (*code).into())).collect();
    let area_id = (!whom.is_empty()).then_some(Uuid::from_u128(2));
    let series = Series { programme_id: Uuid::from_u128(1), area_id, indicator: "invented".to_owned(), whom };
    let status = if figure.is_some() { Status::Free } else { Status::Hidden };
    Observation {
        number: number.into(),
        id: Uuid::from_u128(u128::from(number) + 100),
        revision: u32::from(number == 3),
        made_on: date(2026, 11, 22),
        observed: Observed { series, definition: 1, period, wave_id: None, release_id: None, status, figure },
    }
}

fn some() -> [Observation; 3] {
    let spring = (date(2026, 5, 1), date(2026, 6, 15));
    let figure = |value| Some(Figure { value, interval: Some((value - 0.1, value + 0.1)), respondents: Some(40) });
    [
        one(1, &[], spring, figure(0.5)),
        one(2, &[("age", "18–29"), ("gender", "=f")], (date(2026, 1, 1), date(2026, 1, 31)), None),
        one(3, &[], spring, figure(0.75)),
    ]
}

fn text(format: Format) -> String {
    String::from_utf8(write(format, &some(), &Names::default()).unwrap()).unwrap().replace('\r', "")
}

#[test]
fn a_message_says_what_was_observed_and_nothing_of_what_is_hidden() {
    let [first, hidden, _] = some();
    insta::assert_snapshot!(message(&first));
    let hidden: Value = serde_json::from_str(&message(&hidden)).unwrap();
    assert_eq!((&hidden["type"], &hidden["data"]["status"]), (&"observation.v1".into(), &"hidden".into()));
    for name in ["value", "low", "high", "respondents"] {
        assert!(hidden["data"][name].is_null() && hidden["data"].get(name).is_some(), "{name}");
    }
}

#[test]
fn text_tables_have_a_line_each() {
    insta::assert_snapshot!("csv", text(Format::Csv));
    insta::assert_snapshot!("sdmx", text(Format::SdmxCsv));
}

#[test]
fn a_cell_of_the_cube_is_the_last_revision() {
    let told: Value = serde_json::from_str(&text(Format::JsonStat)).unwrap();
    let sizes: Vec<u64> = told["size"].as_array().unwrap().iter().map(|size| size.as_u64().unwrap()).collect();
    assert_eq!(sizes, [1, 1, 2, 2, 2, 4]);
    let at = |dimension: &str, code: &str| told["dimension"][dimension]["category"]["index"][code].as_u64().unwrap();
    let cell = |area: &str, whom: &str, period: &str| {
        (((at("area", area) * 2 + at("whom", whom)) * 2 + at("period", period)) * 4).to_string()
    };
    let everybody = cell("_T", "_T", "2026-05-01/P46D");
    assert_eq!((&told["value"][&everybody], &told["status"][&everybody]), (&0.75.into(), &"A".into()));
    let area = Uuid::from_u128(2).to_string();
    let hidden = cell(&area, "age-18_29--gender-_f", "2026-01");
    assert_eq!((told["value"].get(&hidden), &told["status"][&hidden]), (None, &"Q".into()));
    assert_eq!(told["value"].as_object().unwrap().len(), 4);
}

#[test]
fn the_cube_of_nothing_has_no_day() {
    let told = |observations: &[Observation]| -> Value {
        serde_json::from_slice(&write(Format::JsonStat, observations, &Names::default()).unwrap()).unwrap()
    };
    assert_eq!(told(&some())["updated"], "2026-11-22");
    assert_eq!(told(&[]).get("updated"), None, "a day, or nothing");
}

#[test]
fn time_is_written_as_statistical_offices_do() {
    for (from, to, written) in [
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2028, 2, 1), date(2028, 2, 29), "2028-02"),
        (date(2026, 3, 1), date(2026, 3, 1), "2026-03-01"),
        (date(2026, 1, 1), date(2026, 3, 31), "2026-01-01/P90D"),
    ] {
        assert_eq!(codes::period((from, to)), written);
    }
}

#[test]
fn columns_for_programs_are_the_same_however_often_they_are_written() {
    let written = || write(Format::Parquet, &some(), &Names::default()).unwrap();
    assert_eq!(written(), written());
    assert!(written().starts_with(b"PAR1"));
}
