//! A forgotten password: whoever asks is told the same, whether there is such an account or not, and waits as long. Only the
//! mail box of the account learns more, later: what has to be done for it is done by the worker.

use jiff::SignedDuration;

use super::{Notice, PostError, log_in, proof};
use crate::event::Event;
use crate::service::{Email, Key, Services, post};
use crate::store::{self, Digest, Tx, account, outbox};

/// How long the link counts: it was asked for just now.
const LINK_LASTS: SignedDuration = SignedDuration::from_hours(1);

/// Why nobody can ask.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody sends mails here.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// It was asked for too often.
    #[error(transparent)]
    Proof(#[from] proof::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Has a link sent to an address, if an account has it. What is asked is counted where a login would be, but apart from it.
pub async fn ask(services: &Services, email: &Email, device: Option<&Key>) -> Result<(), Error> {
    post::check(services)?;
    let found = account::find_by_email(&services.db, email.as_str()).await?.map(|(account, _)| account);
    let source = log_in::counted_at(services, found.as_ref(), email.as_str(), device).await?;
    proof::count(services, Digest::of_all(&["forgotten password", &source.to_string()])).await?;
    let tx = services.db.begin().await?;
    let event = Event::PasswordForgotten { email_digest: digest(email.as_str()) };
    outbox::append(&tx, &services.clock, &event).await?;
    Ok(tx.commit().await?)
}

/// Puts the link into the post, in a transaction that is not committed yet. Of an address without an account, or one that is
/// blocked, nothing comes.
pub async fn answer(services: &Services, email_digest: &str) -> Result<Tx, PostError> {
    let tx = services.db.begin().await?;
    let accounts = account::list(&tx).await?.into_iter();
    let mut found = accounts.filter(|account| account.blocked_on.is_none() && digest(&account.email) == email_digest);
    if let Some(account) = found.next() {
        let key = super::add_link(&tx, services, account.id, LINK_LASTS).await?;
        super::post_in(&tx, services, &account, &key, Notice::Forgotten).await?;
    }
    Ok(tx)
}

/// What waits for the worker. Most of what strangers type is nobody's address here, and none has to lie around.
fn digest(email: &str) -> String {
    Digest::of(email).to_string()
}
