//! Answers to questions with choices: lists of codes, separated by blanks.

use super::{
    Arguments, Function,
    Type::{Any, Boolean, Number, Text},
    exactly, function,
    nodes::as_number,
};
use crate::expression::{context::EvaluationError, parser, span::Span, value::Value};

type Result<'t> = std::result::Result<Value<'t>, EvaluationError>;

pub(super) const FUNCTIONS: &[Function] = &[
    function("count-selected", exactly(1), &[Text], Number, |call| {
        Ok(Value::Number(as_number(call.text(0)?.split_ascii_whitespace().count())))
    }),
    function("jr:choice-name", exactly(2), &[Text, Any], Text, choice_name),
    function("selected", exactly(2), &[Text], Boolean, selected),
    function("selected-at", exactly(2), &[Text, Number], Text, selected_at),
];

/// Whether a code is in the list. Nothing is selected where nothing is asked for: as in `JavaRosa`, that holds of the empty list.
fn selected<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let (list, wanted) = (call.text(0)?, call.text(1)?);
    let (list, wanted) = (list.trim(), wanted.trim());
    Ok(Value::Boolean(if wanted.is_empty() {
        list.is_empty()
    } else {
        list.split_ascii_whitespace().any(|code| code == wanted)
    }))
}

/// The code at a place counted from 0, or nothing.
fn selected_at<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let (list, place) = (call.text(0)?, call.number(1)?.trunc());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a place")]
    let code = if place >= 0.0 { list.split_ascii_whitespace().nth(place as usize) } else { None };
    Ok(Value::String(code.unwrap_or_default().to_owned()))
}

/// The label of a choice. The question is named by its path between quotes, as `pyxform` writes it, or by the path itself.
fn choice_name<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let code = call.text(0)?;
    let question = match call.value(1)? {
        Value::NodeSet(nodes) => nodes.first().copied(),
        path => {
            let place = Span::new(call.expr(1).span.start, call.expr(1).span.end);
            let path = call.evaluator.text(path, call.span)?;
            match parser::parse_at(&path, place) {
                Ok(path) => call.evaluator.nodes(&path, call.focus)?.first().copied(),
                Err(_) => None,
            }
        }
    };
    let label = question.and_then(|question| call.context().host.choice_name(question, &code));
    Ok(Value::String(label.unwrap_or_default()))
}
