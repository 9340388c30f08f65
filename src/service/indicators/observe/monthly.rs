//! What was counted in a month, observed once, ten days after it is over. What is registered later of it changes nothing that was told:
//! the difference would be of few, and tell of them.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::{activities, keep, walks};
use crate::service::Services;
use crate::service::indicators::definition::{Attended, Definition, Findings, Source};
use crate::service::indicators::definitions;
use crate::store::observation::{self, Figure, Observed, Series, Status};
use crate::store::{self, place};

/// So many months are observed that were over before the program began to.
const MOST_MONTHS: i32 = 12;
/// A month is observed on this day of the next one: what is written down in its first hours or days still counts, and is lost later.
const OPEN_DAYS: i32 = 10;

/// A month of a programme.
#[derive(Clone, Debug)]
pub(super) struct Month {
    pub(super) programme_id: Uuid,
    /// Its areas.
    pub(super) areas: Vec<Uuid>,
    /// Its first and last day.
    pub(super) days: (Date, Date),
}

/// What was counted of a group; nothing, if it is hidden.
pub(super) struct Counted {
    pub(super) area_id: Option<Uuid>,
    /// A breakdown and its code, if it is not of everybody.
    pub(super) whom: Option<(&'static str, String)>,
    /// The value, and how many things it rests on.
    pub(super) value: Option<(f64, u64)>,
    /// Whether not everything is registered that would have to be.
    pub(super) is_partial: bool,
}

/// Observes the months that are over and were not observed. It may be run twice.
pub async fn months(services: &Services) -> Result<u64, store::Error> {
    let today = services.clock.today();
    let mut count = 0;
    for programme in place::programmes(&services.db).await? {
        let areas: Vec<Uuid> =
            place::areas(&services.db, programme.id).await?.into_iter().map(|area| area.id).collect();
        for back in (1..=MOST_MONTHS).rev() {
            let first = today.first_of_month().saturating_sub(back.months());
            let days = (first, first.last_of_month());
            if days.1.saturating_add(OPEN_DAYS.days()) <= today {
                count += one(services, &Month { programme_id: programme.id, areas: areas.clone(), days }).await?;
            }
        }
    }
    Ok(count)
}

/// A month counts from the first one in which there was something.
async fn one(services: &Services, month: &Month) -> Result<u64, store::Error> {
    let all = definitions();
    let of_month = (month.programme_id, month.days);
    let known = observation::of_period(&services.db, of_month.0, of_month.1).await?;
    let mut observed = Vec::new();
    let open = unobserved(&all, &known, of_activities);
    if !open.is_empty()
        && let Some(attended) = activities::Attendance::load(services, month).await?
    {
        observed.extend(open.iter().flat_map(|(one, what)| month.observed(one, attended.count(*what))));
    }
    let open = unobserved(&all, &known, of_walks);
    if !open.is_empty()
        && let Some(walked) = walks::Walked::load(services, month).await?
    {
        observed.extend(open.iter().flat_map(|(one, what)| month.observed(one, walked.count(*what))));
    }
    if observed.is_empty() {
        return Ok(0);
    }
    let tx = services.db.begin().await?;
    observation::lock(&tx).await?;
    // Somebody may have observed it meanwhile.
    let known = observation::of_period(&tx, of_month.0, of_month.1).await?;
    let activities = unobserved(&all, &known, of_activities).into_iter().map(|(one, _)| &one.id);
    let walks = unobserved(&all, &known, of_walks).into_iter().map(|(one, _)| &one.id);
    let open: BTreeSet<&String> = activities.chain(walks).collect();
    observed.retain(|one| open.contains(&one.series.indicator));
    keep(services, &tx, &observed).await?;
    tx.commit().await?;
    Ok(observed.len() as u64)
}

fn of_activities(definition: &Definition) -> Option<Attended> {
    match definition.source {
        Source::Activities(source) => Some(source.count),
        _ => None,
    }
}

fn of_walks(definition: &Definition) -> Option<Findings> {
    match definition.source {
        Source::Walks(source) => Some(source.count),
        _ => None,
    }
}

/// What is counted of activities, or of walks, if nothing of that was observed of the month. What it has no figure of then, such as the
/// days of what was not closed, it has none of later.
fn unobserved<'d, T>(
    all: &'d [Definition],
    known: &BTreeSet<String>,
    what: impl Fn(&Definition) -> Option<T>,
) -> Vec<(&'d Definition, T)> {
    let counted: Vec<(&Definition, T)> = all.iter().filter_map(|one| Some((one, what(one)?))).collect();
    if counted.iter().any(|(one, _)| known.contains(&one.id)) { Vec::new() } else { counted }
}

impl Month {
    fn observed(&self, definition: &Definition, all: Vec<Counted>) -> Vec<Observed> {
        all.into_iter().map(|counted| self.one(definition, counted)).collect()
    }

    fn one(&self, definition: &Definition, counted: Counted) -> Observed {
        let status = match counted.value {
            None => Status::Hidden,
            Some(_) if counted.is_partial => Status::Unreliable,
            Some(_) => Status::Free,
        };
        let whom = counted.whom.into_iter().map(|(name, code)| (name.to_owned(), code)).collect();
        let (programme_id, indicator) = (self.programme_id, definition.id.clone());
        Observed {
            series: Series { programme_id, area_id: counted.area_id, indicator, whom },
            definition: definition.version,
            period: self.days,
            wave_id: None,
            release_id: None,
            status,
            figure: counted.value.map(|(value, of)| Figure { value, interval: None, respondents: Some(of) }),
        }
    }
}
