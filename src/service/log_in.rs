//! Logging in with address and password. Who tries learns only that the two do not belong together: not whether there is
//! such an account, whether it has a password, or whether it is blocked.
//!
//! After some failures an address has to wait, longer each time. That cannot be used against its owner: a browser that has
//! logged in to the account before is counted by itself (OWASP's "device cookies"), and a new password by link ends all waiting.

use jiff::SignedDuration;

use super::sessions;
use super::{Email, Key, Services};
use crate::store::login_attempt::{self, Failures};
use crate::store::{self, Digest, account};

/// Somebody who wants in.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// What was typed as address.
    pub email: &'a str,
    /// What was typed as password.
    pub password: &'a str,
    /// By what this browser is known from before, if it is.
    pub device: Option<&'a Key>,
    /// Browser and system, in a few words.
    pub browser: &'a str,
}

/// What somebody gets who knows the password.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The key of the new session.
    pub session: Key,
    /// By what this browser is known from now on.
    pub device: Key,
}

/// Why somebody does not get in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Address and password do not belong together.
    #[error("address and password do not belong together")]
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

/// Lets somebody in who knows the password. One hash is made, whatever was typed.
pub async fn log_in(services: &Services, attempt: Attempt<'_>) -> Result<Outcome, Error> {
    let email = attempt.email.parse::<Email>().ok();
    let found = match &email {
        Some(email) => account::find_by_email(&services.db, email.as_str()).await?,
        None => None,
    };
    let known = match (&found, attempt.device) {
        (Some((account, _)), Some(device)) => {
            let device = device.digest();
            login_attempt::is_known(&services.db, device, account.id).await?.then_some(device)
        }
        _ => None,
    };
    let typed = email.as_ref().map_or_else(|| attempt.email.trim(), Email::as_str);
    let source = known.unwrap_or_else(|| Digest::of(format!("log in as {typed}")));
    count(services, source).await?;
    let hash = found.as_ref().and_then(|(_, credentials)| credentials.password.clone());
    let is_right = services.passwords.is_right(attempt.password, hash).await;
    let found = found.filter(|(account, _)| is_right && account.blocked_on.is_none());
    let Some((account, _)) = found else { return Err(Error::Wrong) };
    let device = Key::new(&services.clock);
    let tx = services.db.begin().await?;
    login_attempt::clear(&tx, source).await?;
    login_attempt::remember(&tx, device.digest(), account.id, services.clock.today()).await?;
    let session = sessions::begin(&tx, services, account.id, attempt.browser).await?;
    tx.commit().await?;
    Ok(Outcome { session, device })
}

/// Counts an attempt as a failure before it is looked at, so that many at once are not looked at more often than one after
/// the other.
async fn count(services: &Services, source: Digest) -> Result<(), Error> {
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
    Ok(tx.commit().await?)
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
