//! Taking in a list of addresses: all of it, or none.

use std::collections::HashSet;

use uuid::Uuid;

use super::address_list::{self, Fault};
use super::{code, is_by_code};
use crate::access::{Actor, Permission};
use crate::mail::Phone;
use crate::service::Services;
use crate::service::audit::{self, Action, Object};
use crate::service::waves::{self, Standing, Wave};
use crate::store::invitation::{self, Contact, Invitation};
use crate::store::unspent_code::{self, Unspent};
use crate::store::{self, Digest, Reads, place, wave};

/// Why nobody was added.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such wave for this person.
    #[error("there is no such wave")]
    NotFound,
    /// People come to the wave in another way.
    #[error("the wave is not answered with codes")]
    NotByCode,
    /// The wave asks nobody any more.
    #[error("the wave is over")]
    Over,
    /// Lines of the list are wrong: all of them are here.
    #[error("lines of the list are wrong")]
    Faults(Vec<Fault>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What became of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Who is invited now and was not before.
    pub added: usize,
    /// Who was invited before, and is left as they are.
    pub known: usize,
}

/// Invites everybody on a list. The same list again adds nobody.
pub async fn import(services: &Services, actor: &Actor, wave: Uuid, file: &[u8]) -> Result<Imported, Error> {
    let may = |wave: &Wave| waves::may_in_all(actor, Permission::ManageWaves, wave);
    let found = wave::find(&services.db, wave).await?.filter(may).ok_or(Error::NotFound)?;
    let areas = place::areas_within(&services.db, &waves::places(&found)).await?;
    let contacts = address_list::read(file, &areas).map_err(Error::Faults)?;

    let tx = services.db.begin().await?;
    // Who sends the same list at the same time waits here, and finds everybody invited.
    let found = wave::lock(&tx, wave).await?.filter(may).ok_or(Error::NotFound)?;
    if !is_by_code(&found) {
        return Err(Error::NotByCode);
    }
    if matches!(waves::standing(&found, &services.clock.now()), Standing::Over | Standing::Archived) {
        return Err(Error::Over);
    }
    let all = contacts.len();
    let new = new(services, &tx, wave, contacts).await?;
    let hash = |invited: &Invitation| services.secret_key.hash(&code(services, invited));
    let codes = new.iter().map(|invited| Unspent { hash: hash(invited), wave_id: wave }).collect();
    invitation::insert(&tx, &new).await?;
    unspent_code::insert(&tx, codes).await?;
    if !new.is_empty() {
        audit::record(services, &tx, actor, Action::Invited, Object::Wave(wave)).await?;
    }
    tx.commit().await?;
    Ok(Imported { added: new.len(), known: all - new.len() })
}

/// By what a line is known again: phones were once kept as they were typed.
fn sameness(mut contact: Contact) -> Digest {
    contact.phone = contact.phone.map(|typed| typed.parse::<Phone>().map_or(typed, |phone| phone.to_string()));
    contact.sameness()
}

/// Those who are not invited yet.
async fn new(
    services: &Services,
    from: &impl Reads,
    wave_id: Uuid,
    contacts: Vec<Contact>,
) -> Result<Vec<Invitation>, store::Error> {
    let invited = invitation::of_wave(from, wave_id).await?;
    let known: HashSet<Digest> = invited.into_iter().map(|one| sameness(one.contact)).collect();
    let invited = |contact| {
        let id = services.clock.identity();
        Invitation { id, wave_id, contact, generation: 1, stopped_on: None, refusal: None }
    };
    Ok(contacts.into_iter().filter(|contact| !known.contains(&contact.sameness())).map(invited).collect())
}
