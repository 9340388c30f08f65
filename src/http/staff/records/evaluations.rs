//! The self-evaluations of a year: which activities have theirs, and which lack it.

use std::sync::Arc;

use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{EVALUATIONS, address};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, form};
use crate::service::records::list::{self, Evaluated};
use crate::service::records::{About, Record, Subject, may_write};

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    year: Option<i16>,
}

/// What is sent to begin an evaluation.
#[derive(serde::Deserialize)]
struct New {
    id: Uuid,
    activity: Uuid,
    year: i32,
}

/// No activity was held before.
const FIRST: i16 = 2000;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let asked: Asked = request.params().unwrap_or_default();
    let this_year = services.clock.today().year();
    let year = asked.year.unwrap_or(this_year).clamp(FIRST, this_year);
    let evaluated = list::year(services, actor, year).await?;
    let is_finished = |record: &Record| record.revision.is_some();
    let missing = evaluated.iter().filter(|one| !one.record.as_ref().is_some_and(is_finished)).count();
    let title = visit.say("evaluation-title");
    let mut rows = Vec::new();
    for one in &evaluated {
        rows.push(row(&visit, one, may_write(actor, &one.subject)));
    }
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        nav.months aria-label=(visit.say("evaluation-years")) {
            a href=(of_year(year - 1)) rel="prev" { (year - 1) }
            h2 { (year) }
            @if year < this_year { a href=(of_year(year + 1)) rel="next" { (year + 1) } }
        }
        @if evaluated.is_empty() {
            p.lead { (visit.say("evaluation-none")) }
        } @else {
            p.note { (visit.say_with("evaluation-missing", &[("count", missing.into())])) }
        }
        ul.rows { @for row in rows { li { (row) } } }
    }))
}

pub(super) async fn begin(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let New { id, activity, year } = form(request).await?;
    super::begin(&visit, id, About::Year(activity, year)).await
}

fn row(visit: &Visit, one: &Evaluated, may_write: bool) -> Markup {
    let Subject::Year(activity, year) = &one.subject else { return html! {} };
    let name = &activity.plan.name;
    let state = match &one.record {
        None => "evaluation-lacking",
        Some(Record { revision: None, .. }) => "evaluation-begun",
        Some(_) => "evaluation-finished",
    };
    html! {
        span {
            @match &one.record {
                Some(record) => a href=(address(record.id)) { (name) },
                None => span { (name) },
            }
            span.quiet { (visit.say(state)) }
        }
        @if may_write && one.record.is_none() {
            form method="post" action=(EVALUATIONS) {
                input type="hidden" name="id" value=(visit.services().clock.identity());
                input type="hidden" name="activity" value=(activity.id);
                input type="hidden" name="year" value=(year);
                button.button.small { (visit.say("evaluation-begin")) span.hidden-text { ": " (name) } }
            }
        }
    }
}

fn of_year(year: i16) -> String {
    format!("{EVALUATIONS}?year={year}")
}
