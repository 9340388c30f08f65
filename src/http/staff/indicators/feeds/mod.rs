//! Who is sent what indicators are observed to be: which there are, a new one, and what of one could not be sent.

mod list;
mod one;

use maud::{Markup, html};
use poem::Response;
use poem::http::Method;
use uuid::Uuid;

use crate::access::{Actor, Permission, Place};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::table::{Needs, Page, page};
use crate::http::staff::visit::Visit;
use crate::service::indicators::feed::subscribe::{self, Error, Secret};

/// Where the list is.
pub(super) const LIST: &str = "/staff/indicators/subscriptions";

const ONE: &str = "/staff/indicators/subscriptions/:subscription";
const SECRET: &str = "/staff/indicators/subscriptions/:subscription/secret";
const REPLAY: &str = "/staff/indicators/subscriptions/:subscription/replay";
const SKIP: &str = "/staff/indicators/subscriptions/:subscription/skip";
const END: &str = "/staff/indicators/subscriptions/:subscription/end";

pub(super) fn pages() -> Vec<Page> {
    let manages = Needs::Permission(Permission::ManageFeeds);
    vec![
        page(Method::GET, LIST, manages, list::show),
        page(Method::POST, LIST, manages, list::create),
        page(Method::GET, ONE, manages, one::show),
        page(Method::POST, SECRET, manages, one::change_secret),
        page(Method::POST, REPLAY, manages, one::replay),
        page(Method::POST, SKIP, manages, one::skip),
        page(Method::POST, END, manages, one::end),
    ]
}

/// Whether somebody looks after subscriptions, who then does so for everything.
pub(super) fn may_manage(actor: &Actor) -> bool {
    actor.may(Permission::ManageFeeds, &Place::Installation)
}

impl From<subscribe::Error> for Failure {
    fn from(error: subscribe::Error) -> Self {
        match error {
            Error::Store(error) => error.into(),
            Error::Denied(denied) => denied.into(),
            Error::NotFound | Error::NoProgramme => Self::NotFound,
            Error::Address | Error::NoWay | Error::Subject | Error::TooMany | Error::KeyReused => Self::NoForm,
        }
    }
}

fn address(pattern: &str, subscription: Uuid) -> String {
    pattern.replace(":subscription", &subscription.to_string())
}

/// The page that shows a secret, this once.
fn secret_page(visit: &Visit, title: &str, secret: &Secret, subscription: Uuid) -> Response {
    let title = visit.say(title);
    Frame::of(visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("feed-once")) }
        p.note { code.address { (secret.expose()) } }
        p.actions { a.button href=(address(ONE, subscription)) { (visit.say("feed-to-one")) } }
    })
}

/// A form of one button.
fn button(action: &str, words: &str, number: Option<i64>) -> Markup {
    html! {
        form method="post" action=(action) {
            @if let Some(number) = number { input type="hidden" name="number" value=(number); }
            button.link { (words) @if let Some(number) = number { span.hidden-text { ": " (number) } } }
        }
    }
}
