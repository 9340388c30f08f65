//! The installation's key, and what follows from it and from nothing in the database: personal codes, the hashes by which
//! they are known, and links that stop mails. Who has a copy of the database and not the key can make none of them.

use std::fmt::{self, Debug, Formatter};

use hmac::{Hmac, KeyInit, Mac};
use jiff::tz::TimeZone;
use sha2::Sha256;
use uuid::Uuid;

use crate::clock::Clock;
use crate::store::{self, Db, Digest, PersonalCode, installation_key};

/// 256 bits of chance. Not shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey([u8; 32]);

/// Why the installation does not go on with a key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is none.
    #[error("a key is 64 hexadecimal digits, as `openssl rand -hex 32` writes them")]
    NoKey,
    /// Codes were made with another one.
    #[error(
        "the key (NABOSVAR_SECRET_KEY, or the file secret.key in the data folder) is not the one that this database was used \
         with: letters that are on their way would lead nowhere. Put the right one back; it is kept apart from backups"
    )]
    OtherKey,
    /// Codes were made with one, and none is there.
    #[error(
        "the key that this database was used with is missing: set NABOSVAR_SECRET_KEY, or put the file secret.key back into \
         the data folder; it is kept apart from backups"
    )]
    Missing,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What a value that follows from the key is for. No two share a value.
#[derive(Clone, Copy)]
enum Purpose {
    Fingerprint,
    Code,
    WaveOfCode,
    HashOfCode,
    StopLink,
    Mail,
    Round,
    RecordKey,
    Feed,
}

/// Letters of a code that follow from the invitation; the others from these and the wave.
const CHOSEN: usize = 9;

impl SecretKey {
    /// A key of this process alone: what follows from it means nothing to the next one.
    pub fn of_this_process() -> Self {
        Self(Clock::system(TimeZone::UTC).random())
    }

    /// A key as it stands in settings and in its file.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Digest::parse(&text.trim().to_lowercase()).map(|key| Self(*key.as_bytes())).ok_or(Error::NoKey)
    }

    /// The code of an invitation to a wave. Each generation has another one.
    pub fn code(&self, wave: Uuid, invitation: Uuid, generation: i32) -> PersonalCode {
        let chosen = self.derive(Purpose::Code, &[wave.as_bytes(), invitation.as_bytes(), &generation.to_be_bytes()]);
        let mut values = [0; 13];
        let (head, tail) = values.split_at_mut(CHOSEN);
        head.copy_from_slice(&chosen[..CHOSEN]);
        for value in &mut *head {
            *value %= 32;
        }
        tail.copy_from_slice(&self.mark(wave, head));
        PersonalCode::of(values)
    }

    /// Whether a code was made here for a wave; one of another wave, or that somebody made up, is taken for one once in a
    /// million times. It says nothing about whether the code has given its answer.
    pub fn is_code_of(&self, wave: Uuid, code: &PersonalCode) -> bool {
        let values: Vec<u8> = code.values().collect();
        let mark = self.mark(wave, &values[..CHOSEN]);
        values[CHOSEN..].iter().zip(mark).all(|(value, mark)| *value == mark)
    }

    /// What the database keeps of a code.
    pub fn hash(&self, code: &PersonalCode) -> Digest {
        Digest::from_bytes(self.derive(Purpose::HashOfCode, &[code.as_str().as_bytes()]))
    }

    /// What the link ends with by which an invited person hears no more.
    pub fn stop(&self, invitation: Uuid) -> Digest {
        Digest::from_bytes(self.derive(Purpose::StopLink, &[invitation.as_bytes()]))
    }

    /// The identity of a mail to who is invited, of a round: the same however often it is tried. It leads back to nobody.
    pub fn mail(&self, invitation: Uuid, number: i32) -> Uuid {
        let derived = self.derive(Purpose::Mail, &[invitation.as_bytes(), &number.to_be_bytes()]);
        Digest::from_bytes(derived).identity()
    }

    /// What belongs to an answer for ever where the counts of a release get noise (the cell-key method): who knows it could take the
    /// noise away again.
    pub(super) fn record(&self, answer: Uuid) -> u64 {
        let mut bits = [0; 8];
        bits.copy_from_slice(&self.derive(Purpose::RecordKey, &[answer.as_bytes()])[..8]);
        u64::from_be_bytes(bits)
    }

    /// What seals whom a round of mails goes to while it waits.
    pub(super) fn round(&self) -> Digest {
        Digest::from_bytes(self.derive(Purpose::Round, &[]))
    }

    /// The secret of a subscription, which the database does not hold. `salt` is another one each time the secret is.
    pub(super) fn feed(&self, subscription: Uuid, salt: Uuid) -> [u8; 32] {
        self.derive(Purpose::Feed, &[subscription.as_bytes(), salt.as_bytes()])
    }

    /// By what the database knows the key again.
    fn fingerprint(&self) -> Digest {
        Digest::from_bytes(self.derive(Purpose::Fingerprint, &[]))
    }

    /// The letters by which a code of a wave is known when the database has nothing of it any more.
    fn mark(&self, wave: Uuid, chosen: &[u8]) -> [u8; 4] {
        let [a, b, c, d, ..] = self.derive(Purpose::WaveOfCode, &[wave.as_bytes(), chosen]);
        [a, b, c, d].map(|value| value % 32)
    }

    /// Parts are of a fixed length for each purpose, so none can pretend to be part of its neighbour.
    fn derive(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        let key = keyed(&self.0, &[purpose.name()]);
        keyed(&key, parts)
    }
}

impl Debug for SecretKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(secret)")
    }
}

impl Purpose {
    /// Never changed: what was printed would lead nowhere.
    fn name(self) -> &'static [u8] {
        match self {
            Self::Fingerprint => b"nabosvar fingerprint",
            Self::Code => b"nabosvar code of an invitation",
            Self::WaveOfCode => b"nabosvar wave of a code",
            Self::HashOfCode => b"nabosvar hash of a code",
            Self::StopLink => b"nabosvar stop link",
            Self::Mail => b"nabosvar mail to who is invited",
            Self::Round => b"nabosvar round of mails",
            Self::RecordKey => b"nabosvar record key of an answer",
            Self::Feed => b"nabosvar secret of a subscription",
        }
    }
}

/// Fails if the database was used with a key. To be asked before one is made.
pub async fn may_be_made(db: &Db) -> Result<(), Error> {
    if installation_key::find(db).await?.is_none() { Ok(()) } else { Err(Error::Missing) }
}

/// Holds the database to a key: to this one from now on, if it had none.
pub async fn hold(db: &Db, key: &SecretKey) -> Result<(), Error> {
    let tx = db.begin().await?;
    installation_key::keep(&tx, key.fingerprint()).await?;
    // Of two machines that start together with keys of their own, the second one reads the first one's.
    let kept = installation_key::find(&tx).await?;
    tx.commit().await?;
    if kept == Some(key.fingerprint()) { Ok(()) } else { Err(Error::OtherKey) }
}

fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // A shorter key counts as one that ends with zeros (RFC 2104).
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn key() -> SecretKey {
        SecretKey::parse(&"5a".repeat(32)).unwrap()
    }

    #[test]
    fn a_key_is_read_as_it_is_written_and_never_printed() {
        let text = format!(" {}\n", "5A".repeat(32));
        assert_eq!(SecretKey::parse(&text).unwrap(), key());
        assert!(matches!(SecretKey::parse("5a"), Err(Error::NoKey)));
        assert_eq!(format!("{:?}", key()), "SecretKey(secret)");
    }

    #[test]
    fn a_code_is_the_same_for_ever() {
        // What was printed has to lead here after every upgrade.
        let code = key().code(Uuid::from_u128(1), Uuid::from_u128(2), 1);
        assert_eq!(code.on_paper(), "4MDR1-C1M2J-5EKB");
        assert_eq!(key().hash(&code).to_string(), "2d40d5230ac75c417df99e209c55265fd5dddf0fbb3a9f42feb544b6a96ac412");
        assert_eq!(key().fingerprint().to_string(), "262e0f25fdcab4a3b56c6ef5c902e75bfe4ddc0c6c295acbbde9f9b5dd51f45d");
    }

    #[test]
    fn an_answer_has_its_record_key_for_ever() {
        // Another one would be other noise, and the difference would tell.
        assert_eq!(key().record(Uuid::from_u128(1)), 0xd773_bfd3_7587_431a);
        assert_ne!(key().record(Uuid::from_u128(1)), key().record(Uuid::from_u128(2)));
    }

    #[test]
    fn wave_invitation_generation_and_key_each_make_another_code() {
        let [one, two] = [1, 2].map(Uuid::from_u128);
        let codes = [
            key().code(one, one, 1),
            key().code(two, one, 1),
            key().code(one, two, 1),
            key().code(one, one, 2),
            SecretKey::parse(&"5b".repeat(32)).unwrap().code(one, one, 1),
        ];
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        assert_eq!(codes.iter().map(|code| key().hash(code)).collect::<HashSet<_>>().len(), codes.len());
    }

    #[test]
    fn a_code_is_known_to_be_of_its_wave_and_one_that_was_made_up_is_of_none() {
        let [one, two] = [1, 2].map(Uuid::from_u128);
        for invitation in (10..200).map(Uuid::from_u128) {
            let code = key().code(one, invitation, 1);
            assert!(key().is_code_of(one, &code) && !key().is_code_of(two, &code));
        }
        let made_up = (0..250).map(|value| PersonalCode::of([value; 13]));
        assert!(made_up.into_iter().all(|code| !key().is_code_of(one, &code)));
    }
}
