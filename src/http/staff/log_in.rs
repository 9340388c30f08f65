//! The way in and the way out.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::{Method, header};
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::proof::{self, Refused};
use super::table::{Needs, Page, page};
use super::visit::{self, Cookie, Visit};
use super::{ROOT, forgotten, log_in_code, provider, see_other};
use crate::service::accounts::log_in::{self, Attempt, Outcome, Step};
use crate::service::accounts::sessions;

/// Where one logs in.
const IN: &str = "/staff/log-in";
/// Where the form to log out is sent.
pub(super) const OUT: &str = "/staff/log-out";

/// What is filled in.
#[derive(serde::Deserialize)]
struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    /// Where to go on.
    #[serde(default)]
    to: String,
}

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    to: String,
    /// Whether somebody comes here after setting a password.
    #[serde(default)]
    password: String,
}

/// What is said above the fields.
enum Said {
    Nothing,
    PasswordSet,
    Refused(Refused),
}

pub(super) fn pages() -> Vec<Page> {
    vec![
        page(Method::GET, IN, Needs::Nobody, show),
        page(Method::POST, IN, Needs::Nobody, log_in),
        page(Method::POST, OUT, Needs::Nobody, log_out),
    ]
}

/// The address of the page, from where one goes on to another page of ours.
pub(super) fn address(to: Option<&str>) -> String {
    visit::address_with(IN, to)
}

/// The address after a password was set.
pub(super) fn address_after_password() -> String {
    format!("{IN}?password=set")
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    if visit.signed_in().is_some() {
        return Ok(see_other(visit::own_address(&asked.to).unwrap_or(ROOT)));
    }
    let said = if asked.password == "set" { Said::PasswordSet } else { Said::Nothing };
    Ok(form(&visit, &said, "", &asked.to))
}

async fn log_in(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let device = visit.cookie(&request, Cookie::Device);
    let browser = browser(&request);
    let typed: Typed = visit::form(request).await?;
    let attempt =
        Attempt { email: &typed.email, password: &typed.password, device: device.as_ref(), browser: &browser };
    match log_in::log_in(visit.services(), attempt).await {
        Ok(Step::In(outcome)) => Ok(let_in(&visit, &outcome, &typed.to)),
        Ok(Step::Code(key)) => Ok(log_in_code::ask(&visit, &key, &typed.to)),
        Err(error) => {
            let refused = Said::Refused(error.try_into()?);
            Ok(form(&visit, &refused, &typed.email, &typed.to))
        }
    }
}

/// Gives the browser what it needs from now on, and goes on where somebody wanted to.
pub(super) fn let_in(visit: &Visit, outcome: &Outcome, to: &str) -> Response {
    let mut response = see_other(visit::own_address(to).unwrap_or(ROOT));
    visit.hand_out(&mut response, Cookie::Session, &outcome.session);
    visit.hand_out(&mut response, Cookie::Device, &outcome.device);
    response
}

async fn log_out(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    if let Some(key) = visit.cookie(&request, Cookie::Session) {
        sessions::end(visit.services(), &key).await?;
    }
    let mut response = see_other(IN);
    visit.take_back(&mut response, Cookie::Session);
    Ok(response)
}

fn form(visit: &Visit, said: &Said, email: &str, to: &str) -> Response {
    let title = visit.say("staff-log-in");
    let is_wrong = matches!(said, Said::Refused(_));
    let frame = Frame::of(visit, &title);
    let frame = if is_wrong { frame.refusing() } else { frame };
    frame.around(&html! {
        h1 { (title) }
        (said_above(visit, said))
        form method="post" action=(IN) {
            input type="hidden" name="to" value=(to);
            div.question {
                label for="email" { (visit.say("staff-email")) }
                input.field #email type="email" name="email" value=(email) autocomplete="username"
                    inputmode="email" autocapitalize="none" spellcheck="false" maxlength="254" required
                    aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then_some("wrong")];
            }
            div.question {
                label for="password" { (visit.say("staff-password")) }
                input.field #password type="password" name="password" autocomplete="current-password" maxlength="512"
                    required aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then_some("wrong")];
            }
            p.actions { button.button { (visit.say("staff-log-in")) } }
        }
        (provider::offer(visit, to))
        @if forgotten::is_there(visit) {
            p { a.aside href=(forgotten::FORGOTTEN) { (visit.say("account-forgotten")) } }
        } @else {
            p.hint { (visit.say("staff-no-password")) }
        }
    })
}

fn said_above(visit: &Visit, said: &Said) -> Markup {
    let wrong = match said {
        Said::Nothing => return html! {},
        Said::PasswordSet => return html! { p.note role="status" { (visit.say("staff-password-set")) } },
        Said::Refused(refused) => proof::words(visit, refused, "staff-log-in-wrong"),
    };
    html! { div.problems role="alert" tabindex="-1" { p #wrong { (wrong) } } }
}

/// Which browser this is, in so few words that it tells two of one person apart and not more.
pub(super) fn browser(request: &Request) -> String {
    let agent = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let first = |known: &[&'static str]| known.iter().copied().find(|name| agent.contains(name)).unwrap_or("?");
    let browser = first(&["Firefox", "Edg", "OPR", "SamsungBrowser", "Chrome", "Safari"]);
    let system = first(&["Android", "iPhone", "iPad", "Windows", "Mac OS", "CrOS", "Linux"]);
    format!("{browser}, {system}")
}
