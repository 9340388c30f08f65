//! True, false, and choosing between values.

use super::{
    Arguments, Function,
    Type::{Any, Boolean, Number, Text},
    at_least, exactly, function,
};
use crate::expression::{context::EvaluationError, value::Value};

type Result<'t> = std::result::Result<Value<'t>, EvaluationError>;

pub(super) const FUNCTIONS: &[Function] =
    &[
        function("boolean", exactly(1), &[Any], Boolean, |call| Ok(Value::Boolean(call.boolean(0)?))),
        function("boolean-from-string", exactly(1), &[Text], Boolean, boolean_from_string),
        function("checklist", at_least(2), &[Number, Number, Any], Boolean, checklist),
        function("coalesce", exactly(2), &[Any], Any, coalesce),
        function("false", exactly(0), &[], Boolean, |_| Ok(Value::Boolean(false))),
        function("if", exactly(3), &[Boolean, Any, Any], Any, |call| {
            if call.boolean(0)? { call.value(1) } else { call.value(2) }
        }),
        function("not", exactly(1), &[Any], Boolean, |call| Ok(Value::Boolean(!call.boolean(0)?))),
        function("once", exactly(1), &[Any], Any, once),
        function("true", exactly(0), &[], Boolean, |_| Ok(Value::Boolean(true))),
        function("weighted-checklist", pairs_after_two(), &[Number, Number, Any], Boolean, weighted_checklist),
    ];

const fn pairs_after_two() -> super::Arity {
    super::Arity { bundle: 2, ..at_least(4) }
}

fn boolean_from_string<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    Ok(Value::Boolean(matches!(call.text(0)?.as_str(), "true" | "1")))
}

/// The first that is not empty; something that is no number counts as empty.
fn coalesce<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let first = call.value(0)?;
    if is_empty(call, &first)? { or_empty(call, call.value(1)?) } else { Ok(first) }
}

/// The value that is there already, else that of the argument.
fn once<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let present = call.own_text()?;
    if present.is_empty() { or_empty(call, call.value(0)?) } else { Ok(Value::String(present)) }
}

fn is_empty<'t>(call: &Arguments<'_, '_, 't>, value: &Value<'t>) -> std::result::Result<bool, EvaluationError> {
    Ok(match value {
        Value::Number(number) => number.is_nan(),
        Value::NodeSet(nodes) => {
            call.node_texts(nodes.get(..1).unwrap_or_default())?.iter().all(|text| text.is_empty())
        }
        Value::String(text) => text.is_empty(),
        Value::Boolean(_) | Value::DateTime(_) => false,
    })
}

fn or_empty<'t>(call: &Arguments<'_, '_, 't>, value: Value<'t>) -> Result<'t> {
    Ok(if is_empty(call, &value)? { Value::String(String::new()) } else { value })
}

fn checklist<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let mut count = 0.0;
    for index in 2..call.len() {
        count += checked(call, index)?.into_iter().map(|checked| f64::from(u8::from(checked))).sum::<f64>();
    }
    within(call, count)
}

/// Like `checklist`, with each answer counting as much as the argument after it says.
fn weighted_checklist<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let zone = call.context().zone();
    let mut weight = 0.0;
    for index in (2..call.len()).step_by(2) {
        let weights = match call.value(index + 1)? {
            Value::NodeSet(nodes) => call.node_numbers(&nodes)?.collect(),
            value => vec![value.to_number(zone)],
        };
        let answers = checked(call, index)?;
        weight +=
            answers.into_iter().zip(weights).filter(|(checked, _)| *checked).map(|(_, weight)| weight).sum::<f64>();
    }
    within(call, weight)
}

/// Whether each answer of an argument is a yes: of nodes each counts by its text.
fn checked(call: &Arguments<'_, '_, '_>, index: usize) -> std::result::Result<Vec<bool>, EvaluationError> {
    Ok(match call.value(index)? {
        Value::NodeSet(nodes) => call.node_texts(&nodes)?.iter().map(|text| !text.is_empty()).collect(),
        value => vec![value.to_boolean()],
    })
}

/// Whether a count lies between the first two arguments, of which -1 means no limit.
#[expect(clippy::float_cmp, reason = "-1 is a mark")]
fn within<'t>(call: &Arguments<'_, '_, 't>, count: f64) -> Result<'t> {
    let (least, most) = (call.number(0)?, call.number(1)?);
    Ok(Value::Boolean((least == -1.0 || count >= least) && (most == -1.0 || count <= most)))
}
