//! Settling what came under a taken identity: a person looks at both contents and says what becomes of the second.

use forms::Instance;
use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

use super::{known, revise, submit};
use crate::access::Actor;
use crate::service::audit::{self, Action, Object};
use crate::service::{Services, catalogue, waves};
use crate::store::quarantine;
use crate::store::response::{self, Kept, Response, Review};
use crate::store::response_event::Deed;
use crate::store::{self, Digest, Tx, attachment, revision};

pub use crate::store::quarantine::{Case, Entry, Filter, Resolution};

mod difference;

pub use difference::{Difference, between as differences};

/// A case with all there is to see.
#[derive(Clone, Debug)]
pub struct Look {
    /// The case.
    pub case: Case,
    /// The answer that has the identity.
    pub first: Response,
    /// Where the two contents differ; empty if the case is settled.
    pub differences: Vec<Difference>,
}

/// What becomes of the second content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is dropped for good.
    KeepFirst,
    /// It becomes the next revision of the answer that the person saw, which is named by its digest.
    TakeSecond {
        /// The digest of the first content.
        first: String,
    },
    /// It becomes an answer of its own.
    Split,
}

/// Why a case was not settled.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such case: perhaps its answer was taken back.
    #[error("there is no such case")]
    NoCase,
    /// It was settled in another way.
    #[error("the case was settled in another way")]
    Settled(Resolution),
    /// The answer is of an anonymous wave, where nothing is changed.
    #[error("answers of an anonymous wave are not changed")]
    Anonymous,
    /// The second content answers another form version, or another wave, than the first.
    #[error("the second content is of another form version or wave")]
    Elsewhere,
    /// The answer is no longer what the person saw.
    #[error("the answer is not what was looked at")]
    Stale,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The most cases that are told at once.
pub const PAGE: u64 = 100;

/// At most `most` cases, never more than [`PAGE`], and whether there are more behind them.
pub async fn list(services: &Services, filter: &Filter, most: u64) -> Result<(Vec<Entry>, bool), store::Error> {
    let most = most.clamp(1, PAGE);
    let mut entries = quarantine::list(&services.db, filter, most + 1).await?;
    let has_more = entries.len() as u64 > most;
    entries.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok((entries, has_more))
}

/// One case with both contents; `None` if there is none.
pub async fn look(services: &Services, id: Uuid) -> Result<Option<Look>, store::Error> {
    let Some(case) = quarantine::find(&services.db, id).await? else { return Ok(None) };
    // None if it was taken back a moment ago: then the case is gone, too.
    let Some(first) = response::find(&services.db, case.entry.response_id).await? else { return Ok(None) };
    let differences = match &case.second {
        Some(second) => difference::between(&read(&first.answers), &read(&second.answers)),
        None => Vec::new(),
    };
    Ok(Some(Look { case, first, differences }))
}

/// Settles a case. The same decision again is fine and changes nothing.
pub async fn settle(services: &Services, actor: &Actor, id: Uuid, decision: &Decision) -> Result<Entry, Error> {
    let found = quarantine::find(&services.db, id).await?.ok_or(Error::NoCase)?;
    let review = review_of(services, &found).await?;
    let tx = services.db.begin().await?;
    // Who is second waits here, and then sees what became of the case.
    let Some(Kept::Response(first)) = response::lock(&tx, found.entry.response_id).await? else {
        return Err(Error::NoCase);
    };
    let case = quarantine::find(&tx, id).await?.ok_or(Error::NoCase)?;
    match case.entry.settled {
        Some((resolution, _)) if resolution == decision.resolution() => return Ok(case.entry),
        Some((resolution, _)) => return Err(Error::Settled(resolution)),
        None => {}
    }
    match decision {
        Decision::KeepFirst => {}
        Decision::TakeSecond { first: seen } => {
            take_second(services, &tx, actor, &first, (&case, review), seen).await?;
        }
        Decision::Split => {
            let files = files_of(&tx, &case).await?;
            if let Some(second) = case.to_response(id, files) {
                response::insert(&tx, &Response { review, ..second }).await?;
            }
        }
    }
    let today = services.clock.today();
    quarantine::settle(&tx, id, decision.resolution(), today).await?;
    let_go_of_files(&tx, first.id, today).await?;
    audit::record(services, &tx, actor, Action::Settled, Object::Case(id)).await?;
    tx.commit().await?;
    Ok(Entry { settled: Some((decision.resolution(), today)), ..case.entry })
}

impl Decision {
    fn resolution(&self) -> Resolution {
        match self {
            Self::KeepFirst => Resolution::KeepFirst,
            Self::TakeSecond { .. } => Resolution::TakeSecond,
            Self::Split => Resolution::Split,
        }
    }
}

/// Whether somebody has to look at the second content: rules that it breaks are not kept with a case. In an anonymous wave
/// nothing was taken that breaks any, and nobody looks at single answers.
async fn review_of(services: &Services, case: &Case) -> Result<Review, store::Error> {
    let (entry, Some(second)) = (&case.entry, &case.second) else { return Ok(Review::None) };
    let wave = match entry.wave_id {
        Some(id) => waves::find(services, id).await?,
        None => None,
    };
    if waves::is_anonymous(wave.as_ref()) {
        return Ok(Review::None);
    }
    let Some(form) = catalogue::find(services, &entry.form_id, &entry.form_version).await? else {
        return Ok(Review::None);
    };
    let surroundings = known::surroundings(services, entry.response_id, &second.language);
    let read = Instance::read_in_doubt(&form.form, second.answers.as_bytes(), &surroundings);
    // It was judged when it came; what has changed since, such as what day it is, is no reason to lose it.
    Ok(read.map_or(Review::None, |(_, violations)| submit::review(violations)))
}

async fn take_second(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    first: &Response,
    (case, review): (&Case, Review),
    seen: &str,
) -> Result<(), Error> {
    if waves::is_anonymous(waves::of(tx, first).await?.as_ref()) {
        return Err(Error::Anonymous);
    }
    let entry = &case.entry;
    let places = (&first.form_id, &first.form_version, first.wave_id);
    if places != (&entry.form_id, &entry.form_version, entry.wave_id) {
        return Err(Error::Elsewhere);
    }
    // Somebody may have changed the answer to the same meanwhile.
    if first.sha256 == entry.sha256 {
        return Ok(());
    }
    if first.sha256.to_string() != seen {
        return Err(Error::Stale);
    }
    if let Some(second) = case.to_response(first.id, files_of(tx, case).await?) {
        let second = Response { review, ..second };
        revise::replace(services, tx, actor, (first, second), Deed::TakeSecond).await?;
    }
    Ok(())
}

/// The files that the second content refers to. They are among those that are kept under the identity, and content refers
/// to a file by its digest.
async fn files_of(tx: &Tx, case: &Case) -> Result<Vec<Digest>, store::Error> {
    let mut files = attachment::referred(tx, case.entry.response_id).await?;
    files.retain(|file| case.second.as_ref().is_some_and(|second| second.answers.contains(&file.to_string())));
    Ok(files)
}

/// Lets go of the files that only the second content referred to, once it is gone from under the identity.
async fn let_go_of_files(tx: &Tx, response: Uuid, today: Date) -> Result<(), store::Error> {
    let mut unused = attachment::referred(tx, response).await?;
    if unused.is_empty() {
        return Ok(());
    }
    let mut contents: Vec<String> = response::find(tx, response).await?.into_iter().map(|now| now.answers).collect();
    contents.extend(revision::read_all(tx, response).await?.into_iter().map(|earlier| earlier.answers));
    contents.extend(quarantine::open_contents(tx, response).await?);
    unused.retain(|file| !contents.iter().any(|content| content.contains(&file.to_string())));
    attachment::let_go(tx, response, &unused, today).await
}

/// Stored answers are JSON that this program wrote.
fn read(answers: &str) -> Value {
    serde_json::from_str(answers).unwrap_or_default()
}
