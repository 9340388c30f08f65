//! What happens to every request around its handler, each in a file of its own and put together here, because the order
//! matters.

use std::any::Any;
use std::time::Duration;

use poem::middleware::CatchPanic;
use poem::{Endpoint, EndpointExt, Request, Response};

use super::metrics::Metrics;
use crate::clock::Clock;

mod body_limit;
mod compression;
mod conditional;
mod headers;
mod observe;
mod problems;
mod time_limit;

pub(crate) use body_limit::read as read_body;
pub(crate) use observe::RequestId;
pub(crate) use problems::Allowed;
pub(crate) use time_limit::TIME;

/// What the layers need.
pub(crate) struct Surround {
    /// Measures, and makes identities of requests.
    pub(crate) clock: Clock,
    /// Counts.
    pub(crate) metrics: Metrics,
    /// Largest body, in bytes.
    pub(crate) body_limit: usize,
    /// The same where a page brings photos.
    pub(crate) photos_limit: usize,
    /// Whether a request brings photos with a page.
    pub(crate) brings_photos: fn(&Request) -> bool,
    /// Whether the handler of a request reads the body itself, with a limit of its own.
    pub(crate) reads_itself: fn(&Request) -> bool,
    /// How long a request may take; nothing where its handler sees to it that it comes on.
    pub(crate) time_limit: fn(&Request) -> Option<Duration>,
    /// The methods of each path, for those who used another.
    pub(crate) allowed: Allowed,
}

/// Puts the layers around the routes. It never fails: every failure has become a response.
pub(crate) fn around(
    routes: impl Endpoint<Output = Response> + 'static,
    surround: Surround,
) -> impl Endpoint<Output = Response> + 'static {
    let Surround { clock, metrics, body_limit, photos_limit, brings_photos, reads_itself, time_limit, allowed } =
        surround;
    let observer = observe::Observer { clock, metrics };
    let room = body_limit::Room::default();
    routes
        .around(move |inner, request| {
            let room = room.clone();
            let limit = if brings_photos(&request) { photos_limit } else { body_limit };
            async move {
                if reads_itself(&request) {
                    inner.call(request).await
                } else {
                    body_limit::limit(inner, request, limit, room).await
                }
            }
        })
        .around(move |inner, request| async move {
            match time_limit(&request) {
                Some(limit) => time_limit::limit(inner, request, limit).await,
                None => inner.call(request).await,
            }
        })
        .with(CatchPanic::new().with_handler(|panic: Box<dyn Any + Send>| problems::of_panic(&*panic)))
        .around(move |inner, request| problems::respond(inner, request, allowed))
        // The compiler gives up on the type of all layers in one piece.
        .boxed()
        .around(conditional::answer)
        .around(compression::compress)
        .around(headers::add)
        .around(move |inner, request| observe::observe(inner, request, observer.clone()))
}

#[cfg(test)]
mod tests {
    use poem::endpoint::{make, make_sync};
    use poem::http::{StatusCode, header};
    use poem::{Route, get};
    use serde_json::Value;

    use super::*;

    fn surround() -> Surround {
        let clock = Clock::system(jiff::tz::TimeZone::UTC);
        Surround {
            clock,
            metrics: Metrics::new(),
            body_limit: 1_024,
            photos_limit: 0,
            brings_photos: |_| false,
            reads_itself: |_| false,
            time_limit: |_| Some(TIME),
            allowed: |_| "GET, HEAD",
        }
    }

    async fn reply(route: Route) -> (StatusCode, Value) {
        let request = Request::builder().uri_str("/invented").finish();
        let reply = around(route, surround()).get_response(request).await;
        assert!(reply.headers().contains_key("x-request-id"));
        (reply.status(), serde_json::from_slice(&reply.into_body().into_bytes().await.unwrap()).unwrap())
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_does_not_say_what_panicked() {
        let route = Route::new().at("/invented", get(make_sync(|_| -> Response { panic!("an invented secret") })));
        let (status, problem) = reply(route).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(problem["code"], "internal");
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }

    #[tokio::test]
    async fn a_failure_that_nobody_foresaw_is_ours_and_says_nothing_of_the_inside() {
        let failing = make(|_| async {
            Err::<Response, _>(poem::Error::from_string("an invented secret", StatusCode::BAD_GATEWAY))
        });
        let (status, problem) = reply(Route::new().at("/invented", get(failing))).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(problem["code"], "internal");
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }

    #[tokio::test(start_paused = true)]
    async fn what_never_ends_is_given_up() {
        let endless = make(|_| async {
            std::future::pending::<()>().await;
            Ok::<_, poem::Error>(Response::default())
        });
        let (status, problem) = reply(Route::new().at("/invented", get(endless))).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(problem["code"], "timed_out");
    }

    #[tokio::test]
    async fn what_a_handler_says_itself_is_left_alone() {
        let cached = make_sync(|_| Response::builder().header(header::CACHE_CONTROL, "no-cache").finish());
        let request = Request::builder().uri_str("/invented").finish();
        let reply = around(Route::new().at("/invented", get(cached)), surround()).get_response(request).await;
        assert_eq!(reply.header(header::CACHE_CONTROL), Some("no-cache"));
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
    }
}
