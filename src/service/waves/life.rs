//! What becomes of a wave that was set up: it is changed and tried while it is a draft, opened, and in the end archived.

use uuid::Uuid;

use super::{Standing, State, Wave, may_in_all, standing};
use crate::access::{Actor, Permission};
use crate::service::audit::{self, Action, Object};
use crate::service::open_wave::{self, Command, judge};
use crate::service::{Name, Services};
use crate::store::{self, Tx, wave};

/// Why nothing became of it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such wave for the actor.
    #[error("there is no such wave")]
    NotFound,
    /// Somebody else has changed it since it was looked at: this is how it is now.
    #[error("the wave was changed meanwhile")]
    Conflict(Box<Wave>),
    /// It is no draft any more, and what people are asked does not change under them.
    #[error("the wave is not being set up any more")]
    NotDraft,
    /// It was closed, and opens no more.
    #[error("the wave was closed")]
    Closed,
    /// It has not been closed.
    #[error("the wave still asks")]
    StillAsks,
    /// It is still being set up, and its days are changed there.
    #[error("the wave is still being set up: change it there")]
    StillDraft,
    /// What is to be its end is over.
    #[error("what is to be its end is over: close the wave instead")]
    EndIsOver,
    /// People were told a day on which their answers go, and it would not be kept.
    #[error("people were told until when their answers are kept, and with this end it would be later")]
    KeptTooLong,
    /// It cannot be so.
    #[error(transparent)]
    Refused(#[from] open_wave::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Changes a draft of a version. It stays with its programme, and keeps its link.
pub async fn change(
    services: &Services,
    actor: &Actor,
    id: Uuid,
    version: i32,
    command: Command,
) -> Result<Wave, Error> {
    judge(services, &command).await?;
    let tx = services.db.begin().await?;
    let old = lock(&tx, actor, id).await?;
    let is_tested = old.is_tested;
    let changed = Wave { id, is_tested, version, ..command.wave(old.code.clone(), State::Draft) };
    // A second click.
    if old == (Wave { version: old.version, ..changed.clone() }) {
        return Ok(old);
    }
    if old.state != State::Draft {
        return Err(Error::NotDraft);
    }
    if old.version != version {
        return Err(Error::Conflict(Box::new(old)));
    }
    if !may_in_all(actor, Permission::ManageWaves, &changed) || changed.programme_id != old.programme_id {
        return Err(Error::NotFound);
    }
    keep(services, tx, actor, Action::Changed, changed).await
}

/// Opens a draft: it asks from its first day on. Again changes nothing.
pub async fn open(services: &Services, actor: &Actor, id: Uuid) -> Result<Wave, Error> {
    let tx = services.db.begin().await?;
    let old = lock(&tx, actor, id).await?;
    match old.state {
        State::Open => return Ok(old),
        State::Closed | State::Archived => return Err(Error::Closed),
        State::Draft => {}
    }
    // The form may have been retired since it was set up.
    judge(services, &command(&old)?).await?;
    keep(services, tx, actor, Action::Opened, Wave { state: State::Open, ..old }).await
}

/// Opens a wave today, whatever first day it was to have.
pub async fn open_now(services: &Services, actor: &Actor, id: Uuid) -> Result<Wave, Error> {
    let tx = services.db.begin().await?;
    let old = lock(&tx, actor, id).await?;
    let now = services.clock.now();
    match standing(&old, &now) {
        Standing::Open => return Ok(old),
        Standing::Over | Standing::Archived => return Err(Error::Closed),
        Standing::Draft | Standing::Waiting => {}
    }
    let mut opened = Wave { state: State::Open, starts_on: now.date(), ..old };
    opened.terms.hours.from = None;
    judge(services, &command(&opened)?).await?;
    keep(services, tx, actor, Action::Opened, opened).await
}

/// Lets people try a wave that has not opened, or not any more. Again changes nothing.
pub async fn test(services: &Services, actor: &Actor, id: Uuid, is_tested: bool) -> Result<Wave, Error> {
    let tx = services.db.begin().await?;
    let old = lock(&tx, actor, id).await?;
    if old.is_tested == is_tested {
        return Ok(old);
    }
    if !matches!(standing(&old, &services.clock.now()), Standing::Draft | Standing::Waiting) {
        return Err(Error::NotDraft);
    }
    keep(services, tx, actor, Action::Changed, Wave { is_tested, ..old }).await
}

/// Closes a wave for good, open or not. Again changes nothing.
pub async fn close(services: &Services, actor: &Actor, id: Uuid) -> Result<Wave, Error> {
    let tx = services.db.begin().await?;
    let old = lock(&tx, actor, id).await?;
    match old.state {
        State::Closed | State::Archived => Ok(old),
        State::Draft | State::Open => {
            keep(services, tx, actor, Action::Closed, Wave { state: State::Closed, ..old }).await
        }
    }
}

/// Archives a wave that does not ask any more. Again changes nothing.
pub async fn archive(services: &Services, actor: &Actor, id: Uuid) -> Result<Wave, Error> {
    let tx = services.db.begin().await?;
    let old = lock(&tx, actor, id).await?;
    match standing(&old, &services.clock.now()) {
        Standing::Archived => return Ok(old),
        Standing::Waiting | Standing::Open => return Err(Error::StillAsks),
        Standing::Draft | Standing::Over => {}
    }
    keep(services, tx, actor, Action::Archived, Wave { state: State::Archived, ..old }).await
}

/// A wave that somebody may change; until the transaction ends, nobody else does.
pub(super) async fn lock(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Wave, Error> {
    let found = wave::lock(tx, id).await?;
    found.filter(|wave| may_in_all(actor, Permission::ManageWaves, wave)).ok_or(Error::NotFound)
}

/// The caller holds the lock, so the version is the one that the wave has.
pub(super) async fn keep(
    services: &Services,
    tx: Tx,
    actor: &Actor,
    action: Action,
    changed: Wave,
) -> Result<Wave, Error> {
    wave::update(&tx, &changed).await?;
    audit::record(services, &tx, actor, action, Object::Wave(changed.id)).await?;
    tx.commit().await?;
    Ok(Wave { version: changed.version + 1, ..changed })
}

/// What would set up the same wave.
fn command(wave: &Wave) -> Result<Command, store::Error> {
    let name: Name = wave.name.parse().map_err(|_| store::Error::bad_row("wave", "name", &wave.id))?;
    Ok(Command {
        programme_id: wave.programme_id,
        form_id: wave.form_id.clone(),
        version: wave.form_version.clone(),
        name,
        identity: wave.identity,
        starts_on: wave.starts_on,
        ends_on: wave.ends_on,
        terms: wave.terms.clone(),
    })
}
