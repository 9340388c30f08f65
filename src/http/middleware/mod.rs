//! What happens to every request around its handler, each in a file of its own and put together here, because the order
//! matters.

use std::any::Any;

use poem::middleware::CatchPanic;
use poem::{Endpoint, EndpointExt, Response};

use super::metrics::Metrics;
use crate::clock::Clock;

mod body_limit;
mod compression;
mod conditional;
mod headers;
mod observe;
mod problems;
mod time_limit;

pub(crate) use observe::RequestId;
pub(crate) use problems::Allowed;

/// What the layers need.
#[derive(Clone)]
pub(crate) struct Surround {
    /// Measures, and makes identities of requests.
    pub(crate) clock: Clock,
    /// Counts.
    pub(crate) metrics: Metrics,
    /// Largest body, in bytes.
    pub(crate) body_limit: usize,
    /// The methods of each path, for those who used another.
    pub(crate) allowed: Allowed,
}

/// Puts the layers around the routes. It never fails: every failure has become a response.
pub(crate) fn around(
    routes: impl Endpoint<Output = Response> + 'static,
    surround: Surround,
) -> impl Endpoint<Output = Response> + 'static {
    let Surround { clock, metrics, body_limit, allowed } = surround;
    let observer = observe::Observer { clock, metrics };
    routes
        .around(move |inner, request| body_limit::limit(inner, request, body_limit))
        .around(time_limit::limit)
        .with(CatchPanic::new().with_handler(|panic: Box<dyn Any + Send>| problems::of_panic(&*panic)))
        .around(move |inner, request| problems::respond(inner, request, allowed))
        .around(conditional::answer)
        .around(compression::compress)
        .around(headers::add)
        .around(move |inner, request| observe::observe(inner, request, observer.clone()))
}
