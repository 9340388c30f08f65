//! The accounts that somebody looks after.

use std::sync::Arc;

use maud::html;
use poem::{Request, Response};

use super::{NEW, ONE, Places, TOKENS, address, role_name};
use crate::access::{Permission, Place};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::Visit;
use crate::service::accounts;

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let accounts = accounts::list(visit.services(), visit.actor()?).await?;
    let places = Places::all(&visit).await?;
    let sees_tokens = visit.actor()?.may(Permission::ManageAccounts, &Place::Installation);
    let title = visit.say("account-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.actions { a.button href=(NEW) { (visit.say("account-new")) } }
        ul.rows {
            @for held in accounts {
                li {
                    a href=(address(ONE, held.account.id)) { (held.account.name) }
                    @if held.account.blocked_on.is_some() { " " span.status { (visit.say("account-is-blocked")) } }
                    p.hint { (held.account.email) }
                    @for grant in &held.grants {
                        p { (role_name(&visit, grant.role)) ", " (places.name(&grant.place)) }
                    }
                    @if held.grants.is_empty() { p.hint { (visit.say("account-no-roles")) } }
                }
            }
        }
        @if sees_tokens { p.in-line { a.aside href=(TOKENS) { (visit.say("token-title")) } } }
    }))
}
