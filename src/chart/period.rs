//! What a period is called: in full in a table, in three letters and a year below a picture.

use forms::locale;
use jiff::civil::Date;

/// A column of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Below the picture: the month, as short as it can be.
    pub short: String,
    /// Below that: the year.
    pub year: String,
    /// In words.
    pub name: String,
}

impl Column {
    /// The column of a period, from its first day to its last.
    pub fn of(language: &str, (from, to): (Date, Date)) -> Self {
        let month = month(language, to);
        let letters = match language {
            // Arabic letters change with their neighbours, so no name of a month is cut.
            "ar" => usize::MAX,
            // Three letters are the same for Maarso and Maajo.
            "so" => 4,
            _ => 3,
        };
        let short = month.chars().take(letters).collect();
        Self { short, year: to.year().to_string(), name: name_of(language, (from, to)) }
    }
}

/// A period in words: a month, or from one month to another.
pub fn name_of(language: &str, (from, to): (Date, Date)) -> String {
    let last = format!("{} {}", month(language, to), to.year());
    match (from.year() == to.year(), from.month() == to.month()) {
        (true, true) => last,
        (true, false) => format!("{}–{last}", month(language, from)),
        (false, _) => format!("{} {} – {last}", month(language, from), from.year()),
    }
}

fn month(language: &str, day: Date) -> String {
    locale::message(language, &format!("month-{}", day.month()), &[])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_have_names() {
        let name = |from, to| name_of("da", (from, to));
        assert_eq!(name(date(2026, 11, 1), date(2026, 11, 30)), "november 2026");
        assert_eq!(name(date(2026, 9, 7), date(2026, 10, 4)), "september–oktober 2026");
        assert_eq!(name(date(2025, 12, 7), date(2026, 1, 4)), "december 2025 – januar 2026");
    }

    #[test]
    fn no_two_months_are_short_for_the_same() {
        for language in ["da", "en", "ar", "tr", "so"] {
            let month = |month| Column::of(language, (date(2026, month, 1), date(2026, month, 1))).short;
            assert_eq!((1..=12).map(month).collect::<BTreeSet<_>>().len(), 12, "{language}");
        }
    }
}
