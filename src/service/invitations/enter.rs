//! The way in by a personal code.

use crate::service::Services;
use crate::service::waves::{self, Access, Wave};
use crate::store::{self, Digest, Misread, PersonalCode, unspent_code, wave};

/// What a personal code opens.
#[derive(Clone, Debug)]
pub struct Entered {
    /// The wave that it answers.
    pub wave: Wave,
    /// The code, as it stands in links.
    pub code: PersonalCode,
    /// What the database keeps of it.
    pub hash: Digest,
    /// Whether it gives no answer any more: it gave one, or there is a newer one.
    pub is_spent: bool,
}

/// Why a text opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A letter is wrong, or two have changed places.
    #[error("a letter of the code is wrong")]
    Mistyped,
    /// It is no code of anything here.
    #[error("there is no such code")]
    Unknown,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What a code opens, however it was typed. A code that has given its answer is known by itself: nothing is kept of it.
pub async fn enter(services: &Services, typed: &str) -> Result<Entered, Error> {
    let code = PersonalCode::parse(typed)?;
    let hash = services.secret_key.hash(&code);
    let unspent = unspent_code::wave_of(&services.db, hash).await?;
    let is_spent = unspent.is_none();
    let wave = if let Some(wave) = unspent {
        waves::find(services, wave).await?
    } else {
        let waves = wave::list(&services.db).await?;
        waves.into_iter().find(|wave| services.secret_key.is_code_of(wave.id, &code))
    };
    // A wave whose way in was changed is not answered with codes any more.
    let wave = wave.filter(|wave| wave.terms.access == Access::Code).ok_or(Error::Unknown)?;
    Ok(Entered { wave, code, hash, is_spent })
}

/// The wave that somebody may look into who has a code: one of a link, or a personal one, spent or not.
pub async fn wave_of(services: &Services, code: &str) -> Result<Option<Wave>, store::Error> {
    if let Some(wave) = waves::by_link(services, code).await? {
        return Ok(Some(wave));
    }
    match enter(services, code).await {
        Ok(entered) => Ok(Some(entered.wave)),
        Err(Error::Mistyped | Error::Unknown) => Ok(None),
        Err(Error::Store(error)) => Err(error),
    }
}

impl From<Misread> for Error {
    fn from(misread: Misread) -> Self {
        match misread {
            Misread::NoCode => Self::Unknown,
            Misread::Mistyped => Self::Mistyped,
        }
    }
}
