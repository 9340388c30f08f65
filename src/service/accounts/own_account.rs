//! What somebody changes about their own account.

use super::passwords::{NewPassword, Unfit};
use super::proof;
use super::sessions::{self, SignedIn, Way};
use crate::service::audit::{self, Action, Object};
use crate::service::{Key, Services};
use crate::store::{self, account, account_link, log_in_step, login_attempt, session};

/// Why the password stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Whoever wants it does not know the present one.
    #[error(transparent)]
    Proof(#[from] proof::Error),
    /// Not this password.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// It could not be kept: a mistake of this program.
    #[error("the password could not be hashed")]
    Hash(#[from] argon2::password_hash::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Sets a new password for who knows the present one. Every session ends, in this browser too, and links do not count any
/// more; the key that comes back opens a new session here.
pub async fn change_password(
    services: &Services,
    signed_in: &SignedIn,
    present: &str,
    typed: &str,
) -> Result<Key, Error> {
    let account = &signed_in.account;
    let password = NewPassword::parse(typed, &[&account.email, &account.name])?;
    proof::of_password(services, signed_in, present).await?;
    let hash = services.passwords.hash(&services.clock, password).await?;
    let tx = services.db.begin().await?;
    account::set_password(&tx, account.id, &hash).await?;
    account_link::delete_all(&tx, account.id).await?;
    log_in_step::delete_all(&tx, account.id).await?;
    session::delete_all(&tx, account.id, None).await?;
    login_attempt::forget_of(&tx, account.id).await?;
    let key = sessions::begin(&tx, services, account.id, &signed_in.session.browser, Way::Password).await?;
    audit::record(services, &tx, &signed_in.actor, Action::Changed, Object::Password(account.id)).await?;
    tx.commit().await?;
    Ok(key)
}
