//! Putting a mail into the post: it is sent if, and only if, what it tells of has happened.

use super::Services;
use crate::event::Event;
use crate::mail::Message;
use crate::store::{self, Tx, mail, outbox};

/// Why a message is not sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody sends mails here.
    #[error("no mail server is set up (NABOSVAR_MAIL_URL)")]
    NotSetUp,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Refuses where nobody sends mails: to be asked before work begins that is nothing without one.
pub fn check(services: &Services) -> Result<(), Error> {
    if services.mail.is_some() { Ok(()) } else { Err(Error::NotSetUp) }
}

/// Puts a mail into the post, in the transaction of what it tells of. One of the same identity that still waits is not
/// written again.
pub async fn post(tx: &Tx, services: &Services, message: Message) -> Result<(), Error> {
    check(services)?;
    let id = message.id;
    let waiting = mail::Waiting {
        id,
        recipient: message.to.to_string(),
        subject: message.subject.as_str().to_owned(),
        text: message.text,
        html: message.html,
        calendar: message.calendar,
    };
    if mail::insert(tx, waiting, services.clock.today()).await? {
        outbox::append(tx, &services.clock, &Event::Mail { message: id }).await?;
    }
    Ok(())
}
