//! One area: what it is called, as what forms know it, its departments, and how many live there.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::programme::naming;
use super::{Again, LIST, MOST_LETTERS, area_address, plans, programme_address};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::places::change::{self, NewDepartment};
use crate::service::places::{self, Figure, Known};

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    respond(&visit, parameter(&request, "area")?, &Again::nothing()).await
}

pub(super) async fn change(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = parameter(&request, "area")?;
    let fields: Fields = form(request).await?;
    let naming = match naming(&visit, &fields) {
        Ok(naming) => naming,
        Err(problems) => return respond(&visit, id, &Again::wrong("naming", fields, problems)).await,
    };
    let seen = ["seen-name", "seen-municipality"].map(|name| fields.get(name).to_owned()).into();
    match change::change_area(visit.services(), visit.actor()?, id, &seen, &naming).await {
        Ok(()) => Ok(see_other(&area_address(id))),
        Err(error) => respond(&visit, id, &Again::refused(&visit, "naming", fields, error)?).await,
    }
}

/// Adds the code that was typed, or removes the one whose button was pressed.
pub(super) async fn change_codes(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = parameter(&request, "area")?;
    let fields: Fields = form(request).await?;
    let (services, actor) = (visit.services(), visit.actor()?);
    let done = match fields.get("remove") {
        "" => change::add_code(services, actor, id, fields.get("code")).await,
        code => change::remove_code(services, actor, id, code).await,
    };
    match done {
        Ok(()) => Ok(see_other(&area_address(id))),
        Err(error) => respond(&visit, id, &Again::refused(&visit, "codes", fields, error)?).await,
    }
}

pub(super) async fn add_department(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let area = parameter(&request, "area")?;
    let fields: Fields = form(request).await?;
    let id = fields.get("id").parse().map_err(|_| Failure::NoForm)?;
    let new = match department(&visit, &fields) {
        Ok(new) => new,
        Err(problems) => return respond(&visit, area, &Again::wrong("department", fields, problems)).await,
    };
    match change::add_department(visit.services(), visit.actor()?, id, area, &new).await {
        Ok(()) => Ok(see_other(&area_address(area))),
        Err(error) => respond(&visit, area, &Again::refused(&visit, "department", fields, error)?).await,
    }
}

fn department(visit: &Visit, fields: &Fields) -> Result<NewDepartment, Vec<Problem>> {
    let parse = |field: &str| fields.get(field).parse().map_err(|_| Problem::new(visit, field, "place-wrong-name"));
    let name = if fields.get("name").trim().is_empty() { Ok(None) } else { parse("name").map(Some) };
    match (parse("number"), name, parse("organisation")) {
        (Ok(number), Ok(name), Ok(organisation)) => Ok(NewDepartment { number, name, organisation }),
        (number, name, organisation) => {
            Err([number.err(), name.err(), organisation.err()].into_iter().flatten().collect())
        }
    }
}

async fn respond(visit: &Visit, id: Uuid, again: &Again) -> Result<Response, Failure> {
    let known = places::find(visit.services(), visit.actor()?, id).await?.ok_or(Failure::NotFound)?;
    let area = &known.area;
    let frame = Frame { status: again.status, ..Frame::of(visit, &area.name) };
    let may_see_plan = visit.actor()?.may(Permission::ReadFindings, &area.place());
    Ok(frame.around(&html! {
        nav.way {
            a.back href=(LIST) { (visit.say("place-title")) }
            a.back href=(programme_address(area.programme_id)) { (visit.say("place-programme")) }
        }
        (summary(visit, Some(again.form), &again.problems))
        h1 { (area.name) }
        p.lead { (visit.say_with("place-in-municipality", &[("municipality", area.municipality.as_str().into())])) }
        @if may_see_plan { p.actions { a.button.other href=(plans::address(id)) { (visit.say("plan-link")) } } }
        (departments(visit, &known, again))
        (codes(visit, &known, again))
        @if known.may_name { (naming_form(visit, &known, again)) }
    }))
}

/// The departments, each with its latest figures; then those of the area as a whole.
fn departments(visit: &Visit, known: &Known, again: &Again) -> Markup {
    let organisation = |id: &Uuid| known.organisations.get(id).map_or("", String::as_str);
    html! {
        section.after {
            h2 { (visit.say("place-departments-title")) }
            @if known.departments.is_empty() { p { (visit.say("place-no-departments")) } }
            ul.rows {
                @for department in &known.departments {
                    li {
                        span {
                            (visit.say_with("place-department", &[("number", department.number.as_str().into())]))
                            @if let Some(name) = &department.name { ", " (name) }
                            span.quiet { (organisation(&department.housing_organisation_id)) }
                            (figures(visit, known, department.id))
                        }
                    }
                }
            }
            @if known.figures.iter().any(|figure| figure.place_id == known.area.id) {
                h3 { (visit.say("place-whole-area")) }
                (figures(visit, known, known.area.id))
            }
            @if known.may_add { (new_department(visit, known, again)) }
        }
    }
}

/// The figures of the latest day of a place, with who counted.
fn figures(visit: &Visit, known: &Known, place: Uuid) -> Markup {
    let own: Vec<&Figure> = known.figures.iter().filter(|figure| figure.place_id == place).collect();
    let Some(latest) = own.last() else {
        return html! { span.quiet { (visit.say("place-no-figures")) } };
    };
    let whom = |figure: &Figure| {
        let gender = figure.gender.map(|gender| visit.say(&format!("place-gender-{}", gender.as_str())));
        let ages = figure.ages.map(|ages| visit.say_with("place-ages", &[("ages", ages.to_string().into())]));
        [ages, gender].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let on = Locale::of(visit.language).date(latest.on);
    let told = [("source", latest.source.as_str().into()), ("day", on.into())];
    html! {
        @for figure in own.iter().filter(|figure| figure.on == latest.on) {
            span.quiet {
                (visit.say_with("place-residents", &[("count", figure.residents.into())]))
                @let whom = whom(figure);
                @if !whom.is_empty() { ": " (whom) }
            }
        }
        span.quiet { (visit.say_with("place-source", &told)) }
    }
}

fn new_department(visit: &Visit, known: &Known, again: &Again) -> Markup {
    let mut organisations: Vec<&String> = known.organisations.values().collect();
    organisations.sort();
    let number = again.field(visit, "department", "number", "place-number", "");
    let name = again.field(visit, "department", "name", "place-department-name", "").optional(visit);
    let organisation = again.field(visit, "department", "organisation", "place-organisation", "");
    let typed = if again.is_of("department") { again.fields.get("organisation") } else { "" };
    html! {
        details open[again.is_of("department")] {
            summary { (visit.say("place-new-department")) }
            form method="post" action={ (area_address(known.area.id)) "/departments" } novalidate {
                input type="hidden" name="id" value=(again.id(visit, "department"));
                (number.line("text", MOST_LETTERS))
                (name.line("text", MOST_LETTERS))
                (organisation.around(|voice| html! {
                    input.field id="department-organisation" type="text" name="organisation" list="organisations"
                        value=(typed) maxlength=(MOST_LETTERS) autocomplete="off"
                        aria-invalid=[voice.invalid] aria-describedby=[voice.described_by];
                }))
                datalist #organisations { @for organisation in organisations { option value=(organisation) {} } }
                p.actions { button.button { (visit.say("place-add")) } }
            }
        }
    }
}

fn codes(visit: &Visit, known: &Known, again: &Again) -> Markup {
    let address = format!("{}/codes", area_address(known.area.id));
    html! {
        section.after {
            h2 { (visit.say("place-codes")) }
            p.hint { (visit.say("place-codes-hint")) }
            ul.rows {
                @for code in &known.codes {
                    li {
                        code { (code) }
                        @if known.may_name && known.codes.len() > 1 {
                            form method="post" action=(address) {
                                button.link name="remove" value=(code) {
                                    (visit.say("place-remove")) span.hidden-text { " " (code) }
                                }
                            }
                        }
                    }
                }
            }
            @if known.may_name {
                details open[again.is_of("codes")] {
                    summary { (visit.say("place-new-code")) }
                    form method="post" action=(address) novalidate {
                        (again.field(visit, "codes", "code", "place-code", "").line("text", MOST_LETTERS))
                        p.actions { button.button { (visit.say("place-add")) } }
                    }
                }
            }
        }
    }
}

fn naming_form(visit: &Visit, known: &Known, again: &Again) -> Markup {
    let area = &known.area;
    html! {
        details open[again.is_of("naming")] {
            summary { (visit.say("place-rename")) }
            p { (visit.say("place-rename-area-text")) }
            form method="post" action=(area_address(area.id)) novalidate {
                input type="hidden" name="seen-name" value=(area.name);
                input type="hidden" name="seen-municipality" value=(area.municipality);
                (again.field(visit, "naming", "name", "place-area-name", &area.name).line("text", MOST_LETTERS))
                (again.field(visit, "naming", "municipality", "place-municipality", &area.municipality).line("text", MOST_LETTERS))
                p.actions { button.button { (visit.say("staff-save")) } }
            }
        }
    }
}
