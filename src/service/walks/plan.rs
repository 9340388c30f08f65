//! Planning a walk: where, when and which way, and calling it off.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use uuid::Uuid;

use super::{Located, Plan, State, Walk, located};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::audit::{self, Action, Object};
use crate::store::{self, place, walk};

/// When people meet, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The day.
    pub on: Date,
    /// The time of day.
    pub at: Option<Time>,
    /// Where to meet and which way to go.
    pub route: Route,
    /// Whether people go to look again at what was done.
    pub is_reinspection: bool,
}

/// Where to meet and which way to go, in some lines; may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route(String);

/// A text that cannot be a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a route has at most {MOST_LETTERS} letters")]
pub struct NotARoute;

/// Why a walk was not planned or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such area, or it is none of this person's business.
    #[error("there is no such area")]
    NoArea,
    /// The day is so far away that it must be a mistake.
    #[error("the day is too far away")]
    FarAway,
    /// Somebody changed the walk since. It is as it is now.
    #[error("the walk was changed meanwhile")]
    Changed(Box<Walk>),
    /// The walk is not there for this person, or the database failed.
    #[error(transparent)]
    Walk(#[from] super::Error),
}

/// The longest route: an invitation shows it on one screen.
pub const MOST_LETTERS: usize = 1_000;

impl Route {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Route {
    type Err = NotARoute;

    fn from_str(text: &str) -> Result<Self, NotARoute> {
        // Browsers send the end of a line as two characters.
        let route = text.replace("\r\n", "\n").trim().to_owned();
        let is_route = route.chars().count() <= MOST_LETTERS && !route.contains(|c: char| c.is_control() && c != '\n');
        if is_route { Ok(Self(route)) } else { Err(NotARoute) }
    }
}

impl Display for Route {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Plans a walk through an area under an identity that the caller chose: a second click plans nothing more.
pub async fn plan(services: &Services, actor: &Actor, id: Uuid, area: Uuid, meeting: Meeting) -> Result<Walk, Error> {
    let area = place::area(&services.db, area).await?.ok_or(Error::NoArea)?;
    actor.need(Permission::HoldWalks, &area.place()).map_err(|_| Error::NoArea)?;
    let planned = Walk {
        id,
        area_id: area.id,
        plan: judge(services, meeting)?,
        state: State::Planned,
        sheet: None,
        response_id: None,
        created_on: services.clock.today(),
        version: 1,
    };
    let tx = services.db.begin().await?;
    if !walk::insert(&tx, &planned).await? {
        drop(tx);
        return Ok(located(&services.db, actor, Permission::HoldWalks, id).await?.walk);
    }
    audit::record(services, &tx, actor, Action::Created, Object::Walk(id)).await?;
    tx.commit().await?;
    Ok(planned)
}

/// Changes when and where people meet for a walk that is still to come. `version` is that of the walk that was looked at.
pub async fn change(
    services: &Services,
    actor: &Actor,
    id: Uuid,
    version: i32,
    meeting: Meeting,
) -> Result<Walk, Error> {
    let plan = judge(services, meeting)?;
    let change = |walk: Walk| Walk { plan, ..walk };
    store(services, actor, id, version, Action::Changed, change).await
}

/// Calls a walk off that is still to come. Calling it off again is fine.
pub async fn call_off(services: &Services, actor: &Actor, id: Uuid, version: i32) -> Result<Walk, Error> {
    let found = located(&services.db, actor, Permission::HoldWalks, id).await?;
    if found.walk.state == State::Cancelled {
        return Ok(found.walk);
    }
    let change = |walk: Walk| Walk { state: State::Cancelled, ..walk };
    store(services, actor, id, version, Action::CalledOff, change).await
}

/// Puts a changed walk in the place of the one that was looked at.
async fn store(
    services: &Services,
    actor: &Actor,
    id: Uuid,
    version: i32,
    action: Action,
    change: impl FnOnce(Walk) -> Walk,
) -> Result<Walk, Error> {
    let tx = services.db.begin().await?;
    let Located { walk: before, .. } = located(&tx, actor, Permission::HoldWalks, id).await?;
    if before.version != version || before.state != State::Planned {
        return Err(Error::Changed(Box::new(before)));
    }
    let changed = change(before);
    if !walk::update(&tx, &changed).await? {
        drop(tx);
        let now = located(&services.db, actor, Permission::HoldWalks, id).await?;
        return Err(Error::Changed(Box::new(now.walk)));
    }
    audit::record(services, &tx, actor, action, Object::Walk(id)).await?;
    tx.commit().await?;
    Ok(Walk { version: version + 1, ..changed })
}

fn judge(services: &Services, meeting: Meeting) -> Result<Plan, Error> {
    let today = services.clock.today();
    // Also one that was held on paper last month is planned, to write its findings down.
    let (first, last) = (today.saturating_sub(1.year()), today.saturating_add(2.years()));
    if meeting.on < first || meeting.on > last {
        return Err(Error::FarAway);
    }
    let Meeting { on, at, route, is_reinspection } = meeting;
    Ok(Plan { on, at, route: route.0, is_reinspection })
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Walk(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_has_some_lines_and_no_more() {
        assert_eq!(" Fra beboerhuset\r\nog hjem \n".parse::<Route>().unwrap().as_str(), "Fra beboerhuset\nog hjem");
        assert_eq!("".parse::<Route>(), Ok(Route::default()));
        assert!("å".repeat(1_000).parse::<Route>().is_ok());
        for text in ["å".repeat(1_001), "a\0b".to_owned(), "a\u{1b}b".to_owned()] {
            assert_eq!(text.parse::<Route>(), Err(NotARoute));
        }
    }
}
