//! Makes the releases that somebody asked for, one at a time. Protecting tables may take minutes, which is longer than any event may
//! have; so a claim is short and renewed while the work goes on. Who dies, or cannot reach the database, loses it.

use std::pin::pin;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, sleep};

use super::{Failure, TooLong, guard};
use crate::service::Services;
use crate::service::releases::progress::Progress;
use crate::service::releases::work::{self, Failure as Ended};
use crate::store;
use crate::store::release_request::{Claimed, End, LEASE};
use crate::telemetry::in_one_line;

/// So often somebody looks for what was asked.
const LOOK: Duration = Duration::from_secs(1);
/// A claim is renewed twice before it would end.
const RENEW: Duration = Duration::from_secs(LEASE.as_secs() / 3);
/// So often it is told how far the work is, if it went on.
const TELL: Duration = Duration::from_secs(1);
/// What takes longer is given up for good: again it would take as long.
const LONGEST: Duration = Duration::from_hours(1);

/// Does what is asked until it is told to stop.
pub(super) async fn run(services: Services, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match work::claim(&services).await {
            Ok(Some(claimed)) => work_on(&services, &claimed, &mut stopped).await,
            Ok(None) => rest(&mut stopped).await,
            Err(error) => {
                warn(&error, "requests for releases could not be claimed; trying again");
                rest(&mut stopped).await;
            }
        }
    }
}

async fn rest(stopped: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = sleep(LOOK) => {}
        _ = stopped.changed() => {}
    }
}

async fn work_on(services: &Services, claimed: &Claimed, stopped: &mut watch::Receiver<bool>) {
    let id = claimed.request.id;
    let (own, request, progress) = (services.clone(), claimed.request.clone(), Progress::default());
    let noting = progress.clone();
    let mut working = pin!(guard(async move { Ok(work::perform(own, request, noting).await?) }, LONGEST));
    let (mut looks, mut told) = (interval(TELL), None);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut renewals = interval(RENEW);
    renewals.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let ended = loop {
        tokio::select! {
            ended = &mut working => break ended,
            _ = renewals.tick() => match work::renew(services, claimed).await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::warn!(request = %id, "somebody else makes a release that was begun here");
                    return;
                }
                Err(error) => warn(&error, "the claim of a request for a release could not be renewed"),
            },
            _ = looks.tick() => {
                let now = progress.now();
                if told != Some(now) {
                    match work::tell(services, claimed, now).await {
                        Ok(()) => told = Some(now),
                        Err(error) => warn(&error, "how far a release is could not be noted"),
                    }
                }
            }
            _ = stopped.changed() => {
                if let Err(error) = work::give_back(services, claimed).await {
                    warn(&error, "a request for a release could not be given back; its claim ends by itself");
                }
                return;
            }
        }
    };
    conclude(services, claimed, ended).await;
}

/// Notes how it ended. What only passes is begun anew when the claim is over.
async fn conclude(services: &Services, claimed: &Claimed, ended: Result<End, Failure>) {
    let id = claimed.request.id;
    let end = match ended {
        Ok(end) => end,
        Err(failure) if failure.is::<store::Error>() => {
            tracing::warn!(request = %id, reason = in_one_line(&*failure), "a release is tried again later");
            return;
        }
        Err(failure) => {
            tracing::error!(request = %id, reason = in_one_line(&*failure), "a release was given up");
            if failure.is::<TooLong>() { Ended::TooLong.end() } else { Ended::Broken.end() }
        }
    };
    match work::end(services, claimed, end).await {
        Ok(true) => tracing::info!(request = %id, "a request for a release was done"),
        Ok(false) => tracing::warn!(request = %id, "somebody else has ended a request for a release"),
        Err(error) => warn(&error, "how a request for a release ended could not be noted; it is begun anew"),
    }
}

fn warn(error: &store::Error, what: &str) {
    tracing::warn!(error = error as &dyn std::error::Error, "{what}");
}
