//! Observations as they come: of a release in the transaction that keeps it, and of releases that were kept before, when a
//! definition was new or this program did not observe yet.

mod activities;
mod monthly;
mod people;
mod places;
mod released;
mod walks;

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::service::Services;
use crate::store::observation::{self, Observed};
use crate::store::release::{self, Release};
use crate::store::{self, Reads, Tx, wave};

pub use self::monthly::months;
pub(super) use self::places::is_everywhere;
pub(in crate::service) use self::released::of_release;

/// Keeps what was observed, in the transaction of what it follows from.
pub(in crate::service) async fn keep(services: &Services, tx: &Tx, all: &[Observed]) -> Result<(), store::Error> {
    for one in all {
        super::observation::append(services, tx, one).await?;
    }
    Ok(())
}

/// Observes what releases tell of indicators that were not observed by them, and says how much that was. It may be run twice: what was
/// once observed by a release, by whatever version of its definition, stays what it was.
pub async fn missed(services: &Services) -> Result<u64, store::Error> {
    let mut count = 0;
    // Those of a wave come in their order.
    for release in release::list(&services.db).await? {
        let observed = of_release(services, &release).await?;
        let done = self::done(&services.db, &release).await?;
        if observed.iter().all(|one| done.contains(&one.series.indicator)) {
            continue;
        }
        let tx = services.db.begin().await?;
        wave::lock(&tx, release.wave_id).await?;
        let done = self::done(&tx, &release).await?;
        let new: Vec<Observed> = observed.into_iter().filter(|one| !done.contains(&one.series.indicator)).collect();
        keep(services, &tx, &new).await?;
        tx.commit().await?;
        count += new.len() as u64;
    }
    Ok(count)
}

/// The indicators of which nothing is to be observed by a release: by it, or by a later one of its wave, it was done.
async fn done(from: &impl Reads, release: &Release) -> Result<BTreeSet<String>, store::Error> {
    let releases = release::all_of_wave(from, release.wave_id).await?;
    let from_now: BTreeSet<Uuid> =
        releases.iter().filter(|other| other.snapshot >= release.snapshot).map(|other| other.id).collect();
    let observed = observation::of_wave(from, release.wave_id).await?.into_iter();
    Ok(observed.filter(|(by, _)| from_now.contains(by)).map(|(_, indicator)| indicator).collect())
}
