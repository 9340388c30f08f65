//! The plan of an area: the picture, which of its points lie where on earth, and taking it down.

mod marked;
mod picture;
mod points;
mod remove;

pub(super) use marked::{Look, Mark, marked};
pub(in crate::http) use picture::is_brought as brings_picture;

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::{Method, StatusCode};
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::fields::{Field, Fields, Problem, summary};
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{self, Visit};
use super::walks;
use crate::access::Permission;
use crate::service::plans::{self, NONE_YET, Plan, Shown};

const PLAN: &str = "/staff/areas/:area/plan";
const PICTURE: &str = "/staff/areas/:area/plan/picture/:picture";
const REMOVE: &str = "/staff/areas/:area/plan/remove";
const POINTS: &str = "/staff/areas/:area/plan/points";

/// What was sent and is shown again, with what is wrong with it.
#[derive(Default)]
struct Again {
    fields: Fields,
    problems: Vec<Problem>,
}

pub(super) fn pages() -> Vec<Page> {
    let (read, hold) = (Needs::Permission(Permission::ReadFindings), Needs::Permission(Permission::HoldWalks));
    vec![
        page(Method::GET, PLAN, read, show),
        page(Method::POST, PLAN, hold, picture::hang),
        page(Method::GET, PICTURE, read, picture::show),
        page(Method::POST, POINTS, hold, points::tie),
        page(Method::GET, REMOVE, hold, remove::ask),
        page(Method::POST, REMOVE, hold, remove::take_down),
    ]
}

/// The address of the page about the plan of an area.
pub(super) fn address(area: Uuid) -> String {
    format!("/staff/areas/{area}/plan")
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let area = visit::parameter(&request, "area")?;
    respond(&visit, area, StatusCode::OK, &Again::default()).await
}

async fn respond(visit: &Visit, area: Uuid, status: StatusCode, again: &Again) -> Result<Response, Failure> {
    let Shown { area, plan, may_change } = plans::find(visit.services(), visit.actor()?, area).await?;
    let title = visit.say_with("plan-title", &[("area", area.name.as_str().into())]);
    let frame = Frame { status, ..Frame::of(visit, &title) };
    Ok(frame.around(&html! {
        nav.way { a.back href=(walks::LIST) { (visit.say("walk-list-title")) } }
        (summary(visit, None, &again.problems))
        h1 { (title) }
        @match &plan {
            Some(plan) => (points::chart(visit, area.id, plan, may_change)),
            None => p.lead { (visit.say("plan-none")) },
        }
        @if may_change {
            @if let Some(plan) = &plan { (points::form(visit, area.id, plan, again)) }
            (upload(visit, area.id, plan.as_ref(), again))
            @if plan.is_some() { p.in-line { a.aside href={ (address(area.id)) "/remove" } { (visit.say("plan-take-down")) } } }
        }
    }))
}

fn upload(visit: &Visit, area: Uuid, plan: Option<&Plan>, again: &Again) -> Markup {
    let is_first = plan.is_none();
    let field = Field::new("picture", visit.say("plan-picture")).hint(visit.say("plan-picture-hint"));
    html! {
        section.after {
            h2 { (visit.say(if is_first { "plan-hang" } else { "plan-replace" })) }
            @if !is_first { p.hint { (visit.say("plan-replace-hint")) } }
            form method="post" action=(address(area)) enctype="multipart/form-data" {
                input type="hidden" name="seen" value=(plan.map_or(NONE_YET, |plan| plan.version));
                (field.among(&again.problems).picture())
                p.actions { button.button.other[!is_first] { (visit.say("plan-send")) } }
            }
        }
    }
}

impl From<plans::Error> for Failure {
    fn from(error: plans::Error) -> Self {
        match error {
            plans::Error::NoArea => Self::NotFound,
            plans::Error::Denied => Self::Forbidden,
            // What has its own words is said by the page.
            plans::Error::Changed | plans::Error::InUse | plans::Error::Misfit(_) => Self::NoForm,
            plans::Error::Store(error) => error.into(),
        }
    }
}
