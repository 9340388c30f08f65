//! Opening and closing a wave.

use jiff::civil::Date;
use uuid::Uuid;

use super::audit::{self, Action, Object};
use super::waves::{Access, Identity, State, Wave};
use super::{Name, Services, catalogue};
use crate::access::Actor;
use crate::store::{self, LinkCode, place, wave};

/// What is asked of whom, and when.
#[derive(Clone, Debug)]
pub struct Command {
    /// The programme that asks.
    pub programme_id: Uuid,
    /// The form.
    pub form_id: String,
    /// Its version.
    pub version: String,
    /// Name, as staff call it.
    pub name: Name,
    /// What is kept of who answered.
    pub identity: Identity,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
}

/// Why a wave was not opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such programme.
    #[error("there is no such programme")]
    NoProgramme,
    /// This version was never published.
    #[error("this version of the form was never published")]
    NoForm,
    /// The version is retired: no new answers start.
    #[error("this version of the form is retired")]
    Retired,
    /// The wave is anonymous, and the form keeps when an answer was given.
    #[error(
        "the form keeps when an answer is given (`start`, `end`, `today` or `now()`), which an anonymous wave must not: \
         make the wave confidential, or publish a version of the form without it"
    )]
    RecordsTime,
    /// It would end before it starts.
    #[error("the wave would end before it starts")]
    EndsBeforeStart,
    /// A wave of this identity asks something else.
    #[error("another wave was opened under this key")]
    KeyReused,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What became of a wave that was to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The wave.
    pub wave: Wave,
    /// `false` if the same wave was opened under this identity before.
    pub new: bool,
}

/// Opens a wave under a fresh code.
pub async fn open(services: &Services, actor: &Actor, command: Command) -> Result<Wave, Error> {
    Ok(open_as(services, actor, services.clock.identity(), command).await?.wave)
}

/// Opens a wave under an identity and a fresh code. The same wave again is fine and changes nothing.
pub async fn open_as(services: &Services, actor: &Actor, id: Uuid, command: Command) -> Result<Opened, Error> {
    if let Some(wave) = wave::find(&services.db, id).await? {
        return opened_before(wave, &command);
    }
    let wave = judge(services, id, &command).await?;
    let tx = services.db.begin().await?;
    match wave::insert(&tx, &wave).await {
        Ok(()) => {}
        // Two requests at once: the other one was first.
        Err(store::Error::Taken(error)) => {
            drop(tx);
            let first = wave::find(&services.db, id).await?.ok_or(store::Error::Taken(error))?;
            return opened_before(first, &command);
        }
        Err(error) => return Err(error.into()),
    }
    audit::record(services, &tx, actor, Action::Opened, Object::Wave(id)).await?;
    tx.commit().await?;
    Ok(Opened { wave, new: true })
}

fn opened_before(wave: Wave, command: &Command) -> Result<Opened, Error> {
    let is_same = wave.programme_id == command.programme_id
        && wave.form_id == command.form_id
        && wave.form_version == command.version
        && wave.name == command.name.as_str()
        && wave.identity == command.identity
        && [wave.starts_on, wave.ends_on] == [command.starts_on, command.ends_on];
    if is_same { Ok(Opened { wave, new: false }) } else { Err(Error::KeyReused) }
}

/// The wave that is to be opened, if it can be.
async fn judge(services: &Services, id: Uuid, command: &Command) -> Result<Wave, Error> {
    if command.ends_on < command.starts_on {
        return Err(Error::EndsBeforeStart);
    }
    if place::programme(&services.db, command.programme_id).await?.is_none() {
        return Err(Error::NoProgramme);
    }
    let about = catalogue::about(services, &command.form_id, &command.version).await?.ok_or(Error::NoForm)?;
    if about.retired_on.is_some() {
        return Err(Error::Retired);
    }
    if command.identity == Identity::Anonymous {
        let found = catalogue::find(services, &command.form_id, &command.version).await?;
        if found.ok_or(Error::NoForm)?.form.records_time() {
            return Err(Error::RecordsTime);
        }
    }
    Ok(Wave {
        id,
        programme_id: command.programme_id,
        form_id: command.form_id.clone(),
        form_version: command.version.clone(),
        name: command.name.as_str().to_owned(),
        code: LinkCode::from_random(services.clock.random()),
        identity: command.identity,
        access: Access::OpenLink,
        starts_on: command.starts_on,
        ends_on: command.ends_on,
        state: State::Open,
    })
}

/// Closes a wave for good. `false` if there is none of this identity.
pub async fn close(services: &Services, actor: &Actor, id: Uuid) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let closed = wave::close(&tx, id).await?;
    if closed {
        audit::record(services, &tx, actor, Action::Closed, Object::Wave(id)).await?;
    }
    tx.commit().await?;
    Ok(closed)
}
