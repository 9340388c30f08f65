//! Writes what was observed to files of Parquet, for programs that read a folder or a bucket. A file is named by the numbers of its
//! first and last observation; which they are is kept before it is written, so that whoever writes it again writes the same.

use super::files::{self, Format};
use super::subscribe::Subscription;
use super::told::Names;
use crate::blob::{self, Key};
use crate::service::Services;
use crate::store::{self, observation, subscription};

/// Why there is no file. Later there may be one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It could not be written.
    #[error(transparent)]
    Written(#[from] files::Error),
    /// The object store failed.
    #[error(transparent)]
    Blob(#[from] blob::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The most of a file.
const MOST: u64 = 1_000;

/// Writes the next file of a subscription, and says how many observations it holds.
pub(super) async fn next(services: &Services, to: &Subscription) -> Result<usize, Error> {
    if to.pending.is_none() && observation::last_number(&services.db).await? <= to.number {
        return Ok(0);
    }
    let Some(last) = intend(services, to).await? else { return Ok(0) };
    let mut these = observation::of(&services.db, to.programme_id, to.number, MOST).await?;
    these.retain(|one| one.number <= last);
    let content = files::write(Format::Parquet, &these, &Names::all(services).await?)?;
    services.attachments.blobs.put(&Key::feed(to.id, to.number + 1, last), content).await?;
    let tx = services.db.begin().await?;
    if subscription::hold(&tx, to.id).await?.is_some_and(|held| held.number == to.number) {
        subscription::advance(&tx, to.id, last).await?;
    }
    tx.commit().await?;
    Ok(these.len())
}

/// Up to which observation the next file goes; nothing, if there is none to write.
async fn intend(services: &Services, to: &Subscription) -> Result<Option<i64>, store::Error> {
    let tx = services.db.begin().await?;
    let Some(held) = subscription::hold(&tx, to.id).await? else { return Ok(None) };
    if held.number != to.number {
        // Somebody else has written it.
        return Ok(None);
    }
    if held.pending.is_some() {
        return Ok(held.pending);
    }
    // Read before those that it counts, so that none of them is passed over.
    let head = observation::last_number(&tx).await?;
    let last = observation::of(&tx, to.programme_id, to.number, MOST).await?.last().map(|last| last.number);
    match last {
        Some(last) => subscription::intend(&tx, to.id, last).await?,
        None => subscription::advance(&tx, to.id, head).await?,
    }
    tx.commit().await?;
    Ok(last)
}
