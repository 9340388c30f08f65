//! Sweeping files that nobody refers to: rows first, then the objects that no row names. Whatever of this is interrupted is
//! done the next time.

use futures_util::{Stream, TryStreamExt};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::blob::{self, Found, Key};
use crate::event::Event;
use crate::service::{Services, attachments};
use crate::store::{self, Tx, attachment, outbox, walk};

/// Why not everything was swept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The object store failed.
    #[error(transparent)]
    Blob(#[from] blob::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What was swept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files that nothing had referred to for days; their objects follow by an event.
    pub forgotten: usize,
    /// Objects that no row named, and parts of files that never came to their end.
    pub objects: usize,
}

impl Swept {
    /// Everything that was swept.
    pub fn total(self) -> u64 {
        (self.forgotten + self.objects) as u64
    }
}

/// Rows and objects that are looked at together.
const AT_ONCE: usize = 500;
/// An object without a row is older than a day when it is swept: an upload may be just about to name it. Objects tell only
/// their day, so it is two.
const DAYS: i64 = 2;

/// Sweeps.
pub async fn sweep(services: &Services) -> Result<Swept, Error> {
    let mut swept = Swept::default();
    loop {
        let forgotten = forget(services).await?;
        swept.forgotten += forgotten;
        if forgotten < AT_ONCE {
            break;
        }
    }
    let before = services.clock.now().timestamp();
    let before = before.checked_sub((24 * DAYS).hours()).unwrap_or(before);
    let blobs = &services.attachments.blobs;
    swept.objects += remove_old(services, blobs.unfinished(), before).await?;
    swept.objects += remove_old(services, blobs.kept(), before).await?;
    blobs.tidy(before).await?;
    Ok(swept)
}

/// Removes the object of a row that went.
pub async fn remove_unused(services: &Services, key: &str) -> Result<Tx, Error> {
    if let Some(key) = Key::parse(key) {
        services.attachments.blobs.remove(&key).await?;
    } else {
        tracing::error!(key, "an event names an object that cannot be");
    }
    Ok(services.db.begin().await?)
}

async fn forget(services: &Services) -> Result<usize, store::Error> {
    let tx = services.db.begin().await?;
    let today = services.clock.today();
    attachment::review(&tx, attachments::forget_on(today)).await?;
    keep_for_walks(&tx, attachments::forget_on(today)).await?;
    let forgotten = attachment::remove_forgotten(&tx, today, AT_ONCE as u64).await?;
    for blob in &forgotten {
        let event = Event::BlobUnused { key: Key::kept(*blob).to_string() };
        outbox::append(&tx, &services.clock, &event).await?;
    }
    tx.commit().await?;
    Ok(forgotten.len())
}

/// A walk may take longer than a file waits, and what was photographed on it cannot be photographed again.
async fn keep_for_walks(tx: &Tx, until: Date) -> Result<(), store::Error> {
    for answers in walk::open_answers(tx).await? {
        let answers = serde_json::from_str(&answers).unwrap_or_default();
        for sha256 in attachments::named_in(&answers) {
            attachment::keep_until(tx, sha256, until).await?;
        }
    }
    Ok(())
}

/// Removes objects that came before a moment and that no row names.
async fn remove_old(
    services: &Services,
    found: impl Stream<Item = Result<Found, blob::Error>>,
    before: Timestamp,
) -> Result<usize, Error> {
    let mut removed = 0;
    let old = found.try_filter(|found| std::future::ready(found.came < before));
    let mut old = std::pin::pin!(old.map_ok(|found| found.key).try_chunks(AT_ONCE));
    while let Some(keys) = old.try_next().await.map_err(|error| error.1)? {
        let identities: Vec<_> = keys.iter().filter_map(Key::identity).collect();
        let named = attachment::named(&services.db, &identities).await?;
        let is_unnamed = |key: &&Key| key.identity().is_none_or(|identity| !named.contains(&identity));
        for key in keys.iter().filter(is_unnamed) {
            services.attachments.blobs.remove(key).await?;
            removed += 1;
        }
    }
    Ok(removed)
}
