//! The releases that there are, and the waves that can be released.

use std::sync::Arc;

use ::forms::locale::Locale;
use maud::html;
use poem::{Request, Response};

use super::{address, address_of_new};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::Visit;
use crate::service::releases::{self, request};
use crate::service::waves::{self, Wave};

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let made = releases::list(services, actor).await?;
    let waves = waves::overview(services, actor).await?;
    let waves: Vec<Wave> = waves.into_iter().map(|counted| counted.wave).collect();
    let all = waves::list(services).await?;
    let name = |wave| all.iter().find(|known| known.id == wave).map(|wave| wave.name.clone()).unwrap_or_default();
    let can_be_made = waves.iter().filter(|wave| {
        request::can_be_tried(services, wave)
            && waves::may_in_all(actor, Permission::MakeReleases, wave)
            && !made.iter().any(|release| release.wave_id == wave.id)
    });
    let can_be_made: Vec<&Wave> = can_be_made.collect();
    let title = visit.say("release-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("release-lead")) }
        @if made.is_empty() { p { (visit.say("release-none")) } }
        ul.rows {
            @for release in made.iter().rev() {
                @let on = Locale::of(visit.language).date(release.made_on);
                li {
                    span { a href=(address(release.id)) { (name(release.wave_id)) } }
                    span.quiet { (visit.say_with("release-made-on", &[("date", on.into())])) }
                }
            }
        }
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
