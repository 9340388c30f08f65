//! Findings for tests, visibly invented.

use jiff::civil::Date;
use uuid::Uuid;

use crate::store::finding::{Finding, Kind, Published, Status};

/// One that nobody has taken up.
pub(crate) fn finding(number: u128, kind: Kind) -> Finding {
    Finding {
        id: Uuid::from_u128(number),
        walk_id: Uuid::from_u128(1_000),
        area_id: Uuid::from_u128(2_000),
        kind,
        place_code: Some("path".to_owned()),
        place_text: None,
        position: None,
        spot: None,
        theme: None,
        severity: None,
        observation: "Opdigtet".to_owned(),
        proposal: None,
        party: None,
        status: Status::Open,
        assignee: None,
        assignee_address: None,
        deadline: None,
        refusal_reason: None,
        found_on: Date::constant(2026, 11, 20),
        published: Published::None,
        public_text: None,
        version: 1,
    }
}
