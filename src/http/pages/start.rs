//! What one should know before answering, and the start.

use std::sync::Arc;

use forms::{Instance, locale, page};
use maud::{Markup, html};
use poem::{Request, Response};

use super::answered;
use super::failure::Failure;
use super::frame::{Frame, WayOut};
use super::link::Link;
use super::see_other;
use super::visit::{Begun, Visit};
use super::way::{self, Next};
use crate::service::activities::satisfaction;
use crate::service::answers::draft::{self, Draft};
use crate::service::waves::{self, Identity, Notice, Wave};

/// Shows who asks, what for, and what happens with the answers.
pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let draft = visit.beginning().await?;
    if draft.is_none() && answered::is_enough(&visit, &request) {
        return Ok(answered::page(&visit));
    }
    let words = |key| visit.words(key);
    let title = visit.form().title().in_language(&visit.language).unwrap_or_default();
    let way_out = if draft.is_some() { WayOut::Shown } else { WayOut::Left };
    Ok(Frame { way_out, ..Frame::of(&visit, title) }.around(&html! {
        nav.way { a.back href=(visit.root()) { (words("change-language")) } }
        @if let Some(door) = visit.link.activity() { p.section { bdi { (door.activity.plan.name) } } }
        h1 { (title) }
        @if draft.is_some() {
            p.lead { (words("begun")) }
            div.actions {
                a.button href=(visit.address("resume")) { (words("continue")) }
                a.button.plain href=(visit.address("clear")) { (words("start-over")) }
            }
        }
        (facts(&visit))
        @if draft.is_none() {
            form.actions method="post" action=(visit.address("")) { button.button { (words("start")) } }
        }
        @if let Some(attribution) = visit.form().attribution().in_language(&visit.language) {
            details { summary { (words("attribution")) } p { (attribution) } }
        }
    }))
}

/// Starts a half-filled answer, unless this phone has one, and goes to the first page.
pub(super) async fn begin(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    if visit.beginning().await?.is_some() {
        return Ok(see_other(&request, &visit.address("resume")));
    }
    if answered::is_enough(&visit, &request) {
        return Ok(see_other(&request, &visit.address("")));
    }
    if let Some(door) = visit.link.activity() {
        let (services, wave) = (visit.services(), door.invitation.wave.id);
        visit.site.pace.admit(wave, services.clock.now().timestamp())?;
        if !satisfaction::has_room(services, door).await? {
            return Err(Failure::Closed);
        }
    }
    if let Link::Wave(invitation) = &visit.link {
        visit.services().links.admit(invitation.wave.id, visit.services().clock.now().timestamp())?;
    }
    let occasion = visit.link.occasion().ok_or(Failure::UnknownPage)?;
    let (cookie, draft) = draft::start_by(visit.services(), occasion, &visit.language, visit.link.code()).await?;
    let instance = Instance::new(visit.form(), &visit.surroundings(&draft));
    visit.save(&Begun::on_phone(cookie.clone(), draft), instance.all_answers()).await?;
    let mut response = see_other(&request, &address(&visit, &way::resume(&page::pages(&instance), |_| false)));
    visit.hand_out(&mut response, &cookie);
    Ok(response)
}

/// Goes to where this phone left off.
pub(super) async fn resume(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    visit.check_open()?;
    let begun = visit.draft().await?;
    let to = begun.map_or_else(|| visit.root(), |begun| left_off(&visit, &begun.draft));
    Ok(see_other(&request, &to))
}

/// The address of the page where a half-filled answer goes on.
pub(super) fn left_off(visit: &Visit, draft: &Draft) -> String {
    let instance = visit.instance(draft);
    // A page with something wrong on it was not left, also if some of it was filled in beforehand.
    let is_done = |page: &page::Page| page.is_answered(&instance) && page.violations(&instance).is_empty();
    address(visit, &way::resume(&page::pages(&instance), is_done))
}

/// The address of what comes next.
pub(super) fn address(visit: &Visit, next: &Next<'_>) -> String {
    match next {
        Next::Review => visit.address("review"),
        Next::Page { address, until: None } => visit.address(&format!("q/{address}")),
        Next::Page { address, until: Some(until) } => visit.address(&format!("q/{address}?to={until}")),
    }
}

fn facts(visit: &Visit) -> Markup {
    let language = &visit.language;
    let identity = match visit.link.wave().map(|wave| wave.identity) {
        // A form that is only looked at says what most waves say.
        None | Some(Identity::Anonymous) => "anonymous",
        Some(Identity::Confidential) => "confidential",
        Some(Identity::Identified) => "identified",
    };
    let who = visit.link.programme().map_or_else(|| visit.words("preview-who"), |programme| programme.name.clone());
    let days = [("days", u32::from(visit.services().draft_days).into())];
    let days = locale::message(language, "unit-days", &days);
    let fact = |title: &str, text: &str| html! { div { dt { (visit.words(title)) } dd { (text) } } };
    html! {
        dl.facts {
            @if let Some(purpose) = visit.form().purpose().in_language(language) { (fact("intro-purpose", purpose)) }
            (fact("intro-who", &who))
            @if let Some(wave) = visit.link.wave() { (notice(visit, wave)) }
            (fact(&format!("intro-{identity}"), &visit.words(&format!("intro-{identity}-text"))))
            (fact("intro-voluntary", &visit.words("intro-voluntary-text")))
            @if let Some(minutes) = visit.form().minutes() {
                @let time = locale::message(language, "unit-minutes", &[("minutes", minutes.into())]);
                (fact("intro-time", &locale::message(language, "intro-time-text", &[("time", time.into())])))
            }
            @if visit.link.wave().is_some() {
                (fact("intro-pause", &locale::message(language, "intro-pause-text", &[("days", days.into())])))
            } @else {
                (fact("preview-title", &visit.words("preview-text")))
            }
        }
    }
}

/// Who decides about the answers, whom to ask, and, where people can be known, what allows it and for how long.
fn notice(visit: &Visit, wave: &Wave) -> Markup {
    let Notice { legal_basis, controller, contact, .. } = &wave.terms.notice;
    let legal_basis = legal_basis.filter(|_| wave.identity != Identity::Anonymous);
    let day = waves::kept_until(wave).map(|last| visit.locale().date(last));
    let fact = |title: &str, text: &str| html! { div { dt { (visit.say(title)) } dd dir="auto" { (text) } } };
    html! {
        @if let Some(controller) = controller { (fact("notice-controller", controller)) }
        @if let Some(contact) = contact { (fact("notice-contact", contact)) }
        @if let Some(basis) = legal_basis {
            (fact("notice-basis", &visit.say(&format!("notice-basis-{}", basis.as_str()))))
        }
        @if let Some(day) = day {
            (fact("notice-kept", &crate::words::say_with(&visit.language, "notice-kept-text", &[("date", day.into())])))
        }
    }
}
