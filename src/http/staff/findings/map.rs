//! Findings on the plans of their areas. The list below each plan has the same numbers and says the same in words; a mark that
//! stands for several leads there.

use maud::{Markup, html};

use super::list::cards;
use super::{address, place, status};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::plans::{self, Look, Mark, marked};
use crate::http::staff::visit::Visit;
use crate::service::findings::Labels;
use crate::service::findings::chart::{self, Chart, Spot};
use crate::service::findings::read::Listed;
use crate::store::finding::Finding;

pub(super) async fn maps(
    visit: &Visit,
    listed: &Listed,
    shown: &[Finding],
    labels: &Labels,
) -> Result<Markup, Failure> {
    let charts = chart::charts(visit.services(), listed, shown).await?;
    let actor = visit.actor()?;
    Ok(html! {
        @for chart in &charts {
            section.chart {
                h2 { (chart.area.name) }
                @match &chart.plan {
                    Some(_) if chart.spots.is_empty() => p.hint { (visit.say("map-nothing-placed")) },
                    Some(plan) => (marked(visit, chart.area.id, plan, &marks(chart))),
                    None => p.hint {
                        (visit.say("map-no-plan"))
                        @if actor.may(Permission::HoldWalks, &chart.area.place()) {
                            " " a.aside href=(plans::address(chart.area.id)) { (visit.say("plan-hang")) }
                        }
                    },
                }
                (numbered(visit, chart, labels))
                @if !chart.elsewhere.is_empty() {
                    @if !chart.spots.is_empty() { p.hint { (visit.say("map-elsewhere")) } }
                    (cards(visit, &chart.elsewhere, listed, labels))
                }
            }
        }
    })
}

fn marks(chart: &Chart<'_>) -> Vec<Mark> {
    let mark = |spot: &Spot<'_>| Mark {
        point: spot.point,
        number: numbers(spot),
        look: match spot.findings[..] {
            [finding] => Look::of(finding),
            _ => Look::Several,
        },
        address: Some(match spot.findings[..] {
            [finding] => address(finding.id),
            _ => format!("#{}", name(chart, spot)),
        }),
    };
    chart.spots.iter().map(mark).collect()
}

/// What the numbers of the findings of a spot are, short enough for a mark.
fn numbers(spot: &Spot<'_>) -> String {
    match (spot.first, spot.last()) {
        (first, last) if first == last => first.to_string(),
        (first, last) if last < 100 => format!("{first}–{last}"),
        (first, _) => format!("{first}…"),
    }
}

/// What a spot is called on the page.
fn name(chart: &Chart<'_>, spot: &Spot<'_>) -> String {
    format!("spot-{}-{}", chart.area.id, spot.first)
}

/// What is marked, under the numbers of the marks: what has one mark in common stands together.
fn numbered(visit: &Visit, chart: &Chart<'_>, labels: &Labels) -> Markup {
    html! {
        ol.charted {
            @for spot in &chart.spots {
                @if let [finding] = spot.findings[..] {
                    (line(visit, spot.first, finding, labels))
                } @else {
                    li.together id=(name(chart, spot)) tabindex="-1" {
                        (Look::Several.alone(&numbers(spot)))
                        div {
                            p { strong { (visit.say_with("map-together", &[("count", spot.findings.len().into())])) } }
                            ol.charted {
                                @for (number, finding) in spot.numbered() { (line(visit, number, finding, labels)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(visit: &Visit, number: usize, finding: &Finding, labels: &Labels) -> Markup {
    html! {
        li {
            (Look::of(finding).alone(&number.to_string()))
            div {
                h3 { a href=(address(finding.id)) { (place(labels, finding)) } }
                p { (status(visit, finding)) }
                p { (finding.observation) }
            }
        }
    }
}
