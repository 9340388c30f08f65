//! Handing over one mail of a round: whether it still may leave is judged here, at the last moment.
//!
//! What a mail server may have taken is not sent again: before a mail is handed over that is noted, under an identity that leads
//! to nobody. A machine that dies in between leaves the note, and who finds it lets the mail be.

use uuid::Uuid;

use super::letter::{Secrets, letter};
use super::{reach, round};
use crate::mail::{Failure, Message};
use crate::service::invitations::{code, is_by_code};
use crate::service::send_mail::{Error, host};
use crate::service::{Services, post, waves};
use crate::store::invitation_mail::FIRST;
use crate::store::{self, Tx, invitation, mail_attempt, place, unspent_code, wave};

/// Sends what an event asks for, if it still may, and gives the transaction in which that is known.
pub async fn deliver(services: &Services, sealed: &str) -> Result<Tx, Error> {
    let Some((id, number)) = round::open(&services.secret_key, sealed) else {
        tracing::error!("a mail to somebody who is invited was sealed with another key, and is not sent");
        return Ok(services.db.begin().await?);
    };
    let mail = services.secret_key.mail(id, number);
    let Some(message) = message(services, id, number, mail).await? else { return finished(services, mail).await };
    let sender = services.mail.as_ref().ok_or(post::Error::NotSetUp)?;
    let tx = services.db.begin().await?;
    let is_first = mail_attempt::begin(&tx, mail).await?;
    tx.commit().await?;
    if !is_first {
        tracing::warn!("a machine died over a mail, which may have been sent and so is not sent again");
        return finished(services, mail).await;
    }
    let sent = sender.send(&message, host(&services.base), &services.clock.now()).await;
    let tx = finished(services, mail).await?;
    match sent {
        Ok(()) => Ok(tx),
        Err(failure @ Failure::Unknown) => {
            tracing::warn!(reason = %failure, "a mail may have been sent and so is not sent again");
            Ok(tx)
        }
        Err(failure @ Failure::Refused(_)) => {
            tracing::warn!(reason = %failure, "a mail to somebody who is invited is never sent");
            // Everybody gets the first. That a reminder was refused would say that somebody had not answered.
            if number == FIRST {
                invitation::refuse(&tx, id, code_of(failure)).await?;
            }
            Ok(tx)
        }
        Err(failure) => {
            tx.commit().await?;
            Err(failure.into())
        }
    }
}

/// What to send; nothing if the wave asks no more, if somebody has stopped it or is gone, or needs no reminder.
async fn message(services: &Services, id: Uuid, number: i32, mail: Uuid) -> Result<Option<Message>, store::Error> {
    let db = &services.db;
    let Some(invited) = invitation::find(db, id).await? else { return Ok(None) };
    let Some(to) = reach(&invited) else { return Ok(None) };
    let Some(wave) = wave::find(db, invited.wave_id).await? else { return Ok(None) };
    if !is_by_code(&wave) || !waves::is_open(&wave, &services.clock.now()) {
        return Ok(None);
    }
    if number > FIRST {
        let hash = services.secret_key.hash(&code(services, &invited));
        if unspent_code::wave_of(db, hash).await? != Some(wave.id) {
            return Ok(None);
        }
    }
    let sender = place::programme(db, wave.programme_id).await?.map(|programme| programme.name).unwrap_or_default();
    let secrets = Secrets::of(services, &invited);
    Ok(Some(letter(&wave, &sender, &invited, number, &secrets).to(mail, to)))
}

/// A transaction in which nobody is at a mail any more.
async fn finished(services: &Services, mail: Uuid) -> Result<Tx, Error> {
    let tx = services.db.begin().await?;
    mail_attempt::end(&tx, mail).await?;
    Ok(tx)
}

/// The number of the server's reply.
fn code_of(failure: Failure) -> String {
    match failure {
        Failure::Refused(Some(code)) => code,
        other => other.to_string(),
    }
}
