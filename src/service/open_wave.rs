//! Setting up a wave, open at once or to be opened later.

use jiff::civil::Date;
use uuid::Uuid;

use super::audit::{self, Action, Object};
use super::waves::{self, Identity, State, Terms, Wave};
use super::{Name, Services, catalogue};
use crate::access::{Actor, Denied, Permission};
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
    /// How it asks.
    pub terms: Terms,
}

/// Why a wave cannot be so.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not do this where the wave asks.
    #[error(transparent)]
    Denied(#[from] Denied),
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
    /// The programme has no such area.
    #[error("the wave asks in an area that is none of the programme")]
    NoArea,
    /// The form does not have this language.
    #[error("the form does not have the language `{0}`")]
    NoLanguage(String),
    /// Nobody, or more than live in a town.
    #[error("the answers that are hoped for are 1 to {MOST_ANSWERS}")]
    NoTarget,
    /// Answers are kept for no time, or for more than ten years.
    #[error("answers are kept for 1 to {MOST_MONTHS} months")]
    NoRetention,
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

/// More answers than live in the largest programme are not hoped for.
pub const MOST_ANSWERS: i32 = 1_000_000;

/// Answers of people who can be known are kept for no longer.
pub const MOST_MONTHS: i32 = 120;

/// Opens a wave under a fresh code.
pub async fn open(services: &Services, actor: &Actor, command: Command) -> Result<Wave, Error> {
    Ok(open_as(services, actor, services.clock.identity(), command).await?.wave)
}

/// Opens a wave under an identity and a fresh code. The same wave again is fine and changes nothing.
pub async fn open_as(services: &Services, actor: &Actor, id: Uuid, command: Command) -> Result<Opened, Error> {
    create(services, actor, id, State::Open, command).await
}

/// The same for a wave that is not to open yet.
pub async fn draft_as(services: &Services, actor: &Actor, id: Uuid, command: Command) -> Result<Opened, Error> {
    create(services, actor, id, State::Draft, command).await
}

async fn create(services: &Services, actor: &Actor, id: Uuid, state: State, command: Command) -> Result<Opened, Error> {
    if let Some(wave) = wave::find(&services.db, id).await? {
        return opened_before(actor, wave, &command);
    }
    judge(services, &command).await?;
    let code = LinkCode::from_random(services.clock.random());
    let wave = Wave { id, ..command.clone().wave(code, state) };
    may(actor, &wave)?;
    let tx = services.db.begin().await?;
    match wave::insert(&tx, &wave).await {
        Ok(()) => {}
        // Two requests at once: the other one was first.
        Err(store::Error::Taken(error)) => {
            drop(tx);
            let first = wave::find(&services.db, id).await?.ok_or(store::Error::Taken(error))?;
            return opened_before(actor, first, &command);
        }
        Err(error) => return Err(error.into()),
    }
    let action = if state == State::Draft { Action::Created } else { Action::Opened };
    audit::record(services, &tx, actor, action, Object::Wave(id)).await?;
    tx.commit().await?;
    Ok(Opened { wave, new: true })
}

fn opened_before(actor: &Actor, wave: Wave, command: &Command) -> Result<Opened, Error> {
    may(actor, &wave)?;
    // Draft or not: it may have been opened since.
    let again = Wave { id: wave.id, is_tested: wave.is_tested, ..command.clone().wave(wave.code.clone(), wave.state) };
    let is_same = wave == Wave { version: wave.version, ..again };
    if is_same { Ok(Opened { wave, new: false }) } else { Err(Error::KeyReused) }
}

fn may(actor: &Actor, wave: &Wave) -> Result<(), Denied> {
    if waves::may_in_all(actor, Permission::ManageWaves, wave) { Ok(()) } else { Err(Denied) }
}

/// Refuses what cannot be a wave.
pub(super) async fn judge(services: &Services, command: &Command) -> Result<(), Error> {
    let Command { programme_id, terms, .. } = command;
    if place::programme(&services.db, *programme_id).await?.is_none() {
        return Err(Error::NoProgramme);
    }
    let areas = place::areas(&services.db, *programme_id).await?;
    if terms.areas.iter().any(|asked| areas.iter().all(|area| area.id != *asked)) {
        return Err(Error::NoArea);
    }
    if terms.target.is_some_and(|target| !(1..=MOST_ANSWERS).contains(&target)) {
        return Err(Error::NoTarget);
    }
    if terms.notice.kept_months.is_some_and(|months| !(1..=MOST_MONTHS).contains(&months)) {
        return Err(Error::NoRetention);
    }
    let zone = services.clock.now().time_zone().clone();
    if waves::closes(command.ends_on, terms.hours, &zone) <= waves::opens(command.starts_on, terms.hours, &zone) {
        return Err(Error::EndsBeforeStart);
    }
    let about = catalogue::about(services, &command.form_id, &command.version).await?.ok_or(Error::NoForm)?;
    if about.retired_on.is_some() {
        return Err(Error::Retired);
    }
    let found = catalogue::find(services, &command.form_id, &command.version).await?.ok_or(Error::NoForm)?;
    if command.identity == Identity::Anonymous && found.form.records_time() {
        return Err(Error::RecordsTime);
    }
    match terms.languages.iter().find(|language| !found.form.has_language(language)) {
        Some(unknown) => Err(Error::NoLanguage(unknown.clone())),
        None => Ok(()),
    }
}

impl Command {
    /// What it makes, under no identity yet.
    pub(super) fn wave(self, code: LinkCode, state: State) -> Wave {
        let mut terms = self.terms;
        terms.areas.sort_unstable();
        terms.areas.dedup();
        Wave {
            id: Uuid::nil(),
            programme_id: self.programme_id,
            form_id: self.form_id,
            form_version: self.version,
            name: self.name.as_str().to_owned(),
            code,
            identity: self.identity,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            terms,
            state,
            is_tested: false,
            version: 1,
        }
    }
}
