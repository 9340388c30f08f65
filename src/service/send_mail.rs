//! Sending one mail that waits, and forgetting those that nobody could send.

use std::time::Duration;

use jiff::ToSpan;
use uuid::Uuid;

use super::{Services, post};
use crate::mail::{Address, Failure, Message, NotAnAddress, Subject};
use crate::store::{self, Tx, mail};

/// Why a mail was not sent now. Later it may be.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody sends mails here any more.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The server did not take it.
    #[error(transparent)]
    Mail(#[from] Failure),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// How long the server wants to be left alone, if it says.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Mail(Failure::NotNow { wait, .. }) => *wait,
            _ => None,
        }
    }
}

/// So long a mail is kept that could not be sent: who gets it later than that is only puzzled.
const DAYS: i32 = 7;

/// Sends a mail and gives the transaction in which it is gone. The server is talked to before that begins. Should this
/// machine die in between, the mail is sent again under the same Message-ID, by which mail programs know it.
pub async fn send(services: &Services, id: Uuid) -> Result<Tx, Error> {
    let Some(waiting) = mail::find(&services.db, id).await? else { return Ok(services.db.begin().await?) };
    let sender = services.mail.as_ref().ok_or(post::Error::NotSetUp)?;
    let sent = match read(waiting) {
        Ok(message) => sender.send(&message, host(&services.base), &services.clock.now()).await,
        Err(NotAnAddress) => Err(Failure::Refused(None)),
    };
    match sent {
        Ok(()) => {
            let tx = services.db.begin().await?;
            mail::remove(&tx, id).await?;
            Ok(tx)
        }
        // The same again would be refused again.
        Err(failure @ Failure::Refused(_)) => {
            tracing::warn!(mail = %id, reason = %failure, "a mail is never sent");
            let tx = services.db.begin().await?;
            mail::refuse(&tx, id, failure.to_string()).await?;
            Ok(tx)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Removes the mails that nobody could send for a week, and says how many there were.
pub async fn forget(services: &Services) -> Result<u64, store::Error> {
    let tx = services.db.begin().await?;
    let removed = mail::remove_older(&tx, services.clock.today().saturating_sub(DAYS.days())).await?;
    tx.commit().await?;
    Ok(removed)
}

fn read(waiting: mail::Waiting) -> Result<Message, NotAnAddress> {
    let to: Address = waiting.recipient.parse()?;
    Ok(Message {
        id: waiting.id,
        to,
        subject: Subject::of(&waiting.subject),
        text: waiting.text,
        html: waiting.html,
        calendar: waiting.calendar,
        // Nobody gets such mails again and again.
        stop: None,
    })
}

/// The name of this installation in its public address.
pub(super) fn host(base: &str) -> &str {
    let authority = base.split_once("://").map_or(base, |(_, rest)| rest);
    let authority = authority.split('/').next().unwrap_or_default();
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_name_is_without_port_and_path() {
        for (base, name) in [
            ("https://svar.example.dk", "svar.example.dk"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("https://svar.example.dk:8443/nabosvar", "svar.example.dk"),
            ("http://[::1]:80", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(host(base), name);
        }
    }
}
