//! Places on the Earth, taken as a ball with the radius of the equator.

use super::{
    Arguments, Function,
    Type::{Any, Boolean, Number, Text},
    at_least, exactly, function,
};
use crate::expression::{context::EvaluationError, value::Value};

type Result<'t> = std::result::Result<Value<'t>, EvaluationError>;

/// In metres, as the reference implementations have it.
const RADIUS: f64 = 6_378_100.0;

/// Latitude and longitude in degrees.
#[derive(Clone, Copy, PartialEq)]
struct Point {
    latitude: f64,
    longitude: f64,
}

pub(super) const FUNCTIONS: &[Function] = &[
    function("area", exactly(1), &[Any], Number, |call| Ok(Value::Number(rounded(area(&points(call)?))))),
    // The name that the documentation of Collect has beside `area`.
    function("enclosed-area", exactly(1), &[Any], Number, |call| Ok(Value::Number(rounded(area(&points(call)?))))),
    function("distance", at_least(1), &[Any], Number, |call| Ok(Value::Number(rounded(distance(&points(call)?))))),
    function("geofence", exactly(2), &[Text], Boolean, geofence),
];

/// The points of all arguments: of a geoshape or geotrace, or one of each node.
fn points(call: &Arguments<'_, '_, '_>) -> std::result::Result<Vec<Point>, EvaluationError> {
    let texts = call.texts(0)?;
    Ok(parse_all(&texts.join(";")))
}

/// Points separated by `;`; none at all if any of them is none.
fn parse_all(text: &str) -> Vec<Point> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(parse).collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn parse(text: &str) -> Option<Point> {
    let mut numbers = text.split_ascii_whitespace().map(str::parse::<f64>);
    let (latitude, longitude) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    on_earth.then_some(Point { latitude, longitude })
}

fn distance(points: &[Point]) -> f64 {
    points.windows(2).map(|pair| between(pair[0], pair[1])).sum()
}

/// The great circle between two points.
fn between(from: Point, to: Point) -> f64 {
    let (from_latitude, to_latitude) = (from.latitude.to_radians(), to.latitude.to_radians());
    let half_height = ((to_latitude - from_latitude) / 2.0).sin();
    let half_width = ((to.longitude - from.longitude).to_radians() / 2.0).sin();
    let chord = half_height * half_height + from_latitude.cos() * to_latitude.cos() * half_width * half_width;
    2.0 * RADIUS * chord.sqrt().min(1.0).asin()
}

fn area(points: &[Point]) -> f64 {
    if points.len() < 3 {
        return 0.0;
    }
    let next = points.iter().cycle().skip(1);
    let twice: f64 = points
        .iter()
        .zip(next)
        .map(|(from, to)| {
            let width = (to.longitude - from.longitude).to_radians();
            width * (2.0 + from.latitude.to_radians().sin() + to.latitude.to_radians().sin())
        })
        .sum();
    (twice * RADIUS * RADIUS / 2.0).abs()
}

/// Whether a point lies within a geoshape: a ray from it crosses the edge an odd number of times.
fn geofence<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let (Some(point), shape) = (parse(&call.text(0)?), parse_all(&call.text(1)?)) else {
        return Ok(Value::Boolean(false));
    };
    let next = shape.iter().cycle().skip(1);
    let crossings = shape.iter().zip(next).filter(|(from, to)| {
        let spans = (from.latitude > point.latitude) != (to.latitude > point.latitude);
        let along = (point.latitude - from.latitude) / (to.latitude - from.latitude);
        spans && point.longitude < from.longitude + along * (to.longitude - from.longitude)
    });
    Ok(Value::Boolean(crossings.count() % 2 == 1))
}

/// To the centimetre, as the reference implementations give it.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
