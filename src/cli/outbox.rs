//! `outbox`: events whose consequences are still to come, and those that were given up.

use clap::Subcommand;
use uuid::Uuid;

use super::Failure;
use super::output::{say, tell};
use crate::service::Services;
use crate::store::outbox::{self, Pending, Which};

#[derive(Subcommand)]
pub(super) enum Outbox {
    /// List the events that wait and those that were given up, the oldest first
    List,
    /// Have events tried again at once: one, or all that were given up
    Retry { id: Option<Uuid> },
}

/// No more are listed: whoever has so many has one reason for all of them.
const MOST: u64 = 1_000;

impl Outbox {
    pub(super) async fn run(self, services: &Services) -> Result<(), Failure> {
        match self {
            Self::List => list(services).await,
            Self::Retry { id } => retry(services, id).await,
        }
    }
}

async fn list(services: &Services) -> Result<(), Failure> {
    for pending in outbox::list(&services.db, MOST).await? {
        let Pending { id, kind, tries, is_dead, appended_at, failure } = pending;
        let state = if is_dead { "dead" } else { "waiting" };
        let failure = failure.map(|failure| format!("  {failure}")).unwrap_or_default();
        say(format_args!("{id}  {kind}  {state}  since {appended_at}  tries {tries}{failure}"))?;
    }
    Ok(())
}

async fn retry(services: &Services, id: Option<Uuid>) -> Result<(), Failure> {
    let tx = services.db.begin().await?;
    let retried = outbox::retry(&tx, &services.clock, id.map_or(Which::Dead, Which::One)).await?;
    tx.commit().await?;
    if id.is_some() && retried == 0 {
        return Err("no event of this identity waits".into());
    }
    tell(format_args!("{retried} to be tried again"));
    Ok(())
}
