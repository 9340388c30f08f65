//! Safety walks: planned, held with a form that is filled on the way, ended with findings. One use case a file; here is what
//! they share, and the walks as they are looked at.

use uuid::Uuid;

use super::Services;
use super::attachments::{self, Kept};
use crate::access::{Actor, Permission, Place};
use crate::store::finding::{Finding, Kind, Photo, Taken};
use crate::store::place::Area;
use crate::store::{self, Digest, Reads, finding, place, walk};

pub mod end;
mod findings;
pub mod inspect;
pub mod invite;
pub mod plan;
pub mod run;

pub use super::findings::labels::FORM;
pub use crate::store::walk::{Invitation, Plan, State, Walk};

/// A walk, and the area that it goes through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The walk.
    pub walk: Walk,
    /// The area.
    pub area: Area,
}

/// Something that was found on a walk, with photos of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The finding as it is now.
    pub finding: Finding,
    /// The photos.
    pub photos: Vec<Photo>,
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

/// What was found on a walk that somebody may look at: what is to be done first.
pub async fn found(services: &Services, actor: &Actor, id: Uuid) -> Result<Vec<Found>, Error> {
    find(services, actor, id).await?;
    let mut findings = finding::of_walk(&services.db, id).await?;
    findings.sort_by_key(|finding| finding.kind == Kind::Good);
    let mut found = found_with_photos(&services.db, findings).await?;
    for found in &mut found {
        found.photos.retain(|photo| photo.taken == Taken::Found);
    }
    Ok(found)
}

/// Each with its photos.
async fn found_with_photos(from: &impl Reads, findings: Vec<Finding>) -> Result<Vec<Found>, store::Error> {
    let ids: Vec<Uuid> = findings.iter().map(|finding| finding.id).collect();
    let photos = finding::photos(from, &ids).await?;
    let found = |finding: Finding| {
        let photos = photos.iter().filter(|(of, _)| *of == finding.id).map(|(_, photo)| *photo).collect();
        Found { finding, photos }
    };
    Ok(findings.into_iter().map(found).collect())
}

/// A photo that was taken on a walk that somebody may look at.
pub async fn photo(services: &Services, actor: &Actor, id: Uuid, wanted: Digest) -> Result<Option<Kept>, Error> {
    let found = found(services, actor, id).await?;
    if found.iter().any(|found| found.photos.iter().any(|photo| photo.sha256 == wanted)) {
        Ok(attachments::find(services, wanted).await?)
    } else {
        Ok(None)
    }
}

/// A walk with which somebody may do something.
async fn located(from: &impl Reads, actor: &Actor, permission: Permission, id: Uuid) -> Result<Located, Error> {
    let walk = walk::find(from, id).await?.ok_or(Error::NoWalk)?;
    let area = place::area(from, walk.area_id).await?.ok_or(Error::NoWalk)?;
    actor.need(permission, &area.place()).map_err(|_| Error::NoWalk)?;
    Ok(Located { walk, area })
}
