//! One area: the six dimensions over the rounds of the survey, with the whole programme beside, then everything else that is known of it.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::LIST;
use crate::http::document;
use crate::http::graphs::{self, Named, Shown};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::indicators::Definition;
use crate::service::indicators::observation::{self, AllSeries};
use crate::store::place::{self, Area};

pub(super) const ONE: &str = "/staff/indicators/areas/:area";

/// Where the page of an area is.
pub(in crate::http::staff) fn address(area: Uuid) -> String {
    format!("{LIST}/areas/{area}")
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let area = place::area(&services.db, parameter(&request, "area")?).await?;
    let area = area.filter(|area| observation::may_read(actor, area.programme_id)).ok_or(Failure::NotFound)?;
    let all = observation::series(services, actor, area.programme_id).await?;
    let (dimensions, others) = graphs::of_place(&all, Some(area.id));
    let frame = Frame { is_wide: true, ..Frame::of(&visit, &area.name) };
    Ok(frame.around(&html! {
        (document::graphs())
        nav.way { a.back href=(LIST) { (visit.say("indicator-title")) } }
        h1 { (area.name) }
        p.lead { (visit.say("graph-area-lead")) }
        @if dimensions.is_empty() && others.is_empty() { p.note { (visit.say("indicator-none")) } }
        (pictures(&visit, &all, &area, ("graph-dimensions", &dimensions)))
        (pictures(&visit, &all, &area, ("graph-others", &others)))
        @if !(dimensions.is_empty() && others.is_empty()) { (signs(&visit)) }
    }))
}

fn pictures(visit: &Visit, all: &AllSeries, area: &Area, (title, definitions): (&str, &[Definition])) -> Markup {
    html! {
        @if !definitions.is_empty() {
            h2 { (visit.say(title)) }
            div.graphs { @for definition in definitions { (picture(visit, all, area, definition)) } }
        }
    }
}

fn picture(visit: &Visit, all: &AllSeries, area: &Area, definition: &Definition) -> Markup {
    let programme = visit.say("graph-whole-programme");
    let own = graphs::everybody(all, (area.programme_id, Some(area.id)), &definition.id);
    let beside = graphs::everybody(all, (area.programme_id, None), &definition.id);
    let lines = [Named { name: &area.name, observed: own }, Named { name: &programme, observed: beside }];
    let shown = Shown {
        id: &definition.id,
        language: visit.language,
        title: definition.title_in(visit.language),
        definition,
        lines: lines.into_iter().filter(|line| !line.observed.is_empty()).collect(),
        levels: Vec::new(),
    };
    html! {
        section {
            h3 { (definition.short_in(visit.language)) }
            p.quiet { (definition.title_in(visit.language)) }
            (shown.chart().figure())
        }
    }
}

/// How pictures are read.
pub(super) fn signs(visit: &Visit) -> Markup {
    html! { p.hint { (visit.say("graph-how-to-read")) } }
}
