//! Forgetting what nobody came back to: half-filled answers, and drafts of forms.

use crate::service::Services;
use crate::store::{self, draft, form_draft};

/// Removes the drafts that have expired, and says how many there were.
pub async fn forget(services: &Services) -> Result<u64, store::Error> {
    let tx = services.db.begin().await?;
    let today = services.clock.today();
    let removed = draft::remove_expired(&tx, today).await? + form_draft::remove_expired(&tx, today).await?;
    tx.commit().await?;
    Ok(removed)
}
