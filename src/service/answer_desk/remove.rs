//! Erasing an answer for somebody who has asked for it.

use uuid::Uuid;

use super::{Error, find};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::answers::{self, Which};
use crate::store;

/// Erases an answer with all that it said and all that came under its identity. Only the identity stays, so that nothing that is
/// late brings the answer back. `false` if there is none that `actor` may change.
pub(in crate::service) async fn erase(services: &Services, actor: &Actor, id: Uuid) -> Result<bool, store::Error> {
    let found = match find(services, actor, id).await {
        Ok(found) => found,
        Err(Error::NoAnswer) => return Ok(false),
        Err(Error::Store(error)) => return Err(error),
    };
    if !actor.may(Permission::EditAnswers, &found.place) {
        return Ok(false);
    }
    let which = Which { form_id: &found.response.form_id, version: &found.response.form_version, id };
    match answers::erase(services, actor, which).await {
        Ok(()) => Ok(true),
        Err(answers::Error::Store(error)) => Err(error),
        // Somebody else was first.
        Err(_) => Ok(false),
    }
}
