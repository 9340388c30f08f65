//! Releases: the only way from answers to figures that leave the house. A wave that is archived is counted once, by a plan that was
//! declared beforehand; what would tell on somebody is hidden, an auditor of its own attacks what is left, and only what stands is
//! kept and given out.

mod cube;
mod files;
pub mod make;
pub mod plan;
mod snapshot;
pub(in crate::service) mod territory;
mod tidy;
pub(in crate::service) mod variable;

use uuid::Uuid;

use super::{Services, waves};
use crate::access::{Actor, Permission};
use crate::store::{self, wave};

pub use self::cube::Misfit;
pub use self::files::{File, Unwritable, files};
pub use crate::store::release::Release;

/// All releases of waves that somebody may manage, by the day they were made.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Release>, store::Error> {
    let mut own = Vec::new();
    for release in store::release::list(&services.db).await? {
        if may_see(services, actor, &release).await? {
            own.push(release);
        }
    }
    Ok(own)
}

/// One release, for who may manage its wave.
pub async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<Release>, store::Error> {
    match store::release::find(&services.db, id).await? {
        Some(release) if may_see(services, actor, &release).await? => Ok(Some(release)),
        _ => Ok(None),
    }
}

async fn may_see(services: &Services, actor: &Actor, release: &Release) -> Result<bool, store::Error> {
    let found = wave::find(&services.db, release.wave_id).await?;
    Ok(found.is_some_and(|wave| waves::may_in_all(actor, Permission::ManageWaves, &wave)))
}
