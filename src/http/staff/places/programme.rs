//! One programme: its name, its areas, and the table of how many live there.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{Again, FIGURES, LIST, MOST_LETTERS, area_address, areas, programme_address};
use crate::access::{Permission, Place};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::upload::{TABLES, no_table, received};
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::places::change::{self, Naming};
use crate::service::places::figures::{self, Fault, Report, Wrong};
use crate::service::places::{self, Programme};

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    respond(&visit, parameter(&request, "programme")?, &Again::nothing(), None).await
}

pub(super) async fn rename(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = parameter(&request, "programme")?;
    let fields: Fields = form(request).await?;
    let Ok(name) = fields.get("name").parse() else {
        let problems = vec![Problem::new(&visit, "name", "place-wrong-name")];
        return respond(&visit, id, &Again::wrong("name", fields, problems), None).await;
    };
    match change::rename_programme(visit.services(), visit.actor()?, id, fields.get("seen"), &name).await {
        Ok(()) => Ok(see_other(&programme_address(id))),
        Err(error) => respond(&visit, id, &Again::refused(&visit, "name", fields, error)?, None).await,
    }
}

pub(super) async fn add_area(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let programme = parameter(&request, "programme")?;
    let fields: Fields = form(request).await?;
    let id = fields.get("id").parse().map_err(|_| Failure::NoForm)?;
    let naming = match naming(&visit, &fields) {
        Ok(naming) => naming,
        Err(problems) => return respond(&visit, programme, &Again::wrong("area", fields, problems), None).await,
    };
    match change::add_area(visit.services(), visit.actor()?, id, programme, &naming).await {
        Ok(()) => Ok(see_other(&area_address(id))),
        Err(error) => respond(&visit, programme, &Again::refused(&visit, "area", fields, error)?, None).await,
    }
}

pub(super) async fn take_figures(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = parameter(&request, "programme")?;
    let (fields, file) = received(request, "table").await?;
    let problems = match figures::import(visit.services(), visit.actor()?, id, &file).await {
        Ok(report) => return respond(&visit, id, &Again::nothing(), Some(report)).await,
        Err(figures::Error::Unreadable(why)) => vec![no_table(&visit, "table", &why)],
        Err(figures::Error::Wrong(faults)) => faults.iter().map(|fault| wrong(&visit, fault)).collect(),
        Err(figures::Error::NoProgramme) => return Err(Failure::NotFound),
        Err(figures::Error::Denied) => return Err(Failure::Forbidden),
        Err(figures::Error::Store(error)) => return Err(error.into()),
    };
    respond(&visit, id, &Again::wrong("figures", fields, problems), None).await
}

/// What an area is called, or all that is wrong with it.
pub(super) fn naming(visit: &Visit, fields: &Fields) -> Result<Naming, Vec<Problem>> {
    let parse = |field: &str| fields.get(field).parse().map_err(|_| Problem::new(visit, field, "place-wrong-name"));
    match (parse("name"), parse("municipality")) {
        (Ok(name), Ok(municipality)) => Ok(Naming { name, municipality }),
        (name, municipality) => Err([name.err(), municipality.err()].into_iter().flatten().collect()),
    }
}

async fn respond(visit: &Visit, id: Uuid, again: &Again, report: Option<Report>) -> Result<Response, Failure> {
    let overviews = places::own(visit.services(), visit.actor()?).await?;
    let overview = overviews.into_iter().find(|overview| overview.programme.id == id).ok_or(Failure::NotFound)?;
    let may_change = visit.actor()?.may(Permission::ManageWaves, &Place::Programme(id));
    let municipality = overview.areas.first().map(|(area, _)| area.municipality.clone()).unwrap_or_default();
    let name = overview.programme.name.clone();
    let frame = Frame { status: again.status, ..Frame::of(visit, &name) };
    Ok(frame.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("place-title")) } }
        (summary(visit, Some(again.form), &again.problems))
        @if let Some(report) = report { (told(visit, report)) }
        h1 { (name) }
        (areas(visit, &overview))
        @if may_change {
            (new_area(visit, id, &municipality, again))
            (table(visit, id, again))
            (name_form(visit, &overview.programme, again))
        }
    }))
}

fn new_area(visit: &Visit, programme: Uuid, municipality: &str, again: &Again) -> Markup {
    html! {
        details open[again.is_of("area")] {
            summary { (visit.say("place-new-area")) }
            form method="post" action={ (programme_address(programme)) "/areas" } novalidate {
                input type="hidden" name="id" value=(again.id(visit, "area"));
                (again.field(visit, "area", "name", "place-area-name", "").line("text", MOST_LETTERS))
                (again.field(visit, "area", "municipality", "place-municipality", municipality).line("text", MOST_LETTERS))
                p.actions { button.button { (visit.say("place-add")) } }
            }
        }
    }
}

fn table(visit: &Visit, programme: Uuid, again: &Again) -> Markup {
    html! {
        details open[again.is_of("figures")] {
            summary { (visit.say("place-figures")) }
            p { (visit.say("place-figures-text")) }
            pre { (visit.say("place-figures-example")) }
            form method="post" action=(FIGURES.replace(":programme", &programme.to_string()))
                enctype="multipart/form-data"
            {
                (again.field(visit, "figures", "table", "place-figures-file", "").around(|voice| html! {
                    input.field id="figures-table" type="file" name="table" accept=(TABLES)
                        aria-invalid=[voice.invalid] aria-describedby=[voice.described_by];
                }))
                p.actions { button.button { (visit.say("place-figures-take")) } }
            }
        }
    }
}

fn name_form(visit: &Visit, programme: &Programme, again: &Again) -> Markup {
    html! {
        details open[again.is_of("name")] {
            summary { (visit.say("place-rename")) }
            form method="post" action=(programme_address(programme.id)) novalidate {
                input type="hidden" name="seen" value=(programme.name);
                (again.field(visit, "name", "name", "place-programme-name", &programme.name)
                    .hint(visit.say("place-programme-hint")).line("text", MOST_LETTERS))
                p.actions { button.button { (visit.say("staff-save")) } }
            }
        }
    }
}

fn told(visit: &Visit, report: Report) -> Markup {
    let counts = [("new", report.new.into()), ("changed", report.changed.into()), ("same", report.same.into())];
    html! { p.note role="status" { (visit.say_with("place-figures-taken", &counts)) } }
}

fn wrong(visit: &Visit, fault: &Fault) -> Problem {
    let end = match fault.what {
        Wrong::Place => "place",
        Wrong::Places => "places",
        Wrong::Ages => "ages",
        Wrong::Gender => "gender",
        Wrong::Residents => "residents",
        Wrong::Source => "source",
        Wrong::Day => "day",
        Wrong::Twice => "twice",
    };
    let words = visit.say_with(&format!("place-line-{end}"), &[("line", fault.line.into())]);
    Problem { name: "table".to_owned(), words }
}
