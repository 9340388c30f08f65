//! Answers that staff write down for somebody, where a wave is for staff only. In an anonymous wave nothing tells who wrote one
//! down; in any other the answer says so, as it says who changed it later.

use uuid::Uuid;

use super::draft::{self, Outcome, Refusal};
use super::revise;
use crate::access::{Actor, Permission};
use crate::service::waves::{self, Access, Invitation, Wave};
use crate::service::{Key, Services};
use crate::store::response::{self, Response};
use crate::store::response_event::Deed;
use crate::store::{self, Digest, Fate, wave};

/// What somebody may ask others, as far as it is there for them.
pub async fn open(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<Invitation>, store::Error> {
    match wave::find(&services.db, id).await?.filter(|wave| may(actor, wave)) {
        Some(wave) => waves::invite(services, wave).await.map(Some),
        None => Ok(None),
    }
}

/// The waves in which somebody may write down answers now, the newest first.
pub async fn open_to(services: &Services, actor: &Actor) -> Result<Vec<Wave>, store::Error> {
    let now = services.clock.now();
    let mut waves = wave::list(&services.db).await?;
    waves.retain(|wave| may(actor, wave) && waves::is_open(wave, &now));
    Ok(waves)
}

/// Whether somebody may write down answers to a wave: a part of where it asks is enough, because one answer is of one person.
pub fn may(actor: &Actor, wave: &Wave) -> bool {
    wave.terms.access == Access::StaffOnly && waves::may_in_some(actor, Permission::SubmitAnswers, wave)
}

/// Makes an answer of what somebody has written down, as [`draft::submit`] does.
pub async fn submit(
    services: &Services,
    actor: &Actor,
    asked: &Invitation,
    cookie: &Key,
    response_id: Uuid,
) -> Result<Outcome, draft::Error> {
    let Invitation { wave, form, .. } = asked;
    if !may(actor, wave) {
        return Err(Refusal::NoWave.into());
    }
    draft::submit_by(services, wave, form, cookie, response_id, Some(actor)).await
}

/// Makes an answer of a draft and notes who wrote it down, all or nothing.
pub(super) async fn store(
    services: &Services,
    actor: &Actor,
    answer: &Response,
    draft: Digest,
) -> Result<Fate, store::Error> {
    let tx = services.db.begin().await?;
    if !store::draft::remove(&tx, draft).await? {
        return Ok(Fate::NoDraft);
    }
    if !response::insert(&tx, answer).await? {
        return Ok(Fate::Taken);
    }
    revise::note(services, &tx, actor, answer, Deed::WriteDown, None).await?;
    tx.commit().await?;
    Ok(Fate::Done)
}
