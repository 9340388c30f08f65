//! An invented activity, for tests of what becomes of it.

use nabosvar::service::activities::offer::{Offer, Written};
use uuid::Uuid;

/// An activity of every Tuesday from 3 November to 15 December 2026, with two places.
pub(crate) fn written(areas: &[Uuid]) -> Written {
    let text = str::to_owned;
    Written {
        name: text("Opdigtet fællesspisning"),
        focus_area: text("cohesion"),
        sub_goal: text("Flere opdigtede fællesskaber"),
        areas: areas.to_vec(),
        place: text("Det opdigtede beboerhus"),
        starts_at: text("17:30"),
        ends_at: text("19:00"),
        every: text("week"),
        first_on: text("2026-11-03"),
        last_on: text("2026-12-15"),
        places: text("2"),
        takes_sign_ups: true,
        consent_party: text("Opdigtet jobcenter"),
        consent_purpose: text("at I kan blive ringet op om et opdigtet kursus"),
    }
}

/// The same as an offer.
pub(crate) fn offer(written: &Written) -> Offer {
    Offer::parse(written).expect("the invented activity is right")
}
