//! Retiring a version: no new answers start, and those under way are still taken. It can be taken back, because a mistake
//! here would close a survey while people answer it.

use jiff::civil::Date;

use super::Published;
use crate::access::{Actor, Denied, Permission};
use crate::service::audit::{self, Action, Object};
use crate::service::waves::{self, Standing, Wave};
use crate::service::{Services, places};
use crate::store::{self, form, wave};

/// A version that was retired, or is no longer.
#[derive(Clone, Debug)]
pub struct Retired {
    /// The version.
    pub version: Published,
    /// The waves that still ask it and have not ended: their start page now says that the survey is over.
    pub waves: Vec<Wave>,
}

/// Why a version is not retired, or not taken up again.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Forms are of all programmes, and the actor may not do this in each.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Retires a version as of today; again, it stays as it was. `None` if it was not published.
pub async fn retire(
    services: &Services,
    actor: &Actor,
    form_id: &str,
    version: &str,
) -> Result<Option<Retired>, Error> {
    change(services, actor, form_id, version, Some(services.clock.today())).await
}

/// Takes it back.
pub async fn reinstate(
    services: &Services,
    actor: &Actor,
    form_id: &str,
    version: &str,
) -> Result<Option<Retired>, Error> {
    change(services, actor, form_id, version, None).await
}

async fn change(
    services: &Services,
    actor: &Actor,
    form_id: &str,
    version: &str,
    on: Option<Date>,
) -> Result<Option<Retired>, Error> {
    if !places::may_everywhere(services, actor, Permission::PublishForms).await? {
        return Err(Denied.into());
    }
    if super::about(services, form_id, version).await?.is_none() {
        return Ok(None);
    }
    let tx = services.db.begin().await?;
    let Some(mut found) = form::about(&tx, form_id, version).await? else { return Ok(None) };
    if found.retired_on.is_some() != on.is_some() {
        form::retire(&tx, form_id, version, on).await?;
        found.retired_on = on;
        let action = if on.is_some() { Action::Retired } else { Action::Reinstated };
        audit::record(services, &tx, actor, action, Object::FormVersion(form_id, version)).await?;
    }
    let mut waves = wave::list(&tx).await?;
    tx.commit().await?;
    waves.retain(|wave| asks(services, wave, form_id, version));
    Ok(Some(Retired { version: found, waves }))
}

/// Whether a wave asks a version and has not ended.
pub fn asks(services: &Services, wave: &Wave, form_id: &str, version: &str) -> bool {
    let asks_it = wave.form_id == form_id && wave.form_version == version;
    asks_it && matches!(waves::standing(wave, &services.clock.now()), Standing::Waiting | Standing::Open)
}
