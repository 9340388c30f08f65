//! Whether the log of administration is as it was written: each entry follows from all before it.

use std::fmt::{self, Display, Formatter};

use super::Services;
use crate::store::audit::{self, Head};
use crate::store::{self, Digest};

/// Entries that are read at a time.
pub(super) const PAGE: u64 = 1_000;

/// What is wrong with the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// From this number on the entries are not those that were made.
    Broken(i64),
    /// The chain was longer: it ended with this number.
    CutOff(i64),
    /// The entry of this number is not the one that was noted.
    NotAsNoted(i64),
}

/// Number and digest of an entry, as somebody noted them: `12:9f86d0…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The number.
    pub number: i64,
    /// The digest.
    pub hash: Digest,
}

/// How the chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The last entry that follows from all before it.
    pub last: Noted,
    /// The first thing that is wrong after it.
    pub fault: Option<Fault>,
}

/// Calculates the chain anew, and holds it against what was noted of it.
pub async fn verify(services: &Services, noted: Option<Noted>) -> Result<Verified, store::Error> {
    // First where it ends: what is appended meanwhile is not missed then.
    let end = audit::head(&services.db).await?;
    let mut head = Head::of_nothing();
    loop {
        let entries = audit::from(&services.db, head.number + 1, PAGE).await?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            if !head.is_followed_by(&entry) {
                return Ok(Verified { last: head.into(), fault: Some(Fault::Broken(head.number + 1)) });
            }
            head = Head { number: entry.number, hash: entry.hash };
            if noted.is_some_and(|noted| noted.number == head.number && noted.hash != head.hash) {
                return Ok(Verified { last: head.into(), fault: Some(Fault::NotAsNoted(head.number)) });
            }
        }
    }
    let length = noted.map_or(end.number, |noted| noted.number.max(end.number));
    let fault = (length > head.number).then_some(Fault::CutOff(length));
    Ok(Verified { last: head.into(), fault })
}

impl Noted {
    /// Reads what was noted.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, hash) = text.split_once(':')?;
        let number = number.parse().ok().filter(|number| *number > 0)?;
        Some(Self { number, hash: Digest::parse(hash)? })
    }
}

impl Display for Noted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl From<Head> for Noted {
    fn from(head: Head) -> Self {
        Self { number: head.number, hash: head.hash }
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(number) => write!(f, "from entry {number} on the log is not as it was written"),
            Self::CutOff(number) => write!(f, "the log was cut off: it went to entry {number}"),
            Self::NotAsNoted(number) => write!(f, "entry {number} is not the one that was noted"),
        }
    }
}
