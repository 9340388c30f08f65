//! Observations as columns with types, a row each: what text tables and Parquet hold.

use std::borrow::Cow;

use super::super::told::Names;
use crate::service::indicators::observation::{Figure, Observation};
use crate::service::parquet::{Column, Values};
use crate::service::spreadsheet::{Cell, Table};

/// The columns.
pub(in crate::service::indicators) fn columns(observations: &[Observation], names: &Names) -> Vec<Column> {
    let text = |of: &dyn Fn(&Observation) -> Option<String>| Values::Text(observations.iter().map(of).collect());
    let whole = |of: &dyn Fn(&Observation) -> Option<i64>| Values::Whole(observations.iter().map(of).collect());
    let number = |of: &dyn Fn(&Figure) -> Option<f64>| {
        Values::Number(observations.iter().map(|one| one.observed.figure.as_ref().and_then(of)).collect())
    };
    let day = |of: &dyn Fn(&Observation) -> jiff::civil::Date| {
        Values::Day(observations.iter().map(|one| Some(of(one))).collect())
    };
    let whom = |one: &Observation| {
        let parts = one.observed.series.whom.iter().map(|(name, code)| format!("{name}={code}"));
        Some(parts.collect::<Vec<_>>().join(";"))
    };
    let respondents = |one: &Observation| i64::try_from(one.observed.figure?.respondents?).ok();
    [
        ("number", whole(&|one| Some(one.number))),
        ("id", text(&|one| Some(one.id.to_string()))),
        ("series", text(&|one| Some(one.observed.series.id().to_string()))),
        ("revision", whole(&|one| Some(i64::from(one.revision)))),
        ("programme", text(&|one| Some(one.observed.series.programme_id.to_string()))),
        ("programme_name", text(&|one| Some(names.of(one.observed.series.programme_id)))),
        ("area", text(&|one| one.observed.series.area_id.map(|area| area.to_string()))),
        ("area_name", text(&|one| one.observed.series.area_id.map(|area| names.of(area)))),
        ("indicator", text(&|one| Some(one.observed.series.indicator.clone()))),
        ("definition", whole(&|one| Some(i64::from(one.observed.definition)))),
        ("whom", text(&whom)),
        ("from", day(&|one| one.observed.period.0)),
        ("to", day(&|one| one.observed.period.1)),
        ("wave", text(&|one| one.observed.wave_id.map(|wave| wave.to_string()))),
        ("release", text(&|one| one.observed.release_id.map(|release| release.to_string()))),
        ("status", text(&|one| Some(one.observed.status.as_str().to_owned()))),
        ("value", number(&|figure| Some(figure.value))),
        ("low", number(&|figure| figure.interval.map(|(low, _)| low))),
        ("high", number(&|figure| figure.interval.map(|(_, high)| high))),
        ("respondents", whole(&respondents)),
        ("made_on", day(&|one| one.made_on)),
    ]
    .map(|(name, values)| Column { name: name.to_owned(), values })
    .into()
}

/// The same as rows of text.
pub(in crate::service::indicators) fn table(columns: &[Column]) -> Table<'_> {
    let cells: Vec<Vec<Cell>> = columns.iter().map(|column| cells(&column.values)).collect();
    let rows = cells.first().map_or(0, Vec::len);
    Table {
        names: columns.iter().map(|column| Cow::from(column.name.as_str())).collect(),
        rows: (0..rows).map(|row| cells.iter().map(|column| column[row].clone()).collect()).collect(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "neither counts nor numbers of rows reach 2^52")]
fn cells(values: &Values) -> Vec<Cell> {
    fn all<T>(values: &[Option<T>], cell: impl Fn(&T) -> Cell) -> Vec<Cell> {
        values.iter().map(|value| value.as_ref().map_or(Cell::Nothing, &cell)).collect()
    }
    match values {
        Values::Text(values) => all(values, |text| Cell::Text(text.clone())),
        Values::Whole(values) => all(values, |number| Cell::Number(*number as f64)),
        Values::Number(values) => all(values, |number| Cell::Number(*number)),
        Values::Day(values) => all(values, |day| Cell::Day(*day)),
        Values::Flag(values) => all(values, |flag| Cell::Text(flag.to_string())),
    }
}
