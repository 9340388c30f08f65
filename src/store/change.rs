//! What nodes keep in memory, and how each hears that it changed. A use case announces a change in the transaction that makes it:
//! a count goes up in a table that every node looks at once a second, and PostgreSQL tells those who listen at once.
//!
//! What was read is believed as of a [`Moment`], which is over when something changed. A look-up that began before a change
//! belongs to a moment that is over, however late it ends, so it can never bring the old back. A node that has not been able to
//! look for some seconds believes nothing.

use std::collections::HashMap;
use std::future::pending;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use entity::change::{self, Column, Entity};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, ExprTrait, Set};
use tokio::sync::Notify;
use tokio::time::{Instant, interval, sleep, timeout};

use super::{Db, Error, Reads, Tx};

/// A kind of thing that nodes keep in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Tokens of programs.
    Tokens,
    /// Waves.
    Waves,
}

/// The time between two changes of a topic, on this node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(u64);

/// What this node knows of changes. Clones know the same.
#[derive(Clone, Debug, Default)]
pub struct Changes(Arc<Known>);

#[derive(Debug, Default)]
struct Known {
    moments: [AtomicU64; Topic::ALL.len()],
    believed_until: Mutex<Option<Instant>>,
    forgotten: Notify,
    /// Where PostgreSQL announces changes.
    address: Option<String>,
}

/// How often the counts are looked at.
const INTERVAL: Duration = Duration::from_secs(1);
/// How long what was read is believed after the last look. More than one look may fail.
const BELIEVED: Duration = Duration::from_secs(4);
/// How long to wait before trying to listen again.
const PATIENCE: Duration = Duration::from_secs(10);
const CHANNEL: &str = "nabosvar_change";

/// Says that something was changed, once the transaction is done: this node forgets it at once, the others soon.
pub async fn announce(tx: &Tx, topic: Topic) -> Result<(), Error> {
    let first = change::ActiveModel { topic: Set(topic.as_str().to_owned()), count: Set(1) };
    let one_more = Expr::col((Entity, Column::Count)).add(1);
    let count = OnConflict::column(Column::Topic).value(Column::Count, one_more).to_owned();
    Entity::insert(first).on_conflict(count).exec_without_returning(tx.connection()).await?;
    if tx.connection().get_database_backend() == DbBackend::Postgres {
        tx.connection().execute_unprepared(&format!("NOTIFY {CHANNEL}")).await?;
    }
    tx.forget_after_commit(topic);
    Ok(())
}

/// Hears of changes for as long as it is polled. Until it has looked for the first time, nothing is believed.
pub async fn hear(db: Db) {
    let mut looks = interval(INTERVAL);
    let mut seen = None;
    let mut has_failed = false;
    let told = Notify::new();
    let looking = async {
        loop {
            tokio::select! {
                _ = looks.tick() => {}
                () = told.notified() => {}
            }
            let began = Instant::now();
            match counts(&db).await {
                Ok(counts) => {
                    db.changes.note(seen.as_ref(), &counts, began);
                    seen = Some(counts);
                    has_failed = false;
                }
                Err(error) => {
                    if !has_failed {
                        tracing::warn!(error = &error as &dyn std::error::Error, "changes cannot be heard");
                    }
                    has_failed = true;
                }
            }
        }
    };
    tokio::join!(looking, listen(db.changes.0.address.as_deref(), &told));
}

/// Tells at once what the counts would tell within a second. It is no promise: a proxy between this and the database may
/// swallow it.
async fn listen(address: Option<&str>, told: &Notify) {
    let Some(address) = address else { return pending().await };
    loop {
        if let Ok(Ok(mut listener)) = timeout(PATIENCE, PgListener::connect(address)).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            while listener.recv().await.is_ok() {
                told.notify_one();
            }
        }
        sleep(PATIENCE).await;
    }
}

async fn counts(db: &Db) -> Result<HashMap<String, i64>, Error> {
    let rows = Entity::find().all(db.connection()).await.map_err(Error::reading("change"))?;
    Ok(rows.into_iter().map(|row| (row.topic, row.count)).collect())
}

impl Topic {
    const ALL: [Self; 2] = [Self::Tokens, Self::Waves];

    fn as_str(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::Waves => "waves",
        }
    }
}

impl Changes {
    /// Those of a database of PostgreSQL at this address.
    pub(super) fn announced_at(address: &str) -> Self {
        Self(Arc::new(Known { address: Some(address.to_owned()), ..Known::default() }))
    }

    /// The moment of a topic; none if this node cannot know it. What is read from now on belongs to it.
    pub fn moment(&self, topic: Topic) -> Option<Moment> {
        let until = *self.0.believed_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.filter(|until| Instant::now() < *until)?;
        Some(Moment(self.0.moments[topic as usize].load(Ordering::Acquire)))
    }

    /// Waits until the moment of a topic is another.
    pub async fn after(&self, topic: Topic, moment: Option<Moment>) {
        loop {
            let forgotten = self.0.forgotten.notified();
            if self.moment(topic) != moment {
                return;
            }
            forgotten.await;
        }
    }

    /// Ends the moment of a topic.
    pub(super) fn forget(&self, topic: Topic) {
        self.0.moments[topic as usize].fetch_add(1, Ordering::AcqRel);
        self.0.forgotten.notify_waiters();
    }

    /// Takes over what a look at the counts showed.
    fn note(&self, seen: Option<&HashMap<String, i64>>, counts: &HashMap<String, i64>, began: Instant) {
        for topic in Topic::ALL {
            let name = topic.as_str();
            if seen.is_none_or(|seen| seen.get(name) != counts.get(name)) {
                self.forget(topic);
            }
        }
        *self.0.believed_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(began + BELIEVED);
        self.0.forgotten.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(waves: i64) -> HashMap<String, i64> {
        HashMap::from([("waves".to_owned(), waves)])
    }

    #[tokio::test(start_paused = true)]
    async fn a_node_that_cannot_look_believes_nothing() {
        let changes = Changes::default();
        assert_eq!(changes.moment(Topic::Waves), None);
        changes.note(None, &counts(1), Instant::now());
        assert!(changes.moment(Topic::Waves).is_some());
        tokio::time::advance(BELIEVED).await;
        assert_eq!(changes.moment(Topic::Waves), None);
    }

    #[tokio::test]
    async fn a_change_ends_the_moment_of_its_topic_and_of_no_other() {
        let changes = Changes::default();
        changes.note(None, &counts(1), Instant::now());
        let (waves, tokens) = (changes.moment(Topic::Waves), changes.moment(Topic::Tokens));
        changes.note(Some(&counts(1)), &counts(1), Instant::now());
        assert_eq!(changes.moment(Topic::Waves), waves);
        changes.note(Some(&counts(1)), &counts(2), Instant::now());
        assert_ne!(changes.moment(Topic::Waves), waves);
        assert_eq!(changes.moment(Topic::Tokens), tokens);
    }
}
