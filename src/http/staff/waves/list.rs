//! All waves that somebody may look at, by where they stand.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};

use super::{NEW, address, name, period};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::processing;
use crate::http::staff::visit::Visit;
use crate::service::waves::{self, Counted, Standing};

/// Those that need somebody stand first.
const ORDER: [Standing; 4] = [Standing::Open, Standing::Waiting, Standing::Draft, Standing::Over];

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let services = visit.services();
    let waves = waves::overview(services, visit.actor()?).await?;
    let now = services.clock.now();
    let of = |standing| waves.iter().filter(move |counted| waves::standing(&counted.wave, &now) == standing);
    let title = visit.say("wave-title");
    let archived: Vec<&Counted> = of.clone()(Standing::Archived).collect();
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("wave-lead")) }
        @if visit.may_somewhere(Permission::ManageWaves) {
            p.actions { a.button href=(NEW) { (visit.say("wave-new")) } }
        }
        @if waves.is_empty() { p.lead { (visit.say("wave-none")) } }
        @for standing in ORDER {
            @let counted: Vec<&Counted> = of.clone()(standing).collect();
            @if !counted.is_empty() {
                section.after {
                    h2 { (visit.say(&format!("wave-those-{}", name(standing)))) }
                    (rows(&visit, &counted))
                }
            }
        }
        @if !archived.is_empty() {
            details { summary { (visit.say("wave-those-archived")) } (rows(&visit, &archived)) }
        }
        (processing::way(&visit))
    }))
}

fn rows(visit: &Visit, waves: &[&Counted]) -> Markup {
    html! {
        ul.rows {
            @for Counted { wave, answers } in waves {
                li {
                    span {
                        a href=(address(wave.id)) { (wave.name) }
                        span.quiet { (period(visit, wave)) }
                    }
                    span.quiet { (told(visit, *answers, wave.terms.target)) }
                }
            }
        }
    }
}

/// How many answers there are, of how many that are hoped for.
pub(super) fn told(visit: &Visit, answers: u64, target: Option<i32>) -> String {
    match target {
        Some(target) => visit.say_with("wave-answers-of", &[("answers", answers.into()), ("target", target.into())]),
        None => visit.say_with("wave-answers", &[("answers", answers.into())]),
    }
}
