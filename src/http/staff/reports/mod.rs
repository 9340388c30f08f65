//! Monthly reports: which there are, who is told of them, what one says, and what sub-agreements promise.

mod promise;
mod show;

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::Method;
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::fields::Fields;
use super::frame::Frame;
use super::see_other;
use super::table::{Needs, Page, page};
use super::visit::{Visit, form, parameter};
use crate::access::{Denied, Permission, Who};
use crate::chart::name_of;
use crate::service::indicators::report::{self, Error, Report};
use crate::store::place::Programme;

/// Where they are listed.
pub(super) const LIST: &str = "/staff/reports";

const ONE: &str = "/staff/reports/:report";
const FILE: &str = "/staff/reports/:report/report.xlsx";
const READING: &str = "/staff/reports/programmes/:programme/reading";

pub(super) fn pages() -> Vec<Page> {
    let reading = Needs::Permission(Permission::ReadActivities);
    let mut pages = vec![
        page(Method::GET, LIST, reading, list),
        page(Method::POST, READING, reading, tell),
        page(Method::GET, ONE, reading, show::show),
        page(Method::GET, FILE, reading, show::file),
    ];
    pages.extend(promise::pages());
    pages
}

async fn list(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let mut all = Vec::new();
    for (programme, reports) in report::list(services, actor).await? {
        let is_told = match actor.who {
            Who::Person(id) => report::is_told(services, programme.id, id).await?,
            Who::Program(_) | Who::Operator => false,
        };
        all.push((programme, reports, is_told));
    }
    let title = visit.say("report-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        p.lead { (visit.say("report-lead")) }
        @if all.is_empty() { p.note { (visit.say("report-no-programme")) } }
        @for (programme, reports, is_told) in &all {
            section.after {
                h2 { (programme.name) }
                @if reports.is_empty() { p { (visit.say("report-none")) } }
                ul.rows {
                    @for report in reports { li { a href={ (LIST) "/" (report.id) } { (month(&visit, report)) } } }
                }
                (reading(&visit, programme, *is_told))
                p.actions { a.button.other href=(promise::address(programme.id)) { (visit.say("report-promises")) } }
            }
        }
    }))
}

/// To be told of new ones, or not any more.
fn reading(visit: &Visit, programme: &Programme, is_told: bool) -> Markup {
    let (value, words) = if is_told { ("no", "report-stop") } else { ("yes", "report-subscribe") };
    html! {
        @if is_told { p { (visit.say("report-is-told")) } }
        form method="post" action={ (LIST) "/programmes/" (programme.id) "/reading" } {
            input type="hidden" name="wanted" value=(value);
            button.link { (visit.say(words)) span.hidden-text { ": " (programme.name) } }
        }
    }
}

async fn tell(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let programme: Uuid = parameter(&request, "programme")?;
    let fields: Fields = form(request).await?;
    report::tell(visit.services(), visit.actor()?, programme, fields.get("wanted") == "yes").await?;
    Ok(see_other(LIST))
}

fn month(visit: &Visit, report: &Report) -> String {
    name_of(visit.language, (report.month, report.month.last_of_month()))
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Denied(Denied) => Self::NotFound,
            Error::Store(error) => error.into(),
            Error::Unreadable | Error::Post(_) => Self::File(error.into()),
        }
    }
}
