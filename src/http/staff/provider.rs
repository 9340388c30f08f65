//! The way in through a provider: there, and back.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::{Method, StatusCode};
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{self, Cookie, Visit};
use super::{ROOT, log_in, see_other};
use crate::service::accounts::provider_log_in::{self, BACK, Error};

/// Where one goes there from.
const THERE: &str = "/staff/log-in/provider";

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    /// Where to go on in the end.
    to: String,
    /// What we sent along.
    state: String,
    /// What the provider gave.
    code: String,
}

pub(super) fn pages() -> Vec<Page> {
    vec![page(Method::GET, THERE, Needs::Nobody, depart), page(Method::GET, BACK, Needs::Nobody, arrive)]
}

/// The way to the provider, if there is one. A link, because a form may not lead to somebody else's page.
pub(super) fn offer(visit: &Visit, to: &str) -> Markup {
    let Some(provider) = &visit.services().provider else { return html! {} };
    let address = visit::address_with(THERE, visit::own_address(to));
    let name = [("name", provider.name().into())];
    html! { p.actions { a.button href=(address) { (visit.say_with("account-provider", &name)) } } }
}

async fn depart(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    let to = visit::own_address(&asked.to).unwrap_or(ROOT);
    match provider_log_in::depart(visit.services(), to).await {
        Ok(departure) => {
            let mut response = see_other(&departure.address);
            visit.hand_out(&mut response, Cookie::Trip, &departure.key);
            Ok(response)
        }
        Err(error) => refused(&visit, error),
    }
}

async fn arrive(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    let Some(key) = visit.cookie(&request, Cookie::Trip) else { return refused(&visit, Error::Over) };
    if asked.code.is_empty() {
        provider_log_in::give_up(visit.services(), &key).await?;
        return Ok(said(&visit, StatusCode::FORBIDDEN, "cancelled"));
    }
    let browser = log_in::browser(&request);
    let mut response = match provider_log_in::arrive(visit.services(), &key, &asked.state, asked.code, &browser).await {
        Ok(arrival) => {
            let mut response = see_other(visit::own_address(&arrival.to).unwrap_or(ROOT));
            visit.hand_out(&mut response, Cookie::Session, &arrival.session);
            response
        }
        Err(error) => refused(&visit, error)?,
    };
    visit.take_back(&mut response, Cookie::Trip);
    Ok(response)
}

fn refused(visit: &Visit, error: Error) -> Result<Response, Failure> {
    match error {
        Error::NotSetUp => Err(Failure::NotFound),
        Error::Over => Ok(said(visit, StatusCode::GONE, "over")),
        Error::Unknown => Ok(said(visit, StatusCode::FORBIDDEN, "unknown")),
        Error::Provider(error) => {
            let request_id = visit.request_id.as_str();
            tracing::warn!(request_id, error = &error as &dyn std::error::Error, "the provider lets nobody in");
            Ok(said(visit, StatusCode::BAD_GATEWAY, "failed"))
        }
        Error::Store(error) => Err(error.into()),
    }
}

fn said(visit: &Visit, status: StatusCode, name: &str) -> Response {
    let title = visit.say("account-provider-not-in");
    Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        h1 { (title) }
        p.lead { (visit.say(&format!("account-provider-{name}"))) }
        @if status == StatusCode::BAD_GATEWAY {
            p.hint { (visit.say_with("staff-failed-number", &[("number", visit.request_id.as_str().into())])) }
        }
        p.actions { a.button href=(log_in::address(None)) { (visit.say("staff-log-in")) } }
    })
}
