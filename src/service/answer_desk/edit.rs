//! Changing an answer: a revision on the one that was seen, never over what somebody else wrote meanwhile.

use forms::Violation;
use serde_json::Value;
use uuid::Uuid;

use super::place::Geography;
use super::{Found, find};
use crate::access::{Actor, Permission};
use crate::service::answers::revise;
use crate::service::answers::submit::{self, Command, Round};
use crate::service::{Services, waves};
use crate::store;
use crate::store::response::Response;

pub use crate::service::answers::submit::Handling;

/// A change.
#[derive(Clone)]
pub struct Change {
    /// The answer.
    pub id: Uuid,
    /// The digest of the revision that was seen.
    pub seen: String,
    /// What it is to say.
    pub answers: Value,
    /// What becomes of it if that breaks rules.
    pub handling: Handling,
}

/// Why an answer was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there for the actor.
    #[error("there is no such answer")]
    NoAnswer,
    /// The actor may read it, and not change it; or it would be where they may not change any.
    #[error("this is not permitted there")]
    Denied,
    /// It says something else than what was seen.
    #[error("the answer is not what was seen")]
    Stale,
    /// It would refer to a photo that the answer does not have.
    #[error("the photo is not of this answer")]
    NotItsPhoto,
    /// It breaks rules of the form: all of them are here.
    #[error("the answers break rules of the form")]
    Violations(Vec<Violation>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Changes an answer. The same change again is fine and changes nothing.
pub async fn edit(services: &Services, actor: &Actor, change: Change) -> Result<(), Error> {
    let found = find(services, actor, change.id).await?;
    actor.need(Permission::EditAnswers, &found.place).map_err(|_| Error::Denied)?;
    let command = command(&found, &change);
    let wave = waves::of(&services.db, &found.response).await?;
    let changed = revise::check(services, &found.form.form, wave.as_ref(), (&found.response, &command))?;
    check_reach(services, actor, &changed).await?;
    // Whoever names a digest is not shown a photo for it.
    if !changed.attachments.iter().all(|photo| found.response.attachments.contains(photo)) {
        return Err(Error::NotItsPhoto);
    }
    revise::revise(services, actor, command, &change.seen).await?;
    Ok(())
}

fn command(found: &Found, change: &Change) -> Command {
    Command {
        form_id: found.response.form_id.clone(),
        version: found.response.form_version.clone(),
        response_id: change.id,
        round: Round::OnlyOpen,
        handling: change.handling,
        language: found.response.language.clone(),
        body: change.answers.to_string().into_bytes(),
    }
}

/// An answer that says that it is of another area is there from then on.
async fn check_reach(services: &Services, actor: &Actor, changed: &Response) -> Result<(), Error> {
    let geography = Geography::read(&services.db).await?;
    let place = geography.place(&services.db, changed).await?;
    actor.need(Permission::EditAnswers, &place).map_err(|_| Error::Denied)
}

impl From<super::Error> for Error {
    fn from(error: super::Error) -> Self {
        match error {
            super::Error::NoAnswer => Self::NoAnswer,
            super::Error::Store(error) => Self::Store(error),
        }
    }
}

impl From<submit::Error> for Error {
    fn from(error: submit::Error) -> Self {
        match error {
            submit::Error::Violations(violations) => Self::Violations(violations),
            submit::Error::Store(error) => Self::Store(error),
            // It was taken back a moment ago, or its form and wave are not what they were.
            _ => Self::NoAnswer,
        }
    }
}

impl From<revise::Error> for Error {
    fn from(error: revise::Error) -> Self {
        match error {
            revise::Error::Stale => Self::Stale,
            revise::Error::Anonymous => Self::NoAnswer,
            revise::Error::Refused(error) => error.into(),
        }
    }
}
