//! What became of the findings of safety walks in a month, by who is to act. They are things, so nothing of them is hidden.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use uuid::Uuid;

use super::monthly::{Counted, Month};
use crate::service::Services;
use crate::service::indicators::definition::Findings;
use crate::store;
use crate::store::finding::{self, Finding, Kind, Status};
use crate::store::finding_event::{self, Field, FindingEvent};

const PARTY: &str = "party";

/// The findings of a programme, as a month left them.
pub(super) struct Walked {
    areas: Vec<Uuid>,
    parties: BTreeSet<String>,
    opened: Vec<Finding>,
    /// With the days it took.
    closed: Vec<(Finding, i32)>,
}

impl Walked {
    /// Nothing, if nothing was found yet: before, nothing is no figure.
    pub(super) async fn load(services: &Services, month: &Month) -> Result<Option<Self>, store::Error> {
        let mut findings = finding::list(&services.db, &month.areas).await?;
        findings.retain(|one| one.kind == Kind::Problem && one.found_on <= month.days.1);
        if findings.is_empty() {
            return Ok(None);
        }
        let zone = services.clock.now().time_zone().clone();
        let ids: Vec<Uuid> = findings.iter().map(|one| one.id).collect();
        let mut closings: HashMap<Uuid, Option<Date>> = HashMap::new();
        for event in finding_event::of_findings(&services.db, &ids).await? {
            let on = event.at.to_zoned(zone.clone()).date();
            if let Some(is_closed) = closes(&event).filter(|_| on <= month.days.1) {
                let closing = closings.entry(event.finding_id).or_default();
                // Who looks whether it is done closes nothing that was closed.
                *closing = if is_closed { closing.or(Some(on)) } else { None };
            }
        }
        let within = |day: Date| (month.days.0..=month.days.1).contains(&day);
        let closed = findings.iter().filter_map(|one| {
            let on = closings.get(&one.id).copied().flatten().filter(|on| within(*on))?;
            Some((one.clone(), one.found_on.until(on).map_or(0, |span| span.get_days())))
        });
        let closed = closed.collect();
        Ok(Some(Self {
            areas: month.areas.clone(),
            parties: findings.iter().filter_map(|one| one.party.clone()).collect(),
            closed,
            opened: findings.into_iter().filter(|one| within(one.found_on)).collect(),
        }))
    }

    pub(super) fn count(&self, what: Findings) -> Vec<Counted> {
        let places = std::iter::once(None).chain(self.areas.iter().copied().map(Some));
        let parties = || std::iter::once(None).chain(self.parties.iter().map(Some));
        let groups = places.flat_map(|area_id| parties().map(move |party| (area_id, party)));
        groups.filter_map(|(area_id, party)| self.group(what, area_id, party)).collect()
    }

    fn group(&self, what: Findings, area_id: Option<Uuid>, party: Option<&String>) -> Option<Counted> {
        let holds = |one: &Finding| {
            area_id.is_none_or(|area| one.area_id == area)
                && party.is_none_or(|party| one.party.as_ref() == Some(party))
        };
        let mut days: Vec<i32> = self.closed.iter().filter(|(one, _)| holds(one)).map(|(_, days)| *days).collect();
        let value = match what {
            Findings::Opened => Some(as_value(self.opened.iter().filter(|one| holds(one)).count())),
            Findings::Closed => Some(as_value(days.len())),
            Findings::DaysToClose => median(&mut days).map(|median| (median, days.len() as u64)),
        };
        // Where nothing was closed there is no median, which is not the same as one that is hidden.
        let value = Some(value?);
        Some(Counted { area_id, whom: party.map(|party| (PARTY, party.clone())), value, is_partial: false })
    }
}

/// Whether what was done closed a finding or opened it again; nothing, if it did neither.
fn closes(event: &FindingEvent) -> Option<bool> {
    let to = event.changes.iter().find(|change| change.field == Field::Status)?.to.as_deref()?;
    Some(matches!(Status::named(to)?, Status::Done | Status::Refused | Status::Verified))
}

fn median(days: &mut [i32]) -> Option<f64> {
    days.sort_unstable();
    let middle = days.len() / 2;
    let upper = f64::from(*days.get(middle)?);
    Some(if days.len() % 2 == 1 { upper } else { f64::midpoint(f64::from(days[middle - 1]), upper) })
}

#[expect(clippy::cast_precision_loss, reason = "nobody finds 2^52 things in a month")]
fn as_value(count: usize) -> (f64, u64) {
    (count as f64, count as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one_or_between_the_two() {
        assert_eq!(median(&mut [9, 1, 4]), Some(4.0));
        assert_eq!(median(&mut [9, 1, 4, 5]), Some(4.5));
        assert_eq!(median(&mut []), None);
    }
}
