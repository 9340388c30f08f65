//! Residents sign up for sessions of activities, without a login. Who signs up gets a link by mail, and with it does everything
//! else; staff sign up who calls or has no mail, and see what they have to tell them. What is known of anybody is gone a week
//! after the session, or at once when they say so.

use jiff::{ToSpan, Zoned};
use uuid::Uuid;

use super::Services;
use super::activities::{Activity, Session, State};
use crate::store::place::Programme;
use crate::store::{self, LinkCode, activity, activity_session, place, sign_up};

pub mod attendance;
pub mod by_staff;
pub mod erase;
pub mod forget;
pub(super) mod letters;
pub mod own;
pub(super) mod places;
pub mod take;
pub mod untold;

pub use crate::store::sign_up::{Consent, Party, SignUp, State as Standing, Untold};

/// The languages that residents sign up in; the first is the one without a choice.
pub const LANGUAGES: [&str; 5] = ["da", "en", "ar", "tr", "so"];

/// Days after a session for which staff still see who signed up.
pub const KEPT_DAYS: i32 = 7;

/// Nobody is offered a day that lies further ahead.
const AHEAD_DAYS: i32 = 100;

/// What residents are offered behind the link of an activity.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The activity.
    pub activity: Activity,
    /// Who offers it.
    pub programme: Programme,
    /// The sessions that one can sign up for, in their order.
    pub days: Vec<Day>,
}

/// A session that one can sign up for.
#[derive(Clone, Debug)]
pub struct Day {
    /// The session.
    pub session: Session,
    /// How many places are free, if they are limited.
    pub free: Option<i32>,
}

/// What stands behind the link of an activity; `None` if nothing does.
pub async fn offered(services: &Services, code: &str) -> Result<Option<Offered>, store::Error> {
    let Some(code) = LinkCode::parse(code) else { return Ok(None) };
    let Some(activity) = activity::find_by_code(&services.db, &code).await? else { return Ok(None) };
    let programme = place::programme(&services.db, activity.programme_id).await?;
    // A foreign key sees to it that it is there.
    let programme = programme.ok_or_else(|| store::Error::bad_row("activity", "programme_id", &activity.id))?;
    let now = services.clock.now();
    let last = now.date().saturating_add(AHEAD_DAYS.days());
    let mut sessions = activity_session::between(&services.db, &[activity.id], now.date(), last).await?;
    sessions.retain(|session| is_open(&activity, session, &now));
    let ids: Vec<Uuid> = sessions.iter().map(|session| session.id).collect();
    let sign_ups = sign_up::of_sessions(&services.db, &ids).await?;
    let days = sessions.into_iter().map(|session| {
        let of_it: Vec<_> = sign_ups.iter().filter(|sign_up| sign_up.session_id == session.id).collect();
        Day { free: places::free(activity.plan.places, of_it), session }
    });
    Ok(Some(Offered { days: days.collect(), programme, activity }))
}

/// Whether one can sign up for a session now.
fn is_open(activity: &Activity, session: &Session, now: &Zoned) -> bool {
    let has_begun = match activity.plan.hours.from {
        Some(from) => now.datetime() >= session.on.to_datetime(from),
        None => now.date() > session.on,
    };
    activity.plan.takes_sign_ups && activity.ended_on.is_none() && session.state == State::Planned && !has_begun
}
