//! Logging in with address and password. Who tries learns only that the two do not belong together: not whether there is
//! such an account, whether it has a password, or whether it is blocked.
//!
//! After some failures an address has to wait, longer each time. That cannot be used against its owner: a browser that has
//! logged in to the account before is counted by itself (OWASP's "device cookies"), and a new password by link ends all waiting.

use super::{Email, Key, Services, proof, sessions};
use crate::store::{Digest, account, login_attempt};

pub use super::proof::Error;

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
    let source = known.unwrap_or_else(|| source(typed));
    proof::count(services, source).await?;
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

/// Where attempts are counted that come from no known browser.
pub(super) fn source(email: &str) -> Digest {
    Digest::of(format!("log in as {email}"))
}
