//! What an answer means whose identity is taken: the same again, also when it was changed since, or something else.

use forms::{Form, Instance, Surroundings, Violation};
use serde_json::Value;
use uuid::Uuid;

use crate::service::{PublishedForm, Services};
use crate::store::quarantine::{self, Resolution};
use crate::store::response::{self, Kept, Response, Review};
use crate::store::revision::{self, Revision};
use crate::store::{self, Reads, Tx};

/// What is known of the content of an answer whose identity is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) enum Known {
    /// It is stored: as the answer, as a revision that was replaced, or as the answer that a person made of it.
    Stored(Box<Response>),
    /// The answer was taken back.
    Withdrawn,
    /// Nothing.
    Other,
}

/// Looks for the content of a checked answer under its identity.
pub(in crate::service) async fn look(
    services: &Services,
    from: &impl Reads,
    form: &PublishedForm,
    checked: &Response,
) -> Result<Known, store::Error> {
    let known = among_revisions(services, from, form, checked.id, checked).await?;
    if known != Known::Other {
        return Ok(known);
    }
    match quarantine::find_content(from, checked.id, checked.sha256).await? {
        Some(case) if case.settled.is_some_and(|(resolution, _)| resolution == Resolution::Split) => {
            among_revisions(services, from, form, case.id, checked).await
        }
        _ => Ok(Known::Other),
    }
}

/// Looks for the content of a checked answer under its identity, and opens a case of quarantine if it is not there.
pub(in crate::service) async fn look_or_keep_apart(
    services: &Services,
    tx: &Tx,
    form: &PublishedForm,
    checked: &Response,
) -> Result<Known, store::Error> {
    response::lock(tx, checked.id).await?;
    let known = look(services, tx, form, checked).await?;
    if known == Known::Other {
        quarantine::open(tx, services.clock.identity(), checked).await?;
    }
    Ok(known)
}

/// Whether two answers have the same content. Calculated values may depend on the time of calculation, so where the digests
/// differ, the stored answers are calculated anew before they are compared.
pub(in crate::service) fn is_same(
    services: &Services,
    form: &PublishedForm,
    stored: &Response,
    checked: &Response,
) -> bool {
    if stored.sha256 == checked.sha256 {
        return true;
    }
    let places = |response: &Response| (response.form_id.clone(), response.form_version.clone(), response.wave_id);
    if places(stored) != places(checked) {
        return false;
    }
    let surroundings = surroundings(services, checked.id, &checked.language);
    // What somebody has to look at is known again, too.
    let Ok((anew, _)) = Instance::read_in_doubt(&form.form, stored.answers.as_bytes(), &surroundings) else {
        return false;
    };
    anew.answers == checked.answers
}

/// Which rules of the author a stored answer breaks.
pub(in crate::service) fn broken_by(services: &Services, form: &Form, stored: &Response) -> Vec<Violation> {
    let surroundings = surroundings(services, stored.id, &stored.language);
    let judged = Instance::read_in_doubt(form, stored.answers.as_bytes(), &surroundings);
    judged.map(|(_, broken)| broken).unwrap_or_default()
}

/// A replaced revision as the answer that it was. `now` is what the answer has become.
pub(in crate::service) fn as_it_was(revision: Revision, now: &Response) -> Response {
    Response {
        language: revision.language,
        answers: revision.answers,
        sha256: revision.entry.sha256,
        revision: revision.entry.revision,
        // Whether it broke rules is not kept: what counts is what the answer has become.
        review: Review::None,
        ..now.clone()
    }
}

pub(in crate::service) fn surroundings(services: &Services, response: Uuid, language: &str) -> Surroundings {
    Surroundings { now: services.clock.now(), seed: seed(response), language: language.to_owned() }
}

/// What an answer says, as it is stored.
pub(in crate::service) fn document(answers: &str, response: Uuid) -> Result<Value, store::Error> {
    serde_json::from_str(answers).map_err(|_| store::Error::bad_row("response", "answers", &response))
}

/// Chance that stays the same for one response, so that a form that shuffles looks the same on every page of it.
pub(in crate::service) fn seed(response: Uuid) -> u64 {
    response.as_u64_pair().0 ^ response.as_u64_pair().1
}

async fn among_revisions(
    services: &Services,
    from: &impl Reads,
    form: &PublishedForm,
    id: Uuid,
    checked: &Response,
) -> Result<Known, store::Error> {
    let stored = match response::look_up(from, id).await? {
        Some(Kept::Response(stored)) => stored,
        Some(Kept::Withdrawn) => return Ok(Known::Withdrawn),
        None => return Ok(Known::Other),
    };
    if is_same(services, form, &stored, checked) {
        return Ok(Known::Stored(stored));
    }
    let earlier = if stored.revision > 1 { revision::read_all(from, id).await? } else { Vec::new() };
    let mut earlier = earlier.into_iter().map(|revision| as_it_was(revision, &stored));
    let found = earlier.find(|earlier| is_same(services, form, earlier, checked));
    Ok(found.map_or(Known::Other, |found| Known::Stored(Box::new(found))))
}
