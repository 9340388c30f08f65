//! Dates and times.

use jiff::Zoned;

use super::{
    Arguments, Function,
    Type::{Date, Number, Text},
    exactly, function,
};
use crate::expression::{
    context::{Context, EvaluationError},
    datetime::{self, DateTime},
    value::Value,
};

type Result<'t> = std::result::Result<Value<'t>, EvaluationError>;

pub(super) const FUNCTIONS: &[Function] = &[
    function("date", exactly(1), &[Date], Date, date),
    function("date-time", exactly(1), &[Date], Date, date),
    function("decimal-date-time", exactly(1), &[Date], Number, |call| {
        Ok(Value::Number(moment(call, 0)?.map_or(f64::NAN, |moment| moment.days())))
    }),
    function("decimal-time", exactly(1), &[Text], Number, |call| {
        Ok(Value::Number(datetime::part_of_day(&call.text(0)?, call.context().now).unwrap_or(f64::NAN)))
    }),
    function("format-date", exactly(2), &[Date, Text], Text, format),
    function("format-date-time", exactly(2), &[Date, Text], Text, format),
    function("now", exactly(0), &[], Date, |call| Ok(Value::DateTime(DateTime::moment(call.context().now.clone())))),
    function("today", exactly(0), &[], Date, |call| Ok(Value::DateTime(DateTime::day(call.context().now)))),
];

/// Text or a number of days as a date; empty text stays empty.
fn date<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    Ok(match moment(call, 0)? {
        Some(moment) => Value::DateTime(moment),
        None => Value::String(String::new()),
    })
}

/// An argument as a moment; nothing where it is empty.
fn moment(call: &Arguments<'_, '_, '_>, index: usize) -> std::result::Result<Option<DateTime>, EvaluationError> {
    let zone = call.context().zone();
    Ok(match call.value(index)? {
        Value::DateTime(moment) => Some(moment),
        Value::Number(days) => Some(DateTime::from_days(days, zone)),
        Value::Boolean(_) => None,
        value => {
            let text = call.evaluator.text(value, call.span)?;
            if text.trim().is_empty() {
                return Ok(None);
            }
            Some(DateTime::parse(&text, zone).unwrap_or_else(DateTime::invalid))
        }
    })
}

fn format<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let moment = moment(call, 0)?;
    let pattern = call.text(1)?;
    let Some(zoned) = moment.as_ref().and_then(DateTime::zoned) else { return Ok(Value::String(String::new())) };
    let mut written = String::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '%' => match characters.next() {
                Some(code) => written.push_str(&part(zoned, code, call.context())),
                None => written.push('%'),
            },
            other => written.push(other),
        }
    }
    Ok(Value::String(written))
}

/// What stands for `%code` (ODK `XForms`, `format-date` and `format-date-time`); an unknown code stands for itself.
fn part(moment: &Zoned, code: char, context: &Context<'_, '_>) -> String {
    let place = |number: i8| usize::try_from(number).unwrap_or_default();
    match code {
        'Y' => format!("{:04}", moment.year()),
        'y' => format!("{:02}", moment.year().rem_euclid(100)),
        'm' => format!("{:02}", moment.month()),
        'n' => moment.month().to_string(),
        'b' => context.host.month(place(moment.month())),
        'd' => format!("{:02}", moment.day()),
        'e' => moment.day().to_string(),
        'H' => format!("{:02}", moment.hour()),
        'h' => moment.hour().to_string(),
        'M' => format!("{:02}", moment.minute()),
        'S' => format!("{:02}", moment.second()),
        '3' => format!("{:03}", moment.millisecond()),
        'a' => context.host.weekday(place(moment.weekday().to_monday_one_offset())),
        '%' => "%".to_owned(),
        other => format!("%{other}"),
    }
}
