//! Stored answers one by one: read, with what they said before, and taken back. Only those that are not anonymous: of the
//! others nobody can show whose they are.

pub mod draft;
pub mod forget_answers;
pub mod forget_drafts;
pub mod interview;
pub(super) mod known;
mod marks;
pub mod receipt;
pub mod revise;
mod sealing;
pub mod settle;
pub mod submit;
pub mod take_back;

use jiff::civil::Date;
use uuid::Uuid;

use self::known::as_it_was;
use super::audit::{self, Action, Object};
use super::{Services, waves};
use crate::access::Actor;
use crate::store::response::{self, Kept};
use crate::store::{self, Reads, Tx, quarantine, release_answer, response_event, revision};

pub use crate::store::response::{Doubt, Response, Review};
pub use crate::store::revision::Entry;

/// Why an answer cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none of this identity and form version, or it has no such revision.
    #[error("there is no such answer")]
    NotFound,
    /// It is of an anonymous wave.
    #[error("answers of an anonymous wave are not read one by one")]
    Anonymous,
    /// It was taken back.
    #[error("the answer was taken back")]
    Withdrawn,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Which answer is meant.
#[derive(Clone, Copy, Debug)]
pub struct Which<'a> {
    /// The form that it answers.
    pub form_id: &'a str,
    /// Its version.
    pub version: &'a str,
    /// Its identity.
    pub id: Uuid,
}

/// One answer as it is now.
pub async fn find(services: &Services, which: Which<'_>) -> Result<Response, Error> {
    let kept = response::look_up(&services.db, which.id).await?;
    of_kept(&services.db, which, kept).await
}

/// One answer as it is now, and what there is to know of the revisions before, the oldest first.
pub async fn revisions(services: &Services, which: Which<'_>) -> Result<(Response, Vec<Entry>), Error> {
    let now = find(services, which).await?;
    let mut earlier = revision::list(&services.db, which.id).await?;
    // Another one may have come between the two looks.
    earlier.retain(|entry| entry.revision < now.revision);
    Ok((now, earlier))
}

/// One answer as it is or was in one revision.
pub async fn revision(services: &Services, which: Which<'_>, revision: i32) -> Result<Response, Error> {
    let now = find(services, which).await?;
    if now.revision == revision {
        return Ok(now);
    }
    let earlier = revision::find(&services.db, which.id, revision).await?;
    earlier.map(|earlier| as_it_was(earlier, &now)).ok_or(Error::NotFound)
}

/// Takes an answer back: what it says and said goes, and so does what came under its identity. Only the identity stays, so that
/// nothing that is late brings the answer back. Fine if it was taken back before.
pub async fn withdraw(services: &Services, actor: &Actor, which: Which<'_>) -> Result<(), Error> {
    take_out(services, actor, which, Action::Withdrawn).await
}

/// The same for somebody who wants to be forgotten, which the log tells apart.
pub(super) async fn erase(services: &Services, actor: &Actor, which: Which<'_>) -> Result<(), Error> {
    take_out(services, actor, which, Action::Erased).await
}

async fn take_out(services: &Services, actor: &Actor, which: Which<'_>, action: Action) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let kept = response::lock(&tx, which.id).await?;
    match of_kept(&tx, which, kept).await {
        Ok(_) => {}
        Err(Error::Withdrawn) => return Ok(()),
        Err(error) => return Err(error),
    }
    remove(&tx, which.id, services.clock.today()).await?;
    audit::record(services, &tx, actor, action, Object::Response(which.id)).await?;
    Ok(tx.commit().await?)
}

/// Empties an answer, and removes all that came under its identity. The caller holds the lock.
async fn remove(tx: &Tx, id: Uuid, on: Date) -> Result<(), store::Error> {
    revision::remove_all(tx, id).await?;
    quarantine::remove_all(tx, id).await?;
    response_event::remove_all(tx, id).await?;
    release_answer::remove_all(tx, id).await?;
    response::withdraw(tx, id, on).await
}

async fn of_kept(from: &impl Reads, which: Which<'_>, kept: Option<Kept>) -> Result<Response, Error> {
    let stored = match kept {
        Some(Kept::Response(stored)) => *stored,
        Some(Kept::Withdrawn) => return Err(Error::Withdrawn),
        None => return Err(Error::NotFound),
    };
    if [stored.form_id.as_str(), &stored.form_version] != [which.form_id, which.version] {
        return Err(Error::NotFound);
    }
    if waves::is_anonymous(waves::of(from, &stored).await?.as_ref()) {
        return Err(Error::Anonymous);
    }
    Ok(stored)
}
