//! The resident's pages: HTML that works without scripts, from the link to the thanks.
//!
//! `visit` finds out who comes where, one file a page answers, `frame` puts the same frame around each, and `failure` says
//! kindly why one cannot be shown. The questions themselves are written by `forms::page`.

mod assets;
mod clear;
mod failure;
mod frame;
mod language;
mod question;
mod review;
mod start;
mod visit;
mod way;

use std::sync::Arc;

use poem::http::StatusCode;
use poem::{Endpoint, EndpointExt, Request, Response, Route, get};

use crate::config::Config;
use crate::http::metrics::Metrics;
use crate::service::Services;
use failure::Failure;
use visit::{Site, Visit};

/// Adds the pages and what they are made of.
pub(crate) fn routes(route: Route, services: &Services, config: &Config, metrics: &Metrics) -> Route {
    let site = Arc::new(Site::new(services.clone(), config, metrics.clone()));
    let unknown = || answering(&site, |_, _| async { Err(Failure::UnknownPage) });
    route
        .at("/assets/:file", get(poem::endpoint::make_sync(|request: Request| assets::serve(&request))))
        .at("/", get(poem::endpoint::make_sync(|request: Request| failure::without_wave(&request))))
        .at("/s/:code", get(answering(&site, language::show)))
        .at("/s/:code/:language", get(answering(&site, start::show)).post(answering(&site, start::begin)))
        .at("/s/:code/:language/resume", get(answering(&site, start::resume)))
        .at("/s/:code/:language/q/*page", get(answering(&site, question::show)).post(answering(&site, question::take)))
        .at("/s/:code/:language/review", get(answering(&site, review::show)).post(answering(&site, review::send)))
        .at("/s/:code/:language/thanks", get(answering(&site, review::thank)))
        .at("/s/:code/:language/clear", get(answering(&site, clear::ask)).post(answering(&site, clear::clear)))
        .at("/s/:code/:language/cleared", get(answering(&site, clear::cleared)))
        .at("/s/:code/:language/*rest", get(unknown()))
}

/// A page: finds out who comes where, and makes a page of every failure.
fn answering<F, Fut>(site: &Arc<Site>, handle: F) -> impl Endpoint<Output = Response> + use<F, Fut>
where
    F: Fn(Arc<Visit>, Request) -> Fut + Send + Sync + Clone + 'static,
    Fut: Future<Output = Result<Response, Failure>> + Send,
{
    let site = Arc::clone(site);
    poem::endpoint::make(move |request: Request| {
        let (site, handle) = (Arc::clone(&site), handle.clone());
        async move {
            let visit = match Visit::of(&site, &request).await {
                Ok(visit) => Arc::new(visit),
                Err(failure) => return Ok::<_, poem::Error>(failure.page(failure::Place::Request(&request))),
            };
            let done = handle(Arc::clone(&visit), request).await;
            Ok(done.unwrap_or_else(|failure| failure.page(failure::Place::Visit(&visit))))
        }
    })
    .map_to_response()
}

/// Sends the browser to another page with a request of its own, so that loading that page again sends nothing twice.
///
/// Our script asks for the address alone: it wants to go there itself, once it knows that the answers arrived.
fn see_other(request: &Request, address: &str) -> Response {
    const ADDRESS_ALONE: &str = "text/uri-list";
    if request.header("accept") == Some(ADDRESS_ALONE) {
        return Response::builder().content_type(ADDRESS_ALONE).body(format!("{address}\r\n"));
    }
    Response::builder().status(StatusCode::SEE_OTHER).header("location", address).finish()
}
