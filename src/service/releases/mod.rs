//! Releases: the only way from answers to figures that leave the house. A wave that is archived is counted by a plan that was declared
//! beforehand, and again where enough has come since; what would tell on somebody is hidden, an auditor of its own attacks what is
//! left together with all that was released of the wave before, and only what stands is kept and given out.

mod at_once;
pub(in crate::service) mod breakdown;
mod coarse;
mod coarser;
pub(in crate::service) mod cube;
pub(in crate::service) mod declared;
mod files;
mod follow_up;
mod ledger;
mod linked;
pub mod make;
mod meaning;
mod meant;
pub mod plan;
pub mod progress;
pub mod propose;
pub mod request;
mod residents;
pub(in crate::service) mod response_rate;
pub mod shown;
mod snapshot;
mod spoken;
pub(in crate::service) mod territory;
pub(in crate::service) mod tidy;
mod tied;
pub mod told;
pub(in crate::service) mod variable;
mod weighting;
pub mod work;

use std::collections::HashSet;

use uuid::Uuid;

use super::Services;
use super::waves::{self, Wave};
use crate::access::{Actor, Permission};
use crate::store::{self, wave};

pub use self::coarser::Step;
pub use self::cube::Misfit;
pub use self::files::{File, Unwritable, file, file_names, files};
pub use self::meant::Meant;
pub use self::residents::{Known, Residents};
pub use crate::store::release::{Entry, Order, Release};

/// Which part of the list of releases is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Only those of this wave.
    pub wave: Option<Uuid>,
    /// From which end.
    pub order: Order,
    /// Behind this release.
    pub behind: Option<Uuid>,
    /// At most so many, and never more than [`PAGE`].
    pub most: u64,
}

/// So many releases are listed at once.
pub const PAGE: u64 = 100;

/// A part of the releases of waves of which somebody may read them, and whether there are more behind it. Nothing, if the one that it
/// is to be behind is none of them.
pub async fn part(services: &Services, actor: &Actor, part: Part) -> Result<Option<(Vec<Entry>, bool)>, store::Error> {
    let behind = match part.behind {
        Some(id) => match find(services, actor, id).await? {
            Some(found) => Some(Entry::from(&found)),
            None => return Ok(None),
        },
        None => None,
    };
    let is_wanted = |wave: &Wave| {
        part.wave.is_none_or(|wanted| wanted == wave.id) && waves::may_in_some(actor, Permission::ReadReleases, wave)
    };
    let waves = waves::list(services).await?.into_iter().filter(is_wanted).map(|wave| wave.id).collect();
    let most = part.most.clamp(1, PAGE);
    let mut found = store::release::part(&services.db, waves, part.order, behind.as_ref(), most + 1).await?;
    let is_more = found.len() as u64 > most;
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(Some((found, is_more)))
}

/// The waves that were released.
pub async fn released(services: &Services) -> Result<HashSet<Uuid>, store::Error> {
    Ok(store::release::released(&services.db).await?.into_iter().collect())
}

/// All releases of waves of which somebody may read them, by the day they were made.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Release>, store::Error> {
    let mut own = Vec::new();
    for release in store::release::list(&services.db).await? {
        if may_see(services, actor, &release).await? {
            own.push(release);
        }
    }
    Ok(own)
}

/// One release, for who may read those of its wave.
pub async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<Release>, store::Error> {
    match store::release::find(&services.db, id).await? {
        Some(release) if may_see(services, actor, &release).await? => Ok(Some(release)),
        _ => Ok(None),
    }
}

/// The release of a wave, if there is one that somebody may read.
pub async fn of_wave(services: &Services, actor: &Actor, wave: &Wave) -> Result<Option<Release>, store::Error> {
    if !waves::may_in_some(actor, Permission::ReadReleases, wave) {
        return Ok(None);
    }
    store::release::of_wave(&services.db, wave.id).await
}

/// The files of a release. They take a moment to write, so nobody who asks for a page waits for it.
pub async fn written(services: &Services, release: Release) -> Result<Vec<File>, Unwritable> {
    services.compiling.run(move || files(&release)).await
}

/// One of its files; nothing, if it has none of this name.
pub async fn written_one(services: &Services, release: Release, name: String) -> Result<Option<File>, Unwritable> {
    services.compiling.run(move || file(&release, &name)).await
}

async fn may_see(services: &Services, actor: &Actor, release: &Release) -> Result<bool, store::Error> {
    let found = wave::find(&services.db, release.wave_id).await?;
    Ok(found.is_some_and(|wave| waves::may_in_some(actor, Permission::ReadReleases, &wave)))
}
