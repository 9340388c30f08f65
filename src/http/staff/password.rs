//! Setting a password: the page behind the link that comes with a new account, or when the old password is lost.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::Method;
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{self, Visit};
use super::{log_in, see_other};
use crate::service::Key;
use crate::service::accounts::passwords::{FEWEST_LETTERS, MOST_LETTERS, Unfit};
use crate::service::accounts::{self, Account};

const PATH: &str = "/staff/password/:key";

/// What is filled in.
#[derive(serde::Deserialize)]
struct Typed {
    #[serde(default)]
    password: String,
}

pub(super) fn pages() -> Vec<Page> {
    vec![page(Method::GET, PATH, Needs::Nobody, show), page(Method::POST, PATH, Needs::Nobody, set)]
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let key = Key::received(visit::parameter::<String>(&request, "key")?);
    let Some(account) = accounts::look(visit.services(), &key).await? else { return Ok(over(&visit)) };
    Ok(form(&visit, &key, &account, None))
}

async fn set(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let key = Key::received(visit::parameter::<String>(&request, "key")?);
    let Typed { password } = visit::form(request).await?;
    let Some(account) = accounts::look(visit.services(), &key).await? else { return Ok(over(&visit)) };
    match accounts::set_password(visit.services(), &key, &password).await {
        Ok(_) => Ok(see_other(&log_in::address_after_password())),
        Err(accounts::Error::Unfit(unfit)) => Ok(form(&visit, &key, &account, Some(unfit))),
        Err(accounts::Error::Store(error)) => Err(error.into()),
        Err(_) => Ok(over(&visit)),
    }
}

fn form(visit: &Visit, key: &Key, account: &Account, unfit: Option<Unfit>) -> Response {
    let title = visit.say("staff-choose-password");
    let frame = Frame::of(visit, &title);
    let frame = if unfit.is_some() { frame.refusing() } else { frame };
    frame.around(&html! {
        h1 { (title) }
        p.lead { (visit.say_with("staff-choose-password-text", &[("email", account.email.as_str().into())])) }
        form method="post" action=(accounts::link(key, "")) {
            input type="hidden" name="email" value=(account.email) autocomplete="username";
            (new_password(visit, "staff-password", unfit))
            p.actions { button.button { (visit.say("staff-save")) } }
        }
    })
}

/// Asks for a password that somebody makes up. `label` is the message above the field.
pub(super) fn new_password(visit: &Visit, label: &str, unfit: Option<Unfit>) -> Markup {
    let letters = [("letters", FEWEST_LETTERS.into())];
    html! {
        div.question.has-problem[unfit.is_some()] {
            label for="password" { (visit.say(label)) }
            p.hint #hint { (visit.say_with("staff-password-hint", &letters)) }
            @if let Some(unfit) = unfit {
                p.wrong #wrong role="alert" { (visit.say_with(words(unfit), &letters)) }
            }
            input.field #password type="password" name="password" autocomplete="new-password"
                minlength=(FEWEST_LETTERS) maxlength=(MOST_LETTERS * 4) required
                aria-invalid=[unfit.map(|_| "true")]
                aria-describedby=(if unfit.is_some() { "hint wrong" } else { "hint" });
        }
    }
}

fn words(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::TooShort => "staff-password-too-short",
        Unfit::TooLong => "staff-password-too-long",
        Unfit::TooEasy => "staff-password-too-easy",
    }
}

fn over(visit: &Visit) -> Response {
    let title = visit.say("staff-link-over-title");
    let status = poem::http::StatusCode::GONE;
    Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        h1 { (title) }
        p.lead { (visit.say("staff-link-over-text")) }
        p.actions { a.button href=(log_in::address(None)) { (visit.say("staff-log-in")) } }
    })
}
