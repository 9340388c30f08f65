//! Letters: who gets one, with which code, and the same as a table for whoever prints or delivers them.

use uuid::Uuid;

use super::{Contact, Error, Invitation, code, find, link};
use crate::access::Actor;
use crate::service::Services;
use crate::service::audit::{self, Action, Object};
use crate::service::spreadsheet::{self, Cell, Dialect, Table};
use crate::service::waves::Wave;
use crate::store::invitation;

/// One letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// To whom.
    pub invited: Invitation,
    /// The code, as people type it.
    pub code: String,
    /// The link with the code, for the picture that phones read.
    pub link: String,
}

/// Why there is no table of letters.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// There is no such wave for this person, or the database failed.
    #[error(transparent)]
    Invitations(#[from] Error),
    /// The table could not be written.
    #[error(transparent)]
    Table(#[from] spreadsheet::Error),
}

/// The letters of a wave in a language, in the order in which they are carried, to everybody who has not stopped them. Whoever
/// has answered is among them: nothing here tells who has. That somebody saw the codes is noted.
pub async fn write(
    services: &Services,
    actor: &Actor,
    wave: Uuid,
    language: &str,
) -> Result<(Wave, Vec<Letter>), Error> {
    let (wave, mut letters) = all(services, actor, wave).await?;
    letters.retain(|letter| letter.invited.contact.language == language);
    Ok((wave, letters))
}

/// The same in all languages as a table, for whoever prints or delivers letters.
pub async fn table(services: &Services, actor: &Actor, wave: Uuid) -> Result<Vec<u8>, TableError> {
    let (_, letters) = all(services, actor, wave).await?;
    let names = ["navn", "adresse", "afdeling", "e-mail", "telefon", "digital post", "sprog", "kode", "link"]
        .map(Into::into)
        .to_vec();
    Ok(Table { names, rows: letters.iter().map(row).collect() }.csv(Dialect::Danish)?)
}

fn row(Letter { invited, code, link }: &Letter) -> Vec<Cell> {
    let Contact { name, address, department, email, phone, post_reference, language, area_id: _ } = &invited.contact;
    let address = address.replace('\n', ", ");
    let (email, phone, reference) = (email.as_deref(), phone.as_deref(), post_reference.as_deref());
    [Some(&**name), Some(&*address), Some(department), email, phone, reference, Some(language), Some(code), Some(link)]
        .map(Cell::text)
        .to_vec()
}

async fn all(services: &Services, actor: &Actor, wave: Uuid) -> Result<(Wave, Vec<Letter>), Error> {
    let tx = services.db.begin().await?;
    let wave = find(&tx, actor, wave).await?;
    let mut invited = invitation::of_wave(&tx, wave.id).await?;
    invited.retain(|invited| invited.stopped_on.is_none());
    audit::record(services, &tx, actor, Action::HandedOut, Object::Wave(wave.id)).await?;
    tx.commit().await?;
    let letter = |invited: Invitation| {
        let (code, link) = (code(services, &invited).on_paper(), link(services, &invited));
        Letter { invited, code, link }
    };
    Ok((wave, invited.into_iter().map(letter).collect()))
}
