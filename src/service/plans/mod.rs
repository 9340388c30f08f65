//! Plans of areas: a picture on which people show where something is, and, if somebody has said where some of its points lie,
//! where that is on earth.

use uuid::Uuid;

use super::Services;
use super::attachments::{self, Kept};
use super::audit::{self, Action, Object};
use crate::access::{Actor, Permission};
use crate::store::area_plan::{self, AreaPlan};
use crate::store::finding::{self, Position, Spot};
use crate::store::place::{self, Area};
use crate::store::walk::{self, State};
use crate::store::{self, Digest, Tx};

pub mod demo;
pub mod fit;

pub use fit::{Degrees, Fit, Misfit, Point, Reference};

/// The plan of an area, as far as there is one, for somebody who may look at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The area.
    pub area: Area,
    /// Its plan.
    pub plan: Option<Plan>,
    /// Whether they may also change it.
    pub may_change: bool,
}

/// A plan whose picture is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The picture, as it was sent.
    pub sha256: Digest,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// Points of known position.
    pub references: Vec<Reference>,
    /// How often the plan was changed.
    pub version: i32,
}

/// Why a plan is not shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such area, or it is none of this person's business.
    #[error("there is no such area")]
    NoArea,
    /// They may look at the plan, and not change it.
    #[error("this is not permitted here")]
    Denied,
    /// Somebody else changed the plan since it was looked at.
    #[error("the plan was changed meanwhile")]
    Changed,
    /// Somebody is showing on it where things are.
    #[error("a walk is being held in the area")]
    InUse,
    /// The points do not say how the plan lies.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Pixels of the longer side of a plan: enough to read the numbers of houses on, and little enough for a phone outdoors.
pub const LONGEST_SIDE: u32 = 2_000;
/// The version of a plan that there is not.
pub const NONE_YET: i32 = 0;

impl Plan {
    /// Width over height.
    pub fn ratio(&self) -> f64 {
        f64::from(self.width.max(1)) / f64::from(self.height.max(1))
    }

    /// How it lies on earth, if that is known.
    pub fn fit(&self) -> Option<Fit> {
        Fit::through(&self.references, self.ratio()).ok()
    }

    /// Where on it something is: as somebody has shown on it, else as the position says.
    pub fn point(&self, spot: Option<Spot>, position: Option<Position>) -> Option<Point> {
        if let Some(spot) = spot.filter(|spot| spot.plan == self.sha256) {
            return Some(Point { x: spot.x, y: spot.y });
        }
        let Position { latitude, longitude, .. } = position?;
        Some(self.fit()?.to_plan(Degrees { latitude, longitude })).filter(Point::is_inside)
    }
}

/// The plan of an area that somebody may look at.
pub async fn find(services: &Services, actor: &Actor, area: Uuid) -> Result<Shown, Error> {
    let area = place::area(&services.db, area).await?.ok_or(Error::NoArea)?;
    actor.need(Permission::ReadFindings, &area.place()).map_err(|_| Error::NoArea)?;
    let may_change = actor.may(Permission::HoldWalks, &area.place());
    Ok(Shown { plan: of(services, area.id).await?, area, may_change })
}

/// The plan of an area, if it has one whose picture is there.
pub(super) async fn of(services: &Services, area: Uuid) -> Result<Option<Plan>, store::Error> {
    let Some(row) = area_plan::find(&services.db, area).await? else { return Ok(None) };
    let Some(kept) = attachments::find(services, row.sha256).await? else { return Ok(None) };
    let references = references(&row)?;
    let AreaPlan { sha256, version, .. } = row;
    Ok(Some(Plan { sha256, width: kept.width, height: kept.height, references, version }))
}

/// The picture of the plan of an area that somebody may look at.
pub async fn picture(services: &Services, actor: &Actor, area: Uuid) -> Result<Option<Kept>, Error> {
    let Some(plan) = find(services, actor, area).await?.plan else { return Ok(None) };
    Ok(attachments::find(services, plan.sha256).await?)
}

/// Gives an area a plan, or another one in the place of the one that was looked at. The same picture again changes nothing;
/// of another one, nobody knows yet how it lies.
pub async fn hang(services: &Services, actor: &Actor, area: Uuid, seen: i32, picture: Digest) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let area = changeable(&tx, actor, area).await?;
    let before = area_plan::find(&tx, area.id).await?;
    if before.as_ref().is_some_and(|before| before.sha256 == picture) {
        return Ok(());
    }
    if before.as_ref().map_or(NONE_YET, |before| before.version) != seen {
        return Err(Error::Changed);
    }
    if before.is_some() {
        check_unused(&tx, area.id).await?;
    }
    let new = AreaPlan { area_id: area.id, sha256: picture, points: "[]".to_owned(), version: seen.max(1) };
    let is_stored =
        if before.is_some() { area_plan::update(&tx, &new).await? } else { area_plan::insert(&tx, &new).await? };
    if !is_stored {
        return Err(Error::Changed);
    }
    let action = if before.is_some() { Action::Changed } else { Action::Created };
    audit::record(services, &tx, actor, action, Object::Plan(area.id)).await?;
    Ok(tx.commit().await?)
}

/// Says where some points of the plan that was looked at lie; none of them, if nobody is to know any more.
pub async fn tie(
    services: &Services,
    actor: &Actor,
    area: Uuid,
    seen: i32,
    references: &[Reference],
) -> Result<(), Error> {
    let plan = of(services, area).await?;
    let tx = services.db.begin().await?;
    let area = changeable(&tx, actor, area).await?;
    let before = area_plan::find(&tx, area.id).await?.ok_or(Error::Changed)?;
    let ratio = plan.filter(|plan| plan.sha256 == before.sha256).ok_or(Error::Changed)?.ratio();
    if !references.is_empty() {
        Fit::through(references, ratio)?;
    }
    // Numbers and names can always be written.
    let points = serde_json::to_string(references).unwrap_or_default();
    if before.points == points {
        return Ok(());
    }
    if !area_plan::update(&tx, &AreaPlan { points, version: seen, ..before }).await? {
        return Err(Error::Changed);
    }
    audit::record(services, &tx, actor, Action::Changed, Object::Plan(area.id)).await?;
    Ok(tx.commit().await?)
}

/// How many findings of an area are marked on its plan.
pub async fn count_marks(services: &Services, area: Uuid, plan: &Plan) -> Result<usize, Error> {
    let findings = finding::list(&services.db, &[area]).await?;
    let is_marked = |spot: Spot| spot.plan == plan.sha256;
    Ok(findings.iter().filter(|finding| finding.spot.is_some_and(is_marked)).count())
}

/// Takes the plan with this picture down, for good. Findings keep what they say of their place, and their marks, which count for
/// that picture alone. Again changes nothing.
pub async fn take_down(services: &Services, actor: &Actor, area: Uuid, picture: Digest) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let area = changeable(&tx, actor, area).await?;
    let Some(before) = area_plan::find(&tx, area.id).await? else { return Ok(()) };
    if before.sha256 != picture {
        return Err(Error::Changed);
    }
    check_unused(&tx, area.id).await?;
    if !area_plan::remove(&tx, area.id, picture).await? {
        return Err(Error::Changed);
    }
    audit::record(services, &tx, actor, Action::Taken, Object::Plan(area.id)).await?;
    Ok(tx.commit().await?)
}

/// What is shown on a running walk is written down as a place on the picture that hangs there.
async fn check_unused(tx: &Tx, area: Uuid) -> Result<(), Error> {
    let is_running = walk::list(tx, &[area]).await?.iter().any(|walk| walk.state == State::Running);
    if is_running { Err(Error::InUse) } else { Ok(()) }
}

/// The area, for who may change its plan.
async fn changeable(from: &Tx, actor: &Actor, area: Uuid) -> Result<Area, Error> {
    let area = place::area(from, area).await?.ok_or(Error::NoArea)?;
    actor.need(Permission::ReadFindings, &area.place()).map_err(|_| Error::NoArea)?;
    actor.need(Permission::HoldWalks, &area.place()).map_err(|_| Error::Denied)?;
    Ok(area)
}

fn references(row: &AreaPlan) -> Result<Vec<Reference>, store::Error> {
    serde_json::from_str(&row.points).map_err(|_| store::Error::bad_row("area_plan", "points", &row.area_id))
}
