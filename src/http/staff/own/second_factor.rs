//! The second factor of one's own account: how it stands, new codes on paper, and doing without.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};

use super::{HOME, SECOND_CODES, SECOND_FACTOR, SECOND_OFF, after, set_up, signed_in};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::proof::{self, Refused};
use crate::http::staff::see_other;
use crate::http::staff::visit::{self, Visit};
use crate::service::Key;
use crate::service::accounts::second_factor::{self, Error, State};

/// What is filled in to change something.
#[derive(serde::Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) present: String,
    /// What new codes on paper follow from.
    #[serde(default)]
    pub(super) seed: String,
}

/// In which of the forms the password was wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Codes,
    Off,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(error) | Error::Proof(crate::service::accounts::proof::Error::Store(error)) => error.into(),
            Error::Denied(denied) => denied.into(),
            Error::Proof(_) | Error::OutOfTurn => Self::NoForm,
        }
    }
}

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    page(&visit, None).await
}

pub(super) async fn renew(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let typed: Typed = visit::form(request).await?;
    let seed = Key::received(typed.seed);
    match second_factor::renew(visit.services(), signed_in(&visit)?, &typed.present, &seed).await {
        Ok(codes) => Ok(set_up::codes_page(&visit, &codes)),
        Err(error) => refused(&visit, error, Form::Codes).await,
    }
}

pub(super) async fn turn_off(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let typed: Typed = visit::form(request).await?;
    match second_factor::turn_off(visit.services(), signed_in(&visit)?, &typed.present).await {
        Ok(()) => Ok(after("second-factor")),
        Err(error) => refused(&visit, error, Form::Off).await,
    }
}

async fn refused(visit: &Visit, error: Error, form: Form) -> Result<Response, Failure> {
    match error {
        Error::Proof(error) => page(visit, Some((form, error.try_into()?))).await,
        // It was turned off on another page.
        Error::OutOfTurn => Ok(see_other(SECOND_FACTOR)),
        error => Err(error.into()),
    }
}

async fn page(visit: &Visit, wrong: Option<(Form, Refused)>) -> Result<Response, Failure> {
    let signed_in = signed_in(visit)?;
    let state = second_factor::state(visit.services(), signed_in.account.id).await?;
    let Some(since) = state.since else { return set_up::beginning(visit, None) };
    let title = visit.say("second-title");
    let frame = Frame::of(visit, &title);
    let frame = if wrong.is_some() { frame.refusing() } else { frame };
    let day = since.strftime("%d.%m.%Y").to_string();
    let wrong_in = |form| wrong.as_ref().filter(|(at, _)| *at == form).map(|(_, refused)| refused);
    Ok(frame.around(&html! {
        nav.way { a.back href=(HOME) { (visit.say("own-title")) } }
        h1 { (title) }
        p.lead { (visit.say_with("second-is-on", &[("day", day.as_str().into())])) }
        p { (left(visit, state)) }
        (deed(visit, SECOND_CODES, "codes", wrong_in(Form::Codes)))
        (deed(visit, SECOND_OFF, "off", wrong_in(Form::Off)))
    }))
}

fn left(visit: &Visit, state: State) -> String {
    visit.say_with("second-codes-left", &[("codes", state.codes.into())])
}

/// A form that asks for the password, folded up until somebody wants it.
fn deed(visit: &Visit, action: &str, name: &str, refused: Option<&Refused>) -> Markup {
    html! {
        details.deed open[refused.is_some()] {
            summary { (visit.say(&format!("second-{name}"))) }
            form method="post" action=(action) {
                p { (visit.say(&format!("second-{name}-text"))) }
                input type="hidden" name="seed" value=(second_factor::seed(visit.services()).expose());
                (proof::present_password(visit, name, refused))
                p.actions { button.button { (visit.say(&format!("second-{name}"))) } }
            }
        }
    }
}
