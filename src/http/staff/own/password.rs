//! A new password, for who knows the present one.

use std::sync::Arc;

use maud::html;
use poem::{Request, Response};

use super::{HOME, PASSWORD, after, signed_in};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::password::new_password;
use crate::http::staff::proof::{self, Refused};
use crate::http::staff::visit::{self, Cookie, Visit};
use crate::service::accounts::own_account::{self, Error};
use crate::service::accounts::passwords::Unfit;

/// What is filled in.
#[derive(serde::Deserialize)]
struct Typed {
    #[serde(default)]
    present: String,
    #[serde(default)]
    password: String,
}

/// What is wrong with it.
#[derive(Default)]
struct Wrong {
    present: Option<Refused>,
    password: Option<Unfit>,
}

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    form(&visit, &Wrong::default())
}

pub(super) async fn change(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let typed: Typed = visit::form(request).await?;
    let done = own_account::change_password(visit.services(), signed_in(&visit)?, &typed.present, &typed.password);
    match done.await {
        Ok(session) => {
            let mut response = after("password");
            visit.hand_out(&mut response, Cookie::Session, &session);
            Ok(response)
        }
        Err(Error::Unfit(unfit)) => form(&visit, &Wrong { password: Some(unfit), present: None }),
        Err(Error::Proof(refused)) => {
            form(&visit, &Wrong { present: Some(Refused::try_from(refused)?), password: None })
        }
        Err(Error::Hash(error)) => Err(Failure::Password(error)),
        Err(Error::Store(error)) => Err(error.into()),
    }
}

fn form(visit: &Visit, wrong: &Wrong) -> Result<Response, Failure> {
    let account = &signed_in(visit)?.account;
    let title = visit.say("own-password-change");
    let frame = Frame::of(visit, &title);
    let is_wrong = wrong.present.is_some() || wrong.password.is_some();
    let frame = if is_wrong { frame.refusing() } else { frame };
    Ok(frame.around(&html! {
        nav.way { a.back href=(HOME) { (visit.say("own-title")) } }
        h1 { (title) }
        p.lead { (visit.say("own-password-text")) }
        form method="post" action=(PASSWORD) {
            input type="hidden" name="email" value=(account.email) autocomplete="username";
            (proof::present_password(visit, "change", wrong.present.as_ref()))
            (new_password(visit, "own-password-new", wrong.password))
            p.actions { button.button { (visit.say("staff-save")) } }
        }
    }))
}
