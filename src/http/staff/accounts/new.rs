//! An account for somebody new, with the first role.

use std::sync::Arc;

use maud::html;
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, NEW, Places, grant, hand_over, role_choice};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{self, Visit};
use crate::service::accounts::{self, Command};
use crate::words::STAFF_LANGUAGES;

/// What is filled in.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    /// Made with the page, so that a second press makes no second account.
    id: Uuid,
    email: String,
    name: String,
    role: String,
    place: String,
    language: String,
}

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let id = visit.services().clock.identity();
    let typed = Typed { id, role: "coordinator".to_owned(), language: "da".to_owned(), ..Typed::default() };
    form(&visit, &typed, None).await
}

pub(super) async fn create(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let typed: Typed = visit::form(request).await?;
    let Ok(email) = typed.email.parse() else { return form(&visit, &typed, Some("account-bad-email")).await };
    let Ok(name) = typed.name.parse() else { return form(&visit, &typed, Some("account-bad-name")).await };
    let places = Places::all(&visit).await?;
    let grant = grant(&places, &typed.role, &typed.place).ok_or(Failure::NoForm)?;
    let command = Command { id: typed.id, email, name, language: typed.language.clone(), grants: vec![grant] };
    let (account, key) = match accounts::create(visit.services(), visit.actor()?, command).await {
        Ok(made) => made,
        Err(accounts::Error::EmailTaken) => return form(&visit, &typed, Some("account-email-taken")).await,
        Err(accounts::Error::Store(error)) => return Err(error.into()),
        Err(_) => return Err(Failure::NotFound),
    };
    let title = visit.say("account-made");
    let handed = hand_over(&visit, &account, &key).await?;
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        (handed)
        p.actions { a.button href=(LIST) { (visit.say("account-to-list")) } }
    }))
}

async fn form(visit: &Visit, typed: &Typed, wrong: Option<&str>) -> Result<Response, Failure> {
    if typed.id.is_nil() {
        return Ok(see_other(NEW));
    }
    let place = Places::all(visit).await?.choice(visit, &typed.place)?;
    let at = |key| if key == "account-bad-name" { "name" } else { "email" };
    let problems: Vec<_> = wrong.map(|key| Problem::new(visit, at(key), key)).into_iter().collect();
    let field = |name, value| Field::new(name, visit.say(&format!("account-{name}"))).value(value).among(&problems);
    let languages = STAFF_LANGUAGES.map(|code| (code.to_owned(), visit.say(&format!("staff-language-{code}"))));
    let title = visit.say("account-new");
    let frame = Frame::of(visit, &title);
    let frame = if wrong.is_some() { frame.refusing() } else { frame };
    Ok(frame.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("account-title")) } }
        h1 { (title) }
        (summary(visit, None, &problems))
        form method="post" action=(NEW) {
            input type="hidden" name="id" value=(typed.id);
            (field("name", &typed.name).line("text", 200))
            (field("email", &typed.email).line("email", 254))
            (role_choice(visit, &typed.role))
            (place)
            (field("language", &typed.language).choice(None, &languages))
            p.actions { button.button { (visit.say("account-make")) } }
        }
    }))
}
