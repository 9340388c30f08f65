//! On which days a series is held. Pure.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Every, Series};

/// A series of more days is a mistake, most likely in a year.
pub(super) const MOST_DAYS: usize = 120;

/// Reads a day as browsers write it. Others than those of this century are mistakes, and no database keeps all of them.
pub fn read_day(text: &str) -> Option<Date> {
    text.trim().parse().ok().filter(|day: &Date| (2000..2100).contains(&day.year()))
}

/// The days in their order; `None` if there are none or too many.
pub(super) fn days(series: &Series) -> Option<Vec<Date>> {
    if series.last < series.first {
        return None;
    }
    let mut days: Vec<Date> = match series.every {
        Every::Once => vec![series.first],
        Every::Week => every(series, 7),
        Every::Fortnight => every(series, 14),
        Every::Month => every_month(series),
    };
    let is_too_many = days.len() > MOST_DAYS;
    days.truncate(MOST_DAYS);
    (!is_too_many && !days.is_empty()).then_some(days)
}

fn every(series: &Series, step: i32) -> Vec<Date> {
    let days = series.first.series(step.days()).take_while(|day| *day <= series.last);
    days.take(MOST_DAYS + 1).collect()
}

/// The same weekday of the same week of each month; a month without a fifth one has none.
fn every_month(series: &Series) -> Vec<Date> {
    let week = (series.first.day() - 1) / 7 + 1;
    let months = series.first.first_of_month().series(1.month()).take(MOST_DAYS + 1);
    let days = months.filter_map(|month| month.nth_weekday_of_month(week, series.first.weekday()).ok());
    days.take_while(|day| *day <= series.last).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn written(every: Every, first: Date, last: Date) -> Option<Vec<String>> {
        let days = days(&Series { every, first, last })?;
        Some(days.into_iter().map(|day| day.to_string()).collect())
    }

    #[test]
    fn a_series_has_its_days() {
        let (first, last) = (date(2026, 12, 1), date(2027, 1, 5));
        let of = |every| written(every, first, last).unwrap();
        assert_eq!(of(Every::Once), ["2026-12-01"]);
        assert_eq!(of(Every::Fortnight), ["2026-12-01", "2026-12-15", "2026-12-29"]);
        assert_eq!(of(Every::Week).len(), 6);
        assert_eq!(of(Every::Month), ["2026-12-01", "2027-01-05"]);
    }

    #[test]
    fn a_month_without_a_fifth_friday_is_left_out() {
        let days = written(Every::Month, date(2027, 1, 29), date(2027, 7, 31)).unwrap();
        assert_eq!(days, ["2027-01-29", "2027-04-30", "2027-07-30"]);
    }

    #[test]
    fn a_day_is_one_of_this_century() {
        assert_eq!(read_day(" 2026-12-24 "), Some(date(2026, 12, 24)));
        for text in ["", "24-12-2026", "2026-02-30", "1999-12-31", "2100-01-01", "-005000-01-01"] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_series_without_end_is_none() {
        assert_eq!(written(Every::Week, date(2026, 12, 1), date(2026, 11, 30)), None);
        assert_eq!(written(Every::Week, date(2026, 1, 1), date(9999, 12, 31)), None);
        assert_eq!(written(Every::Month, date(2026, 1, 1), date(9999, 12, 31)), None);
        assert_eq!(written(Every::Week, date(2026, 1, 1), date(2028, 4, 13)).map(|days| days.len()), Some(MOST_DAYS));
        assert_eq!(written(Every::Once, date(9999, 12, 31), date(9999, 12, 31)).map(|days| days.len()), Some(1));
    }
}
