//! Erasing what is known of somebody. The log keeps that it was done, by whom and of which identity, so that it can be done again
//! after a backup was put back; nothing else stays that leads to the person.

use super::look_up::one;
use super::{MOST, Thing};
use crate::access::{Actor, Permission, Place};
use crate::service::answer_desk::remove;
use crate::service::audit::{self, Action};
use crate::service::{Services, invitations, sign_ups};
use crate::store::{self, Tx, invitation, mail, walk};

/// Erases things, as far as somebody may, and says how many there were. What is gone or not theirs is passed over, so the same
/// again changes nothing.
pub async fn erase(services: &Services, actor: &Actor, things: &[Thing]) -> Result<usize, store::Error> {
    let mut erased = 0;
    for thing in things.iter().take(MOST) {
        erased += usize::from(erase_one(services, actor, *thing).await?);
    }
    Ok(erased)
}

async fn erase_one(services: &Services, actor: &Actor, thing: Thing) -> Result<bool, store::Error> {
    // Whoever may not see it does not erase it either.
    if one(services, actor, thing).await?.is_none() {
        return Ok(false);
    }
    match thing {
        Thing::Invitation(id) => {
            let Some(found) = invitation::find(&services.db, id).await? else { return Ok(false) };
            match invitations::erase(services, actor, found.wave_id, id).await {
                Ok(()) => Ok(true),
                Err(invitations::Error::NotFound) => Ok(false),
                Err(invitations::Error::Store(error)) => Err(error),
            }
        }
        Thing::SignUp(id) => sign_ups::erase::erase(services, actor, id).await,
        Thing::Answer(id) => remove::erase(services, actor, id).await,
        Thing::Guest(id) => {
            let tx = services.db.begin().await?;
            let Some(found) = walk::invitation(&tx, id).await? else { return Ok(false) };
            let is_gone = walk::uninvite(&tx, found.walk_id, id).await?;
            note(services, tx, actor, thing, is_gone).await
        }
        Thing::Mail(id) => {
            if !actor.may(Permission::EditAnswers, &Place::Installation) {
                return Ok(false);
            }
            let tx = services.db.begin().await?;
            mail::remove(&tx, id).await?;
            note(services, tx, actor, thing, true).await
        }
    }
}

async fn note(services: &Services, tx: Tx, actor: &Actor, thing: Thing, is_gone: bool) -> Result<bool, store::Error> {
    if is_gone {
        audit::record(services, &tx, actor, Action::Erased, thing.object()).await?;
        tx.commit().await?;
    }
    Ok(is_gone)
}
