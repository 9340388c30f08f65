//! One wave: how far it is, how people get in, what it asks, and what can be done with it.

use std::sync::Arc;

use ::forms::locale::{self, Locale};
use maud::{Markup, html};
use poem::{Request, Response};

use super::list::told;
use super::{LIST, NEW, act, address, answer, detectable, found, mark, period};
use crate::access::Permission;
use crate::http::qr;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Problem, summary};
use crate::http::staff::forms;
use crate::http::staff::frame::Frame;
use crate::http::staff::invitations;
use crate::http::staff::releases;
use crate::http::staff::visit::Visit;
use crate::service::places;
use crate::service::waves::{self, Access, Invitation, Progress, Standing, Wave};

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let wave = found(&visit, &request, Permission::ReadForms).await?;
    render(&visit, wave, None).await
}

/// The page, with what kept somebody from doing what they wanted.
pub(super) async fn render(visit: &Visit, wave: Wave, wrong: Option<&str>) -> Result<Response, Failure> {
    let services = visit.services();
    let progress = waves::progress(services, wave.id).await?.ok_or(Failure::NotFound)?;
    let invitation = waves::invite(services, wave).await?;
    let wave = &invitation.wave;
    let standing = waves::standing(wave, &services.clock.now());
    let areas = areas(visit, wave).await?;
    let may_manage = waves::may_in_all(visit.actor()?, Permission::ManageWaves, wave);
    let problems: Vec<Problem> = wrong.into_iter().map(|key| Problem::new(visit, "", key)).collect();
    let frame = Frame::of(visit, &wave.name);
    let frame = if wrong.is_some() { frame.refusing() } else { frame };
    Ok(frame.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("wave-title")) } }
        h1 { (wave.name) " " (mark(visit, standing)) }
        (summary(visit, None, &problems))
        (so_far(visit, wave, &progress, standing))
        (detectable::section(visit, wave, standing).await?)
        @if matches!(standing, Standing::Open | Standing::Over | Standing::Archived) {
            p.actions { a.button.other href={ (address(wave.id)) "/figures" } { (visit.say("rate-title")) } }
        }
        @if matches!(standing, Standing::Over | Standing::Archived) { (releases::way(visit, wave).await?) }
        (way_in(visit, wave, standing))
        (answer::way(visit, wave, standing)?)
        @if may_manage && wave.terms.access == Access::Code {
            p.actions { a.button href=(invitations::address(wave.id)) { (visit.say("invitation-list-title")) } }
        }
        section.after {
            h2 { (visit.say("wave-asks")) }
            (facts(visit, &invitation, &areas))
        }
        @if may_manage { (deeds(visit, wave, standing)) }
    }))
}

async fn areas(visit: &Visit, wave: &Wave) -> Result<String, Failure> {
    if wave.terms.areas.is_empty() {
        return Ok(visit.say("wave-everywhere"));
    }
    let areas = places::areas(visit.services(), wave.programme_id).await?;
    let named = areas.into_iter().filter(|area| wave.terms.areas.contains(&area.id)).map(|area| area.name);
    Ok(named.collect::<Vec<_>>().join(", "))
}

fn so_far(visit: &Visit, wave: &Wave, progress: &Progress, standing: Standing) -> Markup {
    let today = visit.services().clock.today();
    let days = |until: jiff::civil::Date| {
        let days = (until - today).get_days() + 1;
        locale::message(visit.language, "unit-days", &[("days", days.into())])
    };
    html! {
        @if !matches!(standing, Standing::Draft | Standing::Waiting) {
            p.lead { (told(visit, progress.answers, wave.terms.target)) }
            @if let Some(target) = wave.terms.target {
                progress aria-hidden="true" value=(progress.answers.min(target.unsigned_abs().into())) max=(target) {}
            }
            @if progress.incomplete > 0 {
                p.hint { (visit.say_with("wave-incomplete", &[("count", progress.incomplete.into())])) }
            }
        }
        @if standing == Standing::Open { p { (visit.say_with("wave-days-left", &[("days", days(wave.ends_on).into())])) } }
        @if standing == Standing::Waiting {
            p { (visit.say_with("wave-opens-itself", &[("date", Locale::of(visit.language).date(wave.starts_on).into())])) }
        }
        @if standing == Standing::Draft { p.lead { (visit.say("wave-draft-text")) } }
    }
}

/// The link, if it leads anywhere now.
fn way_in(visit: &Visit, wave: &Wave, standing: Standing) -> Markup {
    let link = waves::link(wave, &visit.services().base);
    let access = wave.terms.access;
    let is_tested = waves::is_tested(wave, &visit.services().clock.now());
    html! {
        @if matches!(standing, Standing::Draft | Standing::Waiting | Standing::Open) {
            section.after {
                h2 { (visit.say(&format!("wave-access-{}", access.as_str()))) }
                p { (visit.say(&format!("wave-access-{}-text", access.as_str()))) }
                @if is_tested { p.note { (visit.say("wave-tested")) } }
                @if access.is_by_link() {
                    @if standing == Standing::Open || is_tested {
                        dl.facts { div { dt { (visit.say("wave-link")) } dd { a href=(link) { (link) } } } }
                    }
                    @if let Some(picture) = qr::picture(&link, &visit.say("wave-qr")) { div.qr { (picture) } }
                    @if access == Access::OpenLink {
                        p.actions { a.button.other href={ (address(wave.id)) "/poster" } { (visit.say("wave-poster")) } }
                    }
                }
            }
        }
    }
}

fn facts(visit: &Visit, invitation: &Invitation, areas: &str) -> Markup {
    let Invitation { wave, form, programme, .. } = invitation;
    let notice = &wave.terms.notice;
    let fact = |label: &str, words: &str| html! { div { dt { (visit.say(label)) } dd { (words) } } };
    html! {
        dl.facts {
            (fact("wave-form", &format!("{} ({})", forms::title(visit, &form.form), wave.form_version)))
            (fact("wave-programme", &programme.name))
            (fact("wave-areas", areas))
            (fact("wave-period", &period(visit, wave)))
            @if wave.terms.access == Access::OpenLink {
                (fact("wave-browser", &visit.say(if wave.terms.several_a_browser { "wave-browser-several" } else { "wave-browser-one" })))
            }
            (fact("wave-identity", &visit.say(&format!("wave-identity-{}", wave.identity.as_str()))))
            div {
                dt { (visit.say("wave-languages")) }
                dd {
                    @for (number, language) in waves::languages(invitation).enumerate() {
                        @if number > 0 { ", " }
                        span lang=(language.code) { (Locale::of(&language.code).name()) }
                    }
                }
            }
            @if let Some(target) = wave.terms.target { (fact("wave-target", &target.to_string())) }
            @if let Some(controller) = &notice.controller { (fact("wave-controller", controller)) }
            @if let Some(contact) = &notice.contact { (fact("wave-contact", contact)) }
            @if let Some(basis) = notice.legal_basis { (fact("wave-basis", &visit.say(&format!("wave-basis-{}", basis.as_str())))) }
            @if let Some(last) = waves::kept_until(wave) { (fact("wave-kept", &Locale::of(visit.language).date(last))) }
        }
    }
}

fn deeds(visit: &Visit, wave: &Wave, standing: Standing) -> Markup {
    let at = address(wave.id);
    html! {
        section.after {
            h2 { (visit.say("wave-do")) }
            @if standing == Standing::Draft {
                p.actions { a.button.other href={ (at) "/edit" } { (visit.say("wave-edit")) } }
            }
            @if matches!(standing, Standing::Waiting | Standing::Open) {
                p.actions { a.button.other href={ (at) "/end" } { (visit.say("wave-end")) } }
            }
            @for deed in act::possible(wave, standing) {
                details.deed {
                    summary { (visit.say(&format!("wave-deed-{deed}"))) }
                    form method="post" action={ (at) "/act" } {
                        p { (visit.say(&format!("wave-deed-{deed}-text"))) }
                        input type="hidden" name="deed" value=(deed);
                        p.actions { button.button { (visit.say(&format!("wave-deed-{deed}"))) } }
                    }
                }
            }
            p.actions { a.button.other href={ (NEW) "?copy=" (wave.id) } { (visit.say("wave-copy")) } }
        }
    }
}
