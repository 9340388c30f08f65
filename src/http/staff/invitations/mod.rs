//! Who is invited to a wave with a code of their own: the list, what can be done with one of it, and the letters.

mod letters;
mod mails;

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::http::{Method, StatusCode};
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::fields::{Problem, summary};
use super::frame::Frame;
use super::see_other;
use super::table::{Needs, Page, page};
use super::upload::received;
use super::visit::{Visit, form, parameter};
use crate::access::Permission;
use crate::service::invitations::address_list::{Fault, Wrong};
use crate::service::invitations::{self, Error, Invitation, LANGUAGES, import};
use crate::service::waves::Wave;

const LIST: &str = "/staff/waves/:wave/invitations";
const ONE: &str = "/staff/waves/:wave/invitations/:invitation";
/// More lines are not shown at once; who looks for one finds it by its words.
const SHOWN: usize = 200;

/// What is asked of the address.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    text: String,
    added: Option<usize>,
    known: Option<usize>,
}

/// What to do with one.
#[derive(serde::Deserialize)]
struct Deed {
    deed: String,
    #[serde(default)]
    generation: i32,
}

pub(super) fn pages() -> Vec<Page> {
    let managing = Needs::Permission(Permission::ManageWaves);
    vec![
        page(Method::GET, LIST, managing, show),
        page(Method::POST, LIST, managing, take),
        page(Method::POST, ONE, managing, act),
        page(Method::GET, letters::PRINT, managing, letters::print),
        page(Method::GET, letters::TABLE, managing, letters::table),
        page(Method::GET, mails::PAGE, managing, mails::show),
        page(Method::POST, mails::PAGE, managing, mails::send),
        page(Method::POST, mails::REMINDERS, managing, mails::remind),
        page(Method::GET, mails::LOOK, managing, mails::look),
    ]
}

/// Whether a request brings a list of addresses.
pub(super) fn brings_list(path: &str) -> bool {
    path.starts_with("/staff/waves/") && path.ends_with("/invitations")
}

/// The page of a wave.
pub(super) fn address(wave: Uuid) -> String {
    format!("/staff/waves/{wave}/invitations")
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    respond(&visit, parameter(&request, "wave")?, &asked, &[]).await
}

async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = parameter(&request, "wave")?;
    let (_, file) = received(request, "list").await?;
    let problem = |key| vec![Problem::new(&visit, "list", key)];
    let problems = match import::import(visit.services(), visit.actor()?, wave, &file).await {
        Ok(done) => return Ok(see_other(&format!("{}?added={}&known={}", address(wave), done.added, done.known))),
        Err(import::Error::NotFound) => return Err(Failure::NotFound),
        Err(import::Error::Store(error)) => return Err(error.into()),
        Err(import::Error::NotByCode) => problem("invitation-not-by-code"),
        Err(import::Error::Over) => problem("invitation-over"),
        Err(import::Error::Faults(faults)) => faults.iter().map(|fault| told(&visit, fault)).collect(),
    };
    respond(&visit, wave, &Asked::default(), &problems).await
}

async fn act(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (wave, id) = (parameter(&request, "wave")?, parameter(&request, "invitation")?);
    let Deed { deed, generation } = form(request).await?;
    let (services, actor) = (visit.services(), visit.actor()?);
    match deed.as_str() {
        "renew" => invitations::renew(services, actor, wave, id, generation).await?,
        "stop" => invitations::stop(services, actor, wave, id).await?,
        "erase" => invitations::erase(services, actor, wave, id).await?,
        _ => return Err(Failure::NoForm),
    }
    Ok(see_other(&address(wave)))
}

async fn respond(visit: &Visit, wave: Uuid, asked: &Asked, problems: &[Problem]) -> Result<Response, Failure> {
    let (wave, invited) = invitations::list(visit.services(), visit.actor()?, wave).await?;
    let title = visit.say("invitation-list-title");
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Frame { status, is_wide: true, ..Frame::of(visit, &title) }.around(&html! {
        nav.way { a.back href={ "/staff/waves/" (wave.id) } { (wave.name) } }
        h1 { (title) }
        (summary(visit, None, problems))
        @if let (Some(added), Some(known)) = (asked.added, asked.known) {
            p.note role="status" {
                (visit.say_with("invitation-imported", &[("added", added.into()), ("known", known.into())]))
            }
        }
        p.lead { (visit.say_with("invitation-count", &[("count", invited.len().into())])) }
        @if invitations::is_by_code(&wave) {
            (upload(visit, &wave))
            @if !invited.is_empty() { (ways(visit, &wave, &invited)) (table(visit, &wave, &invited, &asked.text)) }
        } @else {
            p.note { (visit.say("invitation-not-by-code")) }
        }
    }))
}

fn upload(visit: &Visit, wave: &Wave) -> Markup {
    html! {
        section.after {
            h2 { (visit.say("invitation-import")) }
            p.hint #list-hint { (visit.say("invitation-import-hint")) }
            form method="post" action=(address(wave.id)) enctype="multipart/form-data" {
                div.question {
                    label for="list" { (visit.say("invitation-import-file")) }
                    input.field #list type="file" name="list" accept=".csv,text/csv,text/plain" aria-describedby="list-hint";
                }
                p.actions { button.button { (visit.say("invitation-import-go")) } }
            }
        }
    }
}

/// To the letters in each language that somebody is written to in, and to the table.
fn ways(visit: &Visit, wave: &Wave, invited: &[Invitation]) -> Markup {
    let count = |language: &str| {
        let is_one = |one: &&Invitation| one.contact.language == language && one.stopped_on.is_none();
        invited.iter().filter(is_one).count()
    };
    html! {
        section.after {
            h2 { (visit.say("invitation-letters")) }
            p.hint { (visit.say("invitation-letters-hint")) }
            ul.rows {
                @for language in LANGUAGES.into_iter().filter(|language| count(language) > 0) {
                    li {
                        a href={ (letters::address(wave.id)) "?language=" (language) } {
                            (Locale::of(language).name()) " (" (count(language)) ")"
                        }
                    }
                }
            }
            p.actions {
                a.button.other href={ (letters::address(wave.id)) ".csv" } { (visit.say("invitation-table")) }
                a.button href=(mails::address(wave.id)) { (visit.say("mailing-link")) }
            }
        }
    }
}

fn table(visit: &Visit, wave: &Wave, invited: &[Invitation], text: &str) -> Markup {
    let wanted = text.trim().to_lowercase();
    let is_found = |one: &&Invitation| {
        let Invitation { contact, .. } = one;
        [&contact.name, &contact.address, &contact.department]
            .iter()
            .any(|field| field.to_lowercase().contains(&wanted))
    };
    let found: Vec<_> = invited.iter().filter(is_found).collect();
    html! {
        section.after {
            h2 { (visit.say("invitation-who")) }
            form.in-line method="get" action=(address(wave.id)) {
                div {
                    label for="text" { (visit.say("invitation-find")) }
                    input.field #text name="text" type="search" value=(text) maxlength="100";
                }
                button.button.other { (visit.say("invitation-find-go")) }
            }
            @if found.len() > SHOWN {
                p.hint { (visit.say_with("invitation-first", &[("shown", SHOWN.into()), ("count", found.len().into())])) }
            }
            ul.rows { @for one in found.iter().take(SHOWN) { li { (line(visit, wave, one)) } } }
        }
    }
}

fn line(visit: &Visit, wave: &Wave, one: &Invitation) -> Markup {
    let contact = &one.contact;
    let button = |deed: &str| {
        html! { button.button.other name="deed" value=(deed) { (visit.say(&format!("invitation-{deed}"))) } }
    };
    html! {
        details {
            summary { span { bdi { (contact.name) } " · " bdi { (contact.address.replace('\n', ", ")) } } }
            p {
                (Locale::of(&contact.language).name())
                @for way in [&contact.email, &contact.phone].into_iter().flatten() { " · " (way) }
                @if let Some(on) = one.stopped_on {
                    " · " (visit.say_with("invitation-stopped", &[("date", Locale::of(visit.language).date(on).into())]))
                }
                @if let Some(what) = &one.refusal {
                    " · " (visit.say_with("mailing-line-refused", &[("what", what.as_str().into())]))
                }
            }
            p.hint { (visit.say("invitation-deeds-hint")) }
            form method="post" action={ (address(wave.id)) "/" (one.id) } {
                input type="hidden" name="generation" value=(one.generation);
                p.actions {
                    (button("renew"))
                    @if one.stopped_on.is_none() { (button("stop")) }
                    (button("erase"))
                }
            }
        }
    }
}

fn told(visit: &Visit, Fault { line, wrong }: &Fault) -> Problem {
    let (key, what) = match wrong {
        Wrong::Empty => ("empty", String::new()),
        Wrong::TooMany => ("too-many", String::new()),
        Wrong::Column(heading) => ("column", heading.clone()),
        Wrong::ColumnTwice(heading) => ("column-twice", heading.clone()),
        Wrong::NoNames => ("no-names", String::new()),
        Wrong::Fields => ("fields", String::new()),
        Wrong::Name => ("name", String::new()),
        Wrong::Nowhere => ("nowhere", String::new()),
        Wrong::Long => ("long", String::new()),
        Wrong::Area(name) => ("area", name.clone()),
        Wrong::Email => ("email", String::new()),
        Wrong::Phone => ("phone", String::new()),
        Wrong::Reference => ("reference", String::new()),
        Wrong::PersonNumber => ("person-number", String::new()),
        Wrong::Language(name) => ("language", name.clone()),
        Wrong::Again(earlier) => ("again", earlier.to_string()),
    };
    let what = visit.say_with(&format!("invitation-wrong-{key}"), &[("what", what.into())]);
    let words = visit.say_with("invitation-line", &[("line", line.to_string().into()), ("what", what.into())]);
    Problem { name: "list".to_owned(), words }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Store(error) => error.into(),
        }
    }
}
