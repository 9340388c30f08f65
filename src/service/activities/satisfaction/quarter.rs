//! Quarters of the year: what is said of an activity counts for one, as its milestones do.

use std::fmt::{self, Display, Formatter};

use jiff::ToSpan;
use jiff::civil::Date;

/// A quarter of a year. Displays so that quarters sort as texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i16,
    number: i8,
}

impl Quarter {
    /// The one in which a day lies.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), number: (day.month() + 2) / 3 }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Which of the year it is, counted from 1.
    pub fn number(self) -> i8 {
        self.number
    }

    /// Its first day.
    pub fn first(self) -> Date {
        Date::constant(self.year, self.number * 3 - 2, 1)
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.first().saturating_add(2.months()).last_of_month()
    }
}

impl Display for Quarter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}-K{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_lies_in_its_quarter() {
        let mut day = Date::constant(2027, 12, 1);
        while day < Date::constant(2029, 2, 1) {
            let quarter = Quarter::of(day);
            assert!(quarter.first() <= day && day <= quarter.last(), "{day}");
            day = day.tomorrow().unwrap();
        }
        let last = Quarter::of(Date::constant(2026, 11, 21));
        assert_eq!((last.first(), last.last()), (Date::constant(2026, 10, 1), Date::constant(2026, 12, 31)));
        assert_eq!(last.to_string(), "2026-K4");
    }
}
