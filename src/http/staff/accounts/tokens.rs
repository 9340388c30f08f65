//! Tokens for programs: which there are, a new one, which is shown once, and the end of one.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, REVOKE, TOKENS};
use crate::access::{Actor, Permission, Place, Role};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{self, Visit};
use crate::service::accounts::tokens::{self, ApiToken, Command};
use crate::service::activities::read_day;

/// What is filled in.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    role: String,
    expires_on: String,
}

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    manager(&visit)?;
    let typed = Typed { role: Role::Analyst.as_str().to_owned(), ..Typed::default() };
    page(&visit, &typed, &[]).await
}

pub(super) async fn create(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let actor = manager(&visit)?;
    let typed: Typed = visit::form(request).await?;
    let role = Role::named(&typed.role).ok_or(Failure::NoForm)?;
    let today = visit.services().clock.today();
    let expires_on = match typed.expires_on.trim() {
        "" => Ok(None),
        day => read_day(day).filter(|day| *day >= today).map(Some).ok_or("expires_on"),
    };
    let (name, expires_on) = match (typed.name.parse().map_err(|_| "name"), expires_on) {
        (Ok(name), Ok(expires_on)) => (name, expires_on),
        (name, expires_on) => {
            let wrong = [name.err(), expires_on.err()];
            return page(&visit, &typed, &wrong.into_iter().flatten().collect::<Vec<_>>()).await;
        }
    };
    let (token, _) = tokens::create(visit.services(), actor, Command { name, role, expires_on }).await?;
    let title = visit.say("token-made");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("token-once")) }
        p.note { code.address { (token.expose()) } }
        p.actions { a.button href=(TOKENS) { (visit.say("token-title")) } }
    }))
}

pub(super) async fn revoke(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let actor = manager(&visit)?;
    let token: Uuid = visit::parameter(&request, "token")?;
    // A second click finds it revoked, which is what was wanted.
    tokens::revoke(visit.services(), actor, token).await?;
    Ok(see_other(TOKENS))
}

/// A token counts everywhere, so who looks after tokens looks after everything.
fn manager(visit: &Visit) -> Result<&Actor, Failure> {
    let actor = visit.actor()?;
    actor.need(Permission::ManageAccounts, &Place::Installation)?;
    Ok(actor)
}

async fn page(visit: &Visit, typed: &Typed, wrong: &[&str]) -> Result<Response, Failure> {
    let tokens = tokens::list(visit.services()).await?;
    let problems: Vec<_> = wrong.iter().map(|name| Problem::new(visit, name, &format!("token-wrong-{name}"))).collect();
    let roles = Role::ALL.map(|role| (role.as_str().to_owned(), role_name(visit, role)));
    let title = visit.say("token-title");
    let frame = Frame::of(visit, &title);
    let frame = if problems.is_empty() { frame } else { frame.refusing() };
    Ok(frame.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("account-title")) } }
        (summary(visit, None, &problems))
        h1 { (title) }
        p.lead { (visit.say("token-lead")) }
        @if tokens.is_empty() { p.note { (visit.say("token-none")) } }
        ul.rows { @for token in &tokens { li { (row(visit, token)) } } }
        section.after {
            h2 { (visit.say("token-new")) }
            form method="post" action=(TOKENS) novalidate {
                (Field::new("name", visit.say("token-name")).hint(visit.say("token-name-hint")).value(&typed.name)
                    .among(&problems).line("text", 120))
                (Field::new("role", visit.say("account-role")).hint(visit.say("token-role-hint")).value(&typed.role)
                    .choice(None, &roles))
                (Field::new("expires_on", visit.say("token-expires")).optional(visit).value(&typed.expires_on)
                    .among(&problems).line("date", 10))
                p.actions { button.button { (visit.say("token-make")) } }
            }
        }
    }))
}

fn row(visit: &Visit, token: &ApiToken) -> Markup {
    let day = |key: &str, on| visit.say_with(key, &[("date", Locale::of(visit.language).date(on).into())]);
    html! {
        span {
            strong { (token.name) }
            span.quiet { (role_name(visit, token.role)) }
            span.quiet {
                (day("token-since", token.created_on))
                @if let Some(last) = token.expires_on { " " (day("token-until", last)) }
            }
        }
        @match token.revoked_on {
            Some(on) => span.quiet { (day("token-revoked", on)) },
            None => form method="post" action=(REVOKE.replace(":token", &token.id.to_string())) {
                button.link { (visit.say("token-revoke")) span.hidden-text { ": " (token.name) } }
            },
        }
    }
}

fn role_name(visit: &Visit, role: Role) -> String {
    visit.say(&format!("token-role-{}", role.as_str()))
}
