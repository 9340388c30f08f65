//! How many have answered a wave, for the whole of it and by area, in numbers that tell nothing of single people.

use std::collections::HashMap;
use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::address;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::places;
use crate::service::waves::figures::{self, Figures, Kinds, OfAreas, Range, Rates};

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let figures = figures::figures(services, actor, parameter(&request, "wave")?).await?.ok_or(Failure::NotFound)?;
    let areas = places::areas(services, figures.wave.programme_id).await?;
    let names: HashMap<Uuid, String> = areas.into_iter().map(|area| (area.id, area.name)).collect();
    let title = visit.say("rate-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        nav.way { a.back href=(address(figures.wave.id)) { (figures.wave.name) } }
        h1 { (title) }
        (whole(&visit, &figures))
        @if !figures.areas.is_empty() {
            section.after {
                h2 { (visit.say("rate-areas")) }
                (table(&visit, &figures.areas, &names))
            }
        }
        p.hint { (visit.say("rate-protected")) }
        @if figures.rates.is_some() { p.hint { (visit.say("rate-least")) } }
    }))
}

fn whole(visit: &Visit, Figures { answered, kinds, rates, .. }: &Figures) -> Markup {
    let fact = |label: &str, words: &str| html! { div { dt { (visit.say(label)) } dd { (words) } } };
    html! {
        dl.facts {
            @if let Some(Rates { invited, .. }) = rates { (fact("rate-invited", &counts(visit, *invited))) }
            (fact("rate-answered", &answered.to_string()))
            @if let Some(Kinds { complete, partial }) = kinds {
                (fact("rate-complete", &counts(visit, *complete)))
                (fact("rate-partial", &counts(visit, *partial)))
            }
            @if let Some(Rates { rate_1, rate_2, .. }) = rates {
                @if let Some(rate_1) = rate_1 { (fact("rate-1", &shares(visit, *rate_1))) }
                (fact("rate-2", &shares(visit, *rate_2)))
            }
        }
        @match rates {
            None => p.note { (visit.say("rate-none")) },
            Some(rates) => @if rates.invited.only().is_none() { p.note { (visit.say("rate-almost-all")) } },
        }
    }
}

fn table(visit: &Visit, areas: &[OfAreas], names: &HashMap<Uuid, String>) -> Markup {
    let name = |area: &Option<Uuid>| {
        let known = area.and_then(|area| names.get(&area).cloned());
        known.unwrap_or_else(|| visit.say("rate-nowhere"))
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(visit.say("rate-areas")) {
            table {
                thead {
                    tr { @for column in ["area", "invited", "answered", "2"] { th scope="col" { (visit.say(&format!("rate-{column}"))) } } }
                }
                tbody {
                    @for OfAreas { areas, invited, answered, rate_2 } in areas {
                        tr {
                            th scope="row" { (areas.iter().map(name).collect::<Vec<_>>().join(", ")) }
                            td { (invited) }
                            td { (counts(visit, *answered)) }
                            td { (shares(visit, *rate_2)) }
                        }
                    }
                }
            }
        }
    }
}

fn counts(visit: &Visit, range: Range) -> String {
    if let Some(count) = range.only() {
        return count.to_string();
    }
    let Range { from, to } = range;
    visit.say_with("rate-range", &[("from", from.into()), ("to", to.into())])
}

/// In whole per cents: the lower end rounded down and the upper one up, so that what is told is true.
fn shares(visit: &Visit, (from, to): (f64, f64)) -> String {
    if from >= to {
        return visit.say_with("rate-share", &[("share", (100.0 * from).round().into())]);
    }
    let (from, to) = ((100.0 * from).floor(), (100.0 * to).ceil());
    visit.say_with("rate-shares", &[("from", from.into()), ("to", to.into())])
}
