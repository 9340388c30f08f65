//! What indicators were observed to be, for who may read it: as a sequence to follow, and as series over time.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::access::{Actor, Permission, Place};
use crate::service::Services;
use crate::store::{self, Tx, observation, place};

pub use crate::store::observation::{Figure, Observation, Observed, Series, Status};

/// Keeps what was observed, in the transaction of what it follows from.
pub async fn append(services: &Services, tx: &Tx, new: &Observed) -> Result<Observation, store::Error> {
    observation::append(tx, services.clock.identity(), services.clock.today(), new).await
}

/// Up to `most` observations that somebody may read, after the one of a number, in their order. Who has read all of them asks again with the
/// number of the last one.
pub async fn since(
    services: &Services,
    actor: &Actor,
    number: i64,
    most: u64,
) -> Result<Vec<Observation>, store::Error> {
    observation::after(&services.db, &programmes(services, actor).await?, number, most).await
}

/// What was observed of each series, in the last revision of each period, the earliest period first.
pub type AllSeries = BTreeMap<Series, Vec<Observation>>;

/// The series of a programme. Nothing, if somebody may not read them.
pub async fn series(services: &Services, actor: &Actor, programme: Uuid) -> Result<AllSeries, store::Error> {
    if may_read(actor, programme) { for_everybody(services, programme).await } else { Ok(AllSeries::new()) }
}

/// The same for pages that need no login: what is observed follows from what is published.
pub async fn for_everybody(services: &Services, programme: Uuid) -> Result<AllSeries, store::Error> {
    let mut series: BTreeMap<Series, BTreeMap<_, Observation>> = BTreeMap::new();
    for one in observation::of_programme(&services.db, programme).await? {
        // In their order, so that a later revision takes the place of an earlier one.
        series.entry(one.observed.series.clone()).or_default().insert(one.observed.period, one);
    }
    Ok(series.into_iter().map(|(series, periods)| (series, periods.into_values().collect())).collect())
}

/// The programmes whose indicators somebody may read.
pub async fn programmes(services: &Services, actor: &Actor) -> Result<Vec<Uuid>, store::Error> {
    let all = place::programmes(&services.db).await?.into_iter().map(|programme| programme.id);
    Ok(all.filter(|id| may_read(actor, *id)).collect())
}

/// Whether somebody may read what is observed of a programme. It follows from what is published, or is protected like that, so who works
/// in one area reads it of all.
pub fn may_read(actor: &Actor, programme: Uuid) -> bool {
    actor.places(Permission::ReadIndicators).any(|place| match place {
        Place::Installation => true,
        Place::Programme(one) | Place::Area { programme: one, .. } => one == programme,
    })
}
