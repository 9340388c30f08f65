//! What sub-agreements promise: milestones with their days, and how many are to come in a month. Reports hold what happened against it.

use std::sync::Arc;

use ::forms::locale::{Locale, read_date};
use maud::{Markup, html};
use poem::http::{Method, StatusCode};
use poem::{Request, Response};
use uuid::Uuid;

use super::LIST;
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Fields, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::table::{Needs, Page, page};
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::activities::FocusArea;
use crate::service::indicators::report::promise::{Error, Milestone, SubGoal};
use crate::service::indicators::report::{self, promise};
use crate::store::place::{self, Programme};

const ALL: &str = "/staff/reports/programmes/:programme";
const MILESTONES: &str = "/staff/reports/programmes/:programme/milestones";
const SUB_GOALS: &str = "/staff/reports/programmes/:programme/sub-goals";
const CHANGE: &str = "/staff/reports/programmes/:programme/promises/:promise";

/// The longest name.
const MOST_LETTERS: usize = 120;

/// What was sent and is shown again, with what is wrong with it.
#[derive(Default)]
struct Again {
    form: &'static str,
    fields: Fields,
    problems: Vec<Problem>,
}

pub(super) fn pages() -> Vec<Page> {
    let reading = Needs::Permission(Permission::ReadActivities);
    let changing = Needs::Permission(Permission::ChangeFigures);
    vec![
        page(Method::GET, ALL, reading, show),
        page(Method::POST, MILESTONES, changing, add_milestone),
        page(Method::POST, SUB_GOALS, changing, add_sub_goal),
        page(Method::POST, CHANGE, changing, change),
    ]
}

/// Where what a programme has promised is.
pub(super) fn address(programme: Uuid) -> String {
    format!("{LIST}/programmes/{programme}")
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let programme = found(&visit, &request).await?;
    respond(&visit, &programme, &Again::default()).await
}

async fn add_milestone(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let programme = found(&visit, &request).await?;
    let fields: Fields = form(request).await?;
    let id = fields.get("id").parse().map_err(|_| Failure::NoForm)?;
    let (focus, name) = (FocusArea::named(fields.get("focus")), fields.get("name").parse().ok());
    let (Some(focus), Some(name), Some(due)) = (focus, name.as_ref(), read_date(fields.get("due"))) else {
        let wrong = [
            (focus.is_none(), "focus", "activity-fault-focus-area"),
            (name.is_none(), "name", "report-wrong-name"),
            (read_date(fields.get("due")).is_none(), "due", "report-wrong-day"),
        ];
        return refuse(&visit, &programme, ("milestone", fields), &wrong).await;
    };
    let added = promise::add_milestone(visit.services(), visit.actor()?, programme.id, (id, focus, name, due)).await;
    done(&visit, &programme, ("milestone", fields), added).await
}

async fn add_sub_goal(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let programme = found(&visit, &request).await?;
    let fields: Fields = form(request).await?;
    let id = fields.get("id").parse().map_err(|_| Failure::NoForm)?;
    let (focus, name) = (FocusArea::named(fields.get("focus")), fields.get("name").parse().ok());
    let wanted = fields.get("wanted").parse().ok();
    let (Some(focus), Some(name), Some(wanted)) = (focus, name.as_ref(), wanted) else {
        let wrong = [
            (focus.is_none(), "focus", "activity-fault-focus-area"),
            (name.is_none(), "name", "report-wrong-name"),
            (wanted.is_none(), "wanted", "report-wrong-number"),
        ];
        return refuse(&visit, &programme, ("goal", fields), &wrong).await;
    };
    let added = promise::add_sub_goal(visit.services(), visit.actor()?, programme.id, (id, focus, name, wanted)).await;
    done(&visit, &programme, ("goal", fields), added).await
}

async fn change(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let programme = found(&visit, &request).await?;
    let id = parameter(&request, "promise")?;
    let fields: Fields = form(request).await?;
    let (services, actor) = (visit.services(), visit.actor()?);
    match fields.get("act") {
        "reach" => promise::reach(services, actor, programme.id, id, true).await?,
        "take-back" => promise::reach(services, actor, programme.id, id, false).await?,
        "remove" => promise::remove(services, actor, programme.id, id).await?,
        _ => return Err(Failure::NoForm),
    }
    Ok(see_other(&address(programme.id)))
}

/// The way on, or the page with what is wrong.
async fn done(
    visit: &Visit,
    programme: &Programme,
    (form, mut fields): (&'static str, Fields),
    added: Result<(), Error>,
) -> Result<Response, Failure> {
    match added {
        Ok(()) => Ok(see_other(&address(programme.id))),
        // Somebody went back and wrote something else: that is another one, and gets an identity of its own.
        Err(Error::KeyReused) => {
            fields.0.retain(|(name, _)| name != "id");
            refuse(visit, programme, (form, fields), &[(true, "", "report-wrong-again")]).await
        }
        Err(Error::Twice) => refuse(visit, programme, (form, fields), &[(true, "name", "report-wrong-twice")]).await,
        Err(error) => Err(error.into()),
    }
}

/// The page with what is wrong with one of its forms.
async fn refuse(
    visit: &Visit,
    programme: &Programme,
    (form, fields): (&'static str, Fields),
    wrong: &[(bool, &str, &str)],
) -> Result<Response, Failure> {
    let problems = wrong.iter().filter(|(is_wrong, ..)| *is_wrong);
    let problems = problems.map(|(_, field, key)| Problem::new(visit, field, key)).collect();
    respond(visit, programme, &Again { form, fields, problems }).await
}

async fn respond(visit: &Visit, programme: &Programme, again: &Again) -> Result<Response, Failure> {
    let (milestones, goals) = promise::list(visit.services(), programme.id).await?;
    let may_change = promise::may_change(visit.actor()?, programme.id);
    let title = visit.say("report-promises");
    let status = if again.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let at = address(programme.id);
    let frame = Frame { status, ..Frame::of(visit, &title) };
    Ok(frame.around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("report-title")) } }
        (summary(visit, Some(again.form), &again.problems))
        p.section { (programme.name) }
        h1 { (title) }
        p.lead { (visit.say("report-promises-lead")) }
        section.after {
            h2 { (visit.say("report-milestones")) }
            @if milestones.is_empty() { p { (visit.say("report-no-milestones")) } }
            ul.rows { @for one in &milestones { li { (milestone(visit, &at, one, may_change)) } } }
            @if may_change {
                (adding(visit, again, ("milestone", "report-new-milestone", format!("{at}/milestones")), |of| {
                    field(visit, again, of, "due", "report-due").line("date", MOST_LETTERS)
                }))
            }
        }
        section.after {
            h2 { (visit.say("report-sub-goals")) }
            @if goals.is_empty() { p { (visit.say("report-no-sub-goals")) } }
            ul.rows { @for one in &goals { li { (goal(visit, &at, one, may_change)) } } }
            @if may_change {
                (adding(visit, again, ("goal", "report-new-sub-goal", format!("{at}/sub-goals")), |of| {
                    field(visit, again, of, "wanted", "report-wanted").line("number", MOST_LETTERS)
                }))
            }
        }
    }))
}

fn milestone(visit: &Visit, at: &str, one: &Milestone, may_change: bool) -> Markup {
    let locale = Locale::of(visit.language);
    let (act, words) =
        if one.reached_on.is_some() { ("take-back", "report-not-reached") } else { ("reach", "report-reach") };
    let key = if one.reached_on.is_some() { "report-standing-reached" } else { "report-due-on" };
    html! {
        span {
            (one.name)
            span.quiet { (visit.say(&format!("activity-focus-{}", one.focus_area.as_str()))) }
            span.quiet { (visit.say(key)) " " (locale.date(one.reached_on.unwrap_or(one.due_on))) }
        }
        @if may_change { (acts(visit, at, one.id, &one.name, &[(act, words), ("remove", "report-remove")])) }
    }
}

fn goal(visit: &Visit, at: &str, one: &SubGoal, may_change: bool) -> Markup {
    let wanted = visit.say_with("report-wanted-told", &[("count", one.participants.into())]);
    html! {
        span {
            (one.name)
            span.quiet { (visit.say(&format!("activity-focus-{}", one.focus_area.as_str()))) }
            span.quiet { (wanted) }
        }
        @if may_change { (acts(visit, at, one.id, &one.name, &[("remove", "report-remove")])) }
    }
}

fn acts(visit: &Visit, at: &str, id: Uuid, name: &str, acts: &[(&str, &str)]) -> Markup {
    html! {
        form.row method="post" action={ (at) "/promises/" (id) } {
            @for (act, words) in acts {
                button.link name="act" value=(act) { (visit.say(words)) span.hidden-text { ": " (name) } }
            }
        }
    }
}

/// A form that adds something: what it is called, whose it is, and what `own` asks.
fn adding(
    visit: &Visit,
    again: &Again,
    (of, title, action): (&'static str, &str, String),
    own: impl Fn(&'static str) -> Markup,
) -> Markup {
    let is_again = again.form == of && !again.problems.is_empty();
    let sent = is_again.then(|| again.fields.get("id").parse().ok()).flatten();
    let id: Uuid = sent.unwrap_or_else(|| visit.services().clock.identity());
    let focus =
        FocusArea::ALL.map(|one| (one.as_str().to_owned(), visit.say(&format!("activity-focus-{}", one.as_str()))));
    html! {
        details open[is_again] {
            summary { (visit.say(title)) }
            form method="post" action=(action) novalidate {
                input type="hidden" name="id" value=(id);
                (field(visit, again, of, "focus", "activity-focus-area").choice(Some(""), &focus))
                (field(visit, again, of, "name", "report-name").line("text", MOST_LETTERS))
                (own(of))
                p.actions { button.button { (visit.say("report-add")) } }
            }
        }
    }
}

fn field<'a>(visit: &Visit, again: &'a Again, of: &str, name: &'a str, label: &str) -> Field<'a> {
    let field = Field::new(name, visit.say(label)).of(of);
    if again.form == of { field.value(again.fields.get(name)).among(&again.problems) } else { field }
}

/// The programme that the address names, if this person may read its reports.
async fn found(visit: &Visit, request: &Request) -> Result<Programme, Failure> {
    let programme = place::programme(&visit.services().db, parameter(request, "programme")?).await?;
    let actor = visit.actor()?;
    programme.filter(|programme| report::may_read(actor, programme.id)).ok_or(Failure::NotFound)
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Denied(_) => Self::Forbidden,
            Error::Unknown => Self::NotFound,
            // The forms say so themselves.
            Error::KeyReused | Error::Twice => Self::NoForm,
            Error::Store(error) => error.into(),
        }
    }
}
