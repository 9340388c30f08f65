//! Plans that lie anywhere, turned in any way, and points that say nothing.

use proptest::prelude::*;

use super::*;

/// How a plan really lies: where its middle is, how far it is turned, how many metres it is high, and its shape.
#[derive(Clone, Copy, Debug)]
struct Laid {
    middle: Degrees,
    turn: f64,
    height: f64,
    ratio: f64,
    /// How much wider it is drawn than it is.
    stretch: f64,
}

impl Laid {
    fn place(&self, point: Point) -> Degrees {
        let (right, up) = ((point.x - 0.5) * self.ratio * self.stretch * self.height, (0.5 - point.y) * self.height);
        let (sin, cos) = self.turn.sin_cos();
        let (east, north) = (right * cos - up * sin, right * sin + up * cos);
        Degrees {
            latitude: self.middle.latitude + north / DEGREE,
            longitude: self.middle.longitude + east / (DEGREE * self.middle.latitude.to_radians().cos()),
        }
    }

    fn reference(&self, (x, y): (f64, f64)) -> Reference {
        let Degrees { latitude, longitude } = self.place(Point { x, y });
        Reference { x, y, latitude, longitude }
    }
}

fn laid() -> impl Strategy<Value = Laid> {
    (-60.0..70.0, -179.0..179.0, 0.0..6.3, 100.0..2_000.0, 0.5..2.0, 0.8..1.25).prop_map(
        |(latitude, longitude, turn, height, ratio, stretch)| {
            let middle = Degrees { latitude, longitude };
            Laid { middle, turn, height, ratio, stretch }
        },
    )
}

fn point() -> impl Strategy<Value = Point> {
    (0.0..=1.0, 0.0..=1.0).prop_map(|(x, y)| Point { x, y })
}

fn is_near(one: Point, other: Point) -> bool {
    (one.x - other.x).abs() < 1e-6 && (one.y - other.y).abs() < 1e-6
}

/// Metres between two places.
fn apart(one: Degrees, other: Degrees) -> f64 {
    let way = in_metres(one, other);
    dot(way, way).sqrt()
}

const CORNERS: [(f64, f64); 3] = [(0.1, 0.2), (0.9, 0.15), (0.4, 0.95)];

proptest! {
    #[test]
    fn the_points_come_to_their_own_places_and_every_other_one_there_and_back(laid in laid(), point in point(), count in 2_usize..=3) {
        let references: Vec<Reference> = CORNERS[..count].iter().map(|corner| laid.reference(*corner)).collect();
        let fit = Fit::through(&references, laid.ratio).unwrap();
        for one in &references {
            prop_assert!(apart(fit.to_earth(one.point()), one.on_earth()) < 0.01);
            prop_assert!(is_near(fit.to_plan(one.on_earth()), one.point()));
        }
        prop_assert!(is_near(fit.to_plan(fit.to_earth(point)), point));
        let [x, xn, xe, y, yn, ye, latitude, longitude] = fit.coefficients();
        let place = fit.to_earth(point);
        let (north, east) = (place.latitude - latitude, around(place.longitude - longitude));
        let there = Point { x: x + xn * north + xe * east, y: y + yn * north + ye * east };
        prop_assert!(is_near(there, point));
    }

    #[test]
    fn three_points_find_how_a_plan_lies_and_two_if_it_is_drawn_to_scale(laid in laid(), point in point(), count in 2_usize..=3) {
        let laid = if count == 2 { Laid { stretch: 1.0, ..laid } } else { laid };
        let references: Vec<Reference> = CORNERS[..count].iter().map(|corner| laid.reference(*corner)).collect();
        let fit = Fit::through(&references, laid.ratio).unwrap();
        // A metre or so is what a flat earth costs on two kilometres, far in the north.
        prop_assert!(apart(fit.to_earth(point), laid.place(point)) < 2.0);
    }

    #[test]
    fn whatever_numbers_come_there_is_an_answer_of_numbers(numbers: [[f64; 4]; 3], ratio in 0.1..10.0) {
        let references = numbers.map(|[x, y, latitude, longitude]| Reference { x, y, latitude, longitude });
        if let Ok(fit) = Fit::through(&references, ratio) {
            prop_assert!(fit.coefficients().iter().all(|number| number.is_finite()));
        }
    }

    #[test]
    fn points_that_were_mistaken_for_each_other_are_refused(laid in laid()) {
        let [one, other, third] = CORNERS.map(|corner| laid.reference(corner));
        let swapped = Reference { x: other.x, y: other.y, ..one };
        let with = Reference { x: one.x, y: one.y, ..other };
        prop_assert_eq!(Fit::through(&[swapped, with, third], laid.ratio), Err(Misfit::Distorted));
    }
}

#[test]
fn points_that_say_nothing_are_refused_with_the_reason() {
    let laid = Laid {
        middle: Degrees { latitude: 55.4, longitude: 11.35 },
        turn: 0.3,
        height: 400.0,
        ratio: 1.5,
        stretch: 1.0,
    };
    let [one, other, third] = CORNERS.map(|corner| laid.reference(corner));
    let between = laid.reference((0.5, 0.175));
    let beside = laid.reference((0.101, 0.2));
    for (references, reason) in [
        (vec![], Misfit::Number),
        (vec![one], Misfit::Number),
        (vec![one, other, third, between], Misfit::Number),
        (vec![one, one], Misfit::TooClose),
        (vec![one, beside], Misfit::TooClose),
        (vec![one, other, beside], Misfit::TooClose),
        (vec![one, Reference { latitude: one.latitude, longitude: one.longitude, ..other }], Misfit::TooClose),
        (vec![one, Reference { latitude: 11.35, longitude: 55.4, ..other }], Misfit::TooFar),
        (vec![one, other, between], Misfit::OnALine),
        (vec![one, Reference { x: 1.2, ..other }], Misfit::NoPlace),
        (vec![one, Reference { latitude: f64::NAN, ..other }], Misfit::NoPlace),
        (vec![one, Reference { latitude: 89.0, ..other }], Misfit::NoPlace),
    ] {
        assert_eq!(Fit::through(&references, laid.ratio), Err(reason), "{references:?}");
    }
}
