//! Invented observations of invented indicators, one a year, for who follows them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use nabosvar::service::Services;
use nabosvar::service::indicators::observation::{self, Figure, Observation, Observed, Series, Status};
use uuid::Uuid;

/// What an indicator of a programme was in a year; hidden, if there is no value.
pub(crate) async fn observe(
    services: &Services,
    programme: Uuid,
    indicator: &str,
    year: i16,
    value: Option<f64>,
) -> Observation {
    let series =
        Series { programme_id: programme, area_id: None, indicator: indicator.to_owned(), whom: BTreeMap::new() };
    let figure =
        value.map(|value| Figure { value, interval: Some((value - 0.125, value + 0.125)), respondents: Some(80) });
    let observed = Observed {
        series,
        definition: 1,
        period: (Date::constant(year, 1, 1), Date::constant(year, 12, 31)),
        wave_id: None,
        release_id: None,
        status: if figure.is_some() { Status::Free } else { Status::Hidden },
        figure,
    };
    let tx = services.db.begin().await.expect("a transaction");
    let kept = observation::append(services, &tx, &observed).await.expect("it is kept");
    tx.commit().await.expect("the transaction commits");
    kept
}
