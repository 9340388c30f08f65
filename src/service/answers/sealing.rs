//! Texts that the database keeps and cannot read: AES-256-GCM-SIV (RFC 8452) under a key that somebody else holds. What was
//! sealed for one purpose opens for no other, what was changed does not open, and the length tells a step and no more.

use aes_gcm_siv::aead::{Aead, Payload};
use aes_gcm_siv::{Aes256GcmSiv, KeyInit};

use crate::store::Digest;

/// A fresh one each time a text is sealed. Were one to come twice under a key, it would tell whether the texts are the same.
pub(super) type Nonce = [u8; NONCE];

const NONCE: usize = 12;
/// Most half-filled answers are shorter than one step, so that those who have just begun look like those who are nearly done.
const STEP: usize = 4096;

/// Seals a text that blanks at its end do not change, for what it is `about`.
///
/// # Panics
/// When the text is longer than the cipher can take, which is more than a machine can hold.
pub(super) fn seal(key: &Digest, nonce: Nonce, about: &[u8], mut text: Vec<u8>) -> Vec<u8> {
    text.resize(text.len().next_multiple_of(STEP).max(STEP), b' ');
    let payload = Payload { msg: &text, aad: about };
    let sealed = cipher(key).encrypt(&nonce.into(), payload).expect("a text is shorter than 64 GiB");
    [&nonce[..], &sealed].concat()
}

/// The text with the blanks that were put to its end; `None` if key, purpose or a single bit is another.
pub(super) fn open(key: &Digest, about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    cipher(key).decrypt(nonce.into(), Payload { msg: sealed, aad: about }).ok()
}

fn cipher(key: &Digest) -> Aes256GcmSiv {
    Aes256GcmSiv::new(key.as_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: &[u8] = b"an invented wave";

    fn key() -> Digest {
        Digest::of("an invented key")
    }

    fn sealed(text: &str) -> Vec<u8> {
        seal(&key(), [7; NONCE], ABOUT, text.into())
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_for_its_purpose() {
        let opened = open(&key(), ABOUT, &sealed("{}")).unwrap();
        assert_eq!(opened.trim_ascii_end(), b"{}");
        assert_eq!(open(&Digest::of("another key"), ABOUT, &sealed("{}")), None);
        assert_eq!(open(&key(), b"another wave", &sealed("{}")), None);
    }

    #[test]
    fn what_was_changed_anywhere_does_not_open() {
        let whole = sealed("{}");
        for place in [0, NONCE - 1, NONCE, whole.len() / 2, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            assert_eq!(open(&key(), ABOUT, &changed), None, "{place}");
        }
        for cut in [0, NONCE - 1, NONCE, whole.len() - 1] {
            assert_eq!(open(&key(), ABOUT, &whole[..cut]), None, "{cut}");
        }
    }

    #[test]
    fn the_length_tells_a_step() {
        let length = |letters: usize| sealed(&"x".repeat(letters)).len();
        assert_eq!(length(0), length(STEP));
        assert_eq!(length(STEP + 1), length(2 * STEP));
        assert_eq!(length(STEP + 1) - length(STEP), STEP);
    }

    // The example of RFC 8452, C.2, with eight bytes of text.
    #[test]
    fn the_cipher_is_the_one_that_others_know() {
        let key = Digest::parse("0100000000000000000000000000000000000000000000000000000000000000").unwrap();
        let mut nonce = [0; NONCE];
        nonce[0] = 3;
        let text = [1, 0, 0, 0, 0, 0, 0, 0];
        let sealed = cipher(&key).encrypt(&nonce.into(), &text[..]).unwrap();
        assert_eq!(sealed[..8], [0xc2, 0xef, 0x32, 0x8e, 0x5c, 0x71, 0xc8, 0x3b]);
    }
}
