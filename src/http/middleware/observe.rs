//! Gives every request an identity, writes its line in the log and counts it. Neither tells who asked: no address, no query
//! (it holds codes of waves), no path (it holds identities of answers), only the pattern of the route.

use std::sync::Arc;

use poem::PathPattern;
use poem::http::{HeaderName, HeaderValue, Method, header};
use poem::{Endpoint, Request, Response};
use tracing::Instrument;

use super::super::metrics::Metrics;
use super::super::patterns;
use crate::clock::Clock;

/// The name of a request in responses and in the log.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(pub(crate) String);

/// What is needed to observe.
#[derive(Clone)]
pub(super) struct Observer {
    pub(super) clock: Clock,
    pub(super) metrics: Metrics,
}

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Observes one request.
pub(super) async fn observe<E: Endpoint<Output = Response>>(
    inner: Arc<E>,
    mut request: Request,
    observer: Observer,
) -> poem::Result<Response> {
    let stopwatch = observer.clock.stopwatch();
    let id = RequestId::of(&request, &observer.clock);
    let method = method_name(request.method());
    // At the highest level, so that no log filter takes the identity from an error.
    let span = tracing::error_span!("request", request_id = %id.0);
    let header = HeaderValue::from_str(&id.0);
    request.set_data(id);
    let mut response = inner.call(request).instrument(span.clone()).await?;
    if let Ok(header) = header {
        response.headers_mut().insert(HEADER, header);
    }
    let route = response.data::<PathPattern>().map_or_else(|| "(none)".to_owned(), |at| patterns::readable(&at.0));
    let status = response.status().as_u16();
    let took = stopwatch.elapsed();
    observer.metrics.count_request(&route, method, status, took);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(parent: &span, method, route, status, milliseconds, "{method} {route} got {status}");
    Ok(response)
}

impl RequestId {
    /// The identity that the caller gave, if it is one and comes with a token: programs may follow their requests through
    /// our log. A resident's request always gets a random one, because one that is chosen could be the identity of the
    /// answer, and the log knows the time.
    fn of(request: &Request, clock: &Clock) -> Self {
        let given = request.header(HEADER).filter(|given| is_sane(given));
        let has_token = request.headers().contains_key(header::AUTHORIZATION);
        match given {
            Some(given) if has_token => Self(given.to_owned()),
            _ => Self(clock.identity().to_string()),
        }
    }
}

/// Long enough to tell requests apart, and nothing that could break a line of a log.
fn is_sane(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// One of few, because callers can invent methods and each would be a time series.
fn method_name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "PATCH" => "PATCH",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_taken_over_only_if_it_is_harmless() {
        assert!(is_sane("6f1b2b0e-6a55-4a52-9c0f-3a1d8a4b7c11"));
        for id in ["", "short", "with space in it", "line\nbreak-line", &"x".repeat(65), "søren-søren"] {
            assert!(!is_sane(id), "{id}");
        }
    }

    #[test]
    fn a_resident_cannot_name_a_request() {
        let clock = Clock::system(jiff::tz::TimeZone::UTC);
        let given = "6f1b2b0e-6a55-4a52-9c0f-3a1d8a4b7c11";
        let request = || Request::builder().header("x-request-id", given);
        assert_ne!(RequestId::of(&request().finish(), &clock).0, given);
        assert_eq!(RequestId::of(&request().header("authorization", "Bearer x").finish(), &clock).0, given);
    }
}
