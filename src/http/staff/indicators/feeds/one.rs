//! One subscription: how things stand, what was given up, and what can be done about it.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{END, LIST, ONE, REPLAY, SECRET, SKIP, address, button, secret_page};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{self, Visit};
use crate::service::indicators::feed::subscribe::{self, Kind, Subscription};
use crate::store::delivery::DeadLetter;

/// What a form of one button says.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    /// Which of what was given up; all, if it does not say.
    number: Option<i64>,
    /// What names the request for a new secret, so that the same form sent twice makes one.
    request: Option<Uuid>,
}

/// More are not shown: what is done about one is mostly done about all.
const SHOWN: u64 = 100;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id: Uuid = visit::parameter(&request, "subscription")?;
    let (one, standing) = subscribe::find(visit.services(), visit.actor()?, id).await?;
    let dead = subscribe::dead_letters(visit.services(), visit.actor()?, id, SHOWN).await?;
    let failure = subscribe::last_failure(visit.services(), visit.actor()?, id).await?;
    Ok(Frame::of(&visit, &one.name).around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("feed-title")) } }
        h1 { (one.name) }
        (about(&visit, &one))
        @if !subscribe::ways(visit.services()).any(|way| way == one.kind) { p.note { (visit.say("feed-no-way")) } }
        p { (visit.say_with("feed-waiting-count", &[("count", standing.waiting.into())])) }
        @if let Some(failure) = failure {
            // In the words of the program that asked, as in its log.
            p { (visit.say("feed-last-failure")) " " span lang="en" { (failure) } }
        }
        section.after {
            h2 { (visit.say("feed-dead")) }
            @if dead.is_empty() {
                p.quiet { (visit.say("feed-dead-none")) }
            } @else {
                p { (visit.say_with("feed-dead-text", &[("count", standing.dead.into())])) }
                form method="post" action=(address(REPLAY, id)) {
                    p.actions { button.button { (visit.say("feed-replay-all")) } }
                }
                (letters(&visit, id, &dead))
            }
        }
        section.after {
            h2 { (visit.say("feed-change")) }
            @if one.kind.is_signed() {
                p { (visit.say("feed-secret-text")) }
                form method="post" action=(address(SECRET, id)) {
                    input type="hidden" name="request" value=(visit.services().clock.identity());
                    p.actions { button.button.other { (visit.say("feed-secret-new")) } }
                }
            }
            p { (visit.say("feed-end-text")) }
            form method="post" action=(address(END, id)) {
                p.actions { button.button.other { (visit.say("feed-end")) } }
            }
        }
    }))
}

pub(super) async fn change_secret(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id: Uuid = visit::parameter(&request, "subscription")?;
    let typed: Typed = visit::form(request).await?;
    let request = typed.request.ok_or(Failure::NoForm)?;
    let changed = subscribe::change_secret(visit.services(), visit.actor()?, id, request).await?;
    Ok(secret_page(&visit, "feed-changed", &subscribe::secret(visit.services(), &changed), id))
}

pub(super) async fn replay(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id: Uuid = visit::parameter(&request, "subscription")?;
    let Typed { number, .. } = visit::form(request).await?;
    // A second click finds nothing more to do, which is what was wanted.
    subscribe::replay(visit.services(), visit.actor()?, id, number).await?;
    Ok(see_other(&address(ONE, id)))
}

pub(super) async fn skip(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id: Uuid = visit::parameter(&request, "subscription")?;
    let Typed { number, .. } = visit::form(request).await?;
    subscribe::skip(visit.services(), visit.actor()?, id, number.ok_or(Failure::NoForm)?).await?;
    Ok(see_other(&address(ONE, id)))
}

pub(super) async fn end(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id: Uuid = visit::parameter(&request, "subscription")?;
    subscribe::end(visit.services(), visit.actor()?, id).await?;
    Ok(see_other(LIST))
}

fn about(visit: &Visit, one: &Subscription) -> Markup {
    let since = Locale::of(visit.language).date(one.created_on);
    html! {
        p.lead { (visit.say(&format!("feed-kind-{}", one.kind.as_str()))) }
        @match one.kind {
            Kind::Webhook => p.note { code.address { (one.target) } },
            Kind::Nats => p.note { code.address { (one.target) ".>" } },
            Kind::Folder => p.note { code.address { "feed/" (one.id) "/" } },
        }
        p.quiet { (visit.say_with("token-since", &[("date", since.into())])) }
    }
}

fn letters(visit: &Visit, id: Uuid, dead: &[DeadLetter]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(visit.say("feed-dead")) {
            table {
                thead {
                    tr {
                        th scope="col" { (visit.say("feed-column-number")) }
                        th scope="col" { (visit.say("feed-column-tries")) }
                        th scope="col" { (visit.say("feed-column-failure")) }
                        th scope="col" { (visit.say("feed-column-act")) }
                    }
                }
                tbody {
                    @for letter in dead {
                        tr {
                            th scope="row" { (letter.number) }
                            td { (letter.tries) }
                            // In the words of the program that asked, as in its log.
                            td lang="en" { (letter.failure) }
                            td {
                                (button(&address(REPLAY, id), &visit.say("feed-replay"), Some(letter.number)))
                                (button(&address(SKIP, id), &visit.say("feed-skip"), Some(letter.number)))
                            }
                        }
                    }
                }
            }
        }
    }
}
