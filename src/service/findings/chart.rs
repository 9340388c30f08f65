//! Findings on the plans of their areas. What lies so close together that one mark would cover another is one spot.

use super::read::Listed;
use crate::service::Services;
use crate::service::plans::{self, Plan, Point};
use crate::store::Error;
use crate::store::finding::Finding;
use crate::store::place::Area;

/// An area in which something was found.
#[derive(Clone, Debug)]
pub struct Chart<'l> {
    /// The area.
    pub area: &'l Area,
    /// Its plan, if it has one.
    pub plan: Option<Plan>,
    /// What has a place on the plan, in the order of the list as far as spots let it.
    pub spots: Vec<Spot<'l>>,
    /// What has none.
    pub elsewhere: Vec<&'l Finding>,
}

/// A place on a plan with all that is there.
#[derive(Clone, Debug)]
pub struct Spot<'l> {
    /// Where the first of them is.
    pub point: Point,
    /// The number of the first of them; the others follow it.
    pub first: usize,
    /// What is there. Never nothing.
    pub findings: Vec<&'l Finding>,
}

/// Nearer than this share of the width of a plan, a mark cannot be told from another, nor tapped, on a phone.
const NEAR: f64 = 0.075;

/// One chart for each area of which some findings are; `findings` are some of the listed ones.
pub async fn charts<'l>(
    services: &Services,
    listed: &'l Listed,
    findings: &'l [Finding],
) -> Result<Vec<Chart<'l>>, Error> {
    let mut charts = Vec::new();
    for area in &listed.areas {
        let own: Vec<&Finding> = findings.iter().filter(|finding| finding.area_id == area.id).collect();
        if own.is_empty() {
            continue;
        }
        let plan = plans::of(services, area.id).await?;
        let (mut placed, mut elsewhere) = (Vec::new(), Vec::new());
        for finding in own {
            match plan.as_ref().and_then(|plan| plan.point(finding.spot, finding.position)) {
                Some(point) => placed.push((point, finding)),
                None => elsewhere.push(finding),
            }
        }
        let ratio = plan.as_ref().map_or(1.0, Plan::ratio);
        charts.push(Chart { area, plan, spots: spots(placed, ratio), elsewhere });
    }
    Ok(charts)
}

/// Puts together what lies near the first of each spot, on a plan of a ratio of width to height.
fn spots(placed: Vec<(Point, &Finding)>, ratio: f64) -> Vec<Spot<'_>> {
    let mut spots: Vec<Spot<'_>> = Vec::new();
    for (point, finding) in placed {
        let is_near = |spot: &&mut Spot<'_>| {
            let (right, down) = (spot.point.x - point.x, (spot.point.y - point.y) / ratio);
            right.hypot(down) < NEAR
        };
        match spots.iter_mut().find(is_near) {
            Some(spot) => spot.findings.push(finding),
            None => spots.push(Spot { point, first: 0, findings: vec![finding] }),
        }
    }
    let mut next = 1;
    for spot in &mut spots {
        spot.first = next;
        next += spot.findings.len();
    }
    spots
}

impl<'l> Spot<'l> {
    /// Each finding with its number.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &'l Finding)> {
        (self.first..).zip(self.findings.iter().copied())
    }

    /// The number of the last of them.
    pub fn last(&self) -> usize {
        self.first + self.findings.len().saturating_sub(1)
    }
}

#[cfg(test)]
#[path = "chart_tests.rs"]
mod tests;
