//! A second factor: codes of six digits that change every half minute (RFC 6238), made from a secret that a phone shares, and
//! ten codes on paper for the day when the phone is gone. Every code counts once.

use jiff::civil::Date;
use totp_rs::{Builder, Totp};
use uuid::Uuid;

use super::sessions::SignedIn;
use super::{proof, roles};
use crate::access::{Actor, Denied, Who};
use crate::service::audit::{self, Action, Object};
use crate::service::{Key, Services};
use crate::store::second_factor::{self, SecondFactor, Secret};
use crate::store::{self, Digest, LinkCode, Reads, Tx, grant, log_in_step};

/// What the owner's phone has to know, by a picture or by typing.
#[derive(Clone, PartialEq, Eq)]
pub struct SetUp {
    /// The secret as apps take it: capitals and digits (RFC 4648, base 32).
    pub secret: String,
    /// The same as an address that apps read from a picture.
    pub link: String,
}

/// How things stand with somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Since when it counts, if it does.
    pub since: Option<Date>,
    /// How many codes on paper are left.
    pub codes: u64,
}

/// Why it is not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Whoever wants it does not know the password, or the code.
    #[error(transparent)]
    Proof(#[from] proof::Error),
    /// It is on, or was never begun: another page did it meanwhile.
    #[error("the second factor is not in the state that this is for")]
    OutOfTurn,
    /// Not allowed for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// So many codes on paper.
const CODES: u8 = 10;
/// What apps call this program.
const ISSUER: &str = "Nabosvar";

/// How things stand with an account.
pub async fn state(services: &Services, account: Uuid) -> Result<State, store::Error> {
    let found = second_factor::find(&services.db, account).await?;
    let since = found.and_then(|found| found.confirmed_on);
    Ok(State { since, codes: second_factor::count_codes(&services.db, account).await? })
}

/// What codes on paper follow from that are not made yet.
pub fn seed(services: &Services) -> Key {
    Key::new(&services.clock)
}

/// Makes a secret for who knows the password. It counts when a code of it was typed.
pub async fn begin(services: &Services, signed_in: &SignedIn, password: &str) -> Result<SetUp, Error> {
    proof::of_password(services, signed_in, password).await?;
    let secret = services.clock.random();
    let tx = services.db.begin().await?;
    if !second_factor::begin(&tx, signed_in.account.id, secret).await? {
        return Err(Error::OutOfTurn);
    }
    tx.commit().await?;
    Ok(SetUp::of(secret, &signed_in.account.email))
}

/// What was begun and does not count yet.
pub async fn begun(services: &Services, signed_in: &SignedIn) -> Result<Option<SetUp>, store::Error> {
    let found = second_factor::find(&services.db, signed_in.account.id).await?;
    let begun = found.filter(|found| found.confirmed_on.is_none());
    Ok(begun.map(|found| SetUp::of(found.secret, &signed_in.account.email)))
}

/// Lets what was begun count, for who types a code of it. The codes on paper follow from `seed`, so that the same form sent
/// twice gives the same.
pub async fn confirm(services: &Services, signed_in: &SignedIn, code: &str, seed: &Key) -> Result<Vec<String>, Error> {
    let account = signed_in.account.id;
    let codes = codes(seed);
    let tx = services.db.begin().await?;
    let found = second_factor::find(&tx, account).await?.ok_or(Error::OutOfTurn)?;
    if found.confirmed_on.is_some() {
        let is_again = second_factor::has_code(&tx, account, Digest::of(codes[0].as_str())).await?;
        return if is_again { Ok(shown(&codes)) } else { Err(Error::OutOfTurn) };
    }
    let step = found.step(services, code).ok_or(proof::Error::Wrong)?;
    if !second_factor::confirm(&tx, account, services.clock.today(), step).await? {
        return Err(Error::OutOfTurn);
    }
    put(&tx, account, &codes).await?;
    audit::record(services, &tx, &signed_in.actor, Action::Given, Object::SecondFactor(account)).await?;
    tx.commit().await?;
    Ok(shown(&codes))
}

/// New codes on paper in place of the old, for who knows the password.
pub async fn renew(
    services: &Services,
    signed_in: &SignedIn,
    password: &str,
    seed: &Key,
) -> Result<Vec<String>, Error> {
    proof::of_password(services, signed_in, password).await?;
    let codes = codes(seed);
    let tx = services.db.begin().await?;
    if !is_on(&tx, signed_in.account.id).await? {
        return Err(Error::OutOfTurn);
    }
    put(&tx, signed_in.account.id, &codes).await?;
    tx.commit().await?;
    Ok(shown(&codes))
}

/// Does without, for who knows the password. Fine if there is none.
pub async fn turn_off(services: &Services, signed_in: &SignedIn, password: &str) -> Result<(), Error> {
    proof::of_password(services, signed_in, password).await?;
    Ok(take(services, &signed_in.actor, signed_in.account.id).await?)
}

/// Takes it from somebody whose phone and paper are gone. One's own is turned off with the password instead: a stolen
/// session shall not be enough for it.
pub async fn reset(services: &Services, actor: &Actor, account: Uuid) -> Result<(), Error> {
    if actor.who == Who::Person(account) {
        return Err(Denied.into());
    }
    roles::check_all(actor, &grant::list(&services.db, account).await?)?;
    Ok(take(services, actor, account).await?)
}

/// Whether somebody has one that counts.
pub(super) async fn is_on(from: &impl Reads, account: Uuid) -> Result<bool, store::Error> {
    Ok(second_factor::find(from, account).await?.is_some_and(|found| found.confirmed_on.is_some()))
}

/// Whether a code counts, of the phone or on paper; one that does is used up with the transaction.
pub(super) async fn is_right(tx: &Tx, services: &Services, account: Uuid, typed: &str) -> Result<bool, store::Error> {
    let found = second_factor::find(tx, account).await?;
    let Some(found) = found.filter(|found| found.confirmed_on.is_some()) else { return Ok(false) };
    if let Some(step) = found.step(services, typed) {
        return second_factor::use_step(tx, account, step).await;
    }
    match LinkCode::parse(typed) {
        Some(code) => second_factor::use_code(tx, account, Digest::of(code.as_str())).await,
        None => Ok(false),
    }
}

async fn take(services: &Services, actor: &Actor, account: Uuid) -> Result<(), store::Error> {
    let tx = services.db.begin().await?;
    if second_factor::delete(&tx, account).await? {
        // Whoever is asked for a code just now begins anew.
        log_in_step::delete_all(&tx, account).await?;
        audit::record(services, &tx, actor, Action::Taken, Object::SecondFactor(account)).await?;
    }
    tx.commit().await
}

impl SetUp {
    fn of(secret: Secret, email: &str) -> Self {
        let secret = base_32(&secret);
        let label: String = form_urlencoded::byte_serialize(email.as_bytes()).collect();
        let link = format!("otpauth://totp/{ISSUER}:{label}?secret={secret}&issuer={ISSUER}");
        Self { secret, link }
    }
}

impl SecondFactor {
    /// The half minute that a code belongs to: this one, or for clocks that are not quite right the one before or after it.
    fn step(&self, services: &Services, typed: &str) -> Option<u64> {
        let digits: String = typed.split_whitespace().collect();
        let is_code = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit());
        let now = u64::try_from(services.clock.now().timestamp().as_second()).ok()?;
        is_code.then(|| totp(self.secret).check(&digits, now)).flatten()
    }
}

/// Six digits, every thirty seconds, SHA-1: what every app can.
fn totp(secret: Secret) -> Totp {
    Builder::new().with_secret(secret).build_noncompliant()
}

fn codes(seed: &Key) -> Vec<LinkCode> {
    let code = |number: u8| {
        let chance = Digest::of_all(&["recovery code", seed.expose(), &number.to_string()]);
        let mut bytes = [0; 13];
        bytes.copy_from_slice(&chance.as_bytes()[..13]);
        LinkCode::from_random(bytes)
    };
    (0..CODES).map(code).collect()
}

/// As they are read best from paper.
fn shown(codes: &[LinkCode]) -> Vec<String> {
    let groups = |code: &str| format!("{}-{}-{}", &code[..5], &code[5..9], &code[9..]);
    codes.iter().map(|code| groups(code.as_str())).collect()
}

async fn put(tx: &Tx, account: Uuid, codes: &[LinkCode]) -> Result<(), store::Error> {
    let digests: Vec<Digest> = codes.iter().map(|code| Digest::of(code.as_str())).collect();
    second_factor::put_codes(tx, account, &digests).await
}

/// RFC 4648, without padding: twenty bytes need none.
fn base_32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let number = |five: &[u8]| five.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let letters = |number: u64| (0..8).rev().map(move |at| char::from(ALPHABET[(number >> (at * 5) & 31) as usize]));
    bytes.chunks_exact(5).flat_map(|five| letters(number(five))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, and RFC 4226, appendix D: the published secret; eight digits there, of which six are the end.
    #[test]
    fn codes_are_those_that_the_standards_publish() {
        let secret = *b"12345678901234567890";
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp(secret).check(code, at), Some(at / 30), "at {at}");
        }
        let by_count = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871"];
        for (step, code) in (0..).zip(by_count) {
            assert_eq!(totp(secret).check(code, step * 30), Some(step));
            assert_eq!(totp(secret).check(code, step * 30 + 59), Some(step), "one half minute late");
            assert_eq!(totp(secret).check(code, step * 30 + 60), None, "two are too many");
        }
    }

    /// RFC 4648, section 10, for what has no padding.
    #[test]
    fn a_secret_is_written_as_apps_take_it() {
        assert_eq!(base_32(b"fooba"), "MZXW6YTB");
        assert_eq!(base_32(b"12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let set_up = SetUp::of([0; 20], "opdigtet+a@example.dk");
        assert!(set_up.link.starts_with("otpauth://totp/Nabosvar:opdigtet%2Ba%40example.dk?secret=AAAAAAAA"));
    }

    #[test]
    fn codes_on_paper_follow_from_the_seed_and_differ() {
        let (one, other) = (codes(&Key::received("a")), codes(&Key::received("b")));
        assert_eq!(one, codes(&Key::received("a")));
        for (at, code) in one.iter().enumerate() {
            assert!(!other.contains(code) && !one[..at].contains(code));
            assert_eq!(LinkCode::parse(&shown(&one)[at].to_uppercase()).as_ref(), Some(code));
        }
    }
}
