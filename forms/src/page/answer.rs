//! One answer between the engine and a person: how it stands in a field, how it reads in words, what was meant by typing it.

use jiff::civil::{Date, DateTime, Time};

use super::plan;
use crate::{
    definition::form::QuestionKind,
    instance::{CellId, Instance, moment},
    locale::{self, Locale, read_date, read_time},
};

/// An answer as it stands in the field of its question.
pub(super) fn in_field(kind: &QuestionKind, answer: &str, locale: &Locale) -> String {
    match kind {
        QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Range(_) => locale.number(answer),
        QuestionKind::Time => answer.get(..5).unwrap_or(answer).to_owned(),
        // What `datetime-local` takes has neither seconds nor offset.
        QuestionKind::DateTime => answer.get(..16).unwrap_or(answer).to_owned(),
        _ => answer.to_owned(),
    }
}

/// An answer in words, one line for each thing chosen; empty where there is none.
pub(super) fn in_words(instance: &Instance<'_>, cell: CellId) -> Vec<String> {
    let answer = instance.answer(cell);
    let Some(question) = instance.item(cell).question().filter(|_| !answer.is_empty()) else { return Vec::new() };
    let language = instance.language();
    let locale = Locale::of(language);
    if question.kind.list().is_some() {
        let label = |name: &str| {
            let choice = instance.offered(cell, name);
            choice.and_then(|choice| instance.words(cell, &choice.label)).unwrap_or_else(|| name.to_owned())
        };
        return match question.kind {
            QuestionKind::SelectMultiple { .. } => answer.split_whitespace().map(label).collect(),
            QuestionKind::Rank { .. } => {
                let places = answer.split_whitespace().zip(1..);
                places.map(|(code, place)| format!("{}. {}", locale.number(&place.to_string()), label(code))).collect()
            }
            _ => vec![label(&answer)],
        };
    }
    let moment =
        answer.split_once('T').and_then(|(date, time)| Some((date.parse().ok()?, time.get(..5)?.parse().ok()?)));
    vec![match (&question.kind, moment) {
        (QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Range(_), _) => locale.number(&answer),
        (QuestionKind::Date, _) => answer.parse().map_or(answer, |date| locale.date(date)),
        (QuestionKind::Time, _) => answer.parse().map_or(answer, |time| locale.time(time)),
        (QuestionKind::DateTime, Some((date, time))) => locale.date_time(date, time),
        (QuestionKind::Image, _) => locale::message(language, "photo-sent", &[]),
        (kind, _) if plan::is_plan(instance, cell, kind) => plan::in_words(language),
        (QuestionKind::Acknowledge, _) => locale::message(language, "acknowledge", &[]),
        _ => answer,
    }]
}

/// What was typed, as the engine writes it. What cannot be understood stays as it is, for the engine to refuse.
pub(super) fn as_meant(instance: &Instance<'_>, kind: &QuestionKind, typed: &str) -> String {
    let meant = match kind {
        QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Range(_) => {
            Locale::of(instance.language()).read_number(typed)
        }
        QuestionKind::Date => read_date(typed).map(|date| date.to_string()),
        QuestionKind::Time => read_time(typed).map(|time| time.to_string()),
        QuestionKind::DateTime => date_time(instance, typed),
        QuestionKind::Geopoint => Some(coordinates(typed)),
        // Browsers send the end of a line as two characters.
        _ => Some(typed.replace("\r\n", "\n").trim().to_owned()),
    };
    meant.unwrap_or_else(|| typed.to_owned())
}

/// `2026-12-24T14:30` as a browser sends it, or `24-12-2026 14:30`; the offset is that of the place where it is asked.
fn date_time(instance: &Instance<'_>, typed: &str) -> Option<String> {
    let (date, time) = typed.trim().split_once('T').or_else(|| typed.trim().rsplit_once(' '))?;
    let (date, time): (Date, Time) = (read_date(date)?, read_time(time)?);
    let zoned = DateTime::from_parts(date, time).to_zoned(instance.time_zone().clone()).ok()?;
    Some(moment(&zoned))
}

/// Latitude and longitude with points in them and spaces between, however a person separates them.
fn coordinates(typed: &str) -> String {
    let parts =
        typed.split([' ', ';']).map(|part| part.trim_matches(',').replace(',', ".")).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}
