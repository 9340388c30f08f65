//! The first working day of a month, as Danish offices keep it: neither a Saturday or Sunday nor a public holiday.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The first working day of the month in which a day lies.
pub fn first_of(day: Date) -> Date {
    let mut first = day.first_of_month();
    while is_off(first) {
        first = first.saturating_add(1.day());
    }
    first
}

/// Saturdays, Sundays and the public holidays of Denmark since 2024, when the great day of prayer went.
fn is_off(day: Date) -> bool {
    let fixed = [(1, 1), (12, 25), (12, 26)];
    // Maundy Thursday, Good Friday, both days of Easter, Ascension and Whit Monday, counted from Easter Sunday.
    let moving = [-3, -2, 0, 1, 39, 50];
    let easter = easter(day.year());
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        || fixed.contains(&(day.month(), day.day()))
        || moving.into_iter().any(|after: i32| easter.saturating_add(after.days()) == day)
}

/// Easter Sunday (Knuth, The Art of Computer Programming, volume 1, 1.3.2, exercise 14).
fn easter(year: i16) -> Date {
    let year_of = i32::from(year);
    let (golden, century) = (year_of % 19 + 1, year_of / 100 + 1);
    let (skipped, correction) = (3 * century / 4 - 12, (8 * century + 5) / 25 - 5);
    let sunday = 5 * year_of / 4 - skipped - 10;
    let epact = (11 * golden + 20 + correction - skipped).rem_euclid(30);
    let epact = if epact == 24 || (epact == 25 && golden > 11) { epact + 1 } else { epact };
    let full_moon = if epact > 23 { 74 - epact } else { 44 - epact };
    // Counted from the last of February.
    let after = full_moon + 7 - (sunday + full_moon) % 7;
    Date::constant(year, 3, 1).saturating_add((after - 1).days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_is_when_it_was() {
        // The earliest and the latest there can be, and some between.
        for day in [
            date(1818, 3, 22),
            date(1943, 4, 25),
            date(2021, 4, 4),
            date(2024, 3, 31),
            date(2026, 4, 5),
            date(2038, 4, 25),
        ] {
            assert_eq!(easter(day.year()), day);
        }
    }

    #[test]
    fn the_first_working_day_is_no_holiday() {
        for (month, first) in [
            // A Sunday; New Year; Maundy Thursday to Easter Monday; Easter Monday alone; Whit Monday; Ascension.
            (date(2026, 11, 21), date(2026, 11, 2)),
            (date(2026, 1, 1), date(2026, 1, 2)),
            (date(2021, 4, 30), date(2021, 4, 6)),
            (date(2024, 4, 1), date(2024, 4, 2)),
            (date(2020, 6, 1), date(2020, 6, 2)),
            (date(2008, 5, 1), date(2008, 5, 2)),
            (date(2026, 12, 24), date(2026, 12, 1)),
        ] {
            assert_eq!(first_of(month), first, "{month}");
        }
    }
}
