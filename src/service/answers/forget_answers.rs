//! Deleting answers of people who can be known, when the time is over for which their wave said that it keeps them.

use super::remove;
use crate::service::audit::{self, Action, Object};
use crate::service::waves::{Wave, kept_until};
use crate::service::{Services, waves};
use crate::store::{self, response};

/// So many go in one transaction, so that nobody else waits for long.
const AT_ONCE: u64 = 100;

/// Deletes them, and says how many there were. Only the identities stay, so that nothing that is late brings an answer back.
pub async fn forget(services: &Services) -> Result<u64, store::Error> {
    let today = services.clock.today();
    let mut count = 0;
    for wave in waves::list(services).await?.iter().filter(|wave| kept_until(wave).is_some_and(|last| last < today)) {
        count += forget_all(services, wave).await?;
    }
    Ok(count)
}

async fn forget_all(services: &Services, wave: &Wave) -> Result<u64, store::Error> {
    let (mut count, today) = (0, services.clock.today());
    loop {
        let tx = services.db.begin().await?;
        let over = response::of_wave(&tx, wave.id, AT_ONCE).await?;
        for id in &over {
            response::lock(&tx, *id).await?;
            remove(&tx, *id, today).await?;
        }
        // Noted with the first: a machine may die before the last.
        if count == 0 && !over.is_empty() {
            audit::record_own(services, &tx, Action::Forgotten, Object::Wave(wave.id)).await?;
        }
        tx.commit().await?;
        count += over.len() as u64;
        if (over.len() as u64) < AT_ONCE {
            return Ok(count);
        }
    }
}
