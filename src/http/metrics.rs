//! What is counted for those who run the server. No label narrows to a person: routes, not paths; no wave, no form, no address.

use std::sync::Arc;
use std::time::Duration;

use poem::Response;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::error::Problem;

/// The counters of one server. Clones count together.
#[derive(Clone)]
pub(crate) struct Metrics(Arc<Counters>);

/// What became of an answer that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    /// Stored now.
    Accepted,
    /// Stored before; sent again.
    Replayed,
    /// Stored as a new revision.
    Revised,
    /// Other content under a taken identity.
    Quarantined,
    /// Not stored, because of what it says or where it is for.
    Refused,
}

struct Counters {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabels, Histogram>,
    answers: Family<AnswerLabels, Counter>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
    method: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AnswerLabels {
    outcome: &'static str,
}

/// From a cached read to a database that is in trouble, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

impl Metrics {
    /// All at nothing.
    pub(crate) fn new() -> Self {
        let requests = Family::default();
        let durations = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let answers = Family::default();
        let mut registry = Registry::with_prefix("nabosvar");
        registry.register("http_requests", "Requests that were answered", requests.clone());
        let help = "How long it took until the response was there";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, durations.clone());
        registry.register("answers", "Answer documents that were sent, by what became of them", answers.clone());
        Self(Arc::new(Counters { registry, requests, durations, answers }))
    }

    /// Counts a request.
    pub(crate) fn count_request(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        let status = match status {
            100..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            _ => "5xx",
        };
        self.0.requests.get_or_create(&RequestLabels { route: route.to_owned(), method, status }).inc();
        self.0.durations.get_or_create(&RouteLabels { route: route.to_owned(), method }).observe(took.as_secs_f64());
    }

    /// Counts an answer.
    pub(crate) fn count_answer(&self, answer: Answer) {
        let outcome = match answer {
            Answer::Accepted => "accepted",
            Answer::Replayed => "replayed",
            Answer::Revised => "revised",
            Answer::Quarantined => "quarantined",
            Answer::Refused => "refused",
        };
        self.0.answers.get_or_create(&AnswerLabels { outcome }).inc();
    }

    /// All of them, and some more, as `OpenMetrics` text.
    pub(crate) fn to_response(&self, more: &Registry) -> Result<Response, Problem> {
        let mut text = String::new();
        for registry in [&self.0.registry, more] {
            encode_registry(&mut text, registry).map_err(Problem::internal)?;
        }
        encode_eof(&mut text).map_err(Problem::internal)?;
        let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        Ok(Response::builder().content_type(kind).body(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_counted_is_told() {
        let metrics = Metrics::new();
        metrics.count_request("/s/:code", "GET", 200, Duration::from_millis(3));
        metrics.count_answer(Answer::Accepted);
        metrics.clone().count_answer(Answer::Accepted);
        let text = metrics.to_response(&Registry::default()).unwrap().into_body().into_string().await.unwrap();
        assert!(text.contains(r#"nabosvar_answers_total{outcome="accepted"} 2"#), "{text}");
        assert!(
            text.contains(r#"nabosvar_http_requests_total{route="/s/:code",method="GET",status="2xx"} 1"#),
            "{text}"
        );
        assert!(
            text.contains(r#"nabosvar_http_request_duration_seconds_bucket{le="0.005",route="/s/:code""#),
            "{text}"
        );
    }
}
