//! A month of sessions: which were registered, and which are gaps.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Activity, Session, State};
use crate::access::Actor;
use crate::service::Services;
use crate::store::{self, activity_session, registration};

/// The sessions of a month.
#[derive(Clone, Debug)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// The sessions in their order.
    pub lines: Vec<Line>,
}

/// One session.
#[derive(Clone, Debug)]
pub struct Line {
    /// The activity.
    pub activity: Activity,
    /// The session.
    pub session: Session,
    /// How it stands.
    pub standing: Standing,
}

/// How a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is still to come.
    ToCome,
    /// It does not take place.
    CalledOff,
    /// It was held, and nobody has said who came.
    Missing,
    /// So many came.
    Registered(i32),
}

/// The month in which a day lies, of all activities that somebody may look at, or of one of them.
pub async fn month(services: &Services, actor: &Actor, day: Date, of: Option<Uuid>) -> Result<Month, store::Error> {
    let first = day.first_of_month();
    Ok(Month { first, lines: between(services, actor, first, day.last_of_month(), of).await? })
}

/// The sessions from one day to another, both among them.
pub async fn between(
    services: &Services,
    actor: &Actor,
    first: Date,
    last: Date,
    of: Option<Uuid>,
) -> Result<Vec<Line>, store::Error> {
    let mut activities = super::list(services, actor).await?;
    activities.retain(|activity| of.is_none_or(|of| activity.id == of));
    let ids: Vec<_> = activities.iter().map(|activity| activity.id).collect();
    let sessions = activity_session::between(&services.db, &ids, first, last).await?;
    let registered: Vec<_> = sessions.iter().filter_map(|session| session.registration_id).collect();
    let totals = registration::totals(&services.db, &registered).await?;
    let today = services.clock.today();
    let lines = sessions.into_iter().filter_map(|session| {
        let activity = activities.iter().find(|activity| activity.id == session.activity_id)?.clone();
        let standing = match (session.registration_id, session.state) {
            (Some(id), _) => Standing::Registered(totals.get(&id).copied().unwrap_or_default()),
            (None, State::Cancelled) => Standing::CalledOff,
            (None, State::Planned) if session.on > today => Standing::ToCome,
            (None, State::Planned) => Standing::Missing,
        };
        Some(Line { activity, session, standing })
    });
    Ok(lines.collect())
}

impl Month {
    /// How many sessions were held of which nobody has said who came.
    pub fn missing(&self) -> usize {
        self.lines.iter().filter(|line| line.standing == Standing::Missing).count()
    }
}
