//! The ways by which one observation after the other goes to who subscribed. By each it is taken, or it is not, and then somebody says
//! why: all else is the same for all of them.

use std::time::Duration;

use super::subscribe::{self, Kind, Subscription};
use super::{nats, told};
use crate::client::nats::Publisher;
use crate::client::{Client, signed};
use crate::service::Services;
use crate::service::indicators::observation::Observation;
use crate::telemetry::in_one_line;

/// A way that is open.
#[derive(Clone, Copy)]
pub(super) enum Way<'s> {
    /// To an address.
    Address(&'s Client),
    /// Into a stream.
    Stream(&'s Publisher),
}

/// Why an observation was not taken, and how long whoever did not take it wants to be left alone.
pub(super) struct NotTaken {
    pub(super) why: String,
    pub(super) wait: Duration,
}

impl<'s> Way<'s> {
    /// The way of a subscription; nothing, if it does not lead over messages or if this installation does not have it.
    pub(super) fn of(services: &'s Services, kind: Kind) -> Option<Self> {
        match kind {
            Kind::Webhook => services.feeds.as_ref().map(Self::Address),
            Kind::Nats => services.streams.as_ref().map(Self::Stream),
            Kind::Folder => None,
        }
    }

    /// Sends an observation, and says whether it was taken.
    pub(super) async fn tell(self, services: &Services, to: &Subscription, what: &Observation) -> Result<(), NotTaken> {
        match self {
            Self::Address(client) => ask(services, client, to, what).await,
            Self::Stream(publisher) => {
                let said = publisher.publish(nats::letter(services, to, what)).await;
                said.map_err(|failure| NotTaken::because(in_one_line(&failure)))
            }
        }
    }
}

impl NotTaken {
    pub(super) fn because(why: String) -> Self {
        Self { why, wait: Duration::ZERO }
    }
}

async fn ask(services: &Services, client: &Client, to: &Subscription, what: &Observation) -> Result<(), NotTaken> {
    let (body, secrets, now) = (told::message(what), subscribe::secrets(services, to), services.clock.now());
    // None of its causes repeats what was sent.
    let failed = |failure: crate::client::Failure| NotTaken::because(in_one_line(&failure));
    let question = signed::message(&to.target, what.id, body, &secrets, &now).map_err(|error| failed(error.into()))?;
    let answer = client.tell(question).await.map_err(failed)?;
    if answer.status().is_success() {
        return Ok(());
    }
    let wait = signed::wait(answer.headers(), &services.clock.now()).unwrap_or_default();
    Err(NotTaken { why: format!("the answer was {}", answer.status().as_u16()), wait })
}
