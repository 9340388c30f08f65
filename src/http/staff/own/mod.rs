//! One's own account: where one is logged in, the password, the language.

mod password;
mod second_factor;
mod set_up;

use std::sync::Arc;

use jiff::Timestamp;
use maud::{Markup, html};
use poem::http::Method;
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{self, Visit};
use super::{see_other, start};
use crate::service::accounts::second_factor::state;
use crate::service::accounts::sessions::{self, Session, SignedIn};
use crate::words::{self, STAFF_LANGUAGES};

/// Where it is.
pub(super) const HOME: &str = "/staff/account";

/// Where a second factor is set up.
pub(super) const SECOND_FACTOR: &str = "/staff/account/second-factor";

const PASSWORD: &str = "/staff/account/password";
const SECOND_CONFIRM: &str = "/staff/account/second-factor/confirm";
const SECOND_CODES: &str = "/staff/account/second-factor/codes";
const SECOND_OFF: &str = "/staff/account/second-factor/off";
const END: &str = "/staff/account/sessions/:session/end";
const END_OTHERS: &str = "/staff/account/sessions/end-others";

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    /// What was done on the page before this one.
    #[serde(default)]
    done: String,
}

pub(super) fn pages() -> Vec<Page> {
    vec![
        page(Method::GET, HOME, Needs::Account, show),
        page(Method::GET, PASSWORD, Needs::Account, password::show),
        page(Method::POST, PASSWORD, Needs::Account, password::change),
        page(Method::GET, SECOND_FACTOR, Needs::Person, second_factor::show),
        page(Method::POST, SECOND_FACTOR, Needs::Person, set_up::begin),
        page(Method::POST, SECOND_CONFIRM, Needs::Person, set_up::confirm),
        page(Method::POST, SECOND_CODES, Needs::Account, second_factor::renew),
        page(Method::POST, SECOND_OFF, Needs::Account, second_factor::turn_off),
        page(Method::POST, END, Needs::Account, end),
        page(Method::POST, END_OTHERS, Needs::Account, end_others),
    ]
}

/// Who is logged in. There is always somebody on these pages.
fn signed_in(visit: &Visit) -> Result<&SignedIn, Failure> {
    visit.signed_in().ok_or(Failure::LoggedOut { to: None })
}

/// The page, after something was done that it tells of.
fn after(done: &str) -> Response {
    see_other(&format!("{HOME}?done={done}"))
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    let SignedIn { account, session: this, .. } = signed_in(&visit)?;
    let sessions = sessions::list(visit.services(), account.id).await?;
    let has_second_factor = state(visit.services(), account.id).await?.since.is_some();
    let title = visit.say("own-title");
    let done = ["password", "second-factor", "sessions"].into_iter().find(|done| *done == asked.done);
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.hint { (account.name) ", " (account.email) }
        @if let Some(done) = done { p.note role="status" { (visit.say(&format!("own-done-{done}"))) } }
        h2 { (visit.say("own-sessions")) }
        p { (visit.say("own-sessions-text")) }
        ul.rows { @for session in &sessions { (row(&visit, session, this.id)) } }
        @if sessions.len() > 1 {
            form method="post" action=(END_OTHERS) {
                p.actions { button.button.other { (visit.say("own-end-others")) } }
            }
        }
        h2 { (visit.say("staff-password")) }
        p.actions { a.button.other href=(PASSWORD) { (visit.say("own-password-change")) } }
        h2 { (visit.say("second-title")) }
        p { (visit.say(if has_second_factor { "own-second-on" } else { "own-second-off" })) }
        p.actions {
            a.button.other href=(SECOND_FACTOR) {
                (visit.say(if has_second_factor { "own-second-change" } else { "second-begin" }))
                span.hidden-text { ": " (visit.say("second-title")) }
            }
        }
        h2 { (visit.say("account-language")) }
        form.in-line method="post" action=(start::LANGUAGE) {
            @for language in STAFF_LANGUAGES.into_iter().filter(|language| *language != visit.language) {
                button.link name="language" value=(language) lang=(language) {
                    (words::say(language, &format!("staff-language-{language}")))
                }
            }
        }
    }))
}

fn row(visit: &Visit, session: &Session, this: Uuid) -> Markup {
    let times = [("begun", time(visit, session.created_at)), ("used", time(visit, session.used_at))];
    let times = times.each_ref().map(|(name, time)| (*name, time.as_str().into()));
    html! {
        li {
            span {
                (session.browser) " "
                @if session.id == this { span.status { (visit.say("own-this")) } }
                span.quiet { (visit.say_with("own-times", &times)) }
            }
            @if session.id != this {
                form method="post" action=(END.replace(":session", &session.id.to_string())) {
                    button.link { (visit.say("own-end")) span.hidden-text { ": " (session.browser) } }
                }
            }
        }
    }
}

fn time(visit: &Visit, at: Timestamp) -> String {
    let zone = visit.services().clock.now().time_zone().clone();
    at.to_zoned(zone).strftime("%d.%m.%Y %H:%M").to_string()
}

async fn end(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let account = &signed_in(&visit)?.account;
    // One that is not there any more has ended, and one of somebody else is not there.
    sessions::revoke(visit.services(), account.id, visit::parameter(&request, "session")?).await?;
    Ok(after("sessions"))
}

async fn end_others(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let SignedIn { account, session, .. } = signed_in(&visit)?;
    sessions::revoke_others(visit.services(), account.id, session.id).await?;
    Ok(after("sessions"))
}
