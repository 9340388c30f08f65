//! Dates and moments: what text counts as one, and how one is written.

use std::fmt::{Display, Formatter, Result};

use jiff::{
    Timestamp, Zoned,
    civil::{Date, Time},
    tz::{Offset, TimeZone},
};

/// A date or a moment in the time zone of whoever fills the form.
#[derive(Debug, Clone, PartialEq)]
pub struct DateTime {
    /// Nothing where text was to be a date and is none.
    moment: Option<Zoned>,
    /// Whether it is written with its time of day.
    timed: bool,
}

const MILLISECONDS_OF_A_DAY: f64 = 86_400_000.0;

impl DateTime {
    /// A moment, written with its time.
    pub fn moment(moment: Zoned) -> Self {
        Self { moment: Some(moment), timed: true }
    }

    /// The day of a moment.
    pub fn day(moment: &Zoned) -> Self {
        Self { moment: moment.start_of_day().ok(), timed: false }
    }

    /// What text that is no date becomes.
    pub fn invalid() -> Self {
        Self { moment: None, timed: false }
    }

    /// Days since 1970 as a moment, counted as [`DateTime::days`] does; one that falls on midnight is written as a date.
    pub fn from_days(days: f64, zone: &TimeZone) -> Self {
        let milliseconds = (days * MILLISECONDS_OF_A_DAY).round() + standard_offset(zone);
        // Years 1 to 9999, within which every moment has a date.
        if !(-62_135_596_800_000.0..253_402_200_000_000.0).contains(&milliseconds) {
            return Self::invalid();
        }
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked above")]
        let timestamp = Timestamp::from_millisecond(milliseconds as i64);
        let on_the_wall = timestamp.map(|timestamp| timestamp.to_zoned(TimeZone::UTC).datetime());
        let Ok(moment) = on_the_wall.and_then(|time| time.to_zoned(zone.clone())) else { return Self::invalid() };
        let timed = moment.time() != Time::midnight();
        Self { moment: Some(moment), timed }
    }

    /// Reads a date (`2026-11-21`, also `2026-1-2`) or a moment; without offset it is in the time zone `zone`.
    pub fn parse(text: &str, zone: &TimeZone) -> Option<Self> {
        let text = text.trim();
        if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return parse_browser(text, zone);
        }
        let Some((date, time)) = text.split_once('T') else {
            return Some(Self { moment: Some(parse_date(text)?.to_zoned(zone.clone()).ok()?), timed: false });
        };
        let date = parse_date(date)?;
        let (time, offset) = parse_time(time)?;
        let written_in = offset.map_or_else(|| zone.clone(), TimeZone::fixed);
        let moment = date.to_datetime(time).to_zoned(written_in).ok()?.with_time_zone(zone.clone());
        Some(Self { moment: Some(moment), timed: true })
    }

    /// Whether there is a date at all.
    pub fn is_valid(&self) -> bool {
        self.moment.is_some()
    }

    /// The moment, of a date its midnight.
    pub fn zoned(&self) -> Option<&Zoned> {
        self.moment.as_ref()
    }

    /// Days since 1970-01-01 at midnight UTC, with the part of the day.
    ///
    /// They are days of the calendar and hours of the clock on the wall: each day has 24, also the two of the year on which the
    /// clock is changed, so that a date and the number of days to another are exact. All of a zone is measured from where
    /// its clock stands outside of summer.
    pub fn days(&self) -> f64 {
        let Some(moment) = &self.moment else { return f64::NAN };
        let shift = i64::from(moment.offset().seconds()) * 1000;
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of the years up to 9999 fit")]
        let on_the_wall = (moment.timestamp().as_millisecond() + shift) as f64;
        (on_the_wall - standard_offset(moment.time_zone())) / MILLISECONDS_OF_A_DAY
    }
}

impl Display for DateTime {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        // The word is that of the reference implementation.
        let Some(moment) = &self.moment else { return out.write_str("Invalid Date") };
        write!(out, "{:04}-{:02}-{:02}", moment.year(), moment.month(), moment.day())?;
        if !self.timed {
            return Ok(());
        }
        let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
        write!(out, "T{hour:02}:{minute:02}:{second:02}.{:03}", moment.millisecond())?;
        write_offset(moment.offset(), out)
    }
}

/// How far the clock of a zone is ahead of UTC outside of summer, in milliseconds: of winter and summer, on whichever half of the
/// Earth, the smaller.
fn standard_offset(zone: &TimeZone) -> f64 {
    // Some recent year does for all: within one answer document the measure has to stay the same.
    const JANUARY: i64 = 1_767_225_600;
    const JULY: i64 = 1_782_864_000;
    let offset = |second| Timestamp::from_second(second).map_or(0, |at| zone.to_offset(at).seconds());
    f64::from(offset(JANUARY).min(offset(JULY))) * 1000.0
}

/// The days since 1970 of text that has the form of a date or a moment, as `number()` takes it.
pub(super) fn days_of(text: &str, zone: &TimeZone) -> Option<f64> {
    if !looks_like_date(text) {
        return None;
    }
    DateTime::parse(text, zone).map(|moment| moment.days())
}

/// Whether text has the form `YYYY-MM-DD`, perhaps with a time.
pub(super) fn looks_like_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes[..10]
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
        && (bytes.len() == 10 || bytes[10] == b'T')
}

/// The part of a day that has passed at a time such as `12:00:00.000-07:00`, in the time zone of `now`.
pub(super) fn part_of_day(text: &str, now: &Zoned) -> Option<f64> {
    let (time, offset) = parse_time(text.trim())?;
    let mut seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    if let Some(offset) = offset {
        seconds += i64::from(now.offset().seconds()) - i64::from(offset.seconds());
    }
    let milliseconds = seconds.rem_euclid(86_400) * 1000 + i64::from(time.millisecond());
    #[expect(clippy::cast_precision_loss, reason = "a day has few milliseconds")]
    Some(milliseconds as f64 / MILLISECONDS_OF_A_DAY)
}

fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(digits(year, 4)?, i8::try_from(digits(month, 2)?).ok()?, i8::try_from(digits(day, 2)?).ok()?).ok()
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff`, and an offset if there is one.
fn parse_time(text: &str) -> Option<(Time, Option<Offset>)> {
    let end = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = text.split_at(end);
    let mut parts = clock.splitn(3, ':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let seconds = parts.next().unwrap_or("0");
    let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let second = digits(second, 2)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let narrow = |number: i16| i8::try_from(number).ok();
    let time = Time::new(narrow(hour)?, narrow(minute)?, narrow(second)?, nanoseconds).ok()?;
    let offset = if offset.is_empty() { None } else { Some(parse_offset(offset)?) };
    Some((time, offset))
}

/// `Z`, `+hh:mm`, `+hhmm` or `+hh`.
fn parse_offset(text: &str) -> Option<Offset> {
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let unsigned = text.strip_prefix(['+', '-'])?;
    let hours = digits(unsigned.get(..2)?, 2)?;
    let rest = unsigned[2..].strip_prefix(':').unwrap_or(&unsigned[2..]);
    let minutes = if rest.is_empty() { 0 } else { digits(rest, 2)? };
    if hours > 14 || minutes > 59 {
        return None;
    }
    let seconds = (i32::from(hours) * 60 + i32::from(minutes)) * 60;
    Offset::from_seconds(if text.starts_with('-') { -seconds } else { seconds }).ok()
}

/// `Fri Nov 20 2026 17:51:05 GMT-0700 (…)`, which is how a browser writes a moment and old forms store it.
fn parse_browser(text: &str, zone: &TimeZone) -> Option<DateTime> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut parts = text.split_ascii_whitespace().skip(1);
    let name = parts.next().filter(|name| name.len() == 3)?;
    let month = i8::try_from(MONTHS.find(name).filter(|at| at % 3 == 0)? / 3 + 1).ok()?;
    let day = i8::try_from(digits(parts.next()?, 2)?).ok()?;
    let date = Date::new(digits(parts.next()?, 4)?, month, day).ok()?;
    let (time, _) = parse_time(parts.next()?)?;
    let offset = parse_offset(parts.next()?.strip_prefix("GMT")?)?;
    let moment = date.to_datetime(time).to_zoned(TimeZone::fixed(offset)).ok()?;
    Some(DateTime::moment(moment.with_time_zone(zone.clone())))
}

fn digits(text: &str, most: usize) -> Option<i16> {
    let fits = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn write_offset(offset: Offset, out: &mut Formatter<'_>) -> Result {
    let seconds = offset.seconds();
    if seconds == 0 {
        return out.write_str("Z");
    }
    let minutes = seconds.abs() / 60;
    write!(out, "{}{:02}:{:02}", if seconds < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}
