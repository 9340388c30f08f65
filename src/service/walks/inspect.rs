//! Looking again: what was found on earlier walks and is said to be done, for those who go through the area once more.

use uuid::Uuid;

use super::{Found, Located, State, found_with_photos, located};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::store::finding::{self, Finding, Kind, Status};
use crate::store::finding_event::{self, Deed};
use crate::store::{self, Reads, walk::Walk};

/// What there is to look at on a walk, and what was looked at.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The walk.
    pub located: Located,
    /// What is said to be done and nobody has seen yet, the earliest first; none for a walk that is over.
    pub waiting: Vec<Found>,
    /// What was said of a finding on this walk.
    pub seen: Vec<(Finding, Deed)>,
}

/// What there is to look at on a walk that somebody may look at.
pub async fn inspection(services: &Services, actor: &Actor, walk: Uuid) -> Result<Inspection, super::Error> {
    let db = &services.db;
    let located = located(db, actor, Permission::ReadFindings, walk).await?;
    let waiting = found_with_photos(db, waiting(db, &located.walk).await?).await?;
    let mut seen = Vec::new();
    for event in finding_event::on_walk(db, walk).await? {
        if let Some(finding) = finding::find(db, event.finding_id).await? {
            seen.push((finding, event.deed));
        }
    }
    Ok(Inspection { located, waiting, seen })
}

async fn waiting(from: &impl Reads, walk: &Walk) -> Result<Vec<Finding>, store::Error> {
    if matches!(walk.state, State::Ended | State::Cancelled) {
        return Ok(Vec::new());
    }
    let mut findings = finding::list(from, &[walk.area_id]).await?;
    let is_waiting = |finding: &Finding| finding.kind == Kind::Problem && finding.status == Status::Done;
    findings.retain(|finding| is_waiting(finding) && finding.walk_id != walk.id);
    findings.reverse();
    Ok(findings)
}
