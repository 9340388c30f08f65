//! Other content that came under the identities of answers, for who may read those: looked at beside them, and settled.

use uuid::Uuid;

use super::{Found, find, is_withheld};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::answers::settle::{self, Decision, Entry, Filter, Look};
use crate::store;

/// A case that is open, and the answer whose identity it came under.
#[derive(Clone, Debug)]
pub struct Open {
    /// The case.
    pub entry: Entry,
    /// The answer.
    pub found: Found,
}

/// Why a case was not settled.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there for the actor.
    #[error("there is no such case")]
    NoCase,
    /// The actor may read it, and not settle it.
    #[error("this is not permitted there")]
    Denied,
    /// The case or its answer is not what it was.
    #[error(transparent)]
    Refused(settle::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// More than this nobody settles at a time; the others show when these are gone.
pub const MOST: usize = 100;

/// The open cases that somebody may look at, and whether there are more.
pub async fn list(services: &Services, actor: &Actor) -> Result<(Vec<Open>, bool), store::Error> {
    let (mut open, mut filter) = (Vec::new(), Filter { only_open: true, ..Filter::default() });
    loop {
        let (entries, has_more) = settle::list(services, &filter, settle::PAGE).await?;
        filter.after = entries.last().map(|last| last.id);
        for entry in entries {
            match find(services, actor, entry.response_id).await {
                Ok(_) if open.len() == MOST => return Ok((open, true)),
                Ok(found) => open.push(Open { entry, found }),
                Err(super::Error::NoAnswer) => {}
                Err(super::Error::Store(error)) => return Err(error),
            }
        }
        if !has_more {
            return Ok((open, false));
        }
    }
}

/// One case with both contents.
pub async fn look(services: &Services, actor: &Actor, id: Uuid) -> Result<(Look, Found), Error> {
    let look = settle::look(services, id).await?.ok_or(Error::NoCase)?;
    if look.case.second.as_ref().is_some_and(|second| is_withheld(&second.answers)) {
        return Err(Error::NoCase);
    }
    let found = find(services, actor, look.first.id).await?;
    Ok((look, found))
}

/// Settles a case. The same decision again is fine and changes nothing.
pub async fn settle(services: &Services, actor: &Actor, id: Uuid, decision: &Decision) -> Result<(), Error> {
    let (_, found) = look(services, actor, id).await?;
    actor.need(Permission::EditAnswers, &found.place).map_err(|_| Error::Denied)?;
    match settle::settle(services, actor, id, decision).await {
        Ok(_) => Ok(()),
        Err(settle::Error::NoCase) => Err(Error::NoCase),
        Err(settle::Error::Store(error)) => Err(error.into()),
        Err(refused) => Err(Error::Refused(refused)),
    }
}

impl From<super::Error> for Error {
    fn from(error: super::Error) -> Self {
        match error {
            super::Error::NoAnswer => Self::NoCase,
            super::Error::Store(error) => Self::Store(error),
        }
    }
}
