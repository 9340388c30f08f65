//! Letters as they are printed: one a page, in the language of who gets it.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{DOCTYPE, Markup, html};
use poem::http::{StatusCode, header};
use poem::{Request, Response};
use uuid::Uuid;

use crate::http::document::{begin, head, respond};
use crate::http::staff::failure::Failure;
use crate::http::staff::visit::{Visit, parameter};
use crate::http::{assets, qr};
use crate::service::invitations::LANGUAGES;
use crate::service::invitations::letters::{self, Letter, TableError};
use crate::service::waves::{self, Identity, Wave};
use crate::words::{say, say_with};

pub(super) const PRINT: &str = "/staff/waves/:wave/letters";
pub(super) const TABLE: &str = "/staff/waves/:wave/letters.csv";

/// What is asked of the address.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    language: String,
}

/// The letters of a wave.
pub(super) fn address(wave: Uuid) -> String {
    format!("/staff/waves/{wave}/letters")
}

/// Without frame or menu: what is shown is what is printed.
pub(super) async fn print(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let asked: Asked = request.params().unwrap_or_default();
    let language = LANGUAGES.into_iter().find(|known| *known == asked.language).unwrap_or(LANGUAGES[0]);
    let (services, wave) = (visit.services(), parameter(&request, "wave")?);
    let (wave, letters) = letters::write(services, visit.actor()?, wave, language).await?;
    let programmes = waves::programmes(services).await?;
    let sender = programmes.iter().find(|programme| programme.id == wave.programme_id).map_or("", |one| &one.name);
    let title = say(language, "invited-letter-title");
    let short = services.base.split_once("://").map_or(&*services.base, |(_, rest)| rest);
    Ok(respond(
        StatusCode::OK,
        html! {
            (DOCTYPE)
            html lang=(language) dir=(Locale::of(language).direction().attribute()) {
                head { (head(&title)) link rel="stylesheet" href=(assets::address("letters.css")); }
                body.letters {
                    main {
                        @if letters.is_empty() { p { (visit.say("invitation-no-letters")) } }
                        @for letter in &letters { (sheet(language, &wave, sender, letter, &format!("{short}/i"))) }
                    }
                }
            }
        },
    ))
}

pub(super) async fn table(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let table = match letters::table(visit.services(), visit.actor()?, parameter(&request, "wave")?).await {
        Ok(table) => table,
        Err(TableError::Invitations(error)) => return Err(error.into()),
        Err(error @ TableError::Table(_)) => return Err(Failure::File(error.into())),
    };
    let name = format!("attachment; filename=\"{}.csv\"", visit.say("invitation-file"));
    Ok(begin(StatusCode::OK)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::CONTENT_DISPOSITION, name)
        .content_type("text/csv; charset=utf-8")
        .body(table))
}

fn sheet(language: &str, wave: &Wave, sender: &str, letter: &Letter, typed_at: &str) -> Markup {
    let contact = &letter.invited.contact;
    let until = Locale::of(language).date(wave.ends_on);
    html! {
        section.letter {
            address dir="auto" {
                (contact.name)
                @for line in contact.address.lines() { br; (line) }
            }
            p.sender { bdi { (sender) } }
            h1 { (say(language, "invited-letter-title")) }
            p { (say(language, "invited-letter-text")) }
            @if wave.identity == Identity::Anonymous { p { (say(language, "invited-letter-anonymous")) } }
            p { (say_with(language, "invited-letter-until", &[("date", until.into())])) }
            div.code {
                @if let Some(picture) = qr::picture(&letter.link, &say(language, "invited-letter-scan")) { (picture) }
                p { b { (say(language, "invited-letter-scan")) } }
                p { (say_with(language, "invited-letter-type", &[("address", typed_at.into())])) }
                p.typed dir="ltr" { (letter.code) }
            }
            @if let Some(contact) = &wave.terms.notice.contact {
                p { (say_with(language, "invited-letter-questions", &[("contact", contact.as_str().into())])) }
            }
        }
    }
}
