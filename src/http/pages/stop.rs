//! Where the link of a mail or an SMS leads by which somebody who is invited hears no more: a page with one button. Programs that read
//! mail send the same form themselves (RFC 8058), without a page, a cookie or a word about where they come from.
//!
//! Looking at the page stops nothing: machines that look for harmful links follow each of them.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::{Method, StatusCode};
use poem::{EndpointExt, Request, Response, Route, get};
use uuid::Uuid;

use super::plain::Plain;
use super::visit::Site;
use crate::http::browser;
use crate::http::document::respond;
use crate::service::invitations::LANGUAGES;
use crate::service::invitations::stop_link::{self, Key, Stoppable};
use crate::store::{self, Digest, StopCode};
use crate::words::say;

/// What is asked of the address.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    language: String,
}

const PATH: &str = "/stop/:invitation/:key";
const SHORT: &str = "/stop/:code";

pub(super) fn routes(route: Route, site: &Arc<Site>) -> Route {
    let answering = |site: &Arc<Site>| {
        let site = Arc::clone(site);
        poem::endpoint::make(move |request: Request| {
            let site = Arc::clone(&site);
            async move { Ok::<_, poem::Error>(answer(&site, &request).await) }
        })
        .map_to_response()
    };
    let route = route.at(PATH, get(answering(site)).post(answering(site)));
    route.at(SHORT, get(answering(site)).post(answering(site)))
}

async fn answer(site: &Site, request: &Request) -> Response {
    match find(site, request).await {
        Ok(found) => page(request, found.as_ref()),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "mails could not be stopped");
            said(request, StatusCode::SERVICE_UNAVAILABLE, None, "failed")
        }
    }
}

async fn find(site: &Site, request: &Request) -> Result<Option<Stoppable>, store::Error> {
    let found = if let Some(code) = request.raw_path_param("code") {
        StopCode::parse(code).map(|code| (code.invitation, Key::Short(code)))
    } else {
        let id = request.raw_path_param("invitation").and_then(|id| id.parse::<Uuid>().ok());
        id.zip(request.raw_path_param("key").and_then(Digest::parse).map(Key::Whole))
    };
    let Some((id, key)) = found else { return Ok(None) };
    if *request.method() == Method::POST {
        stop_link::stop(&site.services, id, key).await
    } else {
        stop_link::find(&site.services, id, key).await
    }
}

fn page(request: &Request, found: Option<&Stoppable>) -> Response {
    match found {
        None => said(request, StatusCode::NOT_FOUND, None, "unknown"),
        Some(stoppable) if stoppable.is_stopped => said(request, StatusCode::OK, found, "stopped"),
        Some(_) => said(request, StatusCode::OK, found, "stop"),
    }
}

/// A page of which the words are called so.
fn said(request: &Request, status: StatusCode, found: Option<&Stoppable>, name: &str) -> Response {
    let language = language(request, found);
    let words = |end: &str| say(language, &format!("mailed-{name}-{end}"));
    let title = words("title");
    let content: Markup = html! {
        h1 { (title) }
        p.lead { (words("text")) }
        @if name == "stop" {
            form.actions method="post" action={ "?language=" (language) } { button.button { (words("go")) } }
        }
    };
    let others = LANGUAGES.into_iter().filter(|other| *other != language);
    let plain = Plain {
        language,
        title: &title,
        programme: found.and_then(|found| found.programme.as_ref()),
        demo: &say(language, "told-demo"),
        others: others.map(|other| (other, format!("?language={other}"))).collect(),
    };
    respond(status, plain.around(&content))
}

/// The one that was chosen, else the one of the mail, else the one that the browser likes best.
fn language(request: &Request, found: Option<&Stoppable>) -> &'static str {
    let known = |code: &str| LANGUAGES.into_iter().find(|language| *language == code);
    let asked: Asked = request.params().unwrap_or_default();
    let of_mail = || found.and_then(|found| found.language.as_deref()).and_then(known);
    known(&asked.language)
        .or_else(of_mail)
        .or_else(|| browser::languages(request.headers()).find_map(known))
        .unwrap_or(LANGUAGES[0])
}
