//! What still has to happen, as metrics. Looked up when somebody asks: it is the same on every machine, because it is rows.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use crate::service::Services;
use crate::store;
use crate::store::outbox::{self, Standing};
use crate::store::schedule::{self, Ran};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ScheduleLabels {
    schedule: String,
}

/// Looks it up. While the database cannot be reached there is nothing to tell, and everything else is told all the same.
pub(super) async fn measure(services: &Services) -> Registry {
    let looked_up = async {
        let standing = outbox::standing(&services.db, &services.clock).await?;
        Ok::<_, store::Error>((standing, schedule::list(&services.db).await?))
    };
    match looked_up.await {
        Ok((standing, ran)) => tell(standing, ran),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "metrics are told without what is waiting");
            Registry::default()
        }
    }
}

fn tell(standing: Standing, ran: Vec<Ran>) -> Registry {
    let mut registry = Registry::with_prefix("nabosvar");
    let mut tell = |name: &str, help: &str, value: i64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(value);
        registry.register(name, help, gauge);
    };
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    tell("outbox_waiting", "Events whose consequences are still to come", whole(standing.waiting));
    tell("outbox_dead", "Events that were given up; a person has to look", whole(standing.dead));
    tell("outbox_oldest_seconds", "How long the oldest event waits", whole(standing.oldest.as_secs()));
    let (last, failing) = (Family::<ScheduleLabels, Gauge>::default(), Family::<ScheduleLabels, Gauge>::default());
    for Ran { name, at, has_failed } in ran {
        let labels = ScheduleLabels { schedule: name };
        failing.get_or_create(&labels).set(i64::from(has_failed));
        if let Some(at) = at {
            last.get_or_create(&labels).set(at.as_second());
        }
    }
    let help = "When each schedule was last done to its end, since 1970";
    registry.register_with_unit("schedule_ran", help, Unit::Seconds, last);
    registry.register("schedule_failing", "1 if the last try of a schedule failed", failing);
    registry
}
