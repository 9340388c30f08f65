//! What observations are told by where a code stands for it: the codes of statistical offices, and of JSON-stat with them.

use jiff::civil::Date;

use crate::service::indicators::observation::{Observation, Status};

/// Stands for everybody, and for everywhere.
pub(super) const TOTAL: &str = "_T";

/// By the code list `OBS_STATUS` of SDMX.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Free => "A",
        Status::Hidden => "Q",
        Status::Unreliable => "U",
    }
}

/// Of whom, as one code: breakdowns and their codes in the letters that codes have.
pub(super) fn whom(one: &Observation) -> String {
    if one.observed.series.whom.is_empty() {
        return TOTAL.to_owned();
    }
    let letter = |letter: char| if letter.is_ascii_alphanumeric() || "_@$".contains(letter) { letter } else { '_' };
    let clean = |text: &str| text.chars().map(letter).collect::<String>();
    let parts = one.observed.series.whom.iter().map(|(name, code)| format!("{}-{}", clean(name), clean(code)));
    parts.collect::<Vec<_>>().join("--")
}

/// Days as SDMX writes time: a year, a month, a day, or from a day on so many.
pub(super) fn period((from, to): (Date, Date)) -> String {
    let month = from == from.first_of_month() && to == from.last_of_month();
    let year = from == from.first_of_year() && to == from.last_of_year();
    if year {
        format!("{:04}", from.year())
    } else if month {
        format!("{:04}-{:02}", from.year(), from.month())
    } else if from == to {
        from.to_string()
    } else {
        let days = from.until(to).map_or(0, |span| span.get_days()) + 1;
        format!("{from}/P{days}D")
    }
}
