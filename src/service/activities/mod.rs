//! Activities: what a programme offers its areas, the sessions that it makes, and who came to them.

use uuid::Uuid;

use super::Services;
use crate::access::{Actor, Permission, Place};
use crate::store::{self, Reads, activity, activity_session, place};

pub mod demo;
pub mod export;
pub mod month;
pub mod offer;
pub mod plan;
pub mod register;
pub mod satisfaction;
mod series;

pub use crate::store::activity::{Activity, Every, FocusArea, Hours, Plan, Request, Series};
pub use crate::store::activity_session::{Session, State};
pub use crate::store::place::Area;
pub use crate::store::registration::{AgeBand, Count, Gender, Registration};
pub use series::read_day;

/// The activities that somebody may look at, by name.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Activity>, store::Error> {
    let areas = areas(services, actor, Permission::ReadActivities).await?;
    activity::list(&services.db, &areas.iter().map(|area| area.id).collect::<Vec<_>>()).await
}

/// The areas where somebody is permitted something, by name.
pub async fn areas(services: &Services, actor: &Actor, permission: Permission) -> Result<Vec<Area>, store::Error> {
    place::areas_within(&services.db, &actor.places(permission).collect::<Vec<_>>()).await
}

/// One activity; `None` if there is none, or none for this person.
pub async fn find(
    from: &impl Reads,
    actor: &Actor,
    permission: Permission,
    id: Uuid,
) -> Result<Option<Activity>, store::Error> {
    Ok(activity::find(from, id).await?.filter(|activity| may(actor, permission, activity)))
}

/// One session with its activity; `None` if there is none, or none for this person.
pub async fn find_session(
    from: &impl Reads,
    actor: &Actor,
    permission: Permission,
    id: Uuid,
) -> Result<Option<(Activity, Session)>, store::Error> {
    let Some(session) = activity_session::find(from, id).await? else { return Ok(None) };
    Ok(find(from, actor, permission, session.activity_id).await?.map(|activity| (activity, session)))
}

/// Whether something is permitted to who works in one of the areas that an activity is for: they hold it together.
pub fn may(actor: &Actor, permission: Permission, activity: &Activity) -> bool {
    places(activity).any(|place| actor.may(permission, &place))
}

/// Whether something is permitted in all of its areas.
fn may_in_all(actor: &Actor, permission: Permission, activity: &Activity) -> bool {
    places(activity).all(|place| actor.may(permission, &place))
}

fn places(activity: &Activity) -> impl Iterator<Item = Place> {
    activity.areas.iter().map(|area| Place::Area { programme: activity.programme_id, area: *area })
}
