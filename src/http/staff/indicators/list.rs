//! The programmes, each with its indicators as they were observed last.

use std::sync::Arc;

use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};

use super::{area, feeds, official, series};
use crate::access::Permission::ReadActivities;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::reports;
use crate::http::staff::visit::Visit;
use crate::service::indicators::observation::{self, AllSeries, Figure, Observation};
use crate::service::indicators::{self, Definition, Unit};
use crate::store::place::{self, Area, Programme};

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let mut known: Vec<(Programme, Vec<Area>, AllSeries)> = Vec::new();
    for programme in place::programmes(&services.db).await? {
        if observation::may_read(actor, programme.id) {
            let series = observation::series(services, actor, programme.id).await?;
            let areas = place::areas(&services.db, programme.id).await?;
            known.push((programme, areas, series));
        }
    }
    let definitions = indicators::definitions();
    let title = visit.say("indicator-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("indicator-lead")) }
        @if feeds::may_manage(actor) { p.in-line { a href=(feeds::LIST) { (visit.say("feed-link")) } } }
        @if known.is_empty() { p { (visit.say("indicator-no-programme")) } }
        @for (programme, areas, series) in &known {
            section.group {
                h2 { (programme.name) }
                p.in-line { a href=(official::address(programme.id)) { (visit.say("figure-table-link")) } }
                (latest(&visit, &definitions, series))
                (ways(&visit, programme, areas))
            }
        }
    }))
}

/// The last observation of each indicator, of everybody in the programme.
fn latest(visit: &Visit, definitions: &[Definition], series: &AllSeries) -> Markup {
    let of_all = series.iter().filter(|(series, _)| series.area_id.is_none() && series.whom.is_empty());
    let rows: Vec<(&Definition, &Observation)> = of_all
        .filter_map(|(series, observed)| {
            let definition = definitions.iter().find(|one| one.id == series.indicator)?;
            Some((definition, observed.last()?))
        })
        .collect();
    html! {
        @if rows.is_empty() {
            p.quiet { (visit.say("indicator-none")) }
        } @else {
            div.scroll.figures tabindex="0" role="region" aria-label=(visit.say("indicator-title")) {
                table {
                    thead {
                        tr {
                            th scope="col" { (visit.say("indicator-column-indicator")) }
                            th scope="col" { (visit.say("indicator-column-value")) }
                            th scope="col" { (visit.say("indicator-column-respondents")) }
                            th scope="col" { (visit.say("indicator-column-until")) }
                        }
                    }
                    tbody { @for (definition, observation) in rows { (row(visit, definition, observation)) } }
                }
            }
        }
    }
}

/// The ways to what is told of each area, and to everything that there is.
fn ways(visit: &Visit, programme: &Programme, areas: &[Area]) -> Markup {
    html! {
        @if !areas.is_empty() {
            h3 { (visit.say("graph-areas")) }
            ul.rows { @for area in areas { li { a href=(area::address(area.id)) { (area.name) } } } }
        }
        p.actions {
            a.button.other href=(series::address(programme.id)) { (visit.say("graph-all-series")) }
            @if visit.may_somewhere(ReadActivities) { a.button.other href=(reports::LIST) { (visit.say("report-title")) } }
        }
    }
}

fn row(visit: &Visit, definition: &Definition, observation: &Observation) -> Markup {
    let figure = observation.observed.figure;
    let hidden = || html! { span aria-hidden="true" { "•" } span.hidden-text { (visit.say("release-hidden")) } };
    let whole = |share: f64| (100.0 * share).round();
    html! {
        tr {
            th scope="row" { (definition.short_in(visit.language)) }
            td {
                @match figure.and_then(|figure| Some((figure.value, figure.interval?))) {
                    Some((value, (low, high))) => {
                        @let share = [("share", whole(value).into()), ("low", whole(low).into()), ("high", whole(high).into())];
                        (visit.say_with("release-share", &share))
                    }
                    None => (counted(visit, definition.unit, figure).map_or_else(hidden, |text| html! { (text) })),
                }
            }
            td { @match figure.and_then(|figure| figure.respondents) { Some(count) => (definition.basis().told(visit.language, count)), None => (hidden()) } }
            td { (Locale::of(visit.language).date(observation.observed.period.1)) }
        }
    }
}

/// A value that was counted and not estimated.
fn counted(visit: &Visit, unit: Unit, figure: Option<Figure>) -> Option<String> {
    let value = figure?.value;
    Some(match unit {
        Unit::Share => visit.say_with("indicator-share", &[("share", (100.0 * value).round().into())]),
        Unit::Count => visit.say_with("indicator-count", &[("count", value.into())]),
        Unit::Days => visit.say_with("indicator-days", &[("days", value.into())]),
    })
}
