//! Changing an answer: a new revision on the one that the editor saw. What was there before is kept.

use forms::Form;

use super::known::{self, as_it_was, is_same};
use super::submit::{self, Handling, Receipt, Round, receipt};
use crate::access::{Actor, Who};
use crate::service::audit::{self, Action, Object};
use crate::service::waves::Wave;
use crate::service::{PublishedForm, Services, catalogue, waves};
use crate::store::response::{self, Doubt, Kept, Response, Review};
use crate::store::response_event::{self, Deed, ResponseEvent};
use crate::store::{self, Tx, revision};

pub use super::submit::{Command, Error as Refusal};

/// What became of a change. Both mean that it is stored, and on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is the newest revision now.
    Revised(Receipt),
    /// The answer said so before.
    Replayed(Receipt),
}

/// Why an answer was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no answer with this identity, form version and wave that says what the editor saw: perhaps not any more.
    #[error("the answer is not what the editor saw")]
    Stale,
    /// It is of an anonymous wave: nobody can show whose it is.
    #[error("answers of an anonymous wave are not changed")]
    Anonymous,
    /// What it is changed to is refused, as it would be for a new answer.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Refusal::from(error).into()
    }
}

/// Changes an answer. `base` is the digest of the revision that the editor saw.
pub async fn revise(services: &Services, actor: &Actor, command: Command, base: &str) -> Result<Outcome, Error> {
    let found = catalogue::find(services, &command.form_id, &command.version).await?;
    let form = found.ok_or(Refusal::NoForm)?;
    let stored = of_kept(response::look_up(&services.db, command.response_id).await?)?;
    let wave = waves::of(&services.db, &stored).await?;
    if waves::is_anonymous(wave.as_ref()) {
        return Err(Error::Anonymous);
    }
    let elsewhere = match &command.round {
        Round::OfCode(code) | Round::Named(code) => {
            waves::by_code(services, code).await?.map(|named| named.id) != stored.wave_id
        }
        Round::OnlyOpen => false,
    };
    if elsewhere || [&stored.form_id, &stored.form_version] != [&command.form_id, &command.version] {
        return Err(Error::Stale);
    }
    let checked = check(services, &form.form, wave.as_ref(), (&stored, &command))?;
    let tx = services.db.begin().await?;
    let stored = of_kept(response::lock(&tx, command.response_id).await?)?;
    let (now, is_new) = settle(services, &tx, actor, &form, base, stored, checked).await?;
    if is_new {
        audit::record(services, &tx, actor, Action::Changed, Object::Response(now.id)).await?;
    }
    tx.commit().await?;
    let receipt = receipt(services, &now).await?;
    Ok(if is_new { Outcome::Revised(receipt) } else { Outcome::Replayed(receipt) })
}

/// Judges what an answer is to be changed to. The rules that it breaks already do not stand in the way of putting something
/// else right: who sends in what is new is asked only about what is new, and what somebody has found right stays so.
pub(in crate::service) fn check(
    services: &Services,
    form: &Form,
    wave: Option<&Wave>,
    (stored, command): (&Response, &Command),
) -> Result<Response, Refusal> {
    // Whoever corrects an answer without saying in which language leaves it in the one it has.
    let language = if command.language.is_empty() { &stored.language } else { &command.language };
    let strict = Command { handling: Handling::Strict, language: language.clone(), ..command.clone() };
    let broken = match submit::check(services, form, wave, &strict) {
        Err(Refusal::Violations(broken)) => broken,
        judged => return judged,
    };
    let known = known::broken_by(services, form, stored);
    let is_known = |path: &str, code: &str| known.iter().any(|known| known.path == path && known.code.name() == code);
    if command.handling == Handling::Strict {
        let new: Vec<_> = broken.into_iter().filter(|broken| !is_known(&broken.path, broken.code.name())).collect();
        if !new.is_empty() {
            return Err(Refusal::Violations(new));
        }
    }
    let checked = submit::check(services, form, wave, &Command { handling: Handling::Lenient, ..strict })?;
    let waits = |doubt: &&Doubt| {
        let before = |waiting: &Doubt| waiting.path == doubt.path && waiting.code == doubt.code;
        !is_known(&doubt.path, &doubt.code) || stored.review.doubts().iter().any(before)
    };
    let review = Review::of(checked.review.doubts().iter().filter(waits).cloned().collect());
    Ok(Response { review, ..checked })
}

/// Makes other content the newest revision of an answer that the caller has locked.
pub(in crate::service) async fn replace(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    (old, new): (&Response, Response),
    deed: Deed,
) -> Result<Response, store::Error> {
    revision::keep(tx, old, services.clock.today()).await?;
    let new = Response { revision: old.revision + 1, period_starts_on: old.period_starts_on, ..new };
    response::replace(tx, &new).await?;
    note(services, tx, actor, &new, deed, None).await?;
    Ok(new)
}

/// Notes who did something with an answer that the caller has locked. It is part of the answer and goes with it.
pub(in crate::service) async fn note(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    answer: &Response,
    deed: Deed,
    words: Option<String>,
) -> Result<(), store::Error> {
    let who_id = match actor.who {
        Who::Person(id) | Who::Program(id) => Some(id),
        Who::Operator => None,
    };
    let event = ResponseEvent {
        response_id: answer.id,
        revision: answer.revision,
        at: services.clock.now().timestamp(),
        who_id,
        who_name: actor.name.clone(),
        deed,
        words,
    };
    response_event::append(tx, &event).await
}

fn of_kept(kept: Option<Kept>) -> Result<Response, Error> {
    match kept {
        Some(Kept::Response(stored)) => Ok(*stored),
        Some(Kept::Withdrawn) => Err(Refusal::Withdrawn.into()),
        None => Err(Error::Stale),
    }
}

/// Makes the change, if it was not made before. Gives the revision that says so, and whether it is new.
async fn settle(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    form: &PublishedForm,
    base: &str,
    stored: Response,
    checked: Response,
) -> Result<(Response, bool), Error> {
    if is_same(services, form, &stored, &checked) {
        return Ok((stored, false));
    }
    if stored.sha256.to_string() == base {
        return Ok((replace(services, tx, actor, (&stored, checked), Deed::Revise).await?, true));
    }
    // The editor may not have heard that the change was made, and somebody has made another one since.
    let earlier = revision::list(tx, stored.id).await?;
    for pair in earlier.windows(2).filter(|pair| pair[0].sha256.to_string() == base) {
        if let Some(made) = revision::find(tx, stored.id, pair[1].revision).await? {
            let made = as_it_was(made, &stored);
            if is_same(services, form, &made, &checked) {
                return Ok((made, false));
            }
        }
    }
    Err(Error::Stale)
}
