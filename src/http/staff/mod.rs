//! The pages for those who work here. Forms that are sent, like the residents' pages: nothing needs a script.
//!
//! `table` is the list of all of them with what each needs, `visit` finds out who comes, one file a topic answers, `frame` puts the
//! same frame around each, and `failure` says why one cannot be shown.

mod accounts;
mod activities;
mod answers;
mod failure;
mod fields;
mod findings;
mod forgotten;
mod forms;
mod frame;
mod indicators;
mod invitations;
mod log;
mod log_in;
mod log_in_code;
mod menu;
mod microdata;
mod own;
mod password;
mod places;
mod plans;
mod processing;
mod proof;
mod provider;
mod quarantine;
mod records;
mod releases;
mod reports;
mod rights;
mod start;
mod table;
mod upload;
mod visit;
mod walk_again;
mod walk_form;
mod walk_guests;
mod walk_plan;
mod walks;
mod waves;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use poem::http::{Method, StatusCode};
use poem::{Endpoint, EndpointExt, Request, Response, Route, RouteMethod, get};

use crate::config::Config;
use crate::http::pages::FormSite;
use crate::service::Services;
use failure::Failure;
use table::Page;
use visit::{Site, Visit};

/// What a page needs, by method and address: for tests that walk all of them.
pub use table::{Need, Needs};

/// Where these pages are.
const ROOT: &str = "/staff";

/// Adds the pages.
pub(super) fn routes(route: Route, services: &Services, config: &Config, forms: &Arc<FormSite>) -> Route {
    let site = Arc::new(Site::new(services.clone(), config, forms));
    let mut paths: BTreeMap<&'static str, RouteMethod> = BTreeMap::new();
    for page in table::pages() {
        let methods = paths.remove(page.path).unwrap_or_default();
        paths.insert(page.path, methods.method(page.method.clone(), answering(&site, page)));
    }
    let route = paths.into_iter().fold(route, |route, (path, methods)| route.at(path, methods));
    let unknown = table::page(Method::GET, "", Needs::Nobody, |_, _| async { Err(Failure::NotFound) });
    route.at(format!("{ROOT}/*rest"), get(answering(&site, unknown)))
}

/// The methods of a path, as the `Allow` header lists them; `None` for what is no page of these.
pub(super) fn methods(pattern: &str) -> Option<&'static str> {
    static METHODS: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
        let mut methods: BTreeMap<&'static str, String> = BTreeMap::new();
        for page in table::pages() {
            let known = methods.entry(page.path).or_default();
            let separator = if known.is_empty() { "" } else { ", " };
            *known += separator;
            *known += if page.method == Method::GET { "GET, HEAD" } else { page.method.as_str() };
        }
        methods
    });
    METHODS.get(pattern).map(String::as_str)
}

/// Whether a request to an address brings a file with a form, and so is larger and takes longer than others.
pub(super) fn brings_file(path: &str) -> bool {
    findings::brings_photo(path)
        || plans::brings_picture(path)
        || forms::brings_file(path)
        || invitations::brings_list(path)
        || indicators::brings_sheet(path)
}

/// Everything that there is, with what it needs.
pub fn needs() -> Vec<Need> {
    table::pages().into_iter().map(Need::from).collect()
}

/// A page: finds out who comes and whether they may, and makes a page of every failure.
fn answering(site: &Arc<Site>, page: Page) -> impl Endpoint<Output = Response> + use<> {
    let site = Arc::clone(site);
    poem::endpoint::make(move |request: Request| {
        let (site, handle, needs) = (Arc::clone(&site), Arc::clone(&page.handle), page.needs);
        async move {
            let visit = match Visit::of(&site, &request).await {
                Ok(visit) => Arc::new(visit),
                Err(failure) => return Ok::<_, poem::Error>(failure.page(&Visit::of_nobody(&site, &request))),
            };
            let done = match visit.admit(needs, &request) {
                Ok(()) => handle(Arc::clone(&visit), request).await,
                Err(failure) => Err(failure),
            };
            Ok(done.unwrap_or_else(|failure| failure.page(&visit)))
        }
    })
    .map_to_response()
}

/// Sends the browser to another page with a request of its own, so that loading that page again sends nothing twice.
fn see_other(address: &str) -> Response {
    Response::builder().status(StatusCode::SEE_OTHER).header("location", address).finish()
}
