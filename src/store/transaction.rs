//! A transaction, and whom it tells once it is done.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::Notify;

use super::audit::Head;
use super::change::{Changes, Topic};
use super::{Error, Reads};

/// A transaction. Dropped without [`Tx::commit`], it never was.
#[derive(Debug)]
pub struct Tx {
    connection: DatabaseTransaction,
    /// Who wants to know that an event was appended on this machine, and whether one was.
    appended: Option<Arc<Notify>>,
    has_appended: AtomicBool,
    /// Who keeps what was changed in memory on this machine, and what that was.
    changes: Option<Changes>,
    changed: Mutex<Vec<Topic>>,
    /// Where the log of administration ends with each entry that was appended.
    noted: Mutex<Vec<Head>>,
}

impl Tx {
    pub(super) async fn begin(write: &DatabaseConnection) -> Result<Self, Error> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Self::of(write.begin_with_options(options).await?))
    }

    pub(super) fn of(connection: DatabaseTransaction) -> Self {
        let (has_appended, changed, noted) = Default::default();
        Self { connection, appended: None, has_appended, changes: None, changed, noted }
    }

    /// The same transaction, which tells these when it is done.
    pub(super) fn telling(self, appended: &Arc<Notify>, changes: &Changes) -> Self {
        Self { appended: Some(Arc::clone(appended)), changes: Some(changes.clone()), ..self }
    }

    /// Makes everything durable. Before this returns, nobody may be told that it is.
    pub async fn commit(self) -> Result<(), Error> {
        let done = self.connection.commit().await;
        // Also after a failure: nobody knows whether it was before or after the commit.
        if let Some(changes) = self.changes {
            for topic in self.changed.into_inner().unwrap_or_else(PoisonError::into_inner) {
                changes.forget(topic);
            }
        }
        done?;
        // What was not committed would be missing from the chain for ever, and look as if it had been taken out.
        for Head { number, hash } in self.noted.into_inner().unwrap_or_else(PoisonError::into_inner) {
            tracing::info!(number, %hash, "the log of administration grew");
        }
        if let Some(appended) = self.appended.filter(|_| self.has_appended.into_inner()) {
            appended.notify_one();
        }
        Ok(())
    }

    pub(super) fn ring_after_commit(&self) {
        self.has_appended.store(true, Ordering::Relaxed);
    }

    pub(super) fn tell_after_commit(&self, head: Head) {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).push(head);
    }

    pub(super) fn forget_after_commit(&self, topic: Topic) {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).push(topic);
    }
}

impl Reads for Tx {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.connection
    }
}
