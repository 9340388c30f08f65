//! What hangs in the stairwell: the code for phones, who asks what, and until when, a sheet for each language.

use std::sync::Arc;

use forms::locale::{self, Locale};
use maud::{Markup, html};
use poem::{Request, Response};

use super::{address, found};
use crate::access::Permission;
use crate::http::qr;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::Visit;
use crate::service::waves::{self, Access, Identity, Invitation};
use crate::words;

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    language: String,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = found(&visit, &request, Permission::ReadForms).await?;
    // What stands at a kiosk needs no way there, and the link alone leads nowhere else.
    if wave.terms.access != Access::OpenLink {
        return Err(Failure::NotFound);
    }
    let asked: Asked = request.params().unwrap_or_default();
    let invitation = waves::invite(visit.services(), wave).await?;
    let languages: Vec<&str> = waves::languages(&invitation).map(|language| language.code.as_str()).collect();
    let shown = languages.iter().filter(|language| asked.language.is_empty() || **language == asked.language);
    let at = address(invitation.wave.id);
    let title = visit.say("wave-poster");
    Ok(Frame::of(&visit, &title).around(&html! {
        nav.way { a.back href=(at) { (invitation.wave.name) } }
        h1 { (title) }
        p { (visit.say("wave-poster-print")) }
        div.ways {
            ul {
                li { a href={ (at) "/poster" } { (visit.say("wave-poster-all")) } }
                @for language in &languages {
                    li { a href={ (at) "/poster?language=" (language) } lang=(language) { (Locale::of(language).name()) } }
                }
            }
        }
        @for language in shown { (sheet(&visit, &invitation, language)) }
    }))
}

fn sheet(visit: &Visit, invitation: &Invitation, language: &str) -> Markup {
    let Invitation { wave, form, programme, .. } = invitation;
    let locale = Locale::of(language);
    let link = waves::link(wave, &visit.services().base);
    let title = form.form.title().in_language(language).unwrap_or_default();
    let minutes = form.form.minutes().map(|minutes| {
        let time = locale::message(language, "unit-minutes", &[("minutes", minutes.into())]);
        locale::message(language, "intro-time-text", &[("time", time.into())])
    });
    html! {
        section.poster lang=(language) dir=(locale.direction().attribute()) {
            h2 { (title) }
            p { (programme.name) }
            @if let Some(purpose) = form.form.purpose().in_language(language) { p { (purpose) } }
            @if let Some(picture) = qr::picture(&link, &visit.say("wave-qr")) { (picture) }
            p { b { (words::say(language, "poster-read")) } }
            p.address dir="ltr" { (link) }
            @if let Some(minutes) = minutes { p { (minutes) } }
            @if wave.identity == Identity::Anonymous { p { (locale::message(language, "intro-anonymous", &[])) } }
            p { (words::say_with(language, "poster-until", &[("date", locale.date(wave.ends_on).into())])) }
        }
    }
}
