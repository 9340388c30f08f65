//! The month: what was held, who came, and where the gaps are.

use std::sync::Arc;

use forms::locale::{self, Locale};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{NEW, address, export, month_address, session_address};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::Visit;
use crate::service::activities::month::{Line, Month, Standing, month};
use crate::service::activities::{self, read_day};

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    /// `2026-11`.
    #[serde(default)]
    month: String,
    /// The session that was registered a moment ago.
    #[serde(default)]
    saved: Option<Uuid>,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let asked: Asked = request.params().unwrap_or_default();
    let day = read_day(&format!("{}-01", asked.month)).unwrap_or_else(|| services.clock.today());
    let shown = month(services, actor, day, None).await?;
    let activities = activities::list(services, actor).await?;
    let may_register = visit.may_somewhere(Permission::RegisterActivities);
    let title = visit.say("activity-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        @if let Some(line) = shown.lines.iter().find(|line| Some(line.session.id) == asked.saved) {
            (saved(&visit, line))
        }
        (months(&visit, shown.first, month_address))
        (lines(&visit, &shown, may_register))
        section.after {
            h2 { (visit.say("activity-all")) }
            @if activities.is_empty() {
                p.lead { (visit.say(if may_register { "activity-none-yet" } else { "activity-none" })) }
            }
            ul.rows {
                @for activity in &activities {
                    li { a href=(address(activity.id)) { (activity.plan.name) } span.quiet { (activity.plan.place) } }
                }
            }
            @if may_register { p.actions { a.button.other href=(NEW) { (visit.say("activity-new")) } } }
        }
        @if visit.may_somewhere(Permission::ReadAnswers) && !activities.is_empty() { (export::ways(&visit, shown.first.year())) }
    }))
}

/// The sessions of a month, each with how it stands.
pub(super) fn lines(visit: &Visit, month: &Month, may_register: bool) -> Markup {
    html! {
        @if month.missing() > 0 {
            p.note { (visit.say_with("activity-missing", &[("count", month.missing().into())])) }
        }
        @if month.lines.is_empty() {
            p.lead { (visit.say("activity-empty-month")) }
        }
        ul.rows { @for line in &month.lines { li { (row(visit, line, may_register)) } } }
    }
}

/// The way to the months around, of which each has an address.
pub(in crate::http::staff) fn months(visit: &Visit, first: Date, address: impl Fn(Date) -> String) -> Markup {
    let named = |day: Date| locale::message(visit.language, &format!("month-{}", day.month()), &[]);
    let (before, after) = (first.saturating_sub(1.month()), first.saturating_add(1.month()));
    html! {
        nav.months aria-label=(visit.say("activity-months")) {
            a href=(address(before)) rel="prev" { (named(before)) }
            h2 { (named(first)) " " (first.year()) }
            a href=(address(after)) rel="next" { (named(after)) }
        }
    }
}

fn row(visit: &Visit, line: &Line, may_register: bool) -> Markup {
    let Line { activity, session, standing } = line;
    let on = Locale::of(visit.language).date(session.on);
    let words = match standing {
        Standing::ToCome => visit.say("activity-to-come"),
        Standing::CalledOff => visit.say("activity-called-off"),
        Standing::Missing => visit.say("activity-register"),
        Standing::Registered(people) => visit.say_with("activity-people", &[("count", (*people).into())]),
    };
    let is_open = may_register && matches!(standing, Standing::Missing | Standing::Registered(_));
    html! {
        span { a href=(address(activity.id)) { (activity.plan.name) } span.quiet { (on) } }
        @if is_open {
            a.button.small.other[*standing != Standing::Missing] href=(session_address(session.id)) {
                (words) span.hidden-text { ": " (activity.plan.name) ", " (on) }
            }
        } @else {
            span.quiet { @if *standing == Standing::Missing { (visit.say("activity-not-registered")) } @else { (words) } }
        }
    }
}

/// Says that a session was registered, and offers to take that back.
fn saved(visit: &Visit, line: &Line) -> Markup {
    let on = Locale::of(visit.language).date(line.session.on);
    let (Standing::Registered(people), Some(registration)) = (line.standing, line.session.registration_id) else {
        return html! { p.note role="status" { (visit.say("activity-undone")) } };
    };
    let arguments =
        [("activity", line.activity.plan.name.as_str().into()), ("date", on.into()), ("count", people.into())];
    html! {
        div.note role="status" {
            p { (visit.say_with("activity-saved", &arguments)) }
            form method="post" action={ (session_address(line.session.id)) "/undo" } {
                input type="hidden" name="registration" value=(registration);
                button.link { (visit.say("activity-undo")) }
            }
        }
    }
}
