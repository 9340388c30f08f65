//! Sends those who subscribed what indicators were observed to be: each in a task of its own, so that one that does not answer keeps
//! no other waiting.

use std::collections::HashSet;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;
use uuid::Uuid;

use super::guard;
use crate::service::Services;
use crate::service::indicators::feed::send;
use crate::store::delivery::LEASE;
use crate::telemetry::in_one_line;

/// So often somebody looks for what is to be sent.
const LOOK: Duration = Duration::from_secs(1);
/// A round ends before its claims do.
const LONGEST: Duration = Duration::from_secs(LEASE.as_secs() * 3 / 4);
/// After a failure of our own nobody tries again before this.
const PAUSE: Duration = Duration::from_mins(1);

/// Sends until it is told to stop. What is on its way then is sent again by who comes next.
pub(super) async fn run(services: Services, mut stopped: watch::Receiver<bool>) {
    let mut busy = HashSet::new();
    let mut running = JoinSet::new();
    while !*stopped.borrow() {
        let live = send::live(&services).await.unwrap_or_else(|error| {
            tracing::warn!(error = &error as &dyn std::error::Error, "subscriptions could not be read; trying again");
            Vec::new()
        });
        for id in live {
            if busy.insert(id) {
                running.spawn(all_rounds(services.clone(), id));
            }
        }
        let next_look = sleep(LOOK);
        tokio::pin!(next_look);
        loop {
            tokio::select! {
                () = &mut next_look => break,
                Some(ended) = running.join_next() => if let Ok(id) = ended { busy.remove(&id); },
                _ = stopped.changed() => break,
            }
        }
    }
}

/// Rounds until nothing is left for now.
async fn all_rounds(services: Services, id: Uuid) -> Uuid {
    loop {
        let own = services.clone();
        match guard(async move { Ok(send::round(&own, id).await?) }, LONGEST).await {
            Ok(0) => return id,
            Ok(_) => {}
            Err(failure) => {
                tracing::error!(subscription = %id, reason = in_one_line(&*failure), "what was observed could not be sent");
                sleep(PAUSE).await;
                return id;
            }
        }
    }
}
