//! Safety walks: planned, held with a form that is filled on the way, ended with findings. One use case a file; here is what
//! they share, and the walks as they are looked at.

use uuid::Uuid;

use super::Services;
use crate::access::{Actor, Permission, Place};
use crate::store::finding::Finding;
use crate::store::place::Area;
use crate::store::{self, Reads, finding, place, walk};

pub mod end;
mod findings;
pub mod plan;
pub mod run;

pub use crate::store::walk::{Invitation, Plan, State, Walk};

/// The form that is filled on a walk.
pub const FORM: &str = "tryghedsvandring";

/// A walk, and the area that it goes through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The walk.
    pub walk: Walk,
    /// The area.
    pub area: Area,
}

/// Why a walk is not there for somebody.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none of this identity, or it is none of this person's business.
    #[error("there is no such walk")]
    NoWalk,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The walks that somebody may look at, the latest day first.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Located>, store::Error> {
    let areas = areas(services, actor, Permission::ReadFindings).await?;
    let ids: Vec<_> = areas.iter().map(|area| area.id).collect();
    let walks = walk::list(&services.db, &ids).await?.into_iter();
    let located = |walk: Walk| {
        let area = areas.iter().find(|area| area.id == walk.area_id)?.clone();
        Some(Located { walk, area })
    };
    Ok(walks.filter_map(located).collect())
}

/// The areas in which somebody may do something, by name.
pub async fn areas(services: &Services, actor: &Actor, permission: Permission) -> Result<Vec<Area>, store::Error> {
    place::areas_within(&services.db, &actor.places(permission).collect::<Vec<Place>>()).await
}

/// A walk that somebody may look at.
pub async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<Located, Error> {
    located(&services.db, actor, Permission::ReadFindings, id).await
}

/// What was found on a walk that somebody may look at.
pub async fn findings(services: &Services, actor: &Actor, id: Uuid) -> Result<Vec<Finding>, Error> {
    let found = find(services, actor, id).await?;
    Ok(finding::of_walk(&services.db, found.walk.id).await?)
}

/// A walk with which somebody may do something.
async fn located(from: &impl Reads, actor: &Actor, permission: Permission, id: Uuid) -> Result<Located, Error> {
    let walk = walk::find(from, id).await?.ok_or(Error::NoWalk)?;
    let area = place::area(from, walk.area_id).await?.ok_or(Error::NoWalk)?;
    actor.need(permission, &area.place()).map_err(|_| Error::NoWalk)?;
    Ok(Located { walk, area })
}
