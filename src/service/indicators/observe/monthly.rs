//! What was counted in a month, observed once when the month is over. What is registered later of it changes nothing that was told:
//! the difference would be of few, and tell of them.

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::{activities, keep, walks};
use crate::service::Services;
use crate::service::indicators::definition::{Definition, Source};
use crate::service::indicators::definitions;
use crate::store::observation::{self, Figure, Observed, Series, Status};
use crate::store::{self, place};

/// So many months are observed that were over before the program began to.
const MOST_MONTHS: i32 = 12;

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
    let this = services.clock.today().first_of_month();
    let mut count = 0;
    for programme in place::programmes(&services.db).await? {
        let areas: Vec<Uuid> =
            place::areas(&services.db, programme.id).await?.into_iter().map(|area| area.id).collect();
        for back in (1..=MOST_MONTHS).rev() {
            let first = this.saturating_sub(back.months());
            let days = (first, first.last_of_month());
            count += one(services, &Month { programme_id: programme.id, areas: areas.clone(), days }).await?;
        }
    }
    Ok(count)
}

/// A month counts from the first one in which there was something.
async fn one(services: &Services, month: &Month) -> Result<u64, store::Error> {
    let mut known = observation::of_period(&services.db, month.programme_id, month.days).await?;
    let all: Vec<Definition> = definitions().into_iter().filter(|one| !known.contains(&one.id)).collect();
    let is_new = |definition: &&Definition| matches!(definition.source, Source::Activities(_) | Source::Walks(_));
    if !all.iter().any(|one| is_new(&one)) {
        return Ok(0);
    }
    let attended = activities::Attendance::load(services, month).await?;
    let walked = walks::Walked::load(services, month).await?;
    let mut observed = Vec::new();
    for definition in all.iter().filter(is_new) {
        let counted = match definition.source {
            Source::Activities(source) if attended.has_begun() => attended.count(services, source.count).await,
            Source::Walks(source) if walked.has_begun() => walked.count(source.count),
            _ => continue,
        };
        observed.extend(counted.into_iter().map(|counted| month.observed(definition, counted)));
    }
    if observed.is_empty() {
        return Ok(0);
    }
    let tx = services.db.begin().await?;
    observation::lock(&tx).await?;
    known = observation::of_period(&tx, month.programme_id, month.days).await?;
    observed.retain(|one| !known.contains(&one.series.indicator));
    keep(services, &tx, &observed).await?;
    tx.commit().await?;
    Ok(observed.len() as u64)
}

impl Month {
    fn observed(&self, definition: &Definition, counted: Counted) -> Observed {
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
