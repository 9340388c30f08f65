//! The resident's pages: HTML that works without scripts, from the link to the thanks.
//!
//! `link` and `visit` find out who comes where, one file a page answers, `frame` puts the same frame around each, and `failure` says
//! kindly why one cannot be shown. The questions themselves are written by `forms::page`.

mod answered;
mod clear;
mod enter;
mod failure;
mod frame;
mod held;
mod interview;
mod kiosk;
mod language;
mod link;
mod photo;
mod plain;
mod question;
mod receipt;
mod reload;
mod review;
mod sent;
mod sign_up;
mod start;
mod stop;
mod told;
mod trap;
mod visit;
mod way;

use std::sync::Arc;

use poem::http::StatusCode;
use poem::{Endpoint, EndpointExt, Request, Response, Route, get};

use crate::http::assets;
use failure::Failure;
use kiosk::Wait;
use link::Door;
use visit::{Site, Visit};

pub(crate) use held::{Step, Which, Writer};
pub(crate) use interview::{Interview, Turn};
pub(crate) use sent::brings_photos;
pub(crate) use visit::Site as FormSite;

/// Adds the pages and what they are made of.
pub(crate) fn routes(route: Route, site: &Arc<Site>) -> Route {
    let mut route = route
        .at("/assets/:file", get(poem::endpoint::make_sync(|request: Request| assets::serve(&request))))
        .at("/", get(poem::endpoint::make_sync(|request: Request| failure::without_wave(&request))));
    if site.reloads_previews {
        let address = format!("{}/:code/{}", Door::Preview.path(), reload::DIGEST);
        route = route.at(address, get(answering(site, Door::Preview, reload::digest)));
    }
    let route = told::routes(route, site);
    let route = sign_up::routes(route, site);
    let route = receipt::routes(route, site);
    let route = enter::routes(route, site);
    let route = stop::routes(route, site);
    Door::ALL.into_iter().fold(route, |route, door| behind(route, site, door))
}

/// The pages behind the links of one kind.
fn behind(route: Route, site: &Arc<Site>, door: Door) -> Route {
    let at = |end: &str| format!("{}/:code{end}", door.path());
    let unknown = || answering(site, door, |_, _| async { Err(Failure::UnknownPage) });
    route
        .at(at(""), get(answering(site, door, language::show)))
        .at(at("/:language"), get(answering(site, door, start::show)).post(answering(site, door, start::begin)))
        .at(at("/:language/resume"), get(answering(site, door, start::resume)))
        .at(
            at("/:language/q/*page"),
            get(answering(site, door, question::show)).post(answering(site, door, question::take)),
        )
        .at(at("/:language/photo/:photo"), get(answering(site, door, photo::show)))
        .at(at("/:language/review"), get(answering(site, door, review::show)).post(answering(site, door, review::send)))
        .at(at("/:language/thanks"), get(answering(site, door, review::thank)))
        .at(at("/:language/clear"), get(answering(site, door, clear::ask)).post(answering(site, door, clear::clear)))
        .at(at("/:language/cleared"), get(answering(site, door, clear::cleared)))
        .at(at("/:language/*rest"), get(unknown()))
}

/// A page: finds out who comes where, and makes a page of every failure.
fn answering<F, Fut>(site: &Arc<Site>, door: Door, handle: F) -> impl Endpoint<Output = Response> + use<F, Fut>
where
    F: Fn(Arc<Visit>, Request) -> Fut + Send + Sync + Clone + 'static,
    Fut: Future<Output = Result<Response, Failure>> + Send,
{
    let site = Arc::clone(site);
    poem::endpoint::make(move |request: Request| {
        let (site, handle) = (Arc::clone(&site), handle.clone());
        async move {
            let visit = match Visit::of(&site, door, &request).await {
                Ok(visit) => Arc::new(visit),
                Err(failure) => return Ok::<_, poem::Error>(failure.page(failure::Place::Request(&request))),
            };
            let is_first = request.raw_path_param("language").is_none();
            let done = handle(Arc::clone(&visit), request).await;
            let mut response = done.unwrap_or_else(|failure| failure.page(failure::Place::Visit(&visit)));
            if !is_first {
                kiosk::go_back(&visit, &mut response, Wait::Idle);
            }
            Ok(response)
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
