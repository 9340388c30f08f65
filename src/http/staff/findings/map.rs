//! Findings on the plans of their areas. The list below each plan has the same numbers and says the same in words.

use maud::{Markup, html};

use super::list::cards;
use super::{address, place, status};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::plans::{self, Look, Mark, marked};
use crate::http::staff::visit::Visit;
use crate::service::findings::Labels;
use crate::service::findings::chart::{self, Chart};
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
                    Some(_) if chart.placed.is_empty() => p.hint { (visit.say("map-nothing-placed")) },
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
                    @if !chart.placed.is_empty() { p.hint { (visit.say("map-elsewhere")) } }
                    (cards(visit, &chart.elsewhere, listed, labels))
                }
            }
        }
    })
}

fn marks(chart: &Chart<'_>) -> Vec<Mark> {
    let mark = |(number, (point, finding)): (usize, &(_, &Finding))| Mark {
        point: *point,
        number,
        look: Look::of(finding),
        address: Some(address(finding.id)),
    };
    (1..).zip(&chart.placed).map(mark).collect()
}

/// What is marked, under the numbers of the marks.
fn numbered(visit: &Visit, chart: &Chart<'_>, labels: &Labels) -> Markup {
    html! {
        ol.charted {
            @for (number, (_, finding)) in (1..).zip(&chart.placed) {
                li {
                    (Look::of(finding).alone(number))
                    div {
                        h3 { a href=(address(finding.id)) { (place(labels, finding)) } }
                        p { (status(visit, finding)) }
                        p { (finding.observation) }
                    }
                }
            }
        }
    }
}
