//! Looking at findings: those of the places where somebody may, and what may be done next about one.

use std::cmp::Reverse;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use jiff::civil::Date;
use uuid::Uuid;

use super::filter::Filter;
use super::life;
use crate::access::{Actor, Permission};
use crate::service::plans::{self, Plan, Point};
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
    /// What the reader may do about it now, where they are.
    pub deeds: Vec<Deed>,
    /// Where it lies on the plan of the area, if that is known.
    pub on_plan: Option<(Plan, Point)>,
}

/// A place in a list: behind a finding of this day. By it a list goes on there, whatever came or went meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct After(Reverse<Date>, Uuid);

impl After {
    fn of(finding: &Finding) -> Self {
        Self(Reverse(finding.found_on), finding.id)
    }
}

impl FromStr for After {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (found_on, id) = text.split_once('.').ok_or(())?;
        Ok(Self(Reverse(found_on.parse().map_err(drop)?), id.parse().map_err(drop)?))
    }
}

impl Display for After {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(Reverse(found_on), id) = self;
        write!(f, "{found_on}.{id}")
    }
}

impl Listed {
    /// At most so many findings from a place on, and the place from which it goes on.
    pub fn part(&self, after: Option<After>, most: usize) -> (&[Finding], Option<After>) {
        let start = self.findings.partition_point(|finding| after.is_some_and(|after| After::of(finding) <= after));
        let rest = &self.findings[start..];
        let part = &rest[..rest.len().min(most)];
        (part, part.last().filter(|_| rest.len() > most).map(After::of))
    }

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
    let is_possible = |deed: &Deed| {
        *deed != Deed::Verify
            && actor.may(life::needed_for(*deed), &area.place())
            && life::fits(&finding, *deed).is_ok()
    };
    let deeds = Deed::ALL.into_iter().filter(is_possible).collect();
    let plan = plans::of(services, area.id).await?;
    let on_plan = plan.and_then(|plan| {
        let point = plan.point(finding.spot, finding.position)?;
        Some((plan, point))
    });
    Ok(Some(Shown { finding, area, photos, history, deeds, on_plan }))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::service::findings::invented;
    use crate::store::finding::Kind;

    proptest! {
        #[test]
        fn all_parts_together_are_the_list(days in proptest::collection::vec(1_i8..5, 0..30), most in 1_usize..8) {
            let found = |(id, day): (u128, &i8)| Finding {
                found_on: Date::constant(2026, 11, *day),
                ..invented::finding(id, Kind::Problem)
            };
            let mut findings: Vec<Finding> = (1..).zip(&days).map(found).collect();
            findings.sort_by_key(After::of);
            let total = findings.len();
            let listed = Listed { areas: Vec::new(), findings, total, today: Date::constant(2026, 11, 21) };
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let (part, next) = listed.part(after, most);
                prop_assert!(part.len() <= most);
                seen.extend_from_slice(part);
                let Some(next) = next else { break };
                prop_assert_eq!(next.to_string().parse(), Ok(next));
                after = Some(next);
            }
            prop_assert_eq!(seen, listed.findings);
        }
    }

    #[test]
    fn what_is_no_place_in_a_list_is_none() {
        for text in ["", ".", "2026-11-21", "2026-11-21.1", "x.00000000-0000-0000-0000-000000000001"] {
            assert_eq!(text.parse::<After>(), Err(()), "{text}");
        }
    }
}
