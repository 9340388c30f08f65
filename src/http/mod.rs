//! HTTP: turns requests into use cases and their outcomes into responses. No rule lives here.

use std::sync::Arc;
use std::time::Duration;

use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem::{Endpoint, EndpointExt, Request, Response, Route};

use crate::config::Config;
use crate::service::Services;
use metrics::Metrics;
use middleware::Surround;
use pages::FormSite;

mod api;
mod assets;
mod backlog;
mod browser;
mod caller;
mod code;
mod docs;
mod document;
mod error;
mod graphs;
mod health;
mod metrics;
mod middleware;
mod pages;
mod particulars;
mod patterns;
mod picture;
mod qr;
mod ranged;
mod staff;

pub use staff::{Need, Needs, needs};

/// A photo from a phone in a cellar, at 30 kB a second.
const PHOTOS_TIME: Duration = Duration::from_mins(5);

/// Everything that the server answers.
///
/// `base` is where people reach the server, without a slash at its end.
pub fn routes(services: &Services, config: &Config, base: &str) -> impl Endpoint<Output = Response> + 'static {
    let metrics = Metrics::new();
    let body_limit = usize::try_from(config.body_limit).unwrap_or(usize::MAX);
    let surround = Surround {
        clock: services.clock.clone(),
        metrics: metrics.clone(),
        body_limit,
        // A photo that is a bit too large is read, so that a page can say so beside the field.
        photos_limit: body_limit
            .saturating_add(usize::try_from(services.attachments.limit.saturating_mul(2)).unwrap_or(usize::MAX)),
        brings_photos,
        reads_itself: api::reads_itself,
        time_limit,
        allowed: |pattern| patterns::methods(pattern).or_else(|| staff::methods(pattern)).unwrap_or("GET, HEAD"),
    };
    let readers = if config.open_metrics { health::Readers::Everyone } else { health::Readers::Programs };
    let route = health::routes(Route::new(), services, &metrics, readers);
    let site = Arc::new(FormSite::new(services.clone(), config, metrics.clone()));
    let route = pages::routes(route, &site);
    let route = staff::routes(route, services, config, &site);
    let route = route.nest("/api", api_routes(services, &metrics, base));
    middleware::around(route, surround)
}

/// Whether a request brings photos with a form, and so is larger and takes longer than others.
fn brings_photos(request: &Request) -> bool {
    pages::brings_photos(request) || (*request.method() == Method::POST && staff::brings_file(request.uri().path()))
}

/// How long a request may take. Somebody else sees to it that a file of the API comes on.
fn time_limit(request: &Request) -> Option<Duration> {
    if api::brings_file(request) {
        None
    } else if brings_photos(request) {
        Some(PHOTOS_TIME)
    } else {
        Some(middleware::TIME)
    }
}

/// The API and its documentation.
fn api_routes(services: &Services, metrics: &Metrics, base: &str) -> BoxEndpoint<'static> {
    let api = api::service(services, metrics, base);
    let docs = docs::Docs::of(&api);
    docs.routes(Route::new()).nest("/v1", api).data(services.clone()).map_to_response().boxed()
}
