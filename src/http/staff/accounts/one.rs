//! One account: its roles, a new link for who has lost the password, and the way out.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{
    BLOCK, LINK, LIST, ONE, PROVIDER, Places, ROLES, SECOND_FACTOR, address, grant, hand_over, role_choice, role_name,
    value_of,
};
use crate::access::Who;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{self, Visit};
use crate::service::accounts::provider_log_in::{self, EndError};
use crate::service::accounts::{self, Account, Held};
use crate::service::accounts::{roles, second_factor};

/// What is filled in to give or take a role.
#[derive(serde::Deserialize)]
struct Giving {
    role: String,
    place: String,
    /// `give` or `take`.
    change: String,
}

/// What is filled in to keep somebody out, or not.
#[derive(serde::Deserialize)]
struct Blocking {
    blocked: bool,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    page(&visit, visit::parameter(&request, "account")?, None).await
}

pub(super) async fn change_roles(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = visit::parameter(&request, "account")?;
    find(&visit, id).await?;
    let typed: Giving = visit::form(request).await?;
    let grant = grant(&Places::all(&visit).await?, &typed.role, &typed.place).ok_or(Failure::NoForm)?;
    let (services, actor) = (visit.services(), visit.actor()?);
    let done = match typed.change.as_str() {
        "give" => roles::give(services, actor, id, grant).await,
        "take" => roles::take(services, actor, id, grant).await,
        _ => return Err(Failure::NoForm),
    };
    conclude(&visit, id, done).await
}

pub(super) async fn invite(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let Held { account, .. } = find(&visit, visit::parameter(&request, "account")?).await?;
    let key = match accounts::invite(visit.services(), visit.actor()?, account.id).await {
        Ok(key) => key,
        Err(accounts::Error::Store(error)) => return Err(error.into()),
        Err(_) => return Err(Failure::NotFound),
    };
    let title = visit.say("account-link-made");
    let handed = hand_over(&visit, &account, &key).await?;
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        (handed)
        p.actions { a.button href=(address(ONE, account.id)) { (visit.say("staff-back")) } }
    }))
}

pub(super) async fn reset_second_factor(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let Held { account, .. } = find(&visit, visit::parameter(&request, "account")?).await?;
    second_factor::reset(visit.services(), visit.actor()?, account.id).await?;
    Ok(see_other(&address(ONE, account.id)))
}

pub(super) async fn end_provider_link(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let Held { account, .. } = find(&visit, visit::parameter(&request, "account")?).await?;
    match provider_log_in::end_link(visit.services(), visit.actor()?, account.id).await {
        Ok(()) => Ok(see_other(&address(ONE, account.id))),
        Err(EndError::Denied(denied)) => Err(denied.into()),
        Err(EndError::Store(error)) => Err(error.into()),
    }
}

pub(super) async fn block(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = visit::parameter(&request, "account")?;
    find(&visit, id).await?;
    let Blocking { blocked } = visit::form(request).await?;
    let done = match accounts::set_blocked(visit.services(), visit.actor()?, id, blocked).await {
        Ok(_) => Ok(()),
        Err(accounts::Error::Roles(error)) => Err(error),
        Err(accounts::Error::Store(error)) => return Err(error.into()),
        Err(_) => return Err(Failure::NotFound),
    };
    conclude(&visit, id, done).await
}

async fn conclude(visit: &Visit, id: Uuid, done: Result<(), roles::Error>) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(see_other(&address(ONE, id))),
        Err(roles::Error::LastAdministrator) => page(visit, id, Some("account-last-administrator")).await,
        Err(roles::Error::Store(error)) => Err(error.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

async fn find(visit: &Visit, id: Uuid) -> Result<Held, Failure> {
    accounts::find(visit.services(), visit.actor()?, id).await?.ok_or(Failure::NotFound)
}

async fn page(visit: &Visit, id: Uuid, wrong: Option<&str>) -> Result<Response, Failure> {
    let Held { account, grants } = find(visit, id).await?;
    let places = Places::all(visit).await?;
    let choice = places.choice(visit, "")?;
    let way_in = way_in(visit, &account).await?;
    let frame = Frame::of(visit, &account.name);
    let frame = if wrong.is_some() { frame.refusing() } else { frame };
    Ok(frame.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("account-title")) } }
        h1 { (account.name) }
        p.hint { (account.email) }
        @if let Some(wrong) = wrong { div.problems role="alert" { p.wrong { (visit.say(wrong)) } } }
        h2 { (visit.say("account-roles")) }
        @if grants.is_empty() { p { (visit.say("account-no-roles")) } }
        ul.rows {
            @for grant in &grants {
                @let what = format!("{}, {}", role_name(visit, grant.role), places.name(&grant.place));
                li {
                    form.row method="post" action=(address(ROLES, id)) {
                        input type="hidden" name="role" value=(grant.role.as_str());
                        input type="hidden" name="place" value=(value_of(&grant.place));
                        span { (what) }
                        button.link name="change" value="take" {
                            (visit.say("account-take")) span.hidden-text { ": " (what) }
                        }
                    }
                }
            }
        }
        details {
            summary { (visit.say("account-give-another")) }
            form method="post" action=(address(ROLES, id)) {
                (role_choice(visit, "coordinator"))
                (choice)
                p.actions { button.button name="change" value="give" { (visit.say("account-give")) } }
            }
        }
        (way_in)
    }))
}

/// What opens the way in for somebody, and what closes it.
async fn way_in(visit: &Visit, account: &Account) -> Result<Markup, Failure> {
    let (id, is_blocked) = (account.id, account.blocked_on.is_some());
    let is_somebody_else = visit.actor()?.who != Who::Person(id);
    let has_second_factor = second_factor::state(visit.services(), id).await?.since.is_some();
    let is_linked = provider_log_in::is_linked(visit.services(), id).await?;
    Ok(html! {
        h2 { (visit.say("account-way-in")) }
        form method="post" action=(address(LINK, id)) {
            p { (visit.say("account-link-text")) }
            p.actions { button.button.other { (visit.say("account-link-make")) } }
        }
        @if has_second_factor && is_somebody_else {
            form method="post" action=(address(SECOND_FACTOR, id)) {
                p { (visit.say("second-reset-text")) }
                p.actions { button.button.other { (visit.say("second-reset")) } }
            }
        }
        @if is_linked {
            form method="post" action=(address(PROVIDER, id)) {
                p { (visit.say("account-provider-linked")) }
                p.actions { button.button.other { (visit.say("account-provider-end")) } }
            }
        }
        form method="post" action=(address(BLOCK, id)) {
            p.actions {
                button.button.other name="blocked" value=(!is_blocked) {
                    (visit.say(if is_blocked { "account-unblock" } else { "account-block" }))
                }
            }
        }
    })
}
