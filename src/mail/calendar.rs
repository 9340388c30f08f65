//! An appointment as calendars take it (iCalendar, RFC 5545), to go with a mail.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

/// An appointment. Sent again with a higher number, it takes the place of what a calendar has.
#[derive(Clone, Debug)]
pub struct Appointment<'a> {
    /// By what calendars know it again.
    pub id: Uuid,
    /// How often it was changed.
    pub number: i32,
    /// When this was written.
    pub written: Timestamp,
    /// When it is.
    pub when: When,
    /// What it is, in one line.
    pub title: &'a str,
    /// What there is to say about it.
    pub about: &'a str,
    /// Whether it takes place.
    pub state: State,
}

/// When an appointment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// All day.
    Day(Date),
    /// From a moment on, for so many minutes.
    From(Timestamp, u16),
}

/// Whether an appointment takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does.
    Confirmed,
    /// It does not.
    Cancelled,
}

/// Bytes of the longest line; a longer one goes on in the next.
const LONGEST: usize = 75;

impl Appointment<'_> {
    /// The file. Nobody is asked to answer it: nothing here would read that.
    pub fn to_file(&self) -> String {
        let (method, status) = match self.state {
            State::Confirmed => ("PUBLISH", "CONFIRMED"),
            State::Cancelled => ("CANCEL", "CANCELLED"),
        };
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Nabosvar//Nabosvar//DA".to_owned(),
            format!("METHOD:{method}"),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", self.id),
            format!("SEQUENCE:{}", self.number),
            format!("DTSTAMP:{}", moment(self.written)),
        ];
        lines.extend(self.when.lines());
        lines.push(format!("SUMMARY:{}", text(self.title)));
        if !self.about.is_empty() {
            lines.push(format!("DESCRIPTION:{}", text(self.about)));
        }
        lines.extend([format!("STATUS:{status}"), "END:VEVENT".to_owned(), "END:VCALENDAR".to_owned()]);
        lines.iter().map(|line| folded(line)).collect()
    }
}

impl When {
    fn lines(self) -> [String; 2] {
        match self {
            Self::Day(day) => {
                let next = day.tomorrow().unwrap_or(day);
                let of = |name: &str, day: Date| format!("{name};VALUE=DATE:{}", day.strftime("%Y%m%d"));
                [of("DTSTART", day), of("DTEND", next)]
            }
            Self::From(start, minutes) => {
                let end = start.checked_add(i64::from(minutes).minutes()).unwrap_or(start);
                [format!("DTSTART:{}", moment(start)), format!("DTEND:{}", moment(end))]
            }
        }
    }
}

/// In UTC, so that no calendar has to know a zone.
fn moment(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value: what would end it is escaped, and what no calendar shows is left out.
fn text(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A line with its end, folded where it is too long, and never within a letter.
fn folded(line: &str) -> String {
    let mut folded = String::new();
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LONGEST {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appointment(when: When) -> String {
        let written = "2026-11-21T11:00:00Z".parse().unwrap();
        let (title, about) = ("Vandring; Nord, Syd", "Mødes\r\nved \\ søen\u{1b}\nBEGIN:VALARM");
        let id = Uuid::from_u128(42);
        Appointment { id, number: 3, written, when, title, about, state: State::Confirmed }.to_file()
    }

    #[test]
    fn it_is_written_as_calendars_read_it() {
        let file = appointment(When::From("2026-11-24T15:30:00Z".parse().unwrap(), 60));
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Nabosvar//Nabosvar//DA\r\nMETHOD:PUBLISH\r\n\
            BEGIN:VEVENT\r\nUID:00000000-0000-0000-0000-00000000002a\r\nSEQUENCE:3\r\nDTSTAMP:20261121T110000Z\r\n\
            DTSTART:20261124T153000Z\r\nDTEND:20261124T163000Z\r\nSUMMARY:Vandring\\; Nord\\, Syd\r\n\
            DESCRIPTION:Mødes\\nved \\\\ søen\\nBEGIN:VALARM\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(file, expected);
    }

    #[test]
    fn a_day_without_a_time_is_all_of_it() {
        let file = appointment(When::Day(Date::constant(2026, 12, 31)));
        assert!(file.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"), "{file}");
    }

    #[test]
    fn a_long_line_goes_on_in_the_next_and_no_letter_is_cut() {
        let folded = folded(&"å".repeat(100));
        assert!(folded.ends_with("\r\n") && folded.lines().all(|line| line.len() <= LONGEST), "{folded:?}");
        assert_eq!(folded.replace("\r\n ", "").trim_end(), "å".repeat(100));
    }
}
