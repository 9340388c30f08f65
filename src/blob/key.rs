//! Where an object lies: the names of this program's objects, and nothing else's.

use std::fmt::{self, Display, Formatter};

use object_store::path::Path;
use uuid::Uuid;

/// The name of an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

/// Part of a file that has not come to its end: which bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The object.
    pub key: Key,
    /// Its first byte.
    pub start: u64,
    /// The byte behind its last one.
    pub end: u64,
}

pub(super) const KEPT: &str = "kept";
pub(super) const PARTS: &str = "parts";
/// What others take from here, and nobody but they takes away.
const FEED: &str = "feed";

impl Key {
    /// A file that is kept. The identity is used once, so that a late removal never meets another upload.
    pub fn kept(id: Uuid) -> Self {
        Self(format!("{KEPT}/{id}"))
    }

    /// A part of the file with a digest: the bytes from `start` to before `end`.
    pub fn part(digest: impl Display, start: u64, end: u64) -> Self {
        Self(format!("{PARTS}/{digest}/{start}-{end}"))
    }

    /// A file for who subscribed to indicators: the observations from a number to another.
    pub fn feed(subscription: Uuid, first: i64, last: i64) -> Self {
        Self(format!("{FEED}/{subscription}/{first:012}-{last:012}.parquet"))
    }

    /// A key as it is shown; `None` for what is none of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let key = Self(text.to_owned());
        (key.identity().is_some() || key.bytes().is_some()).then_some(key)
    }

    /// The identity of a file that is kept.
    pub fn identity(&self) -> Option<Uuid> {
        self.0.strip_prefix(KEPT)?.strip_prefix('/')?.parse().ok()
    }

    /// The bytes that a part has.
    pub(super) fn bytes(&self) -> Option<(u64, u64)> {
        let (digest, bytes) = self.0.strip_prefix(PARTS)?.strip_prefix('/')?.split_once('/')?;
        let (start, end) = bytes.split_once('-')?;
        let is_plain = !digest.is_empty() && digest.bytes().all(|letter| letter.is_ascii_hexdigit());
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (is_plain && start < end).then_some((start, end))
    }

    pub(super) fn path(&self) -> Path {
        Path::from(self.0.as_str())
    }
}

impl Display for Key {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_read() {
        let id: Uuid = "1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21".parse().unwrap();
        assert_eq!(Key::parse(&Key::kept(id).to_string()), Some(Key::kept(id)));
        assert_eq!(Key::kept(id).identity(), Some(id));
        let part = Key::part("00ff", 3, 9);
        assert_eq!(Key::parse(&part.to_string()).unwrap().bytes(), Some((3, 9)));
        for other in ["", "kept", "kept/a", "other/1", "parts/00ff/9-3", "parts/../3-9", "parts/00ff/3", "/etc/passwd"]
        {
            assert_eq!(Key::parse(other), None, "{other}");
        }
    }
}
