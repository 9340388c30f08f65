//! What is known of those who were invited goes when it is of no more use.

use jiff::ToSpan;

use crate::service::Services;
use crate::service::waves::figures::SMALLEST;
use crate::service::waves::{self, Standing};
use crate::store::{self, invitation};

/// So many days after the last day of a wave nobody asks for a letter again.
pub const KEPT_DAYS: i32 = 30;

/// Removes whom waves invited that have been over for so long, and says how many those were. Answers stay, and codes that
/// gave none lead nowhere. How many a wave had invited stays as well, where they were not few: a number that no list, code or answer
/// hangs on, and without which nobody could say later what share has answered.
pub async fn forget(services: &Services) -> Result<u64, store::Error> {
    let now = services.clock.now();
    let mut removed = 0;
    for id in invitation::waves(&services.db).await? {
        let Some(wave) = waves::find(services, id).await? else { continue };
        let is_over = matches!(waves::standing(&wave, &now), Standing::Over | Standing::Archived);
        if is_over && wave.ends_on.saturating_add(KEPT_DAYS.days()) < now.date() {
            let tx = services.db.begin().await?;
            let gone = invitation::remove_of_wave(&tx, id).await?;
            if gone >= SMALLEST {
                invitation::keep_count(&tx, id, gone).await?;
            }
            removed += gone;
            tx.commit().await?;
        }
    }
    Ok(removed)
}
