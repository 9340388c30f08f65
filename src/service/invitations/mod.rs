//! Invitations to waves that people answer with a code of their own: who is invited, the codes, and the way in.
//!
//! A code is stored nowhere. It follows from the installation's key, the wave and the invitation, so it is printed again
//! whenever it is wanted; the database keeps keyed hashes of those codes that have not given their answer, and nothing that
//! leads from such a hash to an invitation.

use uuid::Uuid;

use super::Services;
use super::audit::{self, Action, Object};
use super::waves::{self, Access, Wave};
use crate::access::{Actor, Permission};
use crate::store::unspent_code::{self, Unspent};
use crate::store::{self, PersonalCode, Reads, Tx, invitation, wave};

pub use crate::store::invitation::{Contact, Invitation};

pub mod address_list;
pub mod enter;
pub mod forget;
pub mod import;
pub mod letters;
pub mod mails;
pub mod stop_link;

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such wave or invitation for this person.
    #[error("there is no such wave or invitation")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The languages that residents are written to in; the first is the one without a choice.
pub const LANGUAGES: [&str; 5] = ["da", "en", "ar", "tr", "so"];

/// A wave and everybody who is invited to it, as letters are carried: by address.
pub async fn list(services: &Services, actor: &Actor, wave: Uuid) -> Result<(Wave, Vec<Invitation>), Error> {
    let wave = find(&services.db, actor, wave).await?;
    let invitations = invitation::of_wave(&services.db, wave.id).await?;
    Ok((wave, invitations))
}

/// Gives somebody a new code, whose letter was lost: the old one counts no more. Whoever has answered can answer no second
/// time by it, and nobody is told which it is. `generation` is the one that was seen: a second click changes nothing.
pub async fn renew(services: &Services, actor: &Actor, wave: Uuid, id: Uuid, generation: i32) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let invited = locate(&tx, actor, wave, id).await?;
    if invited.generation != generation || !invitation::renew(&tx, id, generation).await? {
        return Ok(());
    }
    let hash = |generation| services.secret_key.hash(&services.secret_key.code(wave, id, generation));
    let old = hash(generation);
    let is_unspent = unspent_code::wave_of(&tx, old).await? == Some(wave);
    unspent_code::remove(&tx, &[old]).await?;
    if is_unspent {
        unspent_code::insert(&tx, vec![Unspent { hash: hash(generation + 1), wave_id: wave }]).await?;
    }
    audit::record(services, &tx, actor, Action::Changed, Object::Wave(wave)).await?;
    Ok(tx.commit().await?)
}

/// Lets somebody hear no more. Their code goes on counting.
pub async fn stop(services: &Services, actor: &Actor, wave: Uuid, id: Uuid) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    locate(&tx, actor, wave, id).await?;
    if invitation::stop(&tx, id, services.clock.today()).await? {
        audit::record(services, &tx, actor, Action::Changed, Object::Wave(wave)).await?;
    }
    Ok(tx.commit().await?)
}

/// Erases somebody, and their code, if it has given no answer. An answer stays: nobody knows which it is.
pub async fn erase(services: &Services, actor: &Actor, wave: Uuid, id: Uuid) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    let invited = locate(&tx, actor, wave, id).await?;
    unspent_code::remove(&tx, &[services.secret_key.hash(&code(services, &invited))]).await?;
    invitation::remove(&tx, id).await?;
    audit::record(services, &tx, actor, Action::Erased, Object::Invitation(id)).await?;
    Ok(tx.commit().await?)
}

/// How many were invited to a wave by codes of their own, also when it is forgotten whom. Nothing, where nobody was, or the answers are gone
/// that came of it.
pub(super) async fn how_many(services: &Services, wave: &Wave) -> Result<Option<u64>, store::Error> {
    let is_over = waves::kept_until(wave).is_some_and(|last| last < services.clock.today());
    if !is_by_code(wave) || is_over {
        return Ok(None);
    }
    match invitation::count(&services.db, wave.id).await? {
        0 => invitation::kept_count(&services.db, wave.id).await,
        invited => Ok(Some(invited)),
    }
}

/// Whether people come to a wave by codes of their own.
pub fn is_by_code(wave: &Wave) -> bool {
    wave.terms.access == Access::Code
}

/// The code of an invitation that counts.
pub fn code(services: &Services, invited: &Invitation) -> PersonalCode {
    services.secret_key.code(invited.wave_id, invited.id, invited.generation)
}

/// The link with the code of an invitation.
pub fn link(services: &Services, invited: &Invitation) -> String {
    format!("{}/i/{}", services.base, code(services, invited).as_str())
}

/// A wave that somebody may set up: who is invited is nobody else's business.
async fn find(from: &impl Reads, actor: &Actor, id: Uuid) -> Result<Wave, Error> {
    let found = wave::find(from, id).await?;
    found.filter(|wave| waves::may_in_all(actor, Permission::ManageWaves, wave)).ok_or(Error::NotFound)
}

async fn locate(tx: &Tx, actor: &Actor, wave: Uuid, id: Uuid) -> Result<Invitation, Error> {
    let wave = find(tx, actor, wave).await?;
    let found = invitation::find(tx, id).await?;
    found.filter(|invited| invited.wave_id == wave.id).ok_or(Error::NotFound)
}
