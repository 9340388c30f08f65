//! Which point of a plan lies where on earth, from two or three points of which both are known. Pure.
//!
//! An area is so small that the earth is flat there. Two points say how far the plan is turned and how large it is; a third
//! also lets it be stretched or slanted a little, as drawings are.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

/// A point of a plan, as shares of its width and height: from left to right, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From left to right.
    pub x: f64,
    /// From top to bottom.
    pub y: f64,
}

/// A place on earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Degrees {
    /// Northwards.
    pub latitude: f64,
    /// Eastwards.
    pub longitude: f64,
}

/// A point of which both are known. Its names are kept in the database.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// From left to right.
    pub x: f64,
    /// From top to bottom.
    pub y: f64,
    /// Northwards.
    pub latitude: f64,
    /// Eastwards.
    pub longitude: f64,
}

/// How a plan lies on earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Of the plan: width over height.
    ratio: f64,
    first: Reference,
    /// From heights of the plan, to the right and upwards, to metres eastwards and northwards of the first point.
    out: Matrix,
    back: Matrix,
}

/// Why some points do not say how a plan lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It takes two or three.
    #[error("it takes two or three points")]
    Number,
    /// A point is not on the plan, or not on earth where people live.
    #[error("a point is not on the plan or not on earth")]
    NoPlace,
    /// Two of them are nearly the same.
    #[error("two points are too close to each other")]
    TooClose,
    /// Two of them are farther from each other than any area is wide.
    #[error("two points are too far from each other")]
    TooFar,
    /// All three lie on a line.
    #[error("the points lie on a line")]
    OnALine,
    /// The plan would be mirrored, or far longer one way than the other: two of them are mistaken for each other.
    #[error("the points do not fit each other")]
    Distorted,
}

type Vector = [f64; 2];
/// Two rows.
type Matrix = [Vector; 2];

/// Metres of one degree along a meridian, on a sphere of the earth's mean radius.
const DEGREE: f64 = 111_195.0;
/// Towards the poles, degrees eastwards mean nothing.
const FARTHEST_NORTH: f64 = 85.0;
/// Of the plan's shorter side, or in metres on earth.
const CLOSEST: (f64, f64) = (0.05, 5.0);
const FARTHEST_METRES: f64 = 20_000.0;
/// The height of a triangle over its longest side.
const FLATTEST: f64 = 0.08;
/// How much larger one direction may be than the other.
const MOST_STRETCHED: f64 = 2.0;

impl Reference {
    fn point(&self) -> Point {
        Point { x: self.x, y: self.y }
    }

    fn on_earth(&self) -> Degrees {
        Degrees { latitude: self.latitude, longitude: self.longitude }
    }
}

impl Point {
    /// Whether it is on the plan.
    pub fn is_inside(&self) -> bool {
        (0.0..=1.0).contains(&self.x) && (0.0..=1.0).contains(&self.y)
    }
}

impl Degrees {
    fn is_habitable(&self) -> bool {
        self.latitude.abs() <= FARTHEST_NORTH && self.longitude.abs() <= 180.0
    }
}

impl Fit {
    /// How a plan of such a shape (width over height) lies, if the points say it.
    pub fn through(references: &[Reference], ratio: f64) -> Result<Self, Misfit> {
        let [first, others @ ..] = references else { return Err(Misfit::Number) };
        if !references.iter().all(|one| one.point().is_inside() && one.on_earth().is_habitable()) {
            return Err(Misfit::NoPlace);
        }
        let pairs = others
            .iter()
            .map(|other| (on_plan(ratio, first.point(), other.point()), in_metres(first.on_earth(), other.on_earth())));
        let out = match pairs.collect::<Vec<_>>()[..] {
            [one] => turned(one)?,
            [one, other] => stretched(one, other, ratio)?,
            _ => return Err(Misfit::Number),
        };
        let back = inverse(out).ok_or(Misfit::TooClose)?;
        Ok(Self { ratio, first: *first, out, back })
    }

    /// Where a point of the plan lies.
    pub fn to_earth(&self, point: Point) -> Degrees {
        let [east, north] = apply(self.out, on_plan(self.ratio, self.first.point(), point));
        let origin = self.first.on_earth();
        Degrees {
            latitude: origin.latitude + north / DEGREE,
            longitude: around(origin.longitude + east / (DEGREE * shrinking(origin))),
        }
    }

    /// Which point of the plan, or of what would lie around it, a place is.
    pub fn to_plan(&self, place: Degrees) -> Point {
        let [right, up] = apply(self.back, in_metres(self.first.on_earth(), place));
        Point { x: self.first.x + right / self.ratio, y: self.first.y - up }
    }

    /// The same for who has no such module: `x` is the first number, plus the second for each degree northwards of the
    /// origin, plus the third for each degree eastwards of it; the next three make `y`; the last two are the origin.
    pub fn coefficients(&self) -> [f64; 8] {
        let origin = self.first.on_earth();
        let east = DEGREE * shrinking(origin);
        let [[xe, xn], [ye, yn]] = self.back;
        [
            self.first.x,
            xn * DEGREE / self.ratio,
            xe * east / self.ratio,
            self.first.y,
            -yn * DEGREE,
            -ye * east,
            origin.latitude,
            origin.longitude,
        ]
    }
}

/// The coefficients, for an attribute of a page.
impl Display for Fit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.coefficients().map(|number| number.to_string()).join(" "))
    }
}

/// To the right and upwards, in heights of the plan.
fn on_plan(ratio: f64, from: Point, to: Point) -> Vector {
    [(to.x - from.x) * ratio, from.y - to.y]
}

/// Eastwards and northwards.
fn in_metres(from: Degrees, to: Degrees) -> Vector {
    let east = around(to.longitude - from.longitude) * shrinking(from);
    [east * DEGREE, (to.latitude - from.latitude) * DEGREE]
}

/// Degrees eastwards are shorter in the north.
fn shrinking(at: Degrees) -> f64 {
    at.latitude.to_radians().cos()
}

/// Degrees eastwards, the short way around the earth.
fn around(longitude: f64) -> f64 {
    if longitude.abs() <= 180.0 { longitude } else { (longitude + 180.0).rem_euclid(360.0) - 180.0 }
}

/// Turned and made larger, so that one point comes to its place.
fn turned((plan, earth): (Vector, Vector)) -> Result<Matrix, Misfit> {
    check_distance(plan, earth, 1.0)?;
    let square = dot(plan, plan);
    let (along, across) = (dot(plan, earth) / square, cross(plan, earth) / square);
    Ok([[along, -across], [across, along]])
}

/// Also stretched and slanted, so that two come to theirs.
fn stretched(one: (Vector, Vector), other: (Vector, Vector), ratio: f64) -> Result<Matrix, Misfit> {
    let third = (minus(other.0, one.0), minus(other.1, one.1));
    for (plan, earth) in [one, other, third] {
        check_distance(plan, earth, ratio.min(1.0))?;
    }
    if is_flat(one.0, other.0, third.0) || is_flat(one.1, other.1, third.1) {
        return Err(Misfit::OnALine);
    }
    let columns = |left: Vector, right: Vector| [[left[0], right[0]], [left[1], right[1]]];
    let back = inverse(columns(one.0, other.0)).ok_or(Misfit::OnALine)?;
    let out = times(columns(one.1, other.1), back);
    let determinant = cross(out[0], out[1]);
    // The squares of the two sizes have this sum and, as their product, the square of the determinant.
    let sum = dot(out[0], out[0]) + dot(out[1], out[1]);
    let limit = determinant * (MOST_STRETCHED + MOST_STRETCHED.recip());
    if determinant > 0.0 && sum <= limit { Ok(out) } else { Err(Misfit::Distorted) }
}

fn check_distance(plan: Vector, earth: Vector, shorter: f64) -> Result<(), Misfit> {
    let (on_plan, on_earth) = (dot(plan, plan).sqrt(), dot(earth, earth).sqrt());
    if on_plan < CLOSEST.0 * shorter || on_earth < CLOSEST.1 {
        Err(Misfit::TooClose)
    } else if on_earth > FARTHEST_METRES {
        Err(Misfit::TooFar)
    } else {
        Ok(())
    }
}

fn is_flat(one: Vector, other: Vector, third: Vector) -> bool {
    let longest = [one, other, third].map(|side| dot(side, side)).into_iter().fold(0.0, f64::max);
    cross(one, other).abs() < FLATTEST * longest
}

fn dot(one: Vector, other: Vector) -> f64 {
    one[0].mul_add(other[0], one[1] * other[1])
}

fn cross(one: Vector, other: Vector) -> f64 {
    one[0].mul_add(other[1], -(one[1] * other[0]))
}

fn minus(one: Vector, other: Vector) -> Vector {
    [one[0] - other[0], one[1] - other[1]]
}

fn apply(matrix: Matrix, vector: Vector) -> Vector {
    matrix.map(|row| dot(row, vector))
}

fn times(left: Matrix, right: Matrix) -> Matrix {
    left.map(|row| [dot(row, [right[0][0], right[1][0]]), dot(row, [right[0][1], right[1][1]])])
}

fn inverse([[a, b], [c, d]]: Matrix) -> Option<Matrix> {
    let determinant = a.mul_add(d, -(b * c));
    let inverse = [[d, -b], [-c, a]].map(|row| row.map(|number| number / determinant));
    inverse.iter().flatten().all(|number| number.is_finite()).then_some(inverse)
}

#[cfg(test)]
#[path = "fit_tests.rs"]
mod tests;
