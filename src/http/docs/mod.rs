//! The documentation that the server brings along: the OpenAPI document, a page to read and try it, and a page for every
//! error. Nothing of it comes from anywhere else.

use poem::endpoint::make_sync;
use poem::http::header;
use poem::{Body, Endpoint, EndpointExt, Request, Response, Route, get};
use poem_openapi::OpenApiService;

use super::api::Operations;
use super::code::Code;
use super::error::Problem;
use crate::store::Digest;

mod document;
mod error_pages;
mod explorer;
mod messages;
mod paths;

/// The documentation of one API.
pub(crate) struct Docs {
    document: Page,
    explorer: Page,
}

/// Something that stays the same while the program runs.
#[derive(Clone)]
struct Page {
    body: String,
    media_type: &'static str,
    /// Its own Content-Security-Policy, if the strict one would break it.
    policy: Option<String>,
}

impl Docs {
    /// Writes it.
    pub(crate) fn of(api: &OpenApiService<Operations, ()>) -> Self {
        let document = document::write(api);
        let explorer = explorer::page(api, &document);
        Self { document: Page { body: document, media_type: "application/json", policy: None }, explorer }
    }

    /// Adds `openapi.json`, `asyncapi.yaml`, `docs`, `docs/errors` and `docs/errors/{code}`.
    pub(crate) fn routes(self, route: Route) -> Route {
        route
            .at("/openapi.json", fixed(self.document))
            .at("/asyncapi.yaml", fixed(Page::of_messages()))
            .at("/docs", fixed(self.explorer))
            .at("/docs/errors", fixed(error_pages::index()))
            .at("/docs/errors/:code", get(make_sync(|request| error_page(&request)).map_to_response()))
    }
}

impl Page {
    fn of_messages() -> Self {
        Self { body: messages::DOCUMENT.to_owned(), media_type: "application/yaml", policy: None }
    }

    fn to_response(&self) -> Response {
        let response = Response::builder()
            .content_type(self.media_type)
            .header(header::CACHE_CONTROL, "no-cache")
            .header(header::ETAG, format!("\"{}\"", Digest::of(&self.body)));
        let response = match &self.policy {
            Some(policy) => response.header(header::CONTENT_SECURITY_POLICY, policy),
            None => response,
        };
        response.body(Body::from_string(self.body.clone()))
    }
}

fn fixed(page: Page) -> impl Endpoint + 'static {
    get(make_sync(move |_| page.to_response()))
}

fn error_page(request: &Request) -> poem::Result<Response> {
    let code = request.raw_path_param("code").and_then(Code::named);
    let code = code.ok_or_else(|| Problem::new(Code::RouteNotFound))?;
    Ok(error_pages::page(code.about()).to_response())
}
