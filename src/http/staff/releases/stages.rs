//! The stages of the work on a release, and which one it is at: what is done, what is being done and how much of it, what comes.

use maud::{Markup, html};

use crate::http::staff::visit::Visit;
use crate::service::releases::progress::{Point, Stage};
use crate::service::releases::propose::MOST_STEPS;
use crate::service::releases::request::Kind;

/// The stages of a request that somebody works on, by what was kept of it.
pub(super) fn list(visit: &Visit, kind: Kind, told: &str) -> Markup {
    let Some(point) = Point::read(told) else { return html! {} };
    let stages = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Writing || kind == Kind::Release);
    html! {
        @if let Some(plan) = point.plan {
            p { (visit.say_with("release-stage-plan", &[("plan", number(plan)), ("most", number(MOST_STEPS + 1))])) }
        }
        ol.reasons {
            @for stage in stages {
                li aria-current=[(stage == point.stage).then_some("step")] { (line(visit, stage, point)) }
            }
        }
    }
}

fn line(visit: &Visit, stage: Stage, point: Point) -> Markup {
    let words = visit.say(&format!("release-stage-{}", stage.as_str()));
    let many = [("done", number(point.done)), ("of", number(point.of))];
    html! {
        @if stage < point.stage {
            (words) ": " (visit.say("release-stage-done"))
        } @else if stage == point.stage {
            strong {
                (words) ": "
                @if point.of == 0 { (visit.say("release-stage-now")) }
                @else { (visit.say_with("release-stage-pieces", &many)) }
            }
        } @else {
            span.quiet { (words) }
        }
    }
}

fn number(count: usize) -> crate::words::Value<'static> {
    u64::try_from(count).unwrap_or(u64::MAX).into()
}
