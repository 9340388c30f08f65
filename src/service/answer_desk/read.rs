//! One answer with all that is known of it: what it says and said, who changed it, and what came under its identity.

use uuid::Uuid;

use super::{Error, Found, find};
use crate::access::{Actor, Permission};
use crate::service::answers::known::as_it_was;
use crate::service::{Services, attachments};
use crate::store::attachment::Kept;
use crate::store::response::Response;
use crate::store::response_event::{self, ResponseEvent};
use crate::store::{self, Digest, quarantine, revision};

/// An answer as it is looked at.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The answer.
    pub found: Found,
    /// What it said, the oldest first; the last is what it says now.
    pub revisions: Vec<Response>,
    /// What was done with it, the oldest first.
    pub events: Vec<ResponseEvent>,
    /// How much other content waits under its identity.
    pub open_cases: u64,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

/// An answer that the actor may read.
pub async fn show(services: &Services, actor: &Actor, id: Uuid) -> Result<Shown, Error> {
    let found = find(services, actor, id).await?;
    let earlier = revision::read_all(&services.db, id).await?.into_iter();
    // Another one may have come between the two looks.
    let earlier = earlier.filter(|earlier| earlier.entry.revision < found.response.revision);
    let mut revisions: Vec<Response> = earlier.map(|earlier| as_it_was(earlier, &found.response)).collect();
    revisions.push(found.response.clone());
    Ok(Shown {
        events: response_event::list(&services.db, id).await?,
        open_cases: quarantine::count_open(&services.db, id).await?,
        may_edit: actor.may(Permission::EditAnswers, &found.place),
        revisions,
        found,
    })
}

/// Whether there is an answer for the actor to read.
pub async fn is_there(services: &Services, actor: &Actor, id: Uuid) -> Result<bool, store::Error> {
    match find(services, actor, id).await {
        Ok(_) => Ok(true),
        Err(Error::NoAnswer) => Ok(false),
        Err(Error::Store(error)) => Err(error),
    }
}

/// A photo that an answer refers to now, if the actor may read the answer.
pub async fn photo(services: &Services, actor: &Actor, id: Uuid, wanted: Digest) -> Result<Option<Kept>, Error> {
    let found = find(services, actor, id).await?;
    if found.response.attachments.contains(&wanted) { Ok(attachments::find(services, wanted).await?) } else { Ok(None) }
}
