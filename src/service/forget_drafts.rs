//! Forgetting half-filled answers that nobody came back to.

use super::Services;
use crate::store::{self, draft};

/// Removes the drafts that have expired, and says how many there were.
pub async fn forget(services: &Services) -> Result<u64, store::Error> {
    let tx = services.db.begin().await?;
    let removed = draft::remove_expired(&tx, services.clock.today()).await?;
    tx.commit().await?;
    Ok(removed)
}
