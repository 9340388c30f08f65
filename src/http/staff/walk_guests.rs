//! Who is asked along on a walk, and the letters to them.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::http::{Method, StatusCode};
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::fields::{Field, Problem};
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{self, Visit};
use super::{see_other, walks};
use crate::access::Permission;
use crate::service::walks::invite::{self, Guest, is_to_be_told};
use crate::service::walks::{Invitation, Located, State, find};
use crate::service::{Email, Name, post};
use crate::words::STAFF_LANGUAGES;

const LIST: &str = "/staff/walks/:walk/guests";
/// As long as an address may be; names are shorter.
const MOST_LETTERS: usize = 254;
const REMOVE: &str = "/staff/walks/:walk/guests/remove";
const TELL: &str = "/staff/walks/:walk/guests/tell";

/// Somebody who is to be asked along.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    /// The identity that the invitation gets: by it, a second click asks nobody more.
    id: Uuid,
    name: String,
    email: String,
    language: String,
}

/// Which of them is taken off the list.
#[derive(serde::Deserialize)]
struct Chosen {
    guest: Uuid,
}

/// What is wrong with what was sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Name,
    Email,
    Full,
    NoMail,
}

pub(super) fn pages() -> Vec<Page> {
    let hold = Needs::Permission(Permission::HoldWalks);
    vec![
        page(Method::GET, LIST, hold, show),
        page(Method::POST, LIST, hold, add),
        page(Method::POST, REMOVE, hold, remove),
        page(Method::POST, TELL, hold, tell),
    ]
}

/// The address of the list of a walk.
pub(super) fn address(walk: Uuid) -> String {
    format!("{}/guests", walks::address(walk))
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    render(&visit, visit::parameter(&request, "walk")?, &Typed::default(), None).await
}

async fn add(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let walk = visit::parameter(&request, "walk")?;
    let typed: Typed = visit::form(request).await?;
    let (name, email) = match (typed.name.parse::<Name>(), typed.email()) {
        (Ok(name), Ok(email)) => (name, email),
        (Err(_), _) => return render(&visit, walk, &typed, Some(Wrong::Name)).await,
        (_, Err(wrong)) => return render(&visit, walk, &typed, Some(wrong)).await,
    };
    let asked = invite::ask(
        visit.services(),
        visit.actor()?,
        walk,
        typed.id,
        Guest { name, email, language: typed.language() },
    )
    .await;
    answer(&visit, walk, &typed, asked.map(|()| address(walk))).await
}

async fn remove(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let walk = visit::parameter(&request, "walk")?;
    let Chosen { guest } = visit::form(request).await?;
    let done = invite::let_off(visit.services(), visit.actor()?, walk, guest).await;
    answer(&visit, walk, &Typed::default(), done.map(|()| address(walk))).await
}

async fn tell(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let walk = visit::parameter(&request, "walk")?;
    let told = invite::tell(visit.services(), visit.actor()?, walk).await;
    answer(&visit, walk, &Typed::default(), told.map(|_| address(walk))).await
}

async fn answer(
    visit: &Visit,
    walk: Uuid,
    typed: &Typed,
    done: Result<String, invite::Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(address) => Ok(see_other(&address)),
        // The page of the walk says how far it is.
        Err(invite::Error::NotPlanned) => Ok(see_other(&walks::address(walk))),
        Err(invite::Error::TooMany) => render(visit, walk, typed, Some(Wrong::Full)).await,
        Err(invite::Error::Post(post::Error::NotSetUp)) => render(visit, walk, typed, Some(Wrong::NoMail)).await,
        Err(invite::Error::Post(post::Error::Store(error))) => Err(error.into()),
        Err(invite::Error::Walk(error)) => Err(error.into()),
    }
}

async fn render(visit: &Visit, walk: Uuid, typed: &Typed, wrong: Option<Wrong>) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let guests = invite::list(services, actor, walk).await?;
    let Located { walk, area } = find(services, actor, walk).await?;
    let untold = guests.iter().filter(|guest| is_to_be_told(&walk, guest)).count();
    let is_mailing = services.mail.is_some();
    let title = visit.say("walk-guests");
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        nav.way { a.back href=(walks::address(walk.id)) { (area.name) " " (walks::when(visit, &walk)) } }
        @if let Some(key) = wrong.and_then(Wrong::of_page) {
            div #problems.problems tabindex="-1" autofocus role="alert" { p { (visit.say(key)) } }
        }
        h1 { (title) }
        @if guests.is_empty() { p.lead { (visit.say("walk-guests-empty")) } }
        ul.guests { @for guest in &guests { li { (line(visit, &walk.id, guest, is_to_be_told(&walk, guest))) } } }
        @if untold > 0 && is_mailing {
            form.actions method="post" action={ (address(walk.id)) "/tell" } {
                button.button { (visit.say_with("walk-guests-tell", &[("count", untold.into())])) }
            }
        }
        @if untold > 0 && !is_mailing { p.hint { (visit.say("walk-guests-no-mail")) } }
        @if walk.state == State::Planned { (form(visit, walk.id, typed, wrong)) }
    }))
}

fn line(visit: &Visit, walk: &Uuid, guest: &Invitation, is_to_be_told: bool) -> Markup {
    let key = match guest.email {
        None => "walk-guests-no-address",
        Some(_) if is_to_be_told => "walk-guests-untold",
        Some(_) => "walk-guests-told",
    };
    let remove = visit.say_with("walk-guests-remove", &[("name", guest.name.as_str().into())]);
    html! {
        p { (guest.name) @if let Some(email) = &guest.email { " · " (email) } }
        p.hint { (visit.say(key)) @if guest.email.is_some() { " · " (Locale::of(&guest.language).name()) } }
        form method="post" action={ (address(*walk)) "/remove" } {
            button.link name="guest" value=(guest.id) { (remove) }
        }
    }
}

fn form(visit: &Visit, walk: Uuid, typed: &Typed, wrong: Option<Wrong>) -> Markup {
    // What was sent once and was wrong is sent again under its own identity.
    let id = if typed.id.is_nil() { visit.services().clock.identity() } else { typed.id };
    let problems: Vec<_> = wrong
        .and_then(Wrong::of_field)
        .map(|name| Problem::new(visit, name, &format!("walk-wrong-{name}")))
        .into_iter()
        .collect();
    let field = |name, kind, value| {
        let field = Field::new(name, visit.say(&format!("walk-field-{name}"))).value(value).among(&problems);
        field.hint(visit.say(&format!("walk-hint-{name}"))).line(kind, MOST_LETTERS)
    };
    let languages = STAFF_LANGUAGES.map(|code| (code.to_owned(), Locale::of(code).name().to_owned()));
    html! {
        form.after method="post" action=(address(walk)) novalidate {
            input type="hidden" name="id" value=(id);
            (field("name", "text", &typed.name))
            (field("email", "email", &typed.email))
            (Field::new("language", visit.say("walk-field-language")).value(typed.language()).choice(None, &languages))
            p.actions { button.button.other { (visit.say("walk-guests-add")) } }
        }
    }
}

impl Typed {
    /// The language of staff that was chosen; the first one, which most people read, if it is none of them.
    fn language(&self) -> &'static str {
        STAFF_LANGUAGES.into_iter().find(|language| *language == self.language).unwrap_or(STAFF_LANGUAGES[0])
    }

    fn email(&self) -> Result<Option<Email>, Wrong> {
        let email = self.email.trim();
        if email.is_empty() { Ok(None) } else { email.parse().map(Some).map_err(|_| Wrong::Email) }
    }
}

impl Wrong {
    /// The words for what is wrong with no single field.
    fn of_page(self) -> Option<&'static str> {
        match self {
            Self::Full => Some("walk-guests-full"),
            Self::NoMail => Some("walk-guests-no-mail"),
            Self::Name | Self::Email => None,
        }
    }

    /// The field that it stands at.
    fn of_field(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("name"),
            Self::Email => Some("email"),
            Self::Full | Self::NoMail => None,
        }
    }
}
