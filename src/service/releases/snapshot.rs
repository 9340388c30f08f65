//! The answers of a wave as records to count, those of its earlier releases included.

use forms::{Form, Instance};
use serde_json::Value;
use stats::cube::Record;
use stats::disclosure::perturb::RecordKey;
use uuid::Uuid;

use super::cube::Cube;
use super::ledger::Ledger;
use crate::service::Services;
use crate::service::answers::known;
use crate::store::response::{self, Answer};
use crate::store::{self, revision};

/// Answers that are read at a time.
const AT_ONCE: u64 = 200;

/// A record, and what noise on its counts follows from.
pub(super) type Keyed = (Record, RecordKey);

/// Everybody who counts, now or in an earlier release.
pub(super) struct Snapshot {
    pub(super) records: Vec<Keyed>,
    /// How many answers the wave has now, those of people who do not count among them.
    pub(super) all: u64,
    /// Those of now, each with the revision that it has.
    pub(super) counted: Vec<(Uuid, i32)>,
    /// How many of now are not in the last release, or not as they are.
    pub(super) new: u64,
    /// How many of the last release do not count any more, or not as they did.
    pub(super) old: u64,
}

/// Reads the answers of a wave.
pub(super) async fn read(
    services: &Services,
    wave: Uuid,
    form: &Form,
    cube: &Cube,
    ledger: &Ledger,
) -> Result<Snapshot, store::Error> {
    let mut snapshot = Snapshot { records: Vec::new(), all: 0, counted: Vec::new(), new: 0, old: 0 };
    let mut after = None;
    loop {
        let page = response::page_of_wave(&services.db, wave, after, AT_ONCE).await?;
        snapshot.all += page.len() as u64;
        for answer in &page {
            add(&mut snapshot, services, form, cube, ledger, answer).await?;
        }
        match page.last() {
            Some(last) if page.len() as u64 == AT_ONCE => after = Some(last.id),
            _ => return Ok(snapshot),
        }
    }
}

async fn add(
    snapshot: &mut Snapshot,
    services: &Services,
    form: &Form,
    cube: &Cube,
    ledger: &Ledger,
    answer: &Answer,
) -> Result<(), store::Error> {
    let document = known::document(&answer.answers, answer.id)?;
    let now = categories(services, form, cube, (answer.id, &answer.language, &document));
    let counts = ledger.counts(answer.id, now.as_ref().map(|_| answer.revision));
    snapshot.counted.extend(now.as_ref().map(|_| (answer.id, answer.revision)));
    let key = RecordKey::from_bits(services.secret_key.record(answer.id));
    for (revision, presence) in counts {
        let at = ledger.next();
        snapshot.new += u64::from(presence.joined == at);
        snapshot.old += u64::from(presence.left == Some(at));
        let categories = match &now {
            Some(now) if revision == answer.revision => now.clone(),
            _ => as_counted(services, form, cube, answer, revision).await?,
        };
        snapshot.records.push((Record { categories, presence }, key));
    }
    Ok(())
}

/// The categories of a revision that an earlier release counted.
async fn as_counted(
    services: &Services,
    form: &Form,
    cube: &Cube,
    answer: &Answer,
    revision: i32,
) -> Result<Vec<usize>, store::Error> {
    let bad = || store::Error::bad_row("release_answer", "revision", &answer.id);
    let old = revision::find(&services.db, answer.id, revision).await?.ok_or_else(bad)?;
    let document = known::document(&old.answers, answer.id)?;
    categories(services, form, cube, (answer.id, &old.language, &document)).ok_or_else(bad)
}

fn categories(
    services: &Services,
    form: &Form,
    cube: &Cube,
    (id, language, answers): (Uuid, &str, &Value),
) -> Option<Vec<usize>> {
    let (instance, _) = Instance::resume(form, answers, &known::surroundings(services, id, language));
    cube.categories(answers, &instance)
}
