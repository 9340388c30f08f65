//! A page for every error code, because the `type` of a problem is its address: what it means and what to do.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Page, explorer};
use crate::http::code::{About, Code};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1.125rem/1.6 system-ui,sans-serif;max-inline-size:42rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse}th,td{padding:.4rem .8rem .4rem 0;text-align:start;vertical-align:top}\
code{font-size:.95em;overflow-wrap:anywhere}";

/// The list of all codes.
pub(super) fn index() -> Page {
    let rows = html! {
        @for about in Code::all() {
            tr {
                td { (about.status.as_u16()) }
                td { a href=(about.page()) { code { (about.name) } } }
                td { (about.title) }
            }
        }
    };
    page_of(
        "Error codes",
        &html! {
            p {
                "Every error of the API is a document of the type " code { "application/problem+json" } " (RFC 9457). Its "
                code { "code" } " is one of these and never changes its meaning."
            }
            table {
                thead { tr { th scope="col" { "Status" } th scope="col" { "Code" } th scope="col" { "What happened" } } }
                tbody { (rows) }
            }
            p { a href="/api/docs" { "The API" } }
        },
    )
}

/// The page of one code.
pub(super) fn page(about: &About) -> Page {
    page_of(
        about.title,
        &html! {
            p { "Status " (about.status.as_u16()) ", code " code { (about.name) } }
            h2 { "What it means" }
            p { (with_code(about.meaning)) }
            h2 { "What to do" }
            p { (with_code(about.remedy)) }
            p { a href="/api/docs/errors" { "All error codes" } " · " a href="/api/docs" { "The API" } }
        },
    )
}

fn page_of(title: &str, content: &Markup) -> Page {
    let body = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) " · Nabosvar API" }
                style { (PreEscaped(STYLE)) }
            }
            body { main { h1 { (title) } (content) } }
        }
    };
    let policy = format!(
        "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        explorer::source(STYLE)
    );
    Page { body: body.into_string(), media_type: "text/html; charset=utf-8", policy: Some(policy) }
}

/// What stands between backticks is code.
fn with_code(text: &str) -> Markup {
    html! {
        @for (place, piece) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}
