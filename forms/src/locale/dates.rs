//! Dates and times as people type and read them; the engine itself holds them as ISO 8601 writes them.

use jiff::civil::{Date, Time};

use super::{Locale, message, numbers::plain_digits};

impl Locale {
    /// A date in words: "24. december 2026".
    pub fn date(&self, date: Date) -> String {
        let month = message(self.code(), &format!("month-{}", date.month()), &[]);
        // As text, so that no year is grouped into thousands.
        let (day, year) = (date.day().to_string(), date.year().to_string());
        message(self.code(), "date", &[("day", day.into()), ("month", month.into()), ("year", year.into())])
    }

    /// A date in digits, as it is typed: "24-12-2026".
    pub fn short_date(&self, date: Date) -> String {
        let separator = self.date;
        format!("{:02}{separator}{:02}{separator}{}", date.day(), date.month(), date.year())
    }

    /// A month, 1 to 12, in a few letters: "dec".
    pub(crate) fn short_month(&self, number: usize) -> String {
        self.word("months-short", number)
    }

    /// A day of the week, 1 for Monday to 7, in a few letters: "tor".
    pub(crate) fn short_weekday(&self, number: usize) -> String {
        self.word("weekdays-short", number)
    }

    /// One of the words of a message, counted from 1.
    fn word(&self, key: &str, number: usize) -> String {
        let words = message(self.code(), key, &[]);
        words.split(' ').nth(number.wrapping_sub(1)).unwrap_or_default().to_owned()
    }

    /// A time of day: "14:05".
    pub fn time(&self, time: Time) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// A date and a time of day: "24. december 2026 kl. 14:05".
    pub fn date_time(&self, date: Date, time: Time) -> String {
        let arguments = [("date", self.date(date).into()), ("time", self.time(time).into())];
        message(self.code(), "date-time", &arguments)
    }
}

/// A date as a browser sends it (`2026-12-24`) or a person types it (`24-12-2026`, `24/12 2026`, `24.12.26`); nothing if it
/// is none. The day comes first in all languages of the engine; two digits of a year mean this century.
pub fn read_date(typed: &str) -> Option<Date> {
    let parts: Vec<String> = typed
        .split(|c: char| matches!(c, '-' | '/' | '.' | '\u{2212}') || c.is_whitespace())
        .map(plain_digits)
        .filter(|part| !part.is_empty())
        .collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    let year = match year.len() {
        2 => format!("20{year}"),
        4 => year.clone(),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A time of day as a browser sends it (`14:05`, `14:05:30`) or a person types it (`14.05`, `kl. 14`); nothing if it is none.
pub fn read_time(typed: &str) -> Option<Time> {
    let is_word = |c: char| c.is_alphabetic() || c.is_whitespace();
    let digits = typed.trim_start_matches("kl.").trim_matches(is_word);
    let parts: Vec<String> = digits.split([':', '.']).map(plain_digits).collect();
    let number = |at: usize| parts.get(at).map_or(Some(0), |part| part.parse::<i8>().ok());
    if parts.len() > 3 {
        return None;
    }
    Time::new(number(0)?, number(1)?, number(2)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_writes_a_date_with_its_own_words() {
        let date = Date::constant(2026, 12, 24);
        let time = Time::constant(14, 5, 0, 0);
        let written = |code| (Locale::of(code).date_time(date, time), Locale::of(code).short_date(date));
        assert_eq!(written("da"), ("24. december 2026 kl. 14:05".into(), "24-12-2026".into()));
        assert_eq!(written("en"), ("24 December 2026 at 14:05".into(), "24/12/2026".into()));
        assert_eq!(written("ar"), ("24 ديسمبر 2026، الساعة 14:05".into(), "24/12/2026".into()));
        assert_eq!(written("tr"), ("24 Aralık 2026, saat 14:05".into(), "24.12.2026".into()));
        assert_eq!(written("so"), ("24 Disembar 2026, saacadda 14:05".into(), "24/12/2026".into()));
    }

    #[test]
    fn every_language_has_short_words_for_each_month_and_day() {
        for code in ["da", "en", "ar", "tr", "so"] {
            let count = |key| message(code, key, &[]).split(' ').count();
            assert_eq!((count("months-short"), count("weekdays-short")), (12, 7), "{code}");
        }
        assert_eq!((Locale::of("da").short_month(12), Locale::of("da").short_weekday(4)), ("dec".into(), "tor".into()));
    }

    #[test]
    fn what_a_language_writes_it_can_read() {
        let date = Date::constant(2026, 2, 3);
        for code in ["da", "en", "ar", "tr", "so"] {
            assert_eq!(read_date(&Locale::of(code).short_date(date)), Some(date), "{code}");
        }
    }

    #[test]
    fn dates_are_read_in_every_way_people_type_them() {
        let date = Some(Date::constant(2026, 2, 3));
        for typed in ["2026-02-03", "03-02-2026", "3/2/2026", "3.2.26", "3/2 2026", " ٣/٢/٢٠٢٦ ", "3 . 2 . 2026"]
        {
            assert_eq!(read_date(typed), date, "{typed}");
        }
        for typed in ["", "i går", "30-02-2026", "2026-13-01", "3-2", "3-2-026", "1-2-3-4"] {
            assert_eq!(read_date(typed), None, "{typed}");
        }
    }

    #[test]
    fn times_are_read_in_every_way_people_type_them() {
        let time = Some(Time::constant(14, 5, 0, 0));
        for typed in ["14:05", "14.05", "14:05:00", "kl. 14.05", "14:05 Uhr", "١٤:٠٥"] {
            assert_eq!(read_time(typed), time, "{typed}");
        }
        assert_eq!(read_time("8"), Some(Time::constant(8, 0, 0, 0)));
        for typed in ["", "24:00", "12:60", "12:", "snart", "1:2:3:4"] {
            assert_eq!(read_time(typed), None, "{typed}");
        }
    }
}
