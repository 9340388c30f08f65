//! What a wave that nobody has answered yet will be able to show, so that more people are asked in time, or less is promised.

use maud::{Markup, html};

use crate::http::staff::failure::Failure;
use crate::http::staff::visit::Visit;
use crate::service::indicators::detectable;
use crate::service::waves::{Standing, Wave};

/// The smallest changes that can be seen, if it is known how many answers are hoped for and what came out the last time.
pub(super) async fn section(visit: &Visit, wave: &Wave, standing: Standing) -> Result<Markup, Failure> {
    let target = wave.terms.target.and_then(|target| u32::try_from(target).ok());
    let (Some(target), Standing::Draft | Standing::Waiting) = (target, standing) else { return Ok(html! {}) };
    let found = detectable::of_wave(visit.services(), wave, target).await?;
    let points = |change: Option<f64>| match change {
        // Rounded up: what is smaller is not seen as often as is said.
        Some(change) => visit.say_with("wave-detectable-points", &[("points", (100.0 * change).ceil().into())]),
        None => visit.say("wave-detectable-none"),
    };
    Ok(html! {
        @if !found.is_empty() {
            section.after {
                h2 { (visit.say("wave-detectable")) }
                p { (visit.say_with("wave-detectable-text", &[("target", u64::from(target).into())])) }
                dl.facts {
                    @for one in &found {
                        div {
                            dt { (one.definition.short_in(visit.language)) }
                            dd {
                                @let share = (100.0 * one.before.value).round();
                                @let before = [("share", share.into()), ("count", one.before.respondents.unwrap_or_default().into())];
                                (visit.say_with("wave-detectable-before", &before)) br;
                                (visit.say("wave-detectable-rise")) " " (points(one.rise)) br;
                                (visit.say("wave-detectable-fall")) " " (points(one.fall))
                            }
                        }
                    }
                }
            }
        }
    })
}
