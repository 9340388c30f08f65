//! Indicators that were observed in an invented area: two rounds of a survey, a year apart, and one that is hidden.

use jiff::civil::{Date, date};
use nabosvar::service::Services;
use nabosvar::service::indicators::observation::{self, Figure, Observed, Series, Status};
use nabosvar::store::place::Area;

/// The rounds.
pub(crate) const ROUNDS: [(Date, Date); 2] =
    [(date(2025, 11, 3), date(2025, 11, 30)), (date(2026, 11, 2), date(2026, 11, 20))];

/// A share that rests on so many, give or take five points; nothing, where it is hidden.
pub(crate) fn observed(
    area: &Area,
    of_area: bool,
    indicator: &str,
    round: usize,
    share: Option<(f64, u64)>,
) -> Observed {
    let area_id = of_area.then_some(area.id);
    let series = Series { programme_id: area.programme_id, area_id, indicator: indicator.to_owned(), whom: [].into() };
    let figure = share.map(|(value, respondents)| Figure {
        value,
        interval: Some((value - 0.05, value + 0.05)),
        respondents: Some(respondents),
    });
    let status = match share {
        None => Status::Hidden,
        Some((_, respondents)) if respondents < 30 => Status::Unreliable,
        Some(_) => Status::Free,
    };
    Observed { series, definition: 1, period: ROUNDS[round], wave_id: None, release_id: None, status, figure }
}

/// Safety and trust of an area and of its programme; trust was hidden in the first round.
pub(crate) async fn keep(services: &Services, area: &Area) {
    let all = [
        observed(area, true, "experienced_safety", 0, Some((0.62, 293))),
        observed(area, true, "experienced_safety", 1, Some((0.7, 310))),
        observed(area, true, "trust", 0, None),
        observed(area, true, "trust", 1, Some((0.5, 24))),
        observed(area, true, "basic_safety", 1, Some((0.8, 320))),
        observed(area, false, "experienced_safety", 0, Some((0.66, 901))),
        observed(area, false, "experienced_safety", 1, Some((0.69, 930))),
    ];
    let tx = services.db.begin().await.expect("a transaction");
    for one in &all {
        observation::append(services, &tx, one).await.expect("it is kept");
    }
    tx.commit().await.expect("the transaction commits");
}
