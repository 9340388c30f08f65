//! Passwords: which may be chosen (NIST SP 800-63B-4: length counts, any letters, nothing that is easy to guess), and how
//! they are kept (argon2id with OWASP's parameters).
//!
//! A hash takes 19 MiB and some ten milliseconds by design. Hashes are made beside the threads that answer requests, and
//! only so many at once, so that nobody can fill memory or processors with attempts.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

use crate::clock::Clock;
use crate::service::Compiling;

/// A password that may be set. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

/// Why a password may not be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Too few letters.
    #[error("a password has at least {FEWEST_LETTERS} letters")]
    TooShort,
    /// More letters than anybody types.
    #[error("a password has at most {MOST_LETTERS} letters")]
    TooLong,
    /// Among the first that somebody would try.
    #[error("this password is too easy to guess")]
    TooEasy,
}

/// Makes and checks hashes, and counts them. Clones share the places and the count.
#[derive(Clone, Debug, Default)]
pub struct Passwords {
    places: Compiling,
    made: Arc<AtomicU64>,
}

/// The fewest letters.
pub const FEWEST_LETTERS: usize = 12;
/// The most letters: a sentence is welcome, a book is not.
pub const MOST_LETTERS: usize = 128;

/// Stands in for the hash of an account that is not there, so that to find this out takes as long as a wrong password.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCAgIA$bm9ib2R5IGhhcyB0aGlzIHBhc3N3b3JkLCBhbmQgc28";

impl NewPassword {
    /// Takes a password that somebody chose. `about` is what a stranger may know of them: name, address.
    pub fn parse(text: &str, about: &[&str]) -> Result<Self, Unfit> {
        let password: String = text.nfc().collect();
        match password.chars().count() {
            letters if letters < FEWEST_LETTERS => Err(Unfit::TooShort),
            letters if letters > MOST_LETTERS => Err(Unfit::TooLong),
            _ if zxcvbn(&password, about).score() < Score::Three => Err(Unfit::TooEasy),
            _ => Ok(Self(password)),
        }
    }
}

impl Debug for NewPassword {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(secret)")
    }
}

impl Passwords {
    /// The hash that is kept of a password.
    pub(super) async fn hash(
        &self,
        clock: &Clock,
        password: NewPassword,
    ) -> Result<String, argon2::password_hash::Error> {
        let salt = clock.random::<16>();
        self.run(move || Ok(argon2()?.hash_password_with_salt(password.0.as_bytes(), &salt)?.to_string())).await
    }

    /// Whether a password that was typed is the one that a hash was made of. Without a hash it is not, and to say so takes
    /// as long.
    pub(super) async fn is_right(&self, typed: &str, hash: Option<String>) -> bool {
        let is_sane = typed.len() <= MOST_LETTERS * 4;
        let typed: String = if is_sane { typed.nfc().collect() } else { String::new() };
        self.run(move || {
            let hash = hash.as_deref().unwrap_or(NOBODYS);
            let right = |hash| argon2().ok().map(|argon2| argon2.verify_password(typed.as_bytes(), &hash).is_ok());
            PasswordHash::new(hash).ok().and_then(right).unwrap_or(false)
        })
        .await
    }

    /// How many hashes were made since the start.
    pub fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        self.made.fetch_add(1, Ordering::Relaxed);
        self.places.run(work).await
    }
}

/// The parameters that OWASP names for argon2id.
fn argon2() -> Result<Argon2<'static>, argon2::Error> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19_456, 2, 1, None)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_hard_to_guess_and_otherwise_anything() {
        for text in ["grøn cykel under broen", "正しい馬電池ホッチキス正しい", "  x9 ~ Qm{ w8 ;"] {
            assert!(NewPassword::parse(text, &[]).is_ok(), "{text}");
        }
        for (text, unfit) in [
            ("kort", Unfit::TooShort),
            ("aaaaaaaaaaaaaaaa", Unfit::TooEasy),
            ("password123456", Unfit::TooEasy),
            ("opdigtet@example.dk", Unfit::TooEasy),
        ] {
            assert_eq!(NewPassword::parse(text, &["opdigtet@example.dk"]), Err(unfit), "{text}");
        }
        assert_eq!(NewPassword::parse(&"å".repeat(129), &[]), Err(Unfit::TooLong));
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_however_its_letters_are_composed() {
        let (passwords, clock) = (Passwords::default(), Clock::system(jiff::tz::TimeZone::UTC));
        let composed = NewPassword::parse("gr\u{f8}n \u{e5} under broen", &[]).unwrap();
        let hash = passwords.hash(&clock, composed).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.is_right("gr\u{f8}n a\u{30a} under broen", Some(hash.clone())).await);
        assert!(!passwords.is_right("gr\u{f8}n \u{e5} under broem", Some(hash)).await);
        assert_eq!(passwords.made(), 3);
    }

    #[tokio::test]
    async fn what_nobody_set_is_compared_all_the_same() {
        assert!(PasswordHash::new(NOBODYS).is_ok_and(|hash| hash.hash.is_some_and(|hash| hash.len() == 32)));
        let passwords = Passwords::default();
        assert!(!passwords.is_right("", None).await);
        assert!(!passwords.is_right(&"a".repeat(10_000), None).await);
        assert_eq!(passwords.made(), 2);
    }
}
