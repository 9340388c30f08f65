//! Forgetting those who signed up, once their session is over. Who came was counted; who they were is nobody's business then.

use jiff::ToSpan;

use super::{KEPT_DAYS, Services};
use crate::store::{self, sign_up};

/// So many go in one transaction, so that nobody else waits for long.
const AT_ONCE: u64 = 500;

/// Removes the sign-ups for sessions that were held more than a week ago, and says how many there were.
pub async fn forget(services: &Services) -> Result<u64, store::Error> {
    let before = services.clock.today().saturating_sub(KEPT_DAYS.days());
    let mut count = 0;
    loop {
        let tx = services.db.begin().await?;
        let over = sign_up::of_sessions_before(&tx, before, AT_ONCE).await?;
        sign_up::remove(&tx, &over).await?;
        tx.commit().await?;
        count += over.len() as u64;
        if (over.len() as u64) < AT_ONCE {
            return Ok(count);
        }
    }
}
