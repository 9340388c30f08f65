//! Handing over one message of a round: whether it still may leave is judged here, at the last moment.
//!
//! What a mail server may have taken is not sent again: before a mail is handed over that is noted, under an identity that leads
//! to nobody. A machine that dies in between leaves the note, and who finds it lets the mail be. Who carries SMS and Digital Post
//! knows a message again by its identity and drops what comes twice, so there it is sent again.

use uuid::Uuid;

use super::letter::{Draft, Secrets};
use super::reach::{is_welcome, way_to};
use super::round;
use crate::mail::{Failure, Parcel, Way};
use crate::service::invitations::{code, is_by_code};
use crate::service::send_mail::{Error, host};
use crate::service::{Services, post, waves};
use crate::store::invitation_mail::FIRST;
use crate::store::{Tx, invitation, mail_attempt, place, unspent_code, wave};

/// Sends what an event asks for, if it still may, and gives the transaction in which that is known.
pub async fn deliver(services: &Services, sealed: &str) -> Result<Tx, Error> {
    let Some((id, number)) = round::open(&services.secret_key, sealed) else {
        tracing::error!("a mail to somebody who is invited was sealed with another key, and is not sent");
        return Ok(services.db.begin().await?);
    };
    let mail = services.secret_key.mail(id, number);
    let Some(parcel) = parcel(services, id, number, mail).await? else { return finished(services, mail).await };
    let tx = services.db.begin().await?;
    let is_first = mail_attempt::begin(&tx, mail).await?;
    tx.commit().await?;
    if !is_first && parcel.way() == Way::Mail {
        tracing::warn!("a machine died over a mail, which may have been sent and so is not sent again");
        return finished(services, mail).await;
    }
    let sent = hand_over(services, &parcel).await;
    let tx = finished(services, mail).await?;
    match sent {
        Ok(()) => Ok(tx),
        Err(Error::Mail(failure @ Failure::Unknown)) => {
            tracing::warn!(reason = %failure, "a mail may have been sent and so is not sent again");
            Ok(tx)
        }
        Err(Error::Mail(failure @ Failure::Refused(_))) => {
            tracing::warn!(reason = %failure, "a message to somebody who is invited is never sent");
            // Everybody gets the first. That a reminder was refused would say that somebody had not answered.
            if number == FIRST {
                invitation::refuse(&tx, id, code_of(failure)).await?;
            }
            Ok(tx)
        }
        Err(error) => {
            tx.commit().await?;
            Err(error)
        }
    }
}

/// What to send; nothing if the wave asks no more, if somebody has stopped it or is gone, or needs no reminder.
async fn parcel(services: &Services, id: Uuid, number: i32, mail: Uuid) -> Result<Option<Parcel>, Error> {
    let db = &services.db;
    let Some(invited) = invitation::find(db, id).await? else { return Ok(None) };
    if !is_welcome(&invited) {
        return Ok(None);
    }
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
    // The way may be missing only because a setting was lost, and then it comes back.
    let reach = way_to(services, &invited.contact).ok_or(post::Error::NotSetUp)?;
    let sender = place::programme(db, wave.programme_id).await?.map(|programme| programme.name).unwrap_or_default();
    let secrets = Secrets::of(services, &invited);
    let draft = Draft { wave: &wave, sender: &sender, to: &invited, number, secrets: &secrets };
    Ok(Some(draft.parcel(mail, reach)))
}

async fn hand_over(services: &Services, parcel: &Parcel) -> Result<(), Error> {
    let now = services.clock.now();
    match parcel {
        Parcel::Mail(mail) => {
            let sender = services.mail.as_ref().ok_or(post::Error::NotSetUp)?;
            sender.send(mail, host(&services.base), &now).await?;
        }
        Parcel::Sms(sms) => services.sms.as_ref().ok_or(post::Error::NotSetUp)?.send_sms(sms, &now).await?,
        Parcel::DigitalPost(letter) => {
            services.digital_post.as_ref().ok_or(post::Error::NotSetUp)?.send_letter(letter, &now).await?;
        }
    }
    Ok(())
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
