//! SHA-256 digests: how contents are told apart and how secrets are kept.

use std::fmt::{self, Debug, Display, Formatter};

use sha2::{Digest as _, Sha256};

use super::Error;

/// A SHA-256 digest; shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
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
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
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
    fn texts_do_not_run_into_each_other() {
        assert_ne!(Digest::of_all(&["ab", "c"]), Digest::of_all(&["a", "bc"]));
    }
}
