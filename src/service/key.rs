//! A key that somebody's browser holds: to half-filled answers, a session, a link that counts once.

use std::fmt::{self, Debug, Formatter};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::clock::Clock;
use crate::store::Digest;

/// 256 bits of chance, of which the server keeps only the digest. Not printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A fresh one.
    pub(super) fn new(clock: &Clock) -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(clock.random::<32>()))
    }

    /// One as it came; whether it opens anything will show.
    pub fn received(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The text to hand to who shall hold it, and to nobody else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Another secret that follows from it, for one purpose. The server has it as long as a request takes. One hash is enough,
    /// because the key is all chance; and it tells nothing of [`Self::digest`], nor the other way round.
    pub(super) fn derive(&self, purpose: &str) -> Digest {
        Digest::of_all(&[purpose, &self.0])
    }

    /// What is kept of it.
    pub(super) fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }
}

impl Debug for Key {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Key(secret)")
    }
}
