//! A plan with marks on it. A mark says by its shape what it is, and by its colour again. For eyes and fingers only: whoever
//! uses this says the same in a list beside it.

use maud::{Markup, html};
use uuid::Uuid;

use super::picture::source;
use crate::http::staff::visit::Visit;
use crate::service::plans::{Plan, Point};
use crate::store::finding::{Finding, Kind, Status};

/// Something on a plan.
pub(in crate::http::staff) struct Mark {
    pub(in crate::http::staff) point: Point,
    /// The number, or the numbers, that stand in the list beside the plan.
    pub(in crate::http::staff) number: String,
    pub(in crate::http::staff) look: Look,
    /// Where a tap on it leads.
    pub(in crate::http::staff) address: Option<String>,
}

/// How a mark looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http::staff) enum Look {
    /// A point of known position.
    Point,
    /// A good place.
    Good,
    /// A problem.
    Problem(Status),
    /// Several of these, on one spot.
    Several,
}

impl Look {
    pub(in crate::http::staff) fn of(finding: &Finding) -> Self {
        if finding.kind == Kind::Good { Self::Good } else { Self::Problem(finding.status) }
    }

    /// Its name in the style sheet.
    fn as_str(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Good => "good",
            Self::Problem(status) => status.as_str(),
            Self::Several => "several",
        }
    }

    /// Its outline, around the place that it marks.
    fn outline(self) -> &'static str {
        match self {
            // A circle.
            Self::Point | Self::Problem(Status::Done) => "M-14 0a14 14 0 1 1 28 0a14 14 0 1 1-28 0z",
            // A shield.
            Self::Problem(Status::Verified) => "M-15-16h30v15c0 9-8 15-15 19c-7-4-15-10-15-19z",
            // A triangle.
            Self::Problem(Status::Open) => "M0-20 20 14-20 14z",
            // A square.
            Self::Problem(Status::Assigned) => "M-13-13h26v26h-26z",
            // The same on its tip.
            Self::Problem(Status::InProgress) => "M0-18 18 0 0 18-18 0z",
            // An octagon.
            Self::Problem(Status::Refused) => "M-6-15h12l9 9v12l-9 9h-12l-9-9v-12z",
            // A larger circle: two numbers stand in it.
            Self::Several => "M-20 0a20 20 0 1 1 40 0a20 20 0 1 1-40 0z",
            // A house.
            Self::Good => "M0-19 17-4v19h-34v-19z",
        }
    }

    /// The mark by itself, for a list.
    pub(in crate::http::staff) fn alone(self, number: &str) -> Markup {
        html! {
            svg.mark-alone aria-hidden="true" width="44" height="44" viewBox="-22 -22 44 44" { (self.drawn(number)) }
        }
    }

    fn drawn(self, number: &str) -> Markup {
        html! {
            g class={ "mark mark-" (self.as_str()) } {
                path d=(self.outline()) {}
                text y="5" { (number) }
            }
        }
    }
}

/// The plan with the marks, as large as there is room.
pub(in crate::http::staff) fn marked(visit: &Visit, area: Uuid, plan: &Plan, marks: &[Mark]) -> Markup {
    let share = |share: f64| format!("{:.2}%", share * 100.0);
    html! {
        div.marked {
            img src=(source(area, plan.sha256)) width=(plan.width) height=(plan.height) alt=(visit.say("plan-alt"));
            svg.marks aria-hidden="true" {
                @for mark in marks {
                    svg x=(share(mark.point.x)) y=(share(mark.point.y)) overflow="visible" {
                        @if let Some(address) = &mark.address {
                            a href=(address) tabindex="-1" {
                                circle.reach r="23" {}
                                (mark.look.drawn(&mark.number))
                            }
                        } @else { (mark.look.drawn(&mark.number)) }
                    }
                }
            }
        }
    }
}
