//! Looking at findings: those of the places where somebody may, and what may be done next about one.

use jiff::civil::Date;
use uuid::Uuid;

use super::filter::Filter;
use super::life;
use crate::access::{Actor, Permission};
use crate::service::{Services, attachments};
use crate::store::attachment::Kept;
use crate::store::finding::{self, Finding, Photo};
use crate::store::finding_event::{self, Deed, FindingEvent};
use crate::store::place::{self, Area};
use crate::store::{Digest, Error};

/// Findings as somebody asked for them.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The areas whose findings the reader may see, by name.
    pub areas: Vec<Area>,
    /// Those that the filter lets through, the latest day first.
    pub findings: Vec<Finding>,
    /// How many there are without the filter.
    pub total: usize,
    /// The day on which deadlines are over or not.
    pub today: Date,
}

/// One finding with all that is known of it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The finding.
    pub finding: Finding,
    /// Where it lies.
    pub area: Area,
    /// Its photos, in their order.
    pub photos: Vec<Photo>,
    /// What was done about it, the oldest first.
    pub history: Vec<FindingEvent>,
    /// What the reader may do about it now.
    pub deeds: Vec<Deed>,
}

impl Listed {
    /// The name of an area.
    pub fn area(&self, id: Uuid) -> &str {
        self.areas.iter().find(|area| area.id == id).map_or("", |area| &area.name)
    }
}

/// The findings of all places where the actor may look at some.
pub async fn list(services: &Services, actor: &Actor, filter: &Filter) -> Result<Listed, Error> {
    let places: Vec<_> = actor.places(Permission::ReadFindings).collect();
    let areas = place::areas_within(&services.db, &places).await?;
    let ids: Vec<Uuid> = areas.iter().map(|area| area.id).collect();
    let mut findings = finding::list(&services.db, &ids).await?;
    let (total, today) = (findings.len(), services.clock.today());
    findings.retain(|finding| filter.lets_through(finding, today));
    Ok(Listed { areas, findings, total, today })
}

/// One finding; `None` also where the actor may not look at it.
pub async fn show(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<Shown>, Error> {
    let Some((finding, area)) = within_reach(services, actor, id).await? else { return Ok(None) };
    let photos = finding::photos(&services.db, &[id]).await?.into_iter().map(|(_, photo)| photo).collect();
    let history = finding_event::since(&services.db, id, 0).await?;
    let is_possible =
        |deed: &Deed| actor.may(life::needed_for(*deed), &area.place()) && life::fits(&finding, *deed).is_ok();
    let deeds = Deed::ALL.into_iter().filter(is_possible).collect();
    Ok(Some(Shown { finding, area, photos, history, deeds }))
}

/// A photo of a finding, if the actor may look at that.
pub async fn photo(services: &Services, actor: &Actor, finding: Uuid, sha256: Digest) -> Result<Option<Kept>, Error> {
    if within_reach(services, actor, finding).await?.is_none() {
        return Ok(None);
    }
    let photos = finding::photos(&services.db, &[finding]).await?;
    if !photos.iter().any(|(_, photo)| photo.sha256 == sha256) {
        return Ok(None);
    }
    attachments::find(services, sha256).await
}

async fn within_reach(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<(Finding, Area)>, Error> {
    let Some(finding) = finding::find(&services.db, id).await? else { return Ok(None) };
    let Some(area) = place::area(&services.db, finding.area_id).await? else { return Ok(None) };
    Ok(actor.may(Permission::ReadFindings, &area.place()).then_some((finding, area)))
}
