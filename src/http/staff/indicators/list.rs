//! The programmes, each with its indicators as they were observed last.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};

use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::Visit;
use crate::service::indicators::observation::{self, Figure, Observation, Series};
use crate::service::indicators::{self, Definition, Unit};
use crate::store::place::{self, Programme};

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let mut known: Vec<(Programme, BTreeMap<Series, Vec<Observation>>)> = Vec::new();
    for programme in place::programmes(&services.db).await? {
        if observation::may_read(actor, programme.id) {
            let series = observation::series(services, actor, programme.id).await?;
            known.push((programme, series));
        }
    }
    let definitions = indicators::definitions();
    let title = visit.say("indicator-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("indicator-lead")) }
        @if known.is_empty() { p { (visit.say("indicator-no-programme")) } }
        @for (programme, series) in &known {
            section.group {
                h2 { (programme.name) }
                (latest(&visit, &definitions, series))
            }
        }
    }))
}

/// The last observation of each indicator, of everybody in the programme.
fn latest(visit: &Visit, definitions: &[Definition], series: &BTreeMap<Series, Vec<Observation>>) -> Markup {
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

fn row(visit: &Visit, definition: &Definition, observation: &Observation) -> Markup {
    let figure = observation.observed.figure;
    let hidden = || html! { span aria-hidden="true" { "•" } span.hidden-text { (visit.say("release-hidden")) } };
    let whole = |share: f64| (100.0 * share).round();
    html! {
        tr {
            th scope="row" { (definition.short.get(visit.language).map_or("", String::as_str)) }
            td {
                @match figure.and_then(|figure| Some((figure.value, figure.interval?))) {
                    Some((value, (low, high))) => {
                        @let share = [("share", whole(value).into()), ("low", whole(low).into()), ("high", whole(high).into())];
                        (visit.say_with("release-share", &share))
                    }
                    None => (counted(visit, definition.unit, figure).map_or_else(hidden, |text| html! { (text) })),
                }
            }
            td { @match figure.and_then(|figure| figure.respondents) { Some(count) => (count), None => (hidden()) } }
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
