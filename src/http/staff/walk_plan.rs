//! Planning a walk, changing the plan, calling it off.

use std::sync::Arc;

use forms::locale::{read_date, read_time};
use jiff::civil::Date;
use maud::{Markup, html};
use poem::http::{Method, StatusCode};
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::fields::{Field, Problem, summary};
use super::frame::Frame;
use super::table::{Needs, Page, page};
use super::visit::{self, Visit};
use super::{see_other, walks};
use crate::access::Permission;
use crate::service::walks::plan::{self, MOST_LETTERS, Meeting};
use crate::service::walks::{Located, State, Walk, areas, find};
use crate::store::place::Area;

/// Where a walk is planned.
pub(super) const NEW: &str = "/staff/walks/new";
const CHANGE: &str = "/staff/walks/:walk/change";
const CALL_OFF: &str = "/staff/walks/:walk/call-off";

/// What is filled in.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    /// The identity that a new walk gets: by it, a second click plans nothing more.
    id: Uuid,
    area: String,
    on: String,
    at: String,
    route: String,
    reinspection: String,
    /// Of the walk that is changed.
    version: i32,
}

/// What is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Area,
    On,
    FarAway,
    At,
    Route,
}

/// What the form is for.
#[derive(Clone, Copy)]
enum Task<'a> {
    /// A new walk through one of these areas.
    Plan(&'a [Area]),
    /// Another plan for this walk.
    Change(&'a Located),
}

pub(super) fn pages() -> Vec<Page> {
    let hold = Needs::Permission(Permission::HoldWalks);
    vec![
        page(Method::GET, NEW, hold, ask),
        page(Method::POST, NEW, hold, plan),
        page(Method::GET, CHANGE, hold, ask_change),
        page(Method::POST, CHANGE, hold, change),
        page(Method::POST, CALL_OFF, hold, call_off),
    ]
}

async fn ask(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let areas = areas(visit.services(), visit.actor()?, Permission::HoldWalks).await?;
    let typed = Typed { id: visit.services().clock.identity(), ..Typed::default() };
    Ok(Sheet { visit: &visit, task: Task::Plan(&areas), typed: &typed, wrong: &[] }.page(StatusCode::OK))
}

async fn plan(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let typed: Typed = visit::form(request).await?;
    let actor = visit.actor()?;
    let areas = areas(visit.services(), actor, Permission::HoldWalks).await?;
    let again = |wrong: &[Wrong]| {
        Ok(Sheet { visit: &visit, task: Task::Plan(&areas), typed: &typed, wrong }
            .page(StatusCode::UNPROCESSABLE_ENTITY))
    };
    let meeting = match typed.meeting() {
        Ok(meeting) => meeting,
        Err(wrong) => return again(&wrong),
    };
    // One that is none is none of this person's, too.
    let area = typed.area.parse().unwrap_or_default();
    // Without an identity it was not sent by our form.
    let id = Some(typed.id).filter(|id| !id.is_nil()).ok_or(Failure::NoForm)?;
    match plan::plan(visit.services(), actor, id, area, meeting).await {
        Ok(walk) => Ok(see_other(&walks::address(walk.id))),
        Err(plan::Error::NoArea) => again(&[Wrong::Area]),
        Err(plan::Error::FarAway) => again(&[Wrong::FarAway]),
        Err(plan::Error::Changed(walk)) => Ok(see_other(&walks::address(walk.id))),
        Err(plan::Error::Walk(error)) => Err(error.into()),
    }
}

async fn ask_change(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let located = planned(&visit, &request).await?;
    let typed = Typed::of(&located.walk);
    Ok(Sheet { visit: &visit, task: Task::Change(&located), typed: &typed, wrong: &[] }.page(StatusCode::OK))
}

async fn change(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let located = planned(&visit, &request).await?;
    let id = located.walk.id;
    let typed: Typed = visit::form(request).await?;
    let again = |located: &Located, wrong: &[Wrong], status| {
        Ok(Sheet { visit: &visit, task: Task::Change(located), typed: &typed, wrong }.page(status))
    };
    let meeting = match typed.meeting() {
        Ok(meeting) => meeting,
        Err(wrong) => return again(&located, &wrong, StatusCode::UNPROCESSABLE_ENTITY),
    };
    match plan::change(visit.services(), visit.actor()?, id, typed.version, meeting).await {
        Err(plan::Error::Changed(walk)) if walk.state == State::Planned => {
            again(&Located { walk: *walk, ..located }, &[], StatusCode::CONFLICT)
        }
        Ok(_) | Err(plan::Error::Changed(_)) => Ok(see_other(&walks::address(id))),
        Err(plan::Error::FarAway) => again(&located, &[Wrong::FarAway], StatusCode::UNPROCESSABLE_ENTITY),
        Err(plan::Error::NoArea) => Err(Failure::NotFound),
        Err(plan::Error::Walk(error)) => Err(error.into()),
    }
}

async fn call_off(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let id = visit::parameter(&request, "walk")?;
    let Typed { version, .. } = visit::form(request).await?;
    match plan::call_off(visit.services(), visit.actor()?, id, version).await {
        // Somebody has changed it: its page shows how, and asks again.
        Ok(_) | Err(plan::Error::Changed(_)) => Ok(see_other(&walks::address(id))),
        Err(plan::Error::NoArea | plan::Error::FarAway) => Err(Failure::NotFound),
        Err(plan::Error::Walk(error)) => Err(error.into()),
    }
}

/// A walk that is still to come, and whose plan this person may change.
async fn planned(visit: &Visit, request: &Request) -> Result<Located, Failure> {
    let located = find(visit.services(), visit.actor()?, visit::parameter(request, "walk")?).await?;
    visit.actor()?.need(Permission::HoldWalks, &located.area.place())?;
    if located.walk.state == State::Planned { Ok(located) } else { Err(Failure::NotFound) }
}

impl Typed {
    fn of(walk: &Walk) -> Self {
        let at = walk.plan.at.map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default();
        let (on, route) = (walk.plan.on.to_string(), walk.plan.route.clone());
        let reinspection = if walk.plan.is_reinspection { "yes" } else { "" }.to_owned();
        Self { id: walk.id, area: walk.area_id.to_string(), on, at, route, reinspection, version: walk.version }
    }

    /// What was meant, or everything that is wrong with it.
    fn meeting(&self) -> Result<Meeting, Vec<Wrong>> {
        let on = read_date(&self.on).ok_or(Wrong::On);
        let at = if self.at.trim().is_empty() { Ok(None) } else { read_time(&self.at).map(Some).ok_or(Wrong::At) };
        let route = self.route.parse().map_err(|_| Wrong::Route);
        match (on, at, route) {
            (Ok(on), Ok(at), Ok(route)) => Ok(Meeting { on, at, route, is_reinspection: self.reinspection == "yes" }),
            (on, at, route) => Err([on.err(), at.err(), route.err()].into_iter().flatten().collect()),
        }
    }
}

impl Wrong {
    fn key(self) -> &'static str {
        match self {
            Self::Area => "walk-wrong-area",
            Self::On => "walk-wrong-on",
            Self::FarAway => "walk-wrong-far-away",
            Self::At => "walk-wrong-at",
            Self::Route => "walk-wrong-route",
        }
    }

    /// The field that it stands at.
    fn field(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::On | Self::FarAway => "on",
            Self::At => "at",
            Self::Route => "route",
        }
    }
}

/// The form as it is shown.
struct Sheet<'a> {
    visit: &'a Visit,
    task: Task<'a>,
    typed: &'a Typed,
    wrong: &'a [Wrong],
}

impl Sheet<'_> {
    fn page(&self, status: StatusCode) -> Response {
        let visit = self.visit;
        let is_new = matches!(self.task, Task::Plan(_));
        let problem = |wrong: &Wrong| Problem::new(visit, wrong.field(), wrong.key());
        let problems: Vec<_> = self.wrong.iter().map(problem).collect();
        let (title, action, back) = match self.task {
            Task::Plan(_) => (visit.say("walk-plan"), NEW.to_owned(), walks::LIST.to_owned()),
            Task::Change(located) => {
                let address = walks::address(located.walk.id);
                (visit.say("walk-change"), format!("{address}/change"), address)
            }
        };
        Frame { status, ..Frame::of(visit, &title) }.around(&html! {
            nav.way { a.back href=(back) { (visit.say("staff-back")) } }
            (summary(visit, None, &problems))
            h1 { (title) }
            form method="post" action=(action) novalidate {
                input type="hidden" name="id" value=(self.typed.id);
                @match self.task {
                    Task::Plan(areas) => { (self.area(areas, &problems)) }
                    Task::Change(located) => {
                        input type="hidden" name="version" value=(located.walk.version);
                        @if status == StatusCode::CONFLICT { (self.meanwhile(&located.walk)) }
                        p.lead { (located.area.name) }
                    }
                }
                (self.field("on", &self.typed.on, &problems).line(if self.is_picked() { "date" } else { "text" }, 20))
                (self.field("at", &self.typed.at, &problems).hint(visit.say("walk-hint-at"))
                    .line(if self.is_time() { "time" } else { "text" }, 20))
                (self.field("route", &self.typed.route, &problems).hint(visit.say("walk-hint-route"))
                    .lines(4, MOST_LETTERS))
                div.question {
                    label.choice {
                        input type="checkbox" name="reinspection" value="yes" checked[self.typed.reinspection == "yes"];
                        span { (visit.say("walk-field-reinspection")) }
                    }
                }
                p.actions { button.button { (visit.say(if is_new { "walk-plan" } else { "staff-save" })) } }
            }
        })
    }

    fn area(&self, areas: &[Area], problems: &[Problem]) -> Markup {
        let options: Vec<_> = areas.iter().map(|area| (area.id.to_string(), area.name.clone())).collect();
        let none = (areas.len() != 1).then(|| self.visit.say("walk-choose-area"));
        self.field("area", &self.typed.area, problems).choice(none.as_deref(), &options)
    }

    fn field<'f>(&self, name: &'f str, value: &'f str, problems: &'f [Problem]) -> Field<'f> {
        Field::new(name, self.visit.say(&format!("walk-field-{name}"))).value(value).among(problems)
    }

    /// What the plan is by now; what was typed stands below and is sent only by another press.
    fn meanwhile(&self, walk: &Walk) -> Markup {
        html! {
            div #problems.problems tabindex="-1" autofocus role="group" aria-labelledby="problems-title" {
                h2 #problems-title { (self.visit.say("walk-changed-title")) }
                p { (self.visit.say("walk-changed-text")) }
                p.pre { (walks::when(self.visit, walk)) "\n" (walk.plan.route) }
            }
        }
    }

    /// Whether a picker shows what was typed; what it would not show stays to be corrected.
    fn is_picked(&self) -> bool {
        self.typed.on.is_empty() || self.typed.on.parse::<Date>().is_ok()
    }

    fn is_time(&self) -> bool {
        self.typed.at.is_empty() || read_time(&self.typed.at).is_some_and(|_| self.typed.at.len() == "14:30".len())
    }
}
