//! What was seen on a walk, out of the answers that were accepted. The names are those of the shipped form; a version that
//! leaves a question out leaves its part of the findings empty.

use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

use super::Walk;
use crate::service::plans::{Degrees, Plan, Point};
use crate::store::Digest;
use crate::store::finding::{Finding, Kind, Position, Published, Spot, Status};
use crate::store::response::Response;

/// A finding and the photos that were taken of it.
pub(super) type WithPhotos = (Finding, Vec<Digest>);

/// One turn of the repeat of findings.
struct Turn<'a>(&'a Value);

/// The findings of a walk that ends with a response, in the order in which they were written down.
pub(super) fn of(walk: &Walk, response: &Response, plan: Option<&Plan>) -> Vec<WithPhotos> {
    let answers: Value = serde_json::from_str(&response.answers).unwrap_or_default();
    let found_on = Turn(&answers).date("/walk/walked_on").unwrap_or(walk.plan.on);
    let turns = answers.get("findings").and_then(Value::as_array).into_iter().flatten();
    let finding = |(index, turn)| {
        let (found, photos) = Turn(turn).finding(walk, identity(response.id, index), found_on);
        (Turn(turn).placed(found, plan), photos)
    };
    turns.enumerate().map(finding).collect()
}

/// The same for the same turn of the same response, so that a walk that is ended twice has its findings once.
fn identity(response: Uuid, index: usize) -> Uuid {
    Digest::of_all(&["finding", &response.to_string(), &index.to_string()]).identity()
}

impl Turn<'_> {
    fn finding(&self, walk: &Walk, id: Uuid, found_on: Date) -> WithPhotos {
        let finding = Finding {
            id,
            walk_id: walk.id,
            area_id: walk.area_id,
            kind: self.text("/kind").and_then(|kind| Kind::named(&kind)).unwrap_or(Kind::Problem),
            place_code: self.text("/spot/place"),
            place_text: self.text("/spot/place_detail"),
            position: self.text("/spot/location").and_then(|location| position(&location)),
            spot: None,
            theme: self.text("/theme"),
            severity: self.text("/action/severity"),
            observation: self.text("/seen/observation").unwrap_or_default(),
            proposal: self.text("/action/proposal"),
            party: self.text("/action/responsible"),
            status: Status::Open,
            assignee: None,
            assignee_address: None,
            deadline: self.date("/action/deadline"),
            refusal_reason: None,
            found_on,
            published: Published::None,
            public_text: None,
            version: 1,
        };
        let photo = self.text("/seen/photo").and_then(|photo| Digest::parse(&photo));
        (finding, photo.into_iter().collect())
    }

    /// The same with what was shown on the plan. If the plan lies somewhere, that is a position, too; what the device says is
    /// better.
    fn placed(&self, found: Finding, plan: Option<&Plan>) -> Finding {
        let point = self.text("/spot/on_plan").and_then(|text| point(&text));
        let (Some(plan), Some(point)) = (plan, point) else { return found };
        let shown = plan.fit().map(|fit| fit.to_earth(point));
        let shown = shown.map(|Degrees { latitude, longitude }| Position { latitude, longitude, accuracy: None });
        let spot = Some(Spot { plan: plan.sha256, x: point.x, y: point.y });
        Finding { spot, position: found.position.or(shown), ..found }
    }

    fn text(&self, at: &str) -> Option<String> {
        Some(self.0.pointer(at)?.as_str()?.to_owned())
    }

    fn date(&self, at: &str) -> Option<Date> {
        self.text(at)?.parse().ok()
    }
}

/// A position as the engine writes it: latitude, longitude, altitude and accuracy, of which the last two may be left out.
fn position(text: &str) -> Option<Position> {
    let numbers: Vec<f64> = text.split(' ').map_while(|number| number.parse().ok()).collect();
    let [latitude, longitude, ..] = numbers[..] else { return None };
    // Who typed the place gave none, and 0 stands for that.
    let accuracy = numbers.get(3).copied().filter(|accuracy| *accuracy > 0.0);
    Some(Position { latitude, longitude, accuracy })
}

/// A place on a plan as the form takes it.
fn point(text: &str) -> Option<Point> {
    let (x, y) = text.split_once(' ')?;
    Some(Point { x: x.parse().ok()?, y: y.parse().ok()? }).filter(Point::is_inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_read_with_and_without_its_accuracy() {
        let at = |accuracy| Some(Position { latitude: 55.4, longitude: -11.3, accuracy });
        assert_eq!(position("55.4 -11.3"), at(None));
        assert_eq!(position("55.4 -11.3 0 0"), at(None));
        assert_eq!(position("55.4 -11.3 30 8.5"), at(Some(8.5)));
        assert_eq!(position("55.4"), None);
        assert_eq!(position(""), None);
    }

    #[test]
    fn each_turn_of_each_response_has_an_identity_of_its_own() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(identity(one, 0), identity(one, 0));
        assert_ne!(identity(one, 0), identity(one, 1));
        assert_ne!(identity(one, 0), identity(other, 0));
    }
}
