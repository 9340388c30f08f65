//! The first page: what waits for this person, and what there is to go to.

use std::sync::Arc;

use forms::locale::Locale;
use jiff::civil::Date;
use maud::{Markup, html};
use poem::http::Method;
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{self, Visit};
use super::{ROOT, activities, answers, findings, menu, quarantine, see_other, walk_form, walks, waves};
use crate::access::Permission;
use crate::service::accounts;
use crate::service::activities::month::Line;
use crate::service::activities::{Activity, Session};
use crate::service::answer_desk::waiting::{Count, Waiting as Answers};
use crate::service::findings::Filter;
use crate::service::waiting::{self, Waiting};
use crate::service::walks::Located;
use crate::service::waves::Wave;
use crate::store::finding::Status;
use crate::words::STAFF_LANGUAGES;

/// Where the choice of a language is sent.
pub(super) const LANGUAGE: &str = "/staff/language";

/// What is filled in to read another language.
#[derive(serde::Deserialize)]
struct Choice {
    language: String,
}

pub(super) fn pages() -> Vec<Page> {
    vec![page(Method::GET, ROOT, Needs::Account, show), page(Method::POST, LANGUAGE, Needs::Account, change_language)]
}

/// Who may one of these has something to do here.
const DOING: [Permission; 3] = [Permission::HandleFindings, Permission::RegisterActivities, Permission::EditAnswers];

/// More sessions than one registers in one go are a tap away.
const MOST_SESSIONS: usize = 5;

async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let actor = visit.actor()?;
    let waiting = waiting::read(visit.services(), actor).await?;
    let title = visit.say("staff-start");
    let mut entries = menu::entries(&visit).peekable();
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (visit.say_with("staff-hello", &[("name", actor.name.as_str().into())])) }
        @if entries.peek().is_none() {
            p.lead { (visit.say("staff-nothing-yet")) }
        } @else {
            (to_do(&visit, &waiting))
            (coming(&visit, &waiting))
            (standing(&visit, &waiting.standing))
            section {
                h2 { (visit.say("start-all")) }
                ul.languages {
                    @for entry in entries {
                        li { a href=(entry.address) { (visit.say(entry.key)) span.hint { (visit.say(entry.hint)) } } }
                    }
                }
            }
        }
        (languages(&visit))
    }))
}

/// What this person can do now, the most urgent first.
fn to_do(visit: &Visit, waiting: &Waiting) -> Markup {
    let more = waiting.unregistered.len().saturating_sub(MOST_SESSIONS);
    html! {
        @if DOING.into_iter().any(|permission| visit.may_somewhere(permission)) {
            section {
                h2 { (visit.say("start-waiting")) }
                @if waiting.is_empty() { p.lead { (visit.say("start-nothing-waits")) } }
                ul.rows {
                    @for located in &waiting.running { li { (begun(visit, located)) } }
                    @for (activity, session, count) in &waiting.untold { li { (untold(visit, activity, session, *count)) } }
                    @for wave in &waiting.interviews { li { (interview(visit, wave)) } }
                    (answers(visit, &waiting.answers))
                    @for (step, filter, count) in &waiting.findings {
                        li {
                            a href=(findings::address_of_list(filter)) {
                                (visit.say_with(&format!("start-{}", step.as_str()), &[("count", (*count).into())]))
                            }
                        }
                    }
                    @for line in waiting.unregistered.iter().take(MOST_SESSIONS) { li { (unregistered(visit, line)) } }
                    @if more > 0 {
                        li { a href=(activities::ROOT) { (visit.say_with("start-more-sessions", &[("count", more.into())])) } }
                    }
                }
            }
        }
    }
}

fn begun(visit: &Visit, Located { walk, area }: &Located) -> Markup {
    let walk_title = visit.say_with("walk-title", &[("area", area.name.as_str().into())]);
    html! {
        span { a href=(walks::address(walk.id)) { (walk_title) } span.quiet { (walks::when(visit, walk)) } }
        a.button.small href=(walk_form::address(walk.id)) { (visit.say("walk-continue")) }
    }
}

/// Answers to look at, and other content to decide about.
fn answers(visit: &Visit, waiting: &Answers) -> Markup {
    let line = |address: &str, key: &str, count: Count| {
        let more = if count.has_more { "yes" } else { "no" };
        let words = visit.say_with(key, &[("count", count.seen.into()), ("more", more.into())]);
        html! { @if !count.is_none() { li { a href=(address) { (words) } } } }
    };
    html! {
        (line(&answers::in_doubt(), "start-reviews", waiting.reviews))
        (line(quarantine::LIST, "start-cases", waiting.cases))
    }
}

fn untold(visit: &Visit, activity: &Activity, session: &Session, count: usize) -> Markup {
    let on = day(visit, session.on);
    let words = visit.say_with("start-to-tell", &[("count", count.into())]);
    html! {
        span {
            a href=(activities::people_address(session.id)) { (words) }
            span.quiet { (activity.plan.name) ", " (on) }
        }
    }
}

fn interview(visit: &Visit, wave: &Wave) -> Markup {
    html! {
        span { a href=(waves::address(wave.id)) { (wave.name) } }
        a.button.small href=(waves::answering(wave)) { (visit.say("interview-begin")) span.hidden-text { ": " (wave.name) } }
    }
}

fn unregistered(visit: &Visit, Line { activity, session, .. }: &Line) -> Markup {
    let on = day(visit, session.on);
    let name = &activity.plan.name;
    html! {
        span { a href=(activities::address(activity.id)) { (name) } span.quiet { (on) } }
        a.button.small href=(activities::session_address(session.id)) {
            (visit.say("activity-register")) span.hidden-text { ": " (name) ", " (on) }
        }
    }
}

/// What the next days bring, each day's walks before its sessions.
fn coming(visit: &Visit, waiting: &Waiting) -> Markup {
    let walks = waiting.walks.iter().map(|Located { walk, area }| {
        let words = visit.say_with("walk-title", &[("area", area.name.as_str().into())]);
        (walk.plan.on, walks::address(walk.id), words, walks::when(visit, walk))
    });
    let sessions = waiting.sessions.iter().map(|Line { activity, session, .. }| {
        let at = activity.plan.hours.from.map(|at| Locale::of(visit.language).date_time(session.on, at));
        let when = at.unwrap_or_else(|| day(visit, session.on));
        (session.on, activities::address(activity.id), activity.plan.name.clone(), when)
    });
    let mut days: Vec<_> = walks.chain(sessions).collect();
    days.sort_by_key(|(on, ..)| *on);
    html! {
        @if !days.is_empty() {
            section {
                h2 { (visit.say("start-coming")) }
                ul.rows {
                    @for (_, address, words, when) in days { li { a href=(address) { (words) } span.quiet { (when) } } }
                }
            }
        }
    }
}

/// How far the problems are, in one line each: for those who follow them and for those who see to them.
fn standing(visit: &Visit, standing: &[(Status, usize)]) -> Markup {
    html! {
        @if !standing.is_empty() {
            section {
                h2 { (visit.say("start-standing")) }
                ul.standing {
                    @for (status, count) in standing {
                        @let filter = Filter { status: Some(*status), ..Filter::default() };
                        @let words = visit.say(&format!("finding-status-{}", status.as_str()));
                        li { a href=(findings::address_of_list(&filter)) { (words) " " strong { (count) } } }
                    }
                }
            }
        }
    }
}

fn day(visit: &Visit, on: Date) -> String {
    Locale::of(visit.language).date(on)
}

fn languages(visit: &Visit) -> Markup {
    html! {
        form.in-line method="post" action=(LANGUAGE) {
            @for language in STAFF_LANGUAGES.into_iter().filter(|language| *language != visit.language) {
                button.link name="language" value=(language) lang=(language) {
                    (crate::words::say(language, &format!("staff-language-{language}")))
                }
            }
        }
    }
}

async fn change_language(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let Choice { language } = visit::form(request).await?;
    if let Some(signed_in) = visit.signed_in() {
        accounts::set_language(visit.services(), signed_in.account.id, &language).await?;
    }
    Ok(see_other(ROOT))
}
