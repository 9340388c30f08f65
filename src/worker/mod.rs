//! What happens without a request: the consequences of events, and what is done again and again. Every machine runs one
//! worker; what is to be done is rows, so that none of it depends on which machine lives.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::service::Services;
use crate::store::outbox::LEASE;

mod dispatch;
mod feeds;
mod releases;
mod runner;
mod schedules;

pub use runner::Runner;

/// Why some work was not done.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The worker of this machine.
#[derive(Debug)]
pub struct Worker {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Work that was stopped, because it took longer than anyone may.
#[derive(Debug, thiserror::Error)]
#[error("it took longer than {} seconds", .0.as_secs())]
struct TooLong(Duration);

/// Work that ended by a mistake of this program.
#[derive(Debug, thiserror::Error)]
#[error("the program made a mistake")]
struct Panicked;

impl Worker {
    /// Begins to work.
    pub fn start(services: &Services) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(Runner::new(services.clone(), dispatch::dispatch).run(stopped.clone()));
        tasks.spawn(releases::run(services.clone(), stopped.clone()));
        tasks.spawn(feeds::run(services.clone(), stopped.clone()));
        tasks.spawn(schedules::run(services.clone(), stopped));
        Self { stop, tasks }
    }

    /// Begins nothing more, and returns when what was begun has ended, or after `patience`: then its claims end by themselves.
    pub async fn stop(mut self, patience: Duration) {
        self.stop.send_replace(true);
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(patience, ended).await.is_err() {
            tracing::warn!("some work was not finished; it is begun again in {} seconds", LEASE.as_secs());
        }
    }
}

/// Does some work in a task of its own, which may fail, panic or hang without harm to the caller.
async fn guard<T: Send + 'static>(
    work: impl Future<Output = Result<T, Failure>> + Send + 'static,
    longest: Duration,
) -> Result<T, Failure> {
    let mut task = JoinSet::new();
    task.spawn(work);
    match tokio::time::timeout(longest, task.join_next()).await {
        Ok(Some(Ok(done))) => done,
        Ok(_) => Err(Panicked.into()),
        // The task is stopped with the set that it is in.
        Err(_) => Err(TooLong(longest).into()),
    }
}
