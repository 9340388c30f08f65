//! An invented safety walk and what was found on it.

use jiff::civil::Date;
use nabosvar::service::Services;
use nabosvar::store::Digest;
use nabosvar::store::finding::{Finding, Kind, Position, Published, Spot, Status};
use nabosvar::store::walk::{Plan, State, Walk};
use uuid::Uuid;

/// A walk through an area, planned for 23 November 2026.
pub(crate) fn walk(services: &Services, area: Uuid) -> Walk {
    Walk {
        id: services.clock.identity(),
        area_id: area,
        plan: Plan {
            on: Date::constant(2026, 11, 23),
            at: Some(jiff::civil::time(16, 30, 0, 0)),
            route: "Fra det opdigtede beboerhus".to_owned(),
            is_reinspection: false,
        },
        state: State::Planned,
        sheet: None,
        response_id: None,
        created_on: services.clock.today(),
        version: 1,
    }
}

/// A problem that was found on a walk, with everything that can be said of one.
pub(crate) fn finding(services: &Services, walk: &Walk) -> Finding {
    let words = |text: &str| Some(text.to_owned());
    Finding {
        id: services.clock.identity(),
        walk_id: walk.id,
        area_id: walk.area_id,
        kind: Kind::Problem,
        place_code: words("path"),
        place_text: words("bag den opdigtede blok"),
        position: Some(Position { latitude: 55.4038, longitude: 11.3546, accuracy: Some(8.0) }),
        spot: Some(Spot { plan: Digest::of("an invented plan"), x: 0.25, y: 0.5 }),
        theme: words("lighting"),
        severity: words("medium"),
        observation: "En opdigtet lampe lyser ikke".to_owned(),
        proposal: words("Skift pæren"),
        party: words("housing_organisation"),
        status: Status::Open,
        assignee: None,
        assignee_address: None,
        deadline: Some(Date::constant(2026, 12, 24)),
        refusal_reason: None,
        found_on: walk.plan.on,
        published: Published::None,
        public_text: None,
        version: 1,
    }
}
