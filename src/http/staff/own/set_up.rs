//! Setting a second factor up: the secret as a picture and as text, shown until a code of it was typed; then the codes on
//! paper, shown once.

use std::sync::Arc;

use maud::html;
use poem::{Request, Response};

use super::second_factor::Typed;
use super::{HOME, SECOND_CONFIRM, SECOND_FACTOR, signed_in};
use crate::http::qr;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::proof::{self, Refused};
use crate::http::staff::visit::{self, Visit};
use crate::http::staff::{ROOT, see_other};
use crate::service::Key;
use crate::service::accounts::second_factor::{self, Error, SetUp};

/// What is filled in to show that the phone has the secret.
#[derive(serde::Deserialize)]
struct Code {
    #[serde(default)]
    code: String,
    /// What the codes on paper follow from.
    #[serde(default)]
    seed: String,
}

/// Says what it is, and asks for the password.
pub(super) fn beginning(visit: &Visit, refused: Option<&Refused>) -> Result<Response, Failure> {
    let signed_in = signed_in(visit)?;
    let title = visit.say("second-title");
    let frame = Frame::of(visit, &title);
    let frame = if refused.is_some() { frame.refusing() } else { frame };
    Ok(frame.around(&html! {
        @if !signed_in.owes_second_factor { nav.way { a.back href=(HOME) { (visit.say("own-title")) } } }
        h1 { (title) }
        @if signed_in.owes_second_factor { p.note { (visit.say("second-owed")) } }
        p.lead { (visit.say("second-text")) }
        p { (visit.say("second-app")) }
        form method="post" action=(SECOND_FACTOR) {
            input type="hidden" name="email" value=(signed_in.account.email) autocomplete="username";
            (proof::present_password(visit, "begin", refused))
            p.actions { button.button { (visit.say("second-begin")) } }
        }
    }))
}

pub(super) async fn begin(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let typed: Typed = visit::form(request).await?;
    match second_factor::begin(visit.services(), signed_in(&visit)?, &typed.present).await {
        Ok(set_up) => Ok(secret_page(&visit, &set_up, &second_factor::seed(visit.services()), false)),
        Err(Error::Proof(error)) => beginning(&visit, Some(&error.try_into()?)),
        // It was turned on on another page.
        Err(Error::OutOfTurn) => Ok(see_other(SECOND_FACTOR)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn confirm(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let typed: Code = visit::form(request).await?;
    let (services, signed_in) = (visit.services(), signed_in(&visit)?);
    let seed = Key::received(typed.seed);
    match second_factor::confirm(services, signed_in, &typed.code, &seed).await {
        Ok(codes) => Ok(codes_page(&visit, &codes)),
        Err(Error::Proof(crate::service::accounts::proof::Error::Wrong)) => {
            let begun = second_factor::begun(services, signed_in).await?;
            Ok(begun.map_or_else(|| see_other(SECOND_FACTOR), |begun| secret_page(&visit, &begun, &seed, true)))
        }
        Err(Error::OutOfTurn) => Ok(see_other(SECOND_FACTOR)),
        Err(error) => Err(error.into()),
    }
}

fn secret_page(visit: &Visit, set_up: &SetUp, seed: &Key, is_wrong: bool) -> Response {
    let title = visit.say("second-scan");
    let frame = Frame::of(visit, &title);
    let frame = if is_wrong { frame.refusing() } else { frame };
    let groups: Vec<&str> = (0..set_up.secret.len()).step_by(4).map(|at| &set_up.secret[at..at + 4]).collect();
    frame.around(&html! {
        nav.way { a.back href=(SECOND_FACTOR) { (visit.say("second-title")) } }
        h1 { (title) }
        p.lead { (visit.say("second-scan-text")) }
        @if let Some(picture) = qr::picture(&set_up.link, &visit.say("second-scan")) { div.qr { (picture) } }
        p { a.aside href=(set_up.link) { (visit.say("second-open")) } }
        p { (visit.say("second-type")) }
        p.note { code.address { (groups.join(" ")) } }
        form method="post" action=(SECOND_CONFIRM) {
            input type="hidden" name="seed" value=(seed.expose());
            (proof::code(visit, is_wrong.then(|| visit.say("second-code-wrong"))))
            p.actions { button.button { (visit.say("second-confirm")) } }
        }
    })
}

/// The codes on paper. Only their digests are kept, so this is the one time.
pub(super) fn codes_page(visit: &Visit, codes: &[String]) -> Response {
    let title = visit.say("second-codes-title");
    Frame::of(visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("second-codes-once")) }
        ol.codes { @for code in codes { li { code { (code) } } } }
        p.actions { a.button href=(ROOT) { (visit.say("second-codes-kept")) } }
    })
}
