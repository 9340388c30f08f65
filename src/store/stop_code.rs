//! What a link ends with by which somebody who is invited hears no more, where each letter is paid for: the invitation, and the
//! beginning of the key by which the link is known to be ours.

use std::fmt::{self, Debug, Formatter};

use uuid::Uuid;

use super::Digest;
use super::code::{ALPHABET, letters};

/// An invitation and 64 bits of its key. Not shown by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StopCode {
    /// The invitation.
    pub invitation: Uuid,
    key: u64,
}

/// Letters of an identity, and of the key.
const PARTS: (usize, usize) = (26, 13);

impl StopCode {
    /// Of an invitation and its key.
    pub fn of(invitation: Uuid, key: Digest) -> Self {
        let mut beginning = [0; 8];
        beginning.copy_from_slice(&key.as_bytes()[..8]);
        Self { invitation, key: u64::from_be_bytes(beginning) }
    }

    /// What a link ends with; `None` if it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = letters(text, PARTS.0 + PARTS.1)?;
        let (invitation, key) = letters.split_at_checked(PARTS.0)?;
        Some(Self { invitation: Uuid::from_u128(value(invitation)?), key: value(key)?.try_into().ok()? })
    }

    /// As it stands in a link.
    pub fn to_text(self) -> String {
        written(self.invitation.as_u128(), PARTS.0) + &written(self.key.into(), PARTS.1)
    }
}

impl Debug for StopCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("StopCode(secret)")
    }
}

fn written(value: u128, length: usize) -> String {
    let letter = |at: usize| char::from(ALPHABET[(value >> (5 * at)) as usize % ALPHABET.len()]);
    (0..length).rev().map(letter).collect()
}

/// `None` if it is more than there is room for.
fn value(letters: &str) -> Option<u128> {
    letters.bytes().try_fold(0_u128, |value, letter| {
        let digit = ALPHABET.iter().position(|known| *known == letter)?;
        value.checked_mul(32)?.checked_add(digit as u128)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_cannot_be_one_is_none() {
        let code = StopCode::of(Uuid::from_u128(u128::MAX), Digest::of("invented")).to_text();
        assert!(StopCode::parse(&code).is_some());
        for text in ["", &code[1..], &format!("{code}0"), &code.replacen('7', "8", 1), &"z".repeat(39), &"ø".repeat(39)]
        {
            assert_eq!(StopCode::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_is_read_as_it_was_written(id in any::<u128>(), key in any::<[u8; 32]>()) {
            let code = StopCode::of(Uuid::from_u128(id), Digest::from_bytes(key));
            prop_assert_eq!(code.to_text().len(), 39);
            prop_assert_eq!(StopCode::parse(&code.to_text()), Some(code));
            prop_assert_eq!(StopCode::parse(&code.to_text().to_uppercase()), Some(code));
        }
    }
}
