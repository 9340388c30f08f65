//! Taking in one answer document: judged by the version it states, stored once, never lost.

use std::collections::HashSet;
use std::fmt::{self, Debug, Formatter};

use forms::{Attached, Form, Instance, Surroundings, Violation};
use uuid::Uuid;

use super::waves::{Identity, Wave};
use super::{PublishedForm, Services, form_catalogue, waves};
use crate::store::response::{self, Response, Review};
use crate::store::{self, Digest, Entry, Fate, Tx, wave};

/// An answer document as it came. `Debug` does not show the answers.
#[derive(Clone)]
pub struct Command {
    /// The form it says it answers.
    pub form_id: String,
    /// Its version.
    pub version: String,
    /// The identity that the client chose.
    pub response_id: Uuid,
    /// Which wave it is for.
    pub round: Round,
    /// Language the form was read in. One that the form does not have counts as the form's own.
    pub language: String,
    /// The answers: JSON, not yet looked at.
    pub body: Vec<u8>,
}

/// Which wave an answer is for.
#[derive(Clone)]
pub enum Round {
    /// The one of an open link, as the code came.
    OfCode(String),
    /// The one that is open for the version; none if none is.
    OnlyOpen,
}

/// What became of it. Both mean that it is stored, and on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was stored now.
    Created(Receipt),
    /// The same content was stored before.
    Replayed(Receipt),
}

/// Proof that an answer is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Identity of the response.
    pub id: Uuid,
    /// The wave it counts in, if it is of one.
    pub wave_id: Option<Uuid>,
    /// Digest of form, version, wave and accepted answers.
    pub sha256: Digest,
}

/// Why an answer was not stored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// This version was never published.
    #[error("this version of the form was never published")]
    NoForm,
    /// No wave has this code, or it asks another form version.
    #[error("no wave with this code asks this form version")]
    NoWave,
    /// The wave takes no answers today.
    #[error("the wave takes no answers today")]
    WaveClosed,
    /// Several waves ask this form version, and the request names none.
    #[error("several open waves ask this form version")]
    WaveAmbiguous,
    /// The wave is anonymous, and the identity could tell something: it is not a random one (UUID version 4).
    #[error("the identity of an anonymous answer must be random")]
    NotRandom,
    /// The answers break rules of the form: all of them are here.
    #[error("the answers break rules of the form")]
    Violations(Vec<Violation>),
    /// Other content is stored under this identity. This content is kept apart for a person to look at.
    #[error("other content is stored under this identity")]
    Conflict,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Debug for Command {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Command")
            .field("form_id", &self.form_id)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// Takes in an answer document.
pub async fn submit(services: &Services, command: Command) -> Result<Outcome, Error> {
    let form = form_catalogue::find(services, &command.form_id, &command.version).await?.ok_or(Error::NoForm)?;
    let wave = find_wave(services, &command).await?;
    let checked = check(services, &form.form, wave.as_ref(), &command)?;
    if let Some(wave) = &wave
        && !waves::is_open(wave, services.clock.today())
    {
        // What was stored in time is not refused when it is sent again: the sender may never have seen the reply. And a
        // correction that comes too late is kept apart like any other content under a taken identity.
        if response::find(&services.db, checked.id).await?.is_none() {
            return Err(Error::WaveClosed);
        }
    }
    if services.db.store(Entry::Answer(Box::new(checked.clone()))).await? == Fate::Done {
        return Ok(Outcome::Created(receipt(&checked)));
    }
    let tx = services.db.begin().await?;
    let stored = compare(services, &tx, &form, &checked).await?;
    tx.commit().await?;
    match stored {
        Stored::Same(stored) => Ok(Outcome::Replayed(receipt(&stored))),
        Stored::Other => Err(Error::Conflict),
    }
}

/// What is stored under the identity of an answer that found it taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// The same content.
    Same(Box<Response>),
    /// Other content. The answer is in quarantine.
    Other,
}

/// Judges answers by the rules of the form, and makes the row.
pub(super) fn check(
    services: &Services,
    form: &Form,
    wave: Option<&Wave>,
    command: &Command,
) -> Result<Response, Error> {
    let is_anonymous = wave.is_some_and(|wave| wave.identity == Identity::Anonymous);
    if is_anonymous && command.response_id.get_version_num() != 4 {
        return Err(Error::NotRandom);
    }
    let language = if form.has_language(&command.language) { &command.language } else { form.default_language() };
    let surroundings = surroundings(services, command.response_id, language);
    let accepted = Instance::read(form, &command.body, &surroundings).map_err(Error::Violations)?;
    let answers = accepted.answers.to_string();
    let attachments = digests(&accepted.attachments);
    let wave_id = wave.map(|wave| wave.id.to_string()).unwrap_or_default();
    Ok(Response {
        id: command.response_id,
        wave_id: wave.map(|wave| wave.id),
        form_id: form.id().to_owned(),
        form_version: form.version().to_owned(),
        language: language.to_owned(),
        sha256: Digest::of_all(&[form.id(), form.version(), &wave_id, &answers]),
        answers,
        period_starts_on: wave.map_or_else(|| services.clock.today(), |wave| wave.starts_on),
        review: Review::None,
        attachments,
    })
}

/// The files that answers refer to, each once. What the engine took as a digest is one.
fn digests(attached: &[Attached]) -> Vec<Digest> {
    let mut seen = HashSet::new();
    attached.iter().filter_map(|file| Digest::parse(&file.sha256)).filter(|digest| seen.insert(*digest)).collect()
}

/// Looks what is stored under the identity of a checked answer that found it taken. Other content is put into quarantine.
pub(super) async fn compare(
    services: &Services,
    tx: &Tx,
    form: &PublishedForm,
    checked: &Response,
) -> Result<Stored, store::Error> {
    let stored = response::find(tx, checked.id).await?;
    if let Some(stored) = stored.filter(|stored| is_same(services, form, stored, checked)) {
        return Ok(Stored::Same(Box::new(stored)));
    }
    response::quarantine(tx, services.clock.identity(), checked).await?;
    Ok(Stored::Other)
}

/// Whether two answers under one identity have the same content. Calculated values may depend on the time of calculation, so
/// where the digests differ, the stored answers are calculated anew before they are compared.
fn is_same(services: &Services, form: &PublishedForm, stored: &Response, checked: &Response) -> bool {
    if stored.sha256 == checked.sha256 {
        return true;
    }
    let places = |response: &Response| (response.form_id.clone(), response.form_version.clone(), response.wave_id);
    if places(stored) != places(checked) {
        return false;
    }
    let surroundings = surroundings(services, checked.id, &checked.language);
    let Ok(anew) = Instance::read(&form.form, stored.answers.as_bytes(), &surroundings) else {
        return false;
    };
    let anew: String = anew.answers.to_string();
    anew == checked.answers
}

fn surroundings(services: &Services, response: Uuid, language: &str) -> Surroundings {
    Surroundings { now: services.clock.now(), seed: seed(response), language: language.to_owned() }
}

/// Chance that stays the same for one response, so that a form that shuffles looks the same on every page of it.
pub(super) fn seed(response: Uuid) -> u64 {
    response.as_u64_pair().0 ^ response.as_u64_pair().1
}

async fn find_wave(services: &Services, command: &Command) -> Result<Option<Wave>, Error> {
    match &command.round {
        Round::OfCode(code) => {
            let wave = waves::by_code(services, code).await?.ok_or(Error::NoWave)?;
            let asks_this = wave.form_id == command.form_id && wave.form_version == command.version;
            if asks_this { Ok(Some(wave)) } else { Err(Error::NoWave) }
        }
        Round::OnlyOpen => {
            // Sent again, it belongs where it was put first, also when waves have opened or closed since.
            if let Some(stored) = response::find(&services.db, command.response_id).await? {
                return match stored.wave_id {
                    Some(id) => Ok(wave::find(&services.db, id).await?),
                    None => Ok(None),
                };
            }
            let today = services.clock.today();
            let mut open = wave::open_for(&services.db, &command.form_id, &command.version, today).await?;
            if open.len() > 1 { Err(Error::WaveAmbiguous) } else { Ok(open.pop()) }
        }
    }
}

fn receipt(checked: &Response) -> Receipt {
    Receipt { id: checked.id, wave_id: checked.wave_id, sha256: checked.sha256 }
}
