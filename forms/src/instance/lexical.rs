//! How answers of each type are written in the answer document (ODK XForms, "Data Types"), from JSON and from what people type.

use std::{borrow::Cow, collections::BTreeSet};

use jiff::{
    Zoned,
    civil::{Date, DateTime, Time},
};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{document::Given, refusal::Refusal};
use crate::{
    definition::form::{ChoiceList, Metadata, QuestionKind},
    expression::number_to_text,
};

/// Room for some pages of writing.
pub(crate) const MAX_TEXT: usize = 10_000;
/// How XForms writes that somebody has ticked the box.
pub(crate) const ACKNOWLEDGED: &str = "OK";

/// Borrowed where nothing has to be changed.
pub(super) type Lexical<'t> = Result<Cow<'t, str>, Refusal>;

/// An answer given as JSON. Empty where there is none.
pub(super) fn from_json<'g>(kind: &QuestionKind, list: Option<&ChoiceList>, value: &'g Given<'_>) -> Lexical<'g> {
    match (kind, value) {
        (_, Given::Nothing) => Ok("".into()),
        (QuestionKind::SelectMultiple { .. } | QuestionKind::Rank { .. }, Given::List(members)) => {
            let names = members.iter().map(|member| match member {
                Given::Text(name) => Ok(name.as_ref()),
                _ => Err(expected(kind)),
            });
            codes(kind, list, &names.collect::<Result<Vec<_>, _>>()?)
        }
        (QuestionKind::Integer, Given::Number(number)) => {
            number.as_f64().and_then(integer).ok_or_else(|| expected(kind))
        }
        (QuestionKind::Decimal | QuestionKind::Range(_), Given::Number(number)) => {
            number.as_f64().and_then(decimal).ok_or_else(|| expected(kind))
        }
        (QuestionKind::Calculate, Given::Number(number)) => {
            Ok(number.as_f64().map(number_to_text).unwrap_or_default().into())
        }
        (QuestionKind::Acknowledge, Given::Boolean(is_ticked)) => Ok(if *is_ticked { ACKNOWLEDGED } else { "" }.into()),
        (QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Range(_), Given::Text(text))
            if !text.is_empty() =>
        {
            Err(expected(kind))
        }
        (QuestionKind::SelectMultiple { .. } | QuestionKind::Rank { .. }, Given::Text(text)) if !text.is_empty() => {
            Err(expected(kind))
        }
        (_, Given::Text(text)) => from_text(kind, list, text),
        _ => Err(expected(kind)),
    }
}

/// An answer as XForms writes it or a person types it, brought into one form.
pub(super) fn from_text<'t>(kind: &QuestionKind, list: Option<&ChoiceList>, text: &'t str) -> Lexical<'t> {
    if has_illegal(text) {
        return Err(Refusal::Type("violation-text"));
    }
    if is_too_long(text) {
        return Err(Refusal::TooLong);
    }
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok("".into());
    }
    let read = match kind {
        QuestionKind::Text | QuestionKind::Hidden | QuestionKind::Calculate => Some(text.into()),
        QuestionKind::Image => is_digest(trimmed).then(|| trimmed.into()),
        QuestionKind::SelectOne { .. } => Some(trimmed.into()),
        QuestionKind::SelectMultiple { .. } | QuestionKind::Rank { .. } => {
            return codes(kind, list, &trimmed.split_whitespace().collect::<Vec<_>>());
        }
        QuestionKind::Integer => trimmed.parse::<f64>().ok().and_then(integer),
        QuestionKind::Decimal | QuestionKind::Range(_) => trimmed.parse::<f64>().ok().and_then(decimal),
        QuestionKind::Date | QuestionKind::Metadata(Metadata::Today) => date(trimmed).map(Cow::from),
        QuestionKind::Time => time(trimmed).map(Cow::from),
        QuestionKind::DateTime | QuestionKind::Metadata(Metadata::Start | Metadata::End) => {
            date_time(trimmed).map(Cow::from)
        }
        QuestionKind::Acknowledge => (trimmed == ACKNOWLEDGED).then(|| ACKNOWLEDGED.into()),
        QuestionKind::Geopoint => geopoint(trimmed).map(Cow::from),
        QuestionKind::Note => Some("".into()),
    };
    read.ok_or_else(|| expected(kind))
}

/// A computed text as an answer of this type, cut to it as ODK clients do: an integer of a number, the day of a moment.
/// Empty where it cannot be one, or is longer than an answer may be.
pub(super) fn cast(kind: &QuestionKind, list: Option<&ChoiceList>, text: &str) -> String {
    let cut = match kind {
        QuestionKind::Integer => text.parse::<f64>().map_or_else(|_| text.to_owned(), |n| number_to_text(n.trunc())),
        QuestionKind::Date | QuestionKind::Metadata(Metadata::Today) => text.get(..10).unwrap_or(text).to_owned(),
        // What a note shows may be calculated, too.
        QuestionKind::Note => return from_text(&QuestionKind::Text, None, text).unwrap_or_default().into_owned(),
        _ => text.to_owned(),
    };
    from_text(kind, list, &cut).unwrap_or_default().into_owned()
}

/// What to say of an answer that is not of its type.
pub(super) fn expected(kind: &QuestionKind) -> Refusal {
    Refusal::Type(match kind {
        QuestionKind::Integer => "violation-integer",
        QuestionKind::Decimal | QuestionKind::Range(_) => "violation-decimal",
        QuestionKind::Date | QuestionKind::Metadata(Metadata::Today) => "violation-date",
        QuestionKind::Time => "violation-time",
        QuestionKind::DateTime | QuestionKind::Metadata(Metadata::Start | Metadata::End) => "violation-date-time",
        QuestionKind::SelectOne { .. } => "violation-choice",
        QuestionKind::SelectMultiple { .. } => "violation-choices",
        QuestionKind::Rank { .. } => "violation-rank",
        QuestionKind::Acknowledge => "violation-acknowledge",
        QuestionKind::Geopoint => "violation-geopoint",
        QuestionKind::Image => "violation-image",
        _ => "violation-text",
    })
}

/// No text has more characters than bytes, and bytes need not be counted.
fn is_too_long(text: &str) -> bool {
    text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT
}

/// Characters that XML cannot hold (XML 1.0, section 2.2), and so neither can an answer that ODK clients exchange.
fn is_illegal(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Most texts are seen to be harmless by their bytes alone, many at a time: only what may be among the last two needs characters.
fn has_illegal(text: &str) -> bool {
    let may_be = |byte: u8| byte < b' ' || byte == 0xEF;
    text.bytes().fold(false, |found, byte| found | may_be(byte)) && text.contains(is_illegal)
}

/// SHA-256 in one of the ways it can be written, so that one file has one name.
fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

/// The codes of a select of several or of a rank, with blanks between.
fn codes(kind: &QuestionKind, list: Option<&ChoiceList>, names: &[&str]) -> Lexical<'static> {
    if names.iter().any(|name| name.is_empty() || name.contains(char::is_whitespace) || has_illegal(name)) {
        return Err(expected(kind));
    }
    let text = match kind {
        QuestionKind::Rank { .. } => ranked(names).ok_or_else(|| expected(kind))?,
        _ => set(list, names),
    };
    if is_too_long(&text) { Err(Refusal::TooLong) } else { Ok(text.into()) }
}

/// An order: nothing can be in two places of it.
fn ranked(names: &[&str]) -> Option<String> {
    let mut seen = BTreeSet::new();
    names.iter().all(|name| seen.insert(*name)).then(|| names.join(" "))
}

/// A set: each name once, in the order of the list; names that the list lacks come last, to be reported.
fn set(list: Option<&ChoiceList>, names: &[&str]) -> String {
    let place = |name: &&str| list.and_then(|list| list.place(name)).unwrap_or(usize::MAX);
    let mut sorted: Vec<(usize, &str)> = names.iter().map(|name| (place(name), *name)).collect();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ")
}

/// Integers are 32 bits wide (ODK XForms, "Data Types").
fn integer(number: f64) -> Option<Cow<'static, str>> {
    let is_whole = number.fract() == 0.0 && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number);
    is_whole.then(|| number_to_text(number).into())
}

fn decimal(number: f64) -> Option<Cow<'static, str>> {
    number.is_finite().then(|| number_to_text(number).into())
}

/// `YYYY-MM-DD`; a year has four digits, as everywhere in XML Schema that ODK clients agree on.
fn date(text: &str) -> Option<String> {
    let date: Date = text.parse().ok().filter(|_| has_shape(text, "0000-00-00"))?;
    Some(date.to_string())
}

/// `hh:mm`, perhaps with seconds and parts of them, perhaps with an offset, which is kept.
fn time(text: &str) -> Option<String> {
    let end = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = text.split_at(end);
    let time: Time = clock.parse().ok().filter(|_| clock.get(..5).is_some_and(|start| has_shape(start, "00:00")))?;
    is_offset(offset).then(|| format!("{time}{offset}"))
}

/// A date, `T`, a time.
fn date_time(text: &str) -> Option<String> {
    let (day, clock) = text.split_once('T')?;
    let moment: DateTime = date(day)?.parse().ok()?;
    Some(format!("{}T{}", moment.date(), time(clock)?))
}

/// A moment to the second, with the offset of its place.
pub(crate) fn moment(moment: &Zoned) -> String {
    let minutes = moment.offset().seconds() / 60;
    let (sign, minutes) = if minutes < 0 { ('-', -minutes) } else { ('+', minutes) };
    let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
    let offset = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}{offset}", moment.date())
}

/// `Z` or hours and minutes from Greenwich, or nothing.
fn is_offset(text: &str) -> bool {
    let is_number = |text: &str| has_shape(text, "00:00") && text.parse::<Time>().is_ok_and(|time| time.hour() <= 14);
    matches!(text, "" | "Z") || text.strip_prefix(['+', '-']).is_some_and(is_number)
}

/// Whether `text` has a digit wherever `shape` has one, and the same signs elsewhere.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(c, s): (u8, u8)| if s == b'0' { c.is_ascii_digit() } else { c == s };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

/// Latitude and longitude in degrees, then if known altitude and accuracy in metres.
fn geopoint(text: &str) -> Option<String> {
    let numbers: Option<Vec<f64>> =
        text.split_whitespace().map(|part| part.parse().ok().filter(|n: &f64| n.is_finite())).collect();
    let numbers = numbers.filter(|numbers| (2..=4).contains(&numbers.len()))?;
    let is_on_earth = numbers[0].abs() <= 90.0 && numbers[1].abs() <= 180.0;
    let has_accuracy = numbers.get(3).is_none_or(|accuracy| *accuracy >= 0.0);
    (is_on_earth && has_accuracy).then(|| numbers.iter().map(|n| number_to_text(*n)).collect::<Vec<_>>().join(" "))
}

/// Writes an answer that is there as JSON.
pub(super) fn write<S: Serializer>(
    kind: &QuestionKind,
    text: &str,
    is_number: bool,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let is_number = match kind {
        QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Range(_) => true,
        QuestionKind::Calculate => is_number,
        QuestionKind::SelectMultiple { .. } | QuestionKind::Rank { .. } => {
            return serializer.collect_seq(text.split_whitespace());
        }
        QuestionKind::Acknowledge => return serializer.serialize_bool(text == ACKNOWLEDGED),
        _ => false,
    };
    match is_number.then(|| text.parse::<f64>().ok()).flatten() {
        Some(number) => number_to_json(number).serialize(serializer),
        None => serializer.serialize_str(text),
    }
}

/// A whole number without a fraction, as JSON clients expect it.
#[expect(clippy::cast_possible_truncation, reason = "only numbers that an i64 holds exactly come here")]
fn number_to_json(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT { Value::from(number as i64) } else { Value::from(number) }
}
