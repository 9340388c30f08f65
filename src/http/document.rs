//! What every page has in common, whoever reads it: the headers that keep it to itself.

use maud::{Markup, html};
use poem::http::{StatusCode, header};
use poem::{Body, Response, ResponseBuilder};

use super::assets;

/// Everything comes from here, nothing is inline. Our script sends forms itself, hence `connect-src`.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                      media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The beginning of the response of any page.
pub(super) fn begin(status: StatusCode) -> ResponseBuilder {
    let response = Response::builder().status(status).content_type("text/html; charset=utf-8");
    response.header(header::CONTENT_SECURITY_POLICY, POLICY)
}

/// The response of a page that is nobody else's to keep.
pub(super) fn respond(status: StatusCode, document: Markup) -> Response {
    begin(status)
        .header(header::CACHE_CONTROL, "no-store")
        // Forms need an origin that the server can check; nobody else learns of the link.
        .header(header::REFERRER_POLICY, "same-origin")
        .header("x-robots-tag", "noindex")
        .body(Body::from_string(document.into_string()))
}

/// What makes a map to tap on of each plan on a page; without it, there is a picture.
pub(super) fn map() -> Markup {
    html! {
        link rel="stylesheet" href=(assets::address("leaflet.css"));
        link rel="stylesheet" href=(assets::address("plan.css"));
        script src=(assets::address("leaflet.js")) defer {}
        script src=(assets::address("nabosvar-plan.js")) defer {}
    }
}

/// How pictures of figures look, for a page that has some.
pub(super) fn graphs() -> Markup {
    html! { link rel="stylesheet" href=(assets::address("chart.css")); }
}

/// What stands in the head of every page.
pub(super) fn head(title: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        title { (title) }
        link rel="stylesheet" href=(assets::address("nabosvar.css"));
        link rel="icon" type="image/svg+xml" href=(assets::address("nabosvar.svg"));
    }
}
