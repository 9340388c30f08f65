//! The link by which somebody who is invited hears no more. It follows from the installation's key, so it is not stored, and it
//! goes on saying that nothing comes any more when the invitation is long forgotten.

use uuid::Uuid;

use crate::service::Services;
use crate::store::place::Programme;
use crate::store::{self, Digest, StopCode, invitation, place, wave};

/// What a link stops.
#[derive(Clone, Debug)]
pub struct Stoppable {
    /// Who asks, if the invitation is still known.
    pub programme: Option<Programme>,
    /// The language that somebody is written to in, if the invitation is still known.
    pub language: Option<String>,
    /// Whether nothing comes any more.
    pub is_stopped: bool,
}

/// By what a link is known to be ours.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// Of a link in a mail, where nobody counts letters.
    Whole(Digest),
    /// Of one in an SMS.
    Short(StopCode),
}

/// The link of an invitation, where each letter is paid for.
pub fn short(services: &Services, invitation: Uuid) -> String {
    let code = StopCode::of(invitation, services.secret_key.stop(invitation));
    format!("{}/stop/{}", services.base, code.to_text())
}

/// The link of an invitation.
pub fn address(services: &Services, invitation: Uuid) -> String {
    format!("{}/stop/{invitation}/{}", services.base, services.secret_key.stop(invitation))
}

/// What a link stops; `None` if it is none of ours.
pub async fn find(services: &Services, id: Uuid, key: Key) -> Result<Option<Stoppable>, store::Error> {
    let ours = services.secret_key.stop(id);
    let is_ours = match key {
        Key::Whole(key) => key == ours,
        Key::Short(code) => code == StopCode::of(id, ours),
    };
    if !is_ours {
        return Ok(None);
    }
    let Some(invited) = invitation::find(&services.db, id).await? else {
        return Ok(Some(Stoppable { programme: None, language: None, is_stopped: true }));
    };
    let programme = match wave::find(&services.db, invited.wave_id).await? {
        Some(wave) => place::programme(&services.db, wave.programme_id).await?,
        None => None,
    };
    let (language, is_stopped) = (Some(invited.contact.language), invited.stopped_on.is_some());
    Ok(Some(Stoppable { programme, language, is_stopped }))
}

/// Lets somebody hear no more, at once and for good. Again changes nothing. `None` if the link is none of ours.
pub async fn stop(services: &Services, id: Uuid, key: Key) -> Result<Option<Stoppable>, store::Error> {
    let Some(found) = find(services, id, key).await? else { return Ok(None) };
    let tx = services.db.begin().await?;
    invitation::stop(&tx, id, services.clock.today()).await?;
    tx.commit().await?;
    Ok(Some(Stoppable { is_stopped: true, ..found }))
}
