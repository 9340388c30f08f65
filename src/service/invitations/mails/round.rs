//! A round of mails: the first, or a reminder. That somebody is concerned is noted once and for all, and an event for each waits
//! in the outbox, which does not say whose it is: one that is tried again is of somebody who has not answered.

use std::time::Duration;

use aes_gcm_siv::aead::Aead;
use aes_gcm_siv::{Aes256GcmSiv, KeyInit};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use uuid::Uuid;

use crate::event::Event;
use crate::service::invitations::Invitation;
use crate::service::{SecretKey, Services};
use crate::store::{self, Tx, invitation_mail, outbox};

/// Mails leave so far apart: mail servers take no floods, and a forgotten password waits behind no thousands.
const APART: Duration = Duration::from_millis(50);
/// Each text is sealed once, so that it needs no chance: the same again would say the same (RFC 8452).
const NONCE: [u8; 12] = [0; 12];
/// Bytes of an identity, and of a number.
const PARTS: (usize, usize) = (16, 4);

/// Begins a round. Fails if one of these is in it already.
pub(super) async fn begin(
    services: &Services,
    tx: &Tx,
    concerned: &[Invitation],
    number: i32,
) -> Result<(), store::Error> {
    let key = &services.secret_key;
    let mut ids: Vec<Uuid> = concerned.iter().map(|one| one.id).collect();
    invitation_mail::note(tx, &ids, number, services.clock.today()).await?;
    // In an order that nobody knows without the key, and that is not the one of the list.
    ids.sort_by_key(|id| key.mail(*id, number));
    let event = |id: Uuid| Event::InvitationMail { sealed: seal(key, id, number) };
    let events: Vec<Event> = ids.into_iter().map(event).collect();
    outbox::append_apart(tx, &services.clock, &events, APART).await
}

/// Whom an event concerns, and in which round; `None` if it was sealed with another key.
pub(super) fn open(key: &SecretKey, sealed: &str) -> Option<(Uuid, i32)> {
    let sealed = BASE64_STANDARD_NO_PAD.decode(sealed).ok()?;
    let text = cipher(key).decrypt(&NONCE.into(), &sealed[..]).ok()?;
    let (id, number) = text.split_at_checked(PARTS.0)?;
    Some((Uuid::from_slice(id).ok()?, i32::from_be_bytes(number.try_into().ok()?)))
}

fn seal(key: &SecretKey, id: Uuid, number: i32) -> String {
    let mut text = Vec::with_capacity(PARTS.0 + PARTS.1);
    text.extend(id.as_bytes());
    text.extend(number.to_be_bytes());
    let sealed = cipher(key).encrypt(&NONCE.into(), &text[..]).expect("twenty bytes are not too many");
    BASE64_STANDARD_NO_PAD.encode(sealed)
}

fn cipher(key: &SecretKey) -> Aes256GcmSiv {
    Aes256GcmSiv::new(key.round().as_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(digit: &str) -> SecretKey {
        SecretKey::parse(&digit.repeat(64)).unwrap()
    }

    #[test]
    fn what_waits_names_nobody_to_who_lacks_the_key() {
        let [one, two] = [1, 2].map(Uuid::from_u128);
        let sealed = seal(&key("5"), one, 1);
        assert_eq!(open(&key("5"), &sealed), Some((one, 1)));
        assert_eq!(open(&key("6"), &sealed), None);
        let others = [seal(&key("5"), two, 1), seal(&key("5"), one, 2), seal(&key("6"), one, 1)];
        for other in others {
            let same = other.bytes().zip(sealed.bytes()).filter(|(one, other)| one == other).count();
            assert!(same < 12 && other.len() == sealed.len(), "{other} {sealed}");
        }
    }

    #[test]
    fn what_was_changed_opens_for_nobody() {
        let sealed = seal(&key("5"), Uuid::from_u128(1), 0);
        for changed in ["", "?", &sealed[4..], &sealed.replace(&sealed[..1], "_"), &format!("{sealed}AAAA")] {
            assert_eq!(open(&key("5"), changed), None, "{changed}");
        }
    }
}
