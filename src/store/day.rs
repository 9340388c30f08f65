//! Days between the program, which uses `jiff`, and the database library, which knows `time`.

use jiff::civil::Date;
use sea_orm::prelude::TimeDate;

use super::Error;

/// For a column. No day of this program lies outside what both know; one that did would be stored as the last day.
pub(super) fn to_column(day: Date) -> TimeDate {
    let ordinal = u16::try_from(day.day_of_year()).unwrap_or(1);
    TimeDate::from_ordinal_date(i32::from(day.year()), ordinal).unwrap_or(TimeDate::MAX)
}

/// From a column.
pub(super) fn from_column(
    day: TimeDate,
    table: &'static str,
    column: &str,
    row: &impl ToString,
) -> Result<Date, Error> {
    let read = || {
        let (year, month, day) = day.to_calendar_date();
        Date::new(year.try_into().ok()?, i8::try_from(u8::from(month)).ok()?, day.try_into().ok()?).ok()
    };
    read().ok_or_else(|| Error::bad_row(table, column, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_comes_back_as_it_was() {
        for text in ["2026-01-01", "2026-11-21", "2028-02-29", "2028-12-31", "0001-01-01", "9999-12-31"] {
            let day: Date = text.parse().unwrap();
            assert_eq!(from_column(to_column(day), "wave", "starts_on", &"a").unwrap(), day);
        }
    }
}
