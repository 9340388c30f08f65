//! Findings on the plans of their areas.

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
    /// What has a place on the plan, in the order of the list.
    pub placed: Vec<(Point, &'l Finding)>,
    /// What has none.
    pub elsewhere: Vec<&'l Finding>,
}

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
        charts.push(Chart { area, plan, placed, elsewhere });
    }
    Ok(charts)
}
