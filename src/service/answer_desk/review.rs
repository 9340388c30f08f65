//! Looking at an answer that breaks rules of its form, and finding it right as it is. Who corrects it instead makes a revision.

use uuid::Uuid;

use super::readable;
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::answers::revise;
use crate::service::audit::{self, Action, Object};
use crate::service::findings::Words;
use crate::store;
use crate::store::response::{self, Review};
use crate::store::response_event::Deed;

/// Why an answer was not found right.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there for the actor.
    #[error("there is no such answer")]
    NoAnswer,
    /// The actor may read it, and not decide about it.
    #[error("this is not permitted there")]
    Denied,
    /// It says something else than what was seen.
    #[error("the answer is not what was seen")]
    Stale,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Finds an answer right as it is, for a reason. `seen` is the digest of the revision that was looked at. One that nobody has to
/// look at any more stays as it is.
pub async fn accept(services: &Services, actor: &Actor, id: Uuid, seen: &str, reason: &Words) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    // Who is second waits here, and then sees what the first has done.
    let kept = response::lock(&tx, id).await?;
    let (found, place, _) = readable(&tx, actor, kept).await?;
    actor.need(Permission::EditAnswers, &place).map_err(|_| Error::Denied)?;
    if found.review == Review::None {
        return Ok(());
    }
    if found.sha256.to_string() != seen {
        return Err(Error::Stale);
    }
    response::end_review(&tx, id).await?;
    revise::note(services, &tx, actor, &found, Deed::Accept, Some(reason.as_str().to_owned())).await?;
    audit::record(services, &tx, actor, Action::Reviewed, Object::Response(id)).await?;
    Ok(tx.commit().await?)
}

impl From<super::Error> for Error {
    fn from(error: super::Error) -> Self {
        match error {
            super::Error::NoAnswer => Self::NoAnswer,
            super::Error::Store(error) => Self::Store(error),
        }
    }
}
