//! Erasing a sign-up for somebody who has asked for it: without a mail, which would be one more trace of them.

use uuid::Uuid;

use super::places;
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::activities::find_session;
use crate::service::audit::{self, Action, Object};
use crate::store::{self, activity, sign_up};

/// Erases a sign-up with its links and consents, and gives its places to those who wait. `false` if there is none for `actor`.
pub async fn erase(services: &Services, actor: &Actor, of: Uuid) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let Some(found) = sign_up::find(&tx, of).await? else { return Ok(false) };
    let found = find_session(&tx, actor, Permission::ReadContacts, found.session_id).await?;
    let Some((activity, session)) = found else { return Ok(false) };
    let Some(activity) = activity::lock(&tx, activity.id).await? else { return Ok(false) };
    // Another click may have been first.
    if sign_up::find(&tx, of).await?.is_none() {
        return Ok(false);
    }
    sign_up::remove(&tx, &[of]).await?;
    places::fill(services, &tx, &activity, &session, None).await?;
    audit::record(services, &tx, actor, Action::Erased, Object::Registrant(of)).await?;
    tx.commit().await?;
    Ok(true)
}
