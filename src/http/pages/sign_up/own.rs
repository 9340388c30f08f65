//! Behind the link in a mail: one's own sign-up, and everything that can be done with it.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};

use super::questions::{party, summary};
use super::{Failure, Guest, check_language, form, parameter, see_other, value};
use crate::service::sign_ups::own::{self, Error, Own};
use crate::service::sign_ups::take::{self, Fault};

/// What the page shows beside the sign-up.
#[derive(Default)]
struct Shown<'a> {
    /// Adults, children and guardian as they were typed, if they could not be taken.
    typed: Option<[&'a str; 3]>,
    faults: &'a [Fault],
    /// What is said above everything.
    said: Option<String>,
}

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    saved: String,
}

/// To the page in the language of who signed up.
pub(super) async fn choose(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    let key: String = parameter(&request, "key")?;
    let own = find(&guest, &key).await?;
    Ok(see_other(&address(&key, &own.sign_up.language)))
}

pub(super) async fn show(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    check_language(&request)?;
    let key: String = parameter(&request, "key")?;
    let Asked { saved } = request.params().unwrap_or_default();
    let own = find(&guest, &key).await?;
    let said = (saved == "yes").then(|| guest.say("signup-saved"));
    Ok(page(&guest, &key, &own, &Shown { said, ..Shown::default() }))
}

pub(super) async fn confirm(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    let key: String = parameter(&request, "key")?;
    let done = own::confirm(guest.services(), &key).await;
    saved(&guest, &key, done)
}

pub(super) async fn agree(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    let key: String = parameter(&request, "key")?;
    let done = own::agree(guest.services(), &key).await;
    saved(&guest, &key, done)
}

pub(super) async fn withdraw(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    let key: String = parameter(&request, "key")?;
    let done = own::withdraw(guest.services(), &key).await;
    saved(&guest, &key, done)
}

pub(super) async fn change(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    let key: String = parameter(&request, "key")?;
    let pairs = form(request).await?;
    let typed @ [adults, children, guardian] = ["adults", "children", "guardian"].map(|name| value(&pairs, name));
    let before = find(&guest, &key).await?;
    let party = match take::party(adults, children, guardian, guest.language) {
        Ok(party) => party,
        Err(fault) => {
            let shown = Shown { typed: Some(typed), faults: &[fault], said: None };
            return Ok(page(&guest, &key, &before, &shown));
        }
    };
    let said = match own::change(guest.services(), &key, party).await {
        Err(Error::NoRoom(free)) => guest.say_with("signup-no-more-room", &[("places", free.into())]),
        Err(Error::Closed) => guest.say("signup-closed"),
        done => return saved(&guest, &key, done),
    };
    Ok(page(&guest, &key, &before, &Shown { typed: Some(typed), faults: &[], said: Some(said) }))
}

pub(super) async fn leave(guest: Arc<Guest>, request: Request) -> Result<Response, Failure> {
    let key: String = parameter(&request, "key")?;
    match own::leave(guest.services(), &key).await {
        // A second click: they have left.
        Ok(()) | Err(Error::NotFound) => Ok(see_other(&format!("/p/left/{}", guest.language))),
        Err(Error::Store(error)) => Err(error.into()),
        Err(Error::Closed | Error::NoRoom(_)) => Err(Failure::Gone),
    }
}

/// Says that nothing is left.
pub(super) async fn left(guest: Arc<Guest>, _: Request) -> Result<Response, Failure> {
    let title = guest.say("signup-left-title");
    let content = html! { h1 { (title) } p.lead { (guest.say("signup-left")) } };
    Ok(guest.page(StatusCode::OK, &title, None, |_| None, &content))
}

fn saved(guest: &Guest, key: &str, done: Result<(), Error>) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(see_other(&format!("{}?saved=yes", address(key, guest.language)))),
        Err(Error::Store(error)) => Err(error.into()),
        Err(Error::NotFound | Error::Closed | Error::NoRoom(_)) => Err(Failure::Gone),
    }
}

async fn find(guest: &Guest, key: &str) -> Result<Own, Failure> {
    own::find(guest.services(), key).await?.ok_or(Failure::Gone)
}

fn address(key: &str, language: &str) -> String {
    format!("/p/{key}/{language}")
}

fn page(guest: &Guest, key: &str, own: &Own, shown: &Shown<'_>) -> Response {
    let name = own.activity.plan.name.as_str();
    let status = if shown.typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let content = html! {
        (summary(guest, shown.faults))
        @if let Some(said) = &shown.said { p.note role="status" { (said) } }
        h1 dir="auto" { (name) }
        p.lead { (standing(guest, own)) }
        (guest.facts(&own.activity, &own.session))
        @if own.is_open {
            (confirmation(guest, key, own))
            (change_form(guest, key, own, shown))
        }
        (consents(guest, key, own))
        (leaving(guest, key))
    };
    guest.page(status, name, Some(&own.programme), |language| Some(address(key, language)), &content)
}

fn standing(guest: &Guest, own: &Own) -> String {
    match own.turn {
        _ if !own.is_open => guest.say("signup-closed"),
        None => guest.say("signup-mail-placed"),
        Some(turn) => guest.say_with("signup-mail-waiting", &[("number", turn.into())]),
    }
}

fn confirmation(guest: &Guest, key: &str, own: &Own) -> Markup {
    html! {
        @match own.sign_up.confirmed_on {
            Some(on) => {
                p.note { (guest.say_with("signup-confirmed", &[("date", Locale::of(guest.language).date(on).into())])) }
            }
            None => form.actions method="post" action={ (address(key, guest.language)) "/confirm" } {
                button.button { (guest.say("signup-confirm")) }
            },
        }
    }
}

fn change_form(guest: &Guest, key: &str, own: &Own, shown: &Shown<'_>) -> Markup {
    let now = &own.sign_up.party;
    let (adults, children) = (now.adults.to_string(), now.children.to_string());
    let [adults, children, guardian] =
        shown.typed.unwrap_or([&adults, &children, now.guardian.as_deref().unwrap_or_default()]);
    html! {
        section.after {
            h2 { (guest.say("signup-change")) }
            form method="post" action={ (address(key, guest.language)) "/change" } novalidate {
                (party(guest, adults, children, guardian, shown.faults))
                p.actions { button.button.other { (guest.say("signup-change-send")) } }
            }
        }
    }
}

/// What was agreed to, and the way to agree or not to agree any more.
fn consents(guest: &Guest, key: &str, own: &Own) -> Markup {
    let locale = Locale::of(guest.language);
    let at = address(key, guest.language);
    let counts = own.consents.iter().any(|consent| consent.withdrawn_on.is_none());
    let words = |party: &str, purpose: &str| {
        guest.say_with("signup-consent-to", &[("party", party.into()), ("purpose", purpose.into())])
    };
    html! {
        @if counts || !own.consents.is_empty() || own.activity.plan.request.is_some() {
            section.after {
                h2 { (guest.say("signup-consent")) }
                @for consent in &own.consents {
                    p.lead { (words(&consent.party, &consent.purpose)) }
                    p.hint {
                        (guest.say_with("signup-consent-given", &[("date", locale.date(consent.given_on).into())])) " "
                        @if let Some(on) = consent.withdrawn_on {
                            (guest.say_with("signup-consent-withdrawn", &[("date", locale.date(on).into())]))
                        }
                    }
                }
                @if counts {
                    form.actions method="post" action={ (at) "/withdraw" } {
                        button.button.other { (guest.say("signup-consent-withdraw")) }
                    }
                } @else if let Some(request) = &own.activity.plan.request {
                    p.lead { (words(&request.party, &request.purpose)) }
                    form.actions method="post" action={ (at) "/agree" } {
                        button.button.other { (guest.say("signup-consent-give")) }
                    }
                }
            }
        }
    }
}

fn leaving(guest: &Guest, key: &str) -> Markup {
    html! {
        section.after {
            details {
                summary { (guest.say("signup-leave")) }
                p { (guest.say("signup-leave-text")) }
                form.actions method="post" action={ (address(key, guest.language)) "/leave" } {
                    button.button { (guest.say("signup-leave-yes")) }
                }
            }
        }
    }
}
