//! Claims events and sees to it that each has its consequences: several at once, one that fails later again, at once when
//! something was appended on this machine.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{Failure, guard};
use crate::event::Event;
use crate::service::{Services, send_mail};
use crate::store::outbox::{self, Claimed, LEASE};
use crate::store::{self, Tx};
use crate::telemetry::in_one_line;

/// Takes events out of the database and hands them to `handle`, which gives the transaction that its effect is in.
#[derive(Debug)]
pub struct Runner<H> {
    services: Services,
    handle: H,
}

/// So many events are worked on at once: more would take connections from requests.
const AT_ONCE: usize = 4;
/// So often somebody looks for what other machines appended, and for what is to be tried again.
const LOOK: Duration = Duration::from_secs(1);
/// Work ends before its claim does.
const LONGEST: Duration = Duration::from_secs(LEASE.as_secs() * 3 / 4);

impl<H, F> Runner<H>
where
    H: Fn(Services, Event) -> F,
    F: Future<Output = Result<Tx, Failure>> + Send + 'static,
{
    /// Over the outbox of the services' database.
    pub fn new(services: Services, handle: H) -> Self {
        Self { services, handle }
    }

    /// Works until it is told to stop, and then until what was begun has ended.
    pub async fn run(self, mut stopped: watch::Receiver<bool>) {
        let mut running = JoinSet::new();
        while !*stopped.borrow() {
            let free = AT_ONCE.saturating_sub(running.len());
            for claimed in self.claim(free).await {
                self.begin(&mut running, claimed);
            }
            let is_full = running.len() >= AT_ONCE;
            tokio::select! {
                () = self.services.db.appended(), if !is_full => {}
                () = tokio::time::sleep(LOOK), if !is_full => {}
                // One has ended, so there is a place for the next.
                Some(_) = running.join_next() => {}
                changed = stopped.changed() => if changed.is_err() { break },
            }
        }
        while running.join_next().await.is_some() {}
    }

    async fn claim(&self, most: usize) -> Vec<Claimed> {
        let claimed = async {
            if !outbox::is_any_due(&self.services.db, &self.services.clock).await? {
                return Ok(Vec::new());
            }
            let tx = self.services.db.begin().await?;
            let claimed = outbox::claim(&tx, &self.services.clock, most as u64).await?;
            tx.commit().await?;
            Ok::<_, store::Error>(claimed)
        };
        claimed.await.unwrap_or_else(|error| {
            tracing::warn!(error = &error as &dyn std::error::Error, "events could not be claimed; trying again");
            Vec::new()
        })
    }

    fn begin(&self, running: &mut JoinSet<()>, claimed: Claimed) {
        let services = self.services.clone();
        let work = match &claimed.event {
            Ok(event) => Ok((self.handle)(services.clone(), event.clone())),
            Err(unknown) => Err(unknown.clone()),
        };
        running.spawn(async move {
            let finished = async {
                let tx = guard(work?, LONGEST).await?;
                finish(tx, &claimed).await
            };
            if let Err(failure) = finished.await {
                give_back(&services, &claimed, &failure).await;
            }
        });
    }
}

/// The effect and the note of it, together.
async fn finish(tx: Tx, claimed: &Claimed) -> Result<(), Failure> {
    if outbox::done(&tx, claimed).await? {
        return Ok(tx.commit().await?);
    }
    tracing::warn!(event = %claimed.id, "an event took so long that somebody else has it; what was done here is undone");
    Ok(())
}

async fn give_back(services: &Services, claimed: &Claimed, failure: &Failure) {
    let reason = in_one_line(&**failure);
    let asked = failure.downcast_ref::<send_mail::Error>().and_then(send_mail::Error::wait).unwrap_or_default();
    let given_back = async {
        let tx = services.db.begin().await?;
        let is_dead = outbox::failed(&tx, &services.clock, claimed, &reason, asked).await?;
        tx.commit().await?;
        Ok::<_, store::Error>(is_dead)
    };
    match given_back.await {
        Ok(true) => tracing::error!(event = %claimed.id, reason, "an event is given up"),
        Ok(false) => tracing::warn!(event = %claimed.id, reason, "an event is tried again later"),
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(event = %claimed.id, reason, error, "an event could not be given back; its claim ends by itself");
        }
    }
}
