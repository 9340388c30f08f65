//! One area: the six dimensions over the rounds of the survey, with the whole programme beside, then everything else that is known of it.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::LIST;
use crate::chart::Level;
use crate::http::document;
use crate::http::graphs::{self, Named, Shown};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::indicators::Definition;
use crate::service::indicators::against::Spot;
use crate::service::indicators::observation::{self, AllSeries};
use crate::service::indicators::register::{self, History, RegisterFigure, Whose};
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
    let history = register::history(services, actor, area.programme_id).await?.unwrap_or_default();
    let (dimensions, others) = graphs::of_place(&all, Some(area.id));
    let frame = Frame { is_wide: true, ..Frame::of(&visit, &area.name) };
    Ok(frame.around(&html! {
        (document::graphs())
        nav.way { a.back href=(LIST) { (visit.say("indicator-title")) } }
        h1 { (area.name) }
        p.lead { (visit.say("graph-area-lead")) }
        @if dimensions.is_empty() && others.is_empty() { p.note { (visit.say("indicator-none")) } }
        (pictures(&visit, &all, &history, &area, ("graph-dimensions", &dimensions)))
        (pictures(&visit, &all, &history, &area, ("graph-others", &others)))
        @if !(dimensions.is_empty() && others.is_empty()) { (signs(&visit)) }
    }))
}

fn pictures(
    visit: &Visit,
    all: &AllSeries,
    history: &History,
    area: &Area,
    (title, definitions): (&str, &[Definition]),
) -> Markup {
    html! {
        @if !definitions.is_empty() {
            h2 { (visit.say(title)) }
            div.graphs { @for definition in definitions { (picture(visit, all, history, area, definition)) } }
        }
    }
}

fn picture(visit: &Visit, all: &AllSeries, history: &History, area: &Area, definition: &Definition) -> Markup {
    let programme = visit.say("graph-whole-programme");
    let own = graphs::everybody(all, (area.programme_id, Some(area.id)), &definition.id);
    let beside = graphs::everybody(all, (area.programme_id, None), &definition.id);
    let lines = [Named { name: &area.name, observed: own }, Named { name: &programme, observed: beside }];
    let on = visit.services().clock.today();
    let spot = Spot { history, area: Some(area.id), municipality: Some(&area.municipality), on };
    let against = spot.against(&definition.id);
    let shown = Shown {
        id: &definition.id,
        language: visit.language,
        title: definition.title_in(visit.language),
        definition,
        lines: lines.into_iter().filter(|line| !line.observed.is_empty()).collect(),
        levels: [against.municipality, against.target].into_iter().filter_map(|one| level(visit, one?)).collect(),
    };
    html! {
        section {
            h3 { (definition.short_in(visit.language)) }
            p.quiet { (definition.title_in(visit.language)) }
            (shown.chart().figure())
            ul.reasons { @for sentence in graphs::sentences(visit.language, definition, own, &against) { li { (sentence) } } }
        }
    }
}

/// A figure of a register as a line across a picture, with its year and its source.
fn level(visit: &Visit, one: &RegisterFigure) -> Option<Level> {
    let (kind, whose) = match &one.about.whose {
        Whose::Municipality(name) => ("municipality", register::municipality(name)),
        Whose::Area(_) => ("target", ""),
        Whose::Programme => ("target-of-all", ""),
    };
    let year = one.about.on.year().to_string();
    let told = [("name", whose.into()), ("year", year.into()), ("source", one.said.source.as_str().into())];
    Some(Level { name: visit.say_with(&format!("graph-level-{kind}"), &told), value: one.said.value? })
}

/// How pictures are read.
pub(super) fn signs(visit: &Visit) -> Markup {
    html! { p.hint { (visit.say("graph-how-to-read")) } }
}
