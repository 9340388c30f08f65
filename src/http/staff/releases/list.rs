//! The releases that there are, and the waves that can be released.

use std::sync::Arc;

use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, address, address_of_new};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::Visit;
use crate::service::releases::{self, Entry, Order, PAGE, Part, request};
use crate::service::waves::{self, Wave};

/// Which part of the list is wanted.
#[derive(Default, serde::Deserialize)]
struct Asked {
    behind: Option<Uuid>,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let Asked { behind } = request.params().unwrap_or_default();
    let part = Part { wave: None, order: Order::Newest, behind, most: PAGE };
    let (made, is_more) = releases::part(services, actor, part).await?.ok_or(Failure::NotFound)?;
    let released = releases::released(services).await?;
    let waves = waves::overview(services, actor).await?;
    let waves: Vec<Wave> = waves.into_iter().map(|counted| counted.wave).collect();
    let all = waves::list(services).await?;
    let name = |wave| all.iter().find(|known| known.id == wave).map(|wave| wave.name.clone()).unwrap_or_default();
    let can_be_made = waves.iter().filter(|wave| {
        request::can_be_tried(services, wave)
            && waves::may_in_all(actor, Permission::MakeReleases, wave)
            && !released.contains(&wave.id)
    });
    let can_be_made: Vec<&Wave> = can_be_made.collect();
    let title = visit.say("release-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("release-lead")) }
        @if made.is_empty() { p { (visit.say("release-none")) } }
        ul.rows {
            @for release in &made {
                @let on = Locale::of(visit.language).date(release.made_on);
                li {
                    span { a href=(address(release.id)) { (name(release.wave_id)) } }
                    span.quiet { (visit.say_with("release-made-on", &[("date", on.into())])) }
                }
            }
        }
        (onwards(&visit, behind, made.last().filter(|_| is_more)))
        @if !can_be_made.is_empty() {
            section.after {
                h2 { (visit.say("release-can-be")) }
                ul.rows {
                    @for wave in can_be_made {
                        li {
                            span { (wave.name) }
                            a.button.small href=(address_of_new(wave.id)) {
                                (visit.say("release-make")) span.hidden-text { ": " (wave.name) }
                            }
                        }
                    }
                }
            }
        }
    }))
}

/// The way to older releases, and back to the newest ones.
fn onwards(visit: &Visit, behind: Option<Uuid>, last: Option<&Entry>) -> Markup {
    html! {
        @if behind.is_some() || last.is_some() {
            nav.ways aria-label=(visit.say("release-parts")) {
                ul {
                    @if behind.is_some() { li { a href=(LIST) { (visit.say("release-newest")) } } }
                    @if let Some(last) = last {
                        li { a rel="next" href={ (LIST) "?behind=" (last.id) } { (visit.say("release-older")) } }
                    }
                }
            }
        }
    }
}
