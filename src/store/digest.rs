//! SHA-256 digests: how contents are told apart and how secrets are kept.

use std::fmt::{self, Debug, Display, Formatter};
use std::io::Read;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Error;

/// A SHA-256 digest; shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

/// Makes a digest of what comes in pieces.
#[derive(Clone, Debug, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The digest of all pieces.
    pub fn digest(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl Digest {
    /// No digest: what stands where there is nothing yet.
    pub(super) const fn zeros() -> Self {
        Self([0; 32])
    }

    /// One that was made elsewhere, with a key.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest of some bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of several texts, of which none can pretend to be part of its neighbour.
    pub fn of_all(texts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for text in texts {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
        Self(hash.finalize().into())
    }

    /// The digest of an answer: of its form, the form's version, the wave if there is one, and the canonical answers.
    pub fn of_answers(form_id: &str, version: &str, wave: Option<Uuid>, answers: &str) -> Self {
        let wave = wave.map(|wave| wave.to_string()).unwrap_or_default();
        Self::of_all(&[form_id, version, &wave, answers])
    }

    /// The digest of everything that a reader gives, and how much that was.
    pub fn of_reader(mut from: impl Read) -> std::io::Result<(Self, u64)> {
        let (mut hash, mut length, mut part) = (Sha256::new(), 0, vec![0; 64 * 1024]);
        loop {
            match from.read(&mut part)? {
                0 => return Ok((Self(hash.finalize().into()), length)),
                read => {
                    hash.update(&part[..read]);
                    length += read as u64;
                }
            }
        }
    }

    /// A digest as [`Display`] shows it: 64 lowercase hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// An identity that follows from the content (UUID version 8).
    pub fn identity(&self) -> Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.0[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn to_column(self) -> Vec<u8> {
        self.0.to_vec()
    }

    pub(super) fn from_column(
        bytes: &[u8],
        table: &'static str,
        column: &str,
        row: &impl ToString,
    ) -> Result<Self, Error> {
        bytes.try_into().map(Self).map_err(|_| Error::bad_row(table, column, row))
    }
}

impl Display for Digest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
        // Every receipt has one: formatting byte by byte took as long as judging a question.
        let text: String = self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)]).collect();
        f.write_str(&text)
    }
}

impl Debug for Digest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_as_everyone_shows_it() {
        let digest = Digest::of("abc");
        assert_eq!(digest.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn read_as_it_is_shown_and_in_no_other_way() {
        let digest = Digest::of("abc");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        let shown = digest.to_string();
        for other in [&shown.to_uppercase(), &shown[1..], &format!("{shown}0"), &format!("+{}", &shown[1..]), "é"] {
            assert_eq!(Digest::parse(other), None, "{other}");
        }
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        assert_ne!(Digest::of_all(&["ab", "c"]), Digest::of_all(&["a", "bc"]));
    }
}
