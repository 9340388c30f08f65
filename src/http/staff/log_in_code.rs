//! The second step of the way in: a code, from the phone or from paper.

use std::sync::Arc;

use maud::html;
use poem::http::{Method, StatusCode};
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::proof::{self, Refused};
use super::table::{Needs, Page, page};
use super::visit::{self, Cookie, Visit};
use super::{ROOT, log_in, see_other};
use crate::service::Key;
use crate::service::accounts::log_in as service;

/// Where it is.
const CODE: &str = "/staff/log-in/code";

/// What is filled in.
#[derive(serde::Deserialize)]
struct Typed {
    /// Six digits, or what stands on paper.
    #[serde(default)]
    code: String,
    /// Where to go on.
    #[serde(default)]
    to: String,
}

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    to: String,
}

pub(super) fn pages() -> Vec<Page> {
    vec![page(Method::GET, CODE, Needs::Nobody, show), page(Method::POST, CODE, Needs::Nobody, check)]
}

/// Goes on to this page after the password, for who holds the key.
pub(super) fn ask(visit: &Visit, key: &Key, to: &str) -> Response {
    let mut response = see_other(&visit::address_with(CODE, visit::own_address(to)));
    visit.hand_out(&mut response, Cookie::Step, key);
    response
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    if visit.signed_in().is_some() {
        return Ok(see_other(visit::own_address(&asked.to).unwrap_or(ROOT)));
    }
    let Some(key) = visit.cookie(&request, Cookie::Step) else { return Ok(over(&visit)) };
    if service::is_waiting(visit.services(), &key).await? {
        Ok(form(&visit, None, &asked.to))
    } else {
        Ok(over(&visit))
    }
}

async fn check(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let Some(key) = visit.cookie(&request, Cookie::Step) else { return Ok(over(&visit)) };
    let (device, browser) = (visit.cookie(&request, Cookie::Device), log_in::browser(&request));
    let typed: Typed = visit::form(request).await?;
    match service::second_step(visit.services(), &key, &typed.code, device.as_ref(), &browser).await {
        Ok(Some(outcome)) => {
            let mut response = log_in::let_in(&visit, &outcome, &typed.to);
            visit.take_back(&mut response, Cookie::Step);
            Ok(response)
        }
        Ok(None) => Ok(over(&visit)),
        Err(error) => Ok(form(&visit, Some(&error.try_into()?), &typed.to)),
    }
}

fn form(visit: &Visit, refused: Option<&Refused>, to: &str) -> Response {
    let title = visit.say("second-log-in");
    let frame = Frame::of(visit, &title);
    let frame = if refused.is_some() { frame.refusing() } else { frame };
    let wrong = refused.map(|refused| proof::words(visit, refused, "second-code-wrong"));
    frame.around(&html! {
        h1 { (title) }
        p.lead { (visit.say("second-log-in-text")) }
        form method="post" action=(CODE) {
            input type="hidden" name="to" value=(to);
            (proof::code(visit, wrong))
            p.actions { button.button { (visit.say("staff-log-in")) } }
        }
        details {
            summary { (visit.say("second-no-phone")) }
            form method="post" action=(CODE) {
                input type="hidden" name="to" value=(to);
                div.question {
                    label for="paper" { (visit.say("second-paper")) }
                    p.hint #paper-hint { (visit.say("second-paper-hint")) }
                    input.field #paper name="code" autocomplete="off" autocapitalize="none" spellcheck="false"
                        maxlength="40" required aria-describedby="paper-hint";
                }
                p.actions { button.button { (visit.say("staff-log-in")) } }
            }
            p.hint { (visit.say("second-no-paper")) }
        }
    })
}

/// It took too long, or was done before.
fn over(visit: &Visit) -> Response {
    let title = visit.say("second-over-title");
    Frame { status: StatusCode::GONE, ..Frame::of(visit, &title) }.around(&html! {
        h1 { (title) }
        p.lead { (visit.say("second-over-text")) }
        p.actions { a.button href=(log_in::address(None)) { (visit.say("staff-log-in")) } }
    })
}
