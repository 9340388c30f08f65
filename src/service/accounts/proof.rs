//! What somebody types to prove who they are: counted before it is looked at, and looked at ever more slowly.
//!
//! What is counted has a source: where the attempts come from, or at what they aim. Who fails often makes only this source wait.

use jiff::SignedDuration;

use super::sessions::SignedIn;
use crate::service::Services;
use crate::store::login_attempt::{self, Failures};
use crate::store::{self, Digest, Tx, account};

/// Why it proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not what it should be.
    #[error("what was typed does not prove it")]
    Wrong,
    /// Too many have tried; nothing is looked at before this time is over.
    #[error("too many attempts: the next one counts in {0:#}")]
    Wait(SignedDuration),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// So many mistakes are free.
const FREE: i32 = 5;
/// The first wait; each further mistake doubles it.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(15);
/// No wait is longer.
pub(super) const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);

/// Whether somebody who is logged in knows the password: asked before what a stolen session must not be enough for. It is
/// the session that is counted, so whoever guesses in one makes nobody wait who is in another.
pub(super) async fn of_password(services: &Services, signed_in: &SignedIn, typed: &str) -> Result<(), Error> {
    let source = Digest::of(format!("password in {}", signed_in.session.id));
    count(services, source).await?;
    let credentials = account::credentials(&services.db, signed_in.account.id).await?.unwrap_or_default();
    if !services.passwords.is_right(typed, credentials.password).await {
        return Err(Error::Wrong);
    }
    let tx = services.db.begin().await?;
    login_attempt::clear(&tx, source).await?;
    Ok(tx.commit().await?)
}

/// Counts an attempt as a failure before it is looked at, so that many at once are not looked at more often than one after
/// the other. Says what was counted before.
pub(super) async fn count(services: &Services, source: Digest) -> Result<Option<Failures>, Error> {
    let now = services.clock.now().timestamp();
    let tx = services.db.begin().await?;
    let before = login_attempt::lock(&tx, source).await?;
    let count = before.map_or(0, |before| before.count);
    if let Some(before) = before {
        let left = wait(before.count) - now.duration_since(before.last_at);
        if left.is_positive() {
            return Err(Error::Wait(left));
        }
    }
    login_attempt::put(&tx, source, Failures { count: count.saturating_add(1), last_at: now }).await?;
    tx.commit().await?;
    Ok(before)
}

/// Lets an attempt count as none, which was right and still not the last: what was counted before it is what counts. Where
/// somebody else has tried meanwhile, it stays.
pub(super) async fn take_back(tx: &Tx, source: Digest, before: Option<Failures>) -> Result<(), store::Error> {
    let own = before.map_or(0, |before| before.count).saturating_add(1);
    if login_attempt::lock(tx, source).await?.is_none_or(|now| now.count != own) {
        return Ok(());
    }
    match before {
        Some(before) => login_attempt::put(tx, source, before).await,
        None => login_attempt::clear(tx, source).await,
    }
}

/// How long nothing is looked at after the last of so many failures.
fn wait(failures: i32) -> SignedDuration {
    let Ok(doublings) = u32::try_from(failures - FREE) else { return SignedDuration::ZERO };
    let factor = 2_i32.saturating_pow(doublings);
    FIRST_WAIT.checked_mul(factor).map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let seconds = |failures| wait(failures).as_secs();
        assert_eq!([0, 4, 5, 6, 7].map(seconds), [0, 0, 15, 30, 60]);
        assert_eq!([11, 12, 40, i32::MAX].map(seconds), [900; 4]);
    }
}
