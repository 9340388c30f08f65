//! For who has forgotten the password: asks for the address, and says the same whoever has it.

use std::sync::Arc;

use maud::html;
use poem::http::Method;
use poem::{Request, Response};

use super::failure::Failure;
use super::fields::{Field, Problem};
use super::frame::Frame;
use super::log_in;
use super::proof;
use super::table::{Needs, Page, page};
use super::visit::{self, Cookie, Visit};
use crate::service::accounts::forgotten::{self, Error};
use crate::service::{Email, post};

/// Where it is.
pub(super) const FORGOTTEN: &str = "/staff/log-in/forgotten";

/// What is filled in.
#[derive(serde::Deserialize)]
struct Typed {
    #[serde(default)]
    email: String,
}

pub(super) fn pages() -> Vec<Page> {
    vec![page(Method::GET, FORGOTTEN, Needs::Nobody, show), page(Method::POST, FORGOTTEN, Needs::Nobody, ask)]
}

/// Whether there is such a page: it is worth nothing where nobody sends mails.
pub(super) fn is_there(visit: &Visit) -> bool {
    post::check(visit.services()).is_ok()
}

async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    if is_there(&visit) { Ok(form(&visit, "", None)) } else { Err(Failure::NotFound) }
}

async fn ask(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let device = visit.cookie(&request, Cookie::Device);
    let Typed { email: typed } = visit::form(request).await?;
    let Ok(email) = typed.parse::<Email>() else {
        return Ok(form(&visit, &typed, Some(visit.say("account-bad-email"))));
    };
    match forgotten::ask(visit.services(), &email, device.as_ref()).await {
        Ok(()) => Ok(asked(&visit, &email)),
        Err(Error::Proof(refused)) => {
            let words = proof::words(&visit, &refused.try_into()?, "account-bad-email");
            Ok(form(&visit, &typed, Some(words)))
        }
        Err(Error::Post(post::Error::NotSetUp)) => Err(Failure::NotFound),
        Err(Error::Store(error) | Error::Post(post::Error::Store(error))) => Err(error.into()),
    }
}

fn form(visit: &Visit, typed: &str, wrong: Option<String>) -> Response {
    let title = visit.say("account-forgotten");
    let frame = Frame::of(visit, &title);
    let frame = if wrong.is_some() { frame.refusing() } else { frame };
    let problems: Vec<Problem> = wrong.into_iter().map(|words| Problem { name: "email".to_owned(), words }).collect();
    let field = Field::new("email", visit.say("staff-email")).among(&problems);
    frame.around(&html! {
        nav.way { a.back href=(log_in::address(None)) { (visit.say("staff-log-in")) } }
        h1 { (title) }
        p.lead { (visit.say("account-forgotten-text")) }
        form method="post" action=(FORGOTTEN) {
            (field.around(|voice| html! {
                input.field #email type="email" name="email" value=(typed) autocomplete="username" inputmode="email"
                    autocapitalize="none" spellcheck="false" maxlength="254" required aria-invalid=[voice.invalid]
                    aria-describedby=[voice.described_by];
            }))
            p.actions { button.button { (visit.say("account-forgotten-send")) } }
        }
    })
}

fn asked(visit: &Visit, email: &Email) -> Response {
    let title = visit.say("account-forgotten-asked");
    let email = [("email", email.as_str().into())];
    Frame::of(visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say_with("account-forgotten-asked-text", &email)) }
        p { (visit.say("account-forgotten-nothing")) }
        p.actions { a.button.other href=(log_in::address(None)) { (visit.say("staff-log-in")) } }
    })
}
