//! Where is asked: programmes with their areas, what an area is called and known as, its departments, and how many live there.

mod area;
mod programme;

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::{Method, StatusCode};
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::fields::{Field, Fields, Problem, summary};
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{Visit, form};
use super::{plans, see_other};
use crate::access::{Permission, Place};
use crate::service::places::change::Error;
use crate::service::places::create_programme::{self, create_as};
use crate::service::places::{self, Overview};

/// Where they are listed.
pub(super) const LIST: &str = "/staff/places";

const PROGRAMME: &str = "/staff/places/:programme";
const AREAS: &str = "/staff/places/:programme/areas";
const FIGURES: &str = "/staff/places/:programme/figures";
const AREA: &str = "/staff/areas/:area";
const CODES: &str = "/staff/areas/:area/codes";
const DEPARTMENTS: &str = "/staff/areas/:area/departments";

/// What was sent and is shown again, with what is wrong with it.
struct Again {
    status: StatusCode,
    /// The form on the page that was sent.
    form: &'static str,
    fields: Fields,
    problems: Vec<Problem>,
}

/// The longest name.
const MOST_LETTERS: usize = 120;

pub(super) fn pages() -> Vec<Page> {
    let (read, manage) = (Needs::Permission(Permission::ReadForms), Needs::Permission(Permission::ManageWaves));
    vec![
        page(Method::GET, LIST, read, list),
        page(Method::POST, LIST, manage, create),
        page(Method::GET, PROGRAMME, read, programme::show),
        page(Method::POST, PROGRAMME, manage, programme::rename),
        page(Method::POST, AREAS, manage, programme::add_area),
        page(Method::POST, FIGURES, manage, programme::take_figures),
        page(Method::GET, AREA, read, area::show),
        page(Method::POST, AREA, manage, area::change),
        page(Method::POST, CODES, manage, area::change_codes),
        page(Method::POST, DEPARTMENTS, manage, area::add_department),
    ]
}

fn programme_address(programme: Uuid) -> String {
    format!("{LIST}/{programme}")
}

fn area_address(area: Uuid) -> String {
    format!("/staff/areas/{area}")
}

async fn list(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    respond(&visit, &Again::nothing()).await
}

async fn create(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let fields: Fields = form(request).await?;
    let id = fields.get("id").parse().map_err(|_| Failure::NoForm)?;
    visit.actor()?.need(Permission::ManageWaves, &Place::Installation).map_err(|_| Failure::Forbidden)?;
    let Ok(name) = fields.get("name").parse() else {
        let problems = vec![Problem::new(&visit, "name", "place-wrong-name")];
        return respond(&visit, &Again::wrong("new", fields, problems)).await;
    };
    match create_as(visit.services(), visit.actor()?, id, &name).await {
        // A form that was sent twice, the second time with another name, changes nothing.
        Ok(_) | Err(create_programme::Error::KeyReused) => Ok(see_other(&programme_address(id))),
        Err(create_programme::Error::Store(error)) => Err(error.into()),
    }
}

async fn respond(visit: &Visit, again: &Again) -> Result<Response, Failure> {
    let overviews = places::own(visit.services(), visit.actor()?).await?;
    let title = visit.say("place-title");
    let may_create = visit.actor()?.may(Permission::ManageWaves, &Place::Installation);
    let frame = Frame { status: again.status, ..Frame::of(visit, &title) };
    Ok(frame.around(&html! {
        (summary(visit, Some(again.form), &again.problems))
        h1 { (title) }
        @if overviews.is_empty() { p.lead { (visit.say("place-none")) } }
        @for overview in &overviews {
            section.after {
                h2 { (overview.programme.name) }
                (areas(visit, overview))
                p.actions { a.button.other href=(programme_address(overview.programme.id)) { (visit.say("place-programme-more")) } }
            }
        }
        @if may_create { (new_programme(visit, again)) }
    }))
}

/// The areas of a programme, with how many live there as far as it is known.
fn areas(visit: &Visit, of: &Overview) -> Markup {
    html! {
        ul.rows {
            @for (area, departments) in &of.areas {
                @let residents: i32 =
                    departments.iter().filter_map(|one| one.population.as_ref()).map(|one| one.residents).sum();
                li {
                    a href=(area_address(area.id)) { (area.name) }
                    span.quiet {
                        (visit.say_with("place-departments", &[("count", departments.len().into())]))
                        @if residents > 0 { " · " (visit.say_with("place-residents", &[("count", residents.into())])) }
                    }
                }
            }
        }
    }
}

fn new_programme(visit: &Visit, again: &Again) -> Markup {
    html! {
        details open[again.is_of("new")] {
            summary { (visit.say("place-new-programme")) }
            form method="post" action=(LIST) novalidate {
                input type="hidden" name="id" value=(again.id(visit, "new"));
                (again.field(visit, "new", "name", "place-programme-name", "").hint(visit.say("place-programme-hint")).line("text", MOST_LETTERS))
                p.actions { button.button { (visit.say("place-add")) } }
            }
        }
    }
}

impl Again {
    fn nothing() -> Self {
        Self { status: StatusCode::OK, form: "", fields: Fields::default(), problems: Vec::new() }
    }

    fn wrong(form: &'static str, fields: Fields, problems: Vec<Problem>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, form, fields, problems }
    }

    /// What is said of a change that was not made, or that there is no such page.
    fn refused(visit: &Visit, form: &'static str, fields: Fields, error: Error) -> Result<Self, Failure> {
        let (status, field, key) = match error {
            Error::Stale => (StatusCode::CONFLICT, "", "place-stale"),
            Error::Taken => (StatusCode::CONFLICT, "", "place-taken"),
            Error::NoCode => (StatusCode::UNPROCESSABLE_ENTITY, "code", "place-wrong-code"),
            Error::NoPlace => return Err(Failure::NotFound),
            Error::Denied => return Err(Failure::Forbidden),
            Error::Store(error) => return Err(error.into()),
        };
        Ok(Self { status, form, fields, problems: vec![Problem::new(visit, field, key)] })
    }

    fn is_of(&self, form: &str) -> bool {
        self.form == form && !self.problems.is_empty()
    }

    /// The identity of what a form adds: the same as long as it is shown again, so that it is added once.
    fn id(&self, visit: &Visit, form: &str) -> Uuid {
        let sent = if self.is_of(form) { self.fields.get("id").parse().ok() } else { None };
        sent.unwrap_or_else(|| visit.services().clock.identity())
    }

    /// A field of one of the forms of a page, as it was sent or as it is.
    fn field<'a>(&'a self, visit: &Visit, form: &str, name: &'a str, label: &str, value: &'a str) -> Field<'a> {
        let field = Field::new(name, visit.say(label)).of(form);
        if self.is_of(form) {
            return field.value(self.fields.get(name)).among(&self.problems);
        }
        field.value(value)
    }
}
