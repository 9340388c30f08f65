//! Numbers: rounding, powers, logarithms, angles (`XPath` 3.0, "Mathematical functions").

use super::{
    Arguments, Function,
    Type::{Any, Number},
    at_least, between, exactly, function,
};
use crate::expression::{
    context::EvaluationError,
    value::{Value, text_to_number},
};

type Result<'t> = std::result::Result<Value<'t>, EvaluationError>;

pub(super) const FUNCTIONS: &[Function] = &[
    function("abs", exactly(1), &[Number], Number, |call| of_one(call, f64::abs)),
    function("acos", exactly(1), &[Number], Number, |call| of_one(call, f64::acos)),
    function("asin", exactly(1), &[Number], Number, |call| of_one(call, f64::asin)),
    function("atan", exactly(1), &[Number], Number, |call| of_one(call, f64::atan)),
    function("atan2", exactly(2), &[Number], Number, |call| of_two(call, f64::atan2)),
    function("ceiling", exactly(1), &[Number], Number, |call| of_one(call, f64::ceil)),
    function("cos", exactly(1), &[Number], Number, |call| of_one(call, f64::cos)),
    function("exp", exactly(1), &[Number], Number, |call| of_one(call, f64::exp)),
    function("exp10", exactly(1), &[Number], Number, |call| of_one(call, |power| 10_f64.powf(power))),
    function("floor", exactly(1), &[Number], Number, |call| of_one(call, f64::floor)),
    function("int", exactly(1), &[Number], Number, |call| of_one(call, f64::trunc)),
    function("log", exactly(1), &[Number], Number, |call| of_one(call, f64::ln)),
    function("log10", exactly(1), &[Number], Number, |call| of_one(call, f64::log10)),
    function("max", at_least(1), &[Any], Number, |call| extreme(call, |best, number| number > best)),
    function("min", at_least(1), &[Any], Number, |call| extreme(call, |best, number| number < best)),
    function("number", between(0, 1), &[Any], Number, number),
    function("pi", exactly(0), &[], Number, |_| Ok(Value::Number(std::f64::consts::PI))),
    function("pow", exactly(2), &[Number], Number, |call| of_two(call, f64::powf)),
    function("round", between(1, 2), &[Number], Number, round),
    function("sin", exactly(1), &[Number], Number, |call| of_one(call, f64::sin)),
    function("sqrt", exactly(1), &[Number], Number, |call| of_one(call, f64::sqrt)),
    function("tan", exactly(1), &[Number], Number, |call| of_one(call, f64::tan)),
];

/// To the nearest integer, of two the greater one (`XPath` 1.0, section 4.4).
#[expect(clippy::float_cmp, reason = "one half is exact")]
pub(super) fn round_half_up(number: f64) -> f64 {
    if number.fract().abs() == 0.5 { number.ceil() } else { number.round() }
}

fn of_one<'t>(call: &Arguments<'_, '_, 't>, of: fn(f64) -> f64) -> Result<'t> {
    Ok(Value::Number(of(call.number(0)?)))
}

fn of_two<'t>(call: &Arguments<'_, '_, 't>, of: fn(f64, f64) -> f64) -> Result<'t> {
    Ok(Value::Number(of(call.number(0)?, call.number(1)?)))
}

fn number<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    if call.len() == 0 {
        return Ok(Value::Number(text_to_number(&call.own_text()?, call.context().zone())));
    }
    Ok(Value::Number(call.number(0)?))
}

/// To so many decimals, to none without second argument; of a negative number of decimals, to tens, hundreds, …
fn round<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let number = call.number(0)?;
    let decimals = if call.len() > 1 { call.number(1)?.trunc() } else { 0.0 };
    if decimals == 0.0 || decimals.is_nan() || !number.is_finite() {
        return Ok(Value::Number(round_half_up(number)));
    }
    // Beyond these there is nothing to round, or nothing left.
    if decimals > 300.0 {
        return Ok(Value::Number(number));
    }
    let scale = 10_f64.powf(decimals.abs().min(300.0));
    let rounded = if decimals > 0.0 {
        let scaled = number * scale;
        if scaled.is_finite() { round_half_up(scaled) / scale } else { number }
    } else {
        round_half_up(number / scale) * scale
    };
    Ok(Value::Number(rounded))
}

/// The greatest or the smallest; `NaN` if anything is no number, or there is nothing.
fn extreme<'t>(call: &Arguments<'_, '_, 't>, better: fn(f64, f64) -> bool) -> Result<'t> {
    let numbers = call.numbers(0)?;
    let mut best = numbers.first().copied().unwrap_or(f64::NAN);
    for number in numbers {
        if number.is_nan() {
            return Ok(Value::Number(f64::NAN));
        }
        if better(best, number) {
            best = number;
        }
    }
    Ok(Value::Number(best))
}
