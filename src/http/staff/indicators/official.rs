//! The official table of a programme: one page on paper, rows that become cards on a phone, and the same as files.

use std::collections::BTreeMap;
use std::sync::Arc;

use maud::{Markup, html};
use poem::http::header;
use poem::{Request, Response};
use uuid::Uuid;

use super::figures;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::indicators::register;
use crate::service::indicators::table::file::{self, Format};
use crate::service::indicators::table::words::{self, COLUMNS, Spoken};
use crate::service::indicators::table::{Official, official};

pub(super) const PAGE: &str = "/staff/indicators/:programme/table";
pub(super) const FILE: &str = "/staff/indicators/:programme/table/:ending";

/// Of which area; of all together, if nothing is said.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    area: Option<Uuid>,
}

pub(super) fn address(programme: Uuid) -> String {
    PAGE.replace(":programme", &programme.to_string())
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (visit, table) = (visit.as_ref(), found(&visit, &request).await?);
    let place = words::place(visit.language, &table);
    let title = visit.say_with("figure-table-of", &[("place", place.into())]);
    let has_figures = table.rows.iter().any(|row| words::cells(visit.language, row).iter().any(Option::is_some));
    let frame = Frame { is_wide: true, ..Frame::of(visit, &title) };
    Ok(frame.around(&html! {
        nav.way { a.back href=(super::LIST) { (visit.say("indicator-title")) } }
        div.official {
            p.quiet { (table.programme.name) }
            h1 { (title) }
            (places(visit, &table))
            @if has_figures { p.lead { (visit.say("figure-lead")) } } @else { p.note { (visit.say("figure-empty")) } }
            (rows(visit, &table, &title))
            (sentences(visit, &table))
            (notes(visit))
            (sources(visit, &table))
        }
        (ways(visit, &table)?)
    }))
}

pub(super) async fn give(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let ending: String = parameter(&request, "ending")?;
    let format = Format::of_ending(&ending).ok_or(Failure::NotFound)?;
    let table = found(&visit, &request).await?;
    let file = file::write(visit.services(), &table, format, visit.language)?;
    Ok(Response::builder()
        .content_type(format.media_type())
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"indicators.{ending}\""))
        .header(header::CACHE_CONTROL, "no-store")
        .body(file))
}

async fn found(visit: &Visit, request: &Request) -> Result<Official, Failure> {
    let programme = parameter(request, "programme")?;
    let Asked { area } = request.params().map_err(|_| Failure::NotFound)?;
    official(visit.services(), visit.actor()?, programme, area).await?.ok_or(Failure::NotFound)
}

/// All areas together, and each of them.
fn places(visit: &Visit, table: &Official) -> Markup {
    let address = address(table.programme.id);
    let is_here = |area| (table.area == area).then_some("page");
    html! {
        nav.ways aria-label=(visit.say("figure-choose")) {
            ul {
                li { a href=(address) aria-current=[is_here(None)] { (visit.say("figure-of-programme")) } }
                @for area in &table.areas {
                    li { a href={ (address) "?area=" (area.id) } aria-current=[is_here(Some(area.id))] { (area.name) } }
                }
            }
        }
    }
}

fn rows(visit: &Visit, table: &Official, title: &str) -> Markup {
    let heading = |column: &str| visit.say(&format!("figure-column-{column}"));
    html! {
        table.agreed aria-label=(title) role="table" {
            thead role="rowgroup" {
                tr role="row" {
                    th scope="col" role="columnheader" { (heading("indicator")) }
                    @for column in COLUMNS { th scope="col" role="columnheader" { (heading(column)) } }
                }
            }
            tbody role="rowgroup" {
                @for goal in &table.goals {
                    tr.goal role="row" {
                        th scope="rowgroup" role="rowheader" colspan="7" { (in_language(visit, &goal.title)) }
                    }
                    @for row in table.rows.iter().filter(|row| goal.rows.contains(&row.number)) {
                        tr role="row" {
                            th scope="row" role="rowheader" { (row.number) ". " (in_language(visit, &row.indicator.title)) }
                            @for (column, cell) in COLUMNS.into_iter().zip(words::cells(visit.language, row)) {
                                td role="cell" data-label=(heading(column)) { (told(visit, cell.as_ref())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn in_language<'w>(visit: &Visit, words: &'w BTreeMap<String, String>) -> &'w str {
    words.get(visit.language).map_or("", String::as_str)
}

fn told(visit: &Visit, cell: Option<&Spoken>) -> Markup {
    html! {
        @match cell {
            Some(Spoken { value, beside }) => { b { (value) } span.quiet { @for part in beside { span { (part) } " " } } }
            None => { span aria-hidden="true" { "–" } span.hidden-text { (visit.say("figure-nothing")) } }
        }
    }
}

/// What surveys say of their rows, for those who read no tables.
fn sentences(visit: &Visit, table: &Official) -> Markup {
    html! {
        @for row in &table.rows {
            @let sentences = words::sentences(visit.language, row);
            @if !sentences.is_empty() { p.plain { b { (row.number) ". " } (sentences.join(" ")) } }
        }
    }
}

fn notes(visit: &Visit) -> Markup {
    html! { @for note in ["estimate", "counted", "hidden"] { p.hint { (visit.say(&format!("figure-note-{note}"))) } } }
}

/// Each source with the rows that rest on it.
fn sources(visit: &Visit, table: &Official) -> Markup {
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in &table.rows {
        let own = [&row.baseline, &row.latest].into_iter().flatten().any(|told| told.source.is_none());
        let own = own.then(|| visit.say("figure-source-own"));
        for source in row.sources().into_iter().map(ToOwned::to_owned).chain(own) {
            rows.entry(source).or_default().push(row.number.to_string());
        }
    }
    html! {
        @if !rows.is_empty() {
            h2 { (visit.say("figure-sources")) }
            ul.sources {
                @for (source, rows) in rows {
                    @let arguments = [("source", source.into()), ("rows", rows.join(", ").into())];
                    li { (visit.say_with("figure-source-rows", &arguments)) }
                }
            }
        }
    }
}

fn ways(visit: &Visit, table: &Official) -> Result<Markup, Failure> {
    let area = table.area.map(|area| format!("?area={area}")).unwrap_or_default();
    let may_change = register::may_change(visit.actor()?, table.programme.id);
    Ok(html! {
        section.after {
            h2 { (visit.say("figure-fetch")) }
            ul.ways {
                @for format in Format::ALL {
                    @let ending = format.ending();
                    li {
                        a href={ (address(table.programme.id)) "/" (ending) (area) } download {
                            (visit.say(&format!("activity-export-{}", ending.replace('.', "-"))))
                        }
                    }
                }
            }
            p.in-line {
                a href=(figures::address(table.programme.id)) {
                    (visit.say("figure-title")) @if may_change { " · " (visit.say("figure-add")) }
                }
            }
        }
    })
}
