//! Logging in with address and password, and then with a code where the owner wants one. Who tries learns only that the two do
//! not belong together: not whether there is such an account, whether it has a password, or whether it is blocked.
//!
//! After some failures an address has to wait, longer each time. That cannot be used against its owner: a browser that has
//! logged in to the account before is counted by itself (OWASP's "device cookies"), and a new password by link ends all waiting.

use jiff::SignedDuration;

use super::sessions::{self, Way};
use super::{proof, second_factor};
use crate::service::{Email, Key, Services};
use crate::store::account::Account;
use crate::store::{self, Digest, Tx, account, log_in_step, login_attempt};

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
pub enum Step {
    /// They are in.
    In(Outcome),
    /// They hold a key that lets them show a code, for a short time.
    Code(Key),
}

/// What somebody gets who is in.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The key of the new session.
    pub session: Key,
    /// By what this browser is known from now on.
    pub device: Key,
}

/// How long there is to type a code.
const STEP_LASTS: SignedDuration = SignedDuration::from_mins(5);

/// Lets somebody in who knows the password, or asks them for a code. One hash is made, whatever was typed.
pub async fn log_in(services: &Services, attempt: Attempt<'_>) -> Result<Step, Error> {
    let email = attempt.email.parse::<Email>().ok();
    let found = match &email {
        Some(email) => account::find_by_email(&services.db, email.as_str()).await?,
        None => None,
    };
    let typed = email.as_ref().map_or_else(|| attempt.email.trim(), Email::as_str);
    let source = counted_at(services, found.as_ref().map(|(account, _)| account), typed, attempt.device).await?;
    let before = proof::count(services, source).await?;
    let hash = found.as_ref().and_then(|(_, credentials)| credentials.password.clone());
    let is_right = services.passwords.is_right(attempt.password, hash).await;
    let found = found.filter(|(account, _)| is_right && account.blocked_on.is_none());
    let Some((account, _)) = found else { return Err(Error::Wrong) };
    let tx = services.db.begin().await?;
    let step = if second_factor::is_on(&tx, account.id).await? {
        // A right password is no failure; but what was counted before stays, or who guesses codes would begin anew each time.
        proof::take_back(&tx, source, before).await?;
        let key = Key::new(&services.clock);
        let expires_at = services.clock.now().timestamp() + STEP_LASTS;
        log_in_step::insert(&tx, key.digest(), account.id, expires_at).await?;
        Step::Code(key)
    } else {
        Step::In(let_in(&tx, services, &account, source, attempt.browser).await?)
    };
    tx.commit().await?;
    Ok(step)
}

/// Whether somebody who holds a key may still show a code.
pub async fn is_waiting(services: &Services, key: &Key) -> Result<bool, store::Error> {
    Ok(waiting(services, key).await?.is_some())
}

/// Lets somebody in who has shown the password and now shows a code. `None` if it took too long.
pub async fn second_step(
    services: &Services,
    key: &Key,
    code: &str,
    device: Option<&Key>,
    browser: &str,
) -> Result<Option<Outcome>, Error> {
    let Some(account) = waiting(services, key).await? else { return Ok(None) };
    let source = counted_at(services, Some(&account), &account.email, device).await?;
    proof::count(services, source).await?;
    let tx = services.db.begin().await?;
    if !second_factor::is_right(&tx, services, account.id, code).await? {
        return Err(Error::Wrong);
    }
    if !log_in_step::delete(&tx, key.digest()).await? {
        return Ok(None);
    }
    let outcome = let_in(&tx, services, &account, source, browser).await?;
    tx.commit().await?;
    Ok(Some(outcome))
}

/// Where attempts are counted that come from no known browser.
pub(super) fn source(email: &str) -> Digest {
    Digest::of(format!("log in as {email}"))
}

/// Where an attempt is counted: with the browser, if it is known to the account, else with what was typed as address.
pub(super) async fn counted_at(
    services: &Services,
    account: Option<&Account>,
    typed: &str,
    device: Option<&Key>,
) -> Result<Digest, store::Error> {
    if let (Some(account), Some(device)) = (account, device.map(Key::digest))
        && login_attempt::is_known(&services.db, device, account.id).await?
    {
        return Ok(device);
    }
    Ok(source(typed))
}

async fn waiting(services: &Services, key: &Key) -> Result<Option<Account>, store::Error> {
    let now = services.clock.now().timestamp();
    let Some(id) = log_in_step::find(&services.db, key.digest(), now).await? else { return Ok(None) };
    Ok(account::find(&services.db, id).await?.filter(|account| account.blocked_on.is_none()))
}

async fn let_in(
    tx: &Tx,
    services: &Services,
    account: &Account,
    source: Digest,
    browser: &str,
) -> Result<Outcome, store::Error> {
    let device = Key::new(&services.clock);
    login_attempt::clear(tx, source).await?;
    login_attempt::remember(tx, device.digest(), account.id, services.clock.today()).await?;
    let session = sessions::begin(tx, services, account.id, browser, Way::Password).await?;
    Ok(Outcome { session, device })
}
