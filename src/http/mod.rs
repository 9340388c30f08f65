//! HTTP: turns requests into use cases and their outcomes into responses. No rule lives here.

use poem::endpoint::BoxEndpoint;
use poem::{Endpoint, EndpointExt, Response, Route};

use crate::config::Config;
use crate::service::Services;
use metrics::Metrics;
use middleware::Surround;

mod api;
mod assets;
mod backlog;
mod browser;
mod caller;
mod code;
mod docs;
mod document;
mod error;
mod health;
mod metrics;
mod middleware;
mod pages;
mod particulars;
mod patterns;
mod picture;
mod staff;

pub use staff::{Need, Needs, needs};

/// Everything that the server answers.
///
/// `base` is where people reach the server, without a slash at its end.
pub fn routes(services: &Services, config: &Config, base: &str) -> impl Endpoint<Output = Response> + 'static {
    let metrics = Metrics::new();
    let surround = Surround {
        clock: services.clock.clone(),
        metrics: metrics.clone(),
        body_limit: usize::try_from(config.body_limit).unwrap_or(usize::MAX),
        reads_itself: api::reads_itself,
        may_take_long: api::brings_file,
        allowed: |pattern| patterns::methods(pattern).or_else(|| staff::methods(pattern)).unwrap_or("GET, HEAD"),
    };
    let readers = if config.open_metrics { health::Readers::Everyone } else { health::Readers::Programs };
    let route = health::routes(Route::new(), services, &metrics, readers);
    let route = pages::routes(route, services, config, &metrics);
    let route = staff::routes(route, services, config);
    let route = route.nest("/api", api_routes(services, &metrics, base));
    middleware::around(route, surround)
}

/// The API and its documentation.
fn api_routes(services: &Services, metrics: &Metrics, base: &str) -> BoxEndpoint<'static> {
    let api = api::service(services, metrics, base);
    let docs = docs::Docs::of(&api);
    docs.routes(Route::new()).nest("/v1", api).data(services.clone()).map_to_response().boxed()
}
