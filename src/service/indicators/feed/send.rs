//! Sends what a subscription still has to be sent. Of each series one after the other, so that a series comes in its order; series
//! beside each other, so that one that cannot be sent holds back itself alone. At least once: who dies in between sends it again.

use std::time::Duration;

use futures_util::future::join_all;
use uuid::Uuid;

use super::drop;
use super::way::{NotTaken, Way};
use crate::service::Services;
use crate::service::indicators::feed::subscribe::{Kind, Subscription};
use crate::store::delivery::{self, Claimed, Next};
use crate::store::{self, observation, subscription};

/// Why a round came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No file could be written.
    #[error(transparent)]
    Drop(#[from] drop::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// So many messages to one address at once.
const AT_ONCE: u64 = 4;
/// How long to wait after each failure, as "Standard Webhooks" advises: three days and some hours in all.
const WAITS: [Duration; 9] = [
    Duration::from_secs(5),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(5),
    Duration::from_hours(10),
    Duration::from_hours(14),
    Duration::from_hours(20),
    Duration::from_hours(24),
];

/// The subscriptions that have not ended.
pub async fn live(services: &Services) -> Result<Vec<Uuid>, store::Error> {
    Ok(subscription::live(&services.db).await?.into_iter().map(|one| one.id).collect())
}

/// Sends some of what is due to a subscription, and says how much it tried. Nothing is left for now when that is nothing.
pub async fn round(services: &Services, id: Uuid) -> Result<usize, Error> {
    let found = subscription::find(&services.db, id).await?.filter(|one| one.ended_on.is_none());
    let Some(one) = found else { return Ok(0) };
    match (one.kind, Way::of(services, one.kind)) {
        (Kind::Folder, _) => Ok(drop::next(services, &one).await?),
        (_, Some(way)) => Ok(post(services, way, &one).await?),
        // It waits until there is one.
        (_, None) => Ok(0),
    }
}

async fn post(services: &Services, way: Way<'_>, to: &Subscription) -> Result<usize, store::Error> {
    hand_out(services, to).await?;
    if !delivery::is_any_due(&services.db, &services.clock, to.id).await? {
        return Ok(0);
    }
    let tx = services.db.begin().await?;
    let claimed = delivery::claim(&tx, &services.clock, to.id, AT_ONCE).await?;
    tx.commit().await?;
    let sent = join_all(claimed.iter().map(|claimed| send(services, way, to, claimed))).await;
    sent.into_iter().collect::<Result<Vec<()>, _>>()?;
    Ok(claimed.len())
}

/// Puts what was observed since among what has to be sent. Numbers are given in the order of commits, so none is passed over.
async fn hand_out(services: &Services, to: &Subscription) -> Result<(), store::Error> {
    if observation::last_number(&services.db).await? <= to.number {
        return Ok(());
    }
    let tx = services.db.begin().await?;
    // Somebody else may have done it meanwhile.
    if let Some(held) = subscription::hold(&tx, to.id).await? {
        let reached = delivery::hand_out(&tx, &services.clock, &held).await?;
        subscription::advance(&tx, held.id, reached).await?;
    }
    tx.commit().await
}

async fn send(services: &Services, way: Way<'_>, to: &Subscription, claimed: &Claimed) -> Result<(), store::Error> {
    let taken = match observation::find(&services.db, claimed.observation_id).await {
        Ok(Some(observation)) => way.tell(services, to, &observation).await,
        Ok(None) => Err(NotTaken::because("the observation is not there".to_owned())),
        // It holds back its own series, and a person sees why.
        Err(error @ store::Error::BadRow { .. }) => Err(NotTaken::because(error.to_string())),
        Err(error) => return Err(error),
    };
    let tx = services.db.begin().await?;
    match taken {
        Ok(()) => _ = delivery::done(&tx, claimed).await?,
        Err(NotTaken { why, wait }) => {
            let next = next(claimed.tries, wait, services.clock.random());
            delivery::failed(&tx, &services.clock, claimed, &why, next).await?;
            log(to.id, claimed.observation_id, &why, next);
        }
    }
    tx.commit().await
}

fn log(subscription: Uuid, observation: Uuid, why: &str, next: Next) {
    match next {
        Next::After(wait) => {
            tracing::info!(%subscription, %observation, reason = why, seconds = wait.as_secs(), "an observation is sent again later");
        }
        Next::Dead => {
            tracing::warn!(%subscription, %observation, reason = why, "an observation is given up, and its series waits for a person");
        }
    }
}

/// What becomes of a message that was not taken. Chance makes the wait up to a fifth longer, so that what failed together does not
/// come back together.
fn next(tries: u32, asked: Duration, chance: [u8; 1]) -> Next {
    let wait = usize::try_from(tries).ok().and_then(|tries| WAITS.get(tries));
    wait.map_or(Next::Dead, |wait| Next::After((*wait + *wait * u32::from(chance[0]) / (5 * 255)).max(asked)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_those_that_are_advised_and_never_shorter() {
        for (tries, wait) in (0..).zip(WAITS) {
            assert_eq!(next(tries, Duration::ZERO, [0]), Next::After(wait));
            assert_eq!(next(tries, Duration::ZERO, [255]), Next::After(wait + wait / 5));
            assert!(wait + wait / 5 < delivery::LONGEST_WAIT);
        }
        assert_eq!(next(9, Duration::from_hours(1), [0]), Next::Dead);
        assert_eq!(next(0, Duration::from_hours(1), [0]), Next::After(Duration::from_hours(1)));
        let all: Duration = WAITS.into_iter().sum();
        assert_eq!(all.as_secs() / 3600, 75);
    }
}
