//! Taking in one answer document: judged by the version it states, stored once, never lost.

use std::collections::HashSet;
use std::fmt::{self, Debug, Formatter};

use forms::{Accepted, Attached, Form, Instance, Violation};
use uuid::Uuid;

use super::known::{self, Known};
use crate::service::invitations::enter::{self, enter};
use crate::service::pace::Wait;
use crate::service::waves::{Access, Wave};
use crate::service::{Services, attachments, catalogue, waves};
use crate::store::response::{self, Doubt, Kept, Marks, Response, Review};
use crate::store::{self, ByCode, Digest, Entry, Fate, wave};

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
    /// What becomes of one that breaks rules.
    pub handling: Handling,
    /// Language the form was read in. One that the form does not have counts as the form's own.
    pub language: String,
    /// The answers: JSON, not yet looked at.
    pub body: Vec<u8>,
}

/// What becomes of an answer that breaks rules of its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// It is refused: whoever sends it can still ask the person who answered.
    Strict,
    /// It is stored for a person to look at, if it only breaks rules of the author: staff send it late, and nobody can be asked
    /// any more. In an anonymous wave it is refused all the same, because nobody looks at single answers there.
    Lenient,
}

/// Which wave an answer is for.
#[derive(Clone)]
pub enum Round {
    /// The one of an open link, as the code came.
    OfCode(String),
    /// The one of a code that a program names, which may also be one for programs alone.
    Named(String),
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
    /// Which revision of the answer says this; 1 is the first.
    pub revision: i32,
    /// Attachments that the answer names and that are not here yet.
    pub missing: Vec<Digest>,
    /// Whether a person has to look at it.
    pub review: Review,
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
    /// A letter of the personal code is wrong, or two have changed places.
    #[error("a letter of the code is wrong")]
    CodeMistyped,
    /// The personal code has given its answer, or there is a newer one.
    #[error("the code gives no answer any more")]
    CodeSpent,
    /// Too many answers come by the link of the wave.
    #[error(transparent)]
    TooMany(#[from] Wait),
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
    /// The answer of this identity was taken back, and nothing takes its place.
    #[error("the answer was taken back")]
    Withdrawn,
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
    let form = catalogue::find(services, &command.form_id, &command.version).await?.ok_or(Error::NoForm)?;
    let Way { wave, code } = find_wave(services, &command).await?;
    let checked = check(services, &form.form, wave.as_ref(), &command)?;
    if let Some(wave) = &wave
        && !waves::is_open(wave, &services.clock.now())
    {
        // What was stored in time is not refused when it is sent again: the sender may never have seen the reply. And a
        // correction that comes too late is kept apart like any other content under a taken identity.
        if response::look_up(&services.db, checked.id).await?.is_none() {
            return Err(Error::WaveClosed);
        }
    }
    let answer = Box::new(checked.clone());
    let entry = match code {
        Some(code) => Entry::AnswerByCode(answer, ByCode { code, draft: None }),
        None => Entry::Answer(answer),
    };
    match services.db.store(entry).await? {
        Fate::Done => return Ok(Outcome::Created(receipt(services, &checked).await?)),
        // The code may have given this very answer, which is told below.
        Fate::Spent if response::look_up(&services.db, checked.id).await?.is_none() => return Err(Error::CodeSpent),
        Fate::Spent | Fate::Taken | Fate::NoDraft => {}
    }
    // Mostly the client only did not hear the first reply, and nothing has to be written.
    let mut known = known::look(services, &services.db, &form, &checked).await?;
    if known == Known::Other {
        let tx = services.db.begin().await?;
        known = known::look_or_keep_apart(services, &tx, &form, &checked).await?;
        tx.commit().await?;
    }
    match known {
        Known::Stored(stored) => Ok(Outcome::Replayed(receipt(services, &stored).await?)),
        Known::Withdrawn => Err(Error::Withdrawn),
        Known::Other => Err(Error::Conflict),
    }
}

/// Judges answers by the rules of the form, and makes the row.
pub(in crate::service) fn check(
    services: &Services,
    form: &Form,
    wave: Option<&Wave>,
    command: &Command,
) -> Result<Response, Error> {
    if waves::is_anonymous(wave) && command.response_id.get_version_num() != 4 {
        return Err(Error::NotRandom);
    }
    let language = if form.has_language(&command.language) { &command.language } else { form.default_language() };
    let surroundings = known::surroundings(services, command.response_id, language);
    let (accepted, review) = if command.handling == Handling::Lenient && !waves::is_anonymous(wave) {
        let (accepted, violations) =
            Instance::read_in_doubt(form, &command.body, &surroundings).map_err(Error::Violations)?;
        (accepted, review(violations))
    } else {
        (Instance::read(form, &command.body, &surroundings).map_err(Error::Violations)?, Review::None)
    };
    let Accepted { answers, attachments, .. } = accepted;
    let attachments = digests(&attachments);
    Ok(Response {
        id: command.response_id,
        wave_id: wave.map(|wave| wave.id),
        form_id: form.id().to_owned(),
        form_version: form.version().to_owned(),
        language: language.to_owned(),
        sha256: Digest::of_answers(form.id(), form.version(), wave.map(|wave| wave.id), &answers),
        answers,
        period_starts_on: wave.map_or_else(|| services.clock.today(), |wave| wave.starts_on),
        review,
        attachments,
        revision: 1,
        marks: Marks::default(),
    })
}

/// Whether somebody has to look at answers that break these rules.
pub(in crate::service) fn review(violations: Vec<Violation>) -> Review {
    let doubt = |Violation { path, code, message }| Doubt { path, code: code.name().to_owned(), message };
    Review::of(violations.into_iter().map(doubt).collect())
}

/// The files that answers refer to, each once. What the engine took as a digest is one.
fn digests(attached: &[Attached]) -> Vec<Digest> {
    let mut seen = HashSet::new();
    attached.iter().filter_map(|file| Digest::parse(&file.sha256)).filter(|digest| seen.insert(*digest)).collect()
}

/// How an answer comes in: for which wave, and by which personal code, if it needs one.
struct Way {
    wave: Option<Wave>,
    code: Option<Digest>,
}

async fn find_wave(services: &Services, command: &Command) -> Result<Way, Error> {
    match &command.round {
        Round::OfCode(code) | Round::Named(code) => {
            let may_enter = |access: Access| match command.round {
                Round::Named(_) => access != Access::Code,
                _ => access.is_by_link(),
            };
            let by_link = waves::by_code(services, code).await?.filter(|wave| may_enter(wave.terms.access));
            let (wave, code) = match by_link {
                Some(wave) => {
                    if matches!(command.round, Round::OfCode(_)) {
                        services.links.admit(wave.id, services.clock.now().timestamp())?;
                    }
                    (wave, None)
                }
                None => enter(services, code).await.map(|entered| (entered.wave, Some(entered.hash)))?,
            };
            let asks_this = wave.form_id == command.form_id && wave.form_version == command.version;
            if asks_this { Ok(Way { wave: Some(wave), code }) } else { Err(Error::NoWave) }
        }
        Round::OnlyOpen => {
            // Sent again, it belongs where it was put first, also when waves have opened or closed since.
            match response::look_up(&services.db, command.response_id).await? {
                Some(Kept::Response(stored)) => {
                    return Ok(Way { wave: waves::of(&services.db, &stored).await?, code: None });
                }
                Some(Kept::Withdrawn) => return Err(Error::Withdrawn),
                None => {}
            }
            let now = services.clock.now();
            let mut open = wave::asking(&services.db, &command.form_id, &command.version).await?;
            // Where everybody answers once with a code of their own, nothing comes without one.
            open.retain(|wave| wave.terms.access != Access::Code && waves::is_open(wave, &now));
            if open.len() > 1 { Err(Error::WaveAmbiguous) } else { Ok(Way { wave: open.pop(), code: None }) }
        }
    }
}

impl From<enter::Error> for Error {
    fn from(error: enter::Error) -> Self {
        match error {
            enter::Error::Mistyped => Self::CodeMistyped,
            enter::Error::Unknown => Self::NoWave,
            enter::Error::Store(error) => Self::Store(error),
        }
    }
}

/// What proves that an answer is stored.
pub(in crate::service) async fn receipt(services: &Services, checked: &Response) -> Result<Receipt, store::Error> {
    Ok(Receipt {
        id: checked.id,
        wave_id: checked.wave_id,
        sha256: checked.sha256,
        revision: checked.revision,
        missing: attachments::missing(services, checked).await?,
        review: checked.review.clone(),
    })
}
