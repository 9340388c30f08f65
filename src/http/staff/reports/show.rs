//! What a monthly report says: activities held against sub-goals, milestones, findings, and the indicators that are new.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::http::header;
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, month};
use crate::chart::name_of;
use crate::http::graphs;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::indicators::report::{self, Changed, Content, Due, Goal, Report, Standing};
use crate::service::indicators::{self, Definition};
use crate::store::place;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (report, content) = found(&visit, &request).await?;
    let programme = place::programme(&visit.services().db, report.programme_id).await?.ok_or(Failure::NotFound)?;
    let areas = areas(&visit, &report).await?;
    let title = visit.say_with("report-of", &[("month", month(&visit, &report).into())]);
    let made = Locale::of(visit.language).date(report.made_on);
    Ok(Frame::of(&visit, &title).around(&html! {
        nav.way { a.back href=(LIST) { (visit.say("report-title")) } }
        p.section { (programme.name) }
        h1 { (title) }
        p.lead { (visit.say_with("report-made", &[("date", made.into())])) }
        p.actions { a.button.other href={ (LIST) "/" (report.id) "/report.xlsx" } download { (visit.say("report-file")) } }
        (goals(&visit, &content))
        (milestones(&visit, &report, &content))
        section.after {
            h2 { (visit.say("report-findings")) }
            dl.short {
                @for (name, count) in [("found", content.findings.found), ("open", content.findings.open), ("overdue", content.findings.overdue)] {
                    div { dt { (visit.say(&format!("report-{name}"))) } dd { (count) } }
                }
            }
        }
        (changed(&visit, &content, &areas))
    }))
}

pub(super) async fn file(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (report, content) = found(&visit, &request).await?;
    let areas = areas(&visit, &report).await?;
    let book = report::workbook(&report, &content, visit.language, &areas)?;
    let name =
        format!("attachment; filename=\"{}-{}.xlsx\"", visit.say("report-file-name"), report.month.strftime("%Y-%m"));
    let response = Response::builder();
    let response = response.content_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    Ok(response.header(header::CONTENT_DISPOSITION, name).body(book))
}

/// The report that the address names, if this person may read it.
async fn found(visit: &Visit, request: &Request) -> Result<(Report, Content), Failure> {
    let id = parameter(request, "report")?;
    report::find(visit.services(), visit.actor()?, id).await?.ok_or(Failure::NotFound)
}

async fn areas(visit: &Visit, report: &Report) -> Result<BTreeMap<Uuid, String>, Failure> {
    let areas = place::areas(&visit.services().db, report.programme_id).await?;
    Ok(areas.into_iter().map(|area| (area.id, area.name)).collect())
}

fn goals(visit: &Visit, content: &Content) -> Markup {
    let title = visit.say("report-activities");
    html! {
        section.after {
            h2 { (title) }
            @if content.goals.is_empty() { p { (visit.say("report-no-activities")) } } @else {
                div.scroll.figures tabindex="0" role="region" aria-label=(title) {
                    table {
                        thead {
                            tr { @for column in ["name", "sessions", "participants", "before", "wanted"] { th scope="col" { (visit.say(&format!("report-column-{column}"))) } } }
                        }
                        tbody { @for goal in &content.goals { (row(visit, goal)) } }
                    }
                }
            }
        }
    }
}

fn row(visit: &Visit, goal: &Goal) -> Markup {
    let name = goal.sub_goal.clone().unwrap_or_else(|| visit.say("report-no-sub-goal"));
    html! {
        tr {
            th scope="row" { (name) " " span.quiet { (visit.say(&format!("activity-focus-{}", goal.focus_area))) } }
            td {
                (goal.sessions)
                @if goal.unregistered > 0 {
                    " " span.quiet { (visit.say_with("report-unregistered", &[("count", goal.unregistered.into())])) }
                }
            }
            td { (goal.participants) }
            td { (goal.before) }
            td { @match goal.wanted { Some(wanted) => (wanted), None => "–" } }
        }
    }
}

fn milestones(visit: &Visit, report: &Report, content: &Content) -> Markup {
    html! {
        section.after {
            h2 { (visit.say("report-milestones")) }
            @if content.milestones.is_empty() { p { (visit.say("report-no-milestones")) } }
            ul.rows { @for due in &content.milestones { li { (milestone(visit, due, due.standing(report.made_on))) } } }
        }
    }
}

fn milestone(visit: &Visit, due: &Due, standing: Standing) -> Markup {
    let date = Locale::of(visit.language).date(due.reached_on.unwrap_or(due.due_on).0);
    html! {
        span {
            (due.name)
            span.quiet { (visit.say(&format!("activity-focus-{}", due.focus_area))) }
        }
        span.overdue[standing == Standing::Overdue] {
            (visit.say(&format!("report-standing-{}", standing.as_str()))) " " (date)
        }
    }
}

fn changed(visit: &Visit, content: &Content, areas: &BTreeMap<Uuid, String>) -> Markup {
    let definitions = indicators::definitions();
    let known = |one: &Changed| definitions.iter().rfind(|definition| definition.id == one.indicator);
    html! {
        section.after {
            h2 { (visit.say("report-changed")) }
            @if let Some(since) = content.since {
                p.hint { (visit.say_with("report-changed-since", &[("date", Locale::of(visit.language).date(since.0).into())])) }
            }
            @if content.changed.is_empty() { p { (visit.say("report-nothing-changed")) } }
            ul.rows {
                @for (one, definition) in content.changed.iter().filter_map(|one| Some((one, known(one)?))) {
                    li { (anew(visit, one, definition, areas)) }
                }
            }
        }
    }
}

fn anew(visit: &Visit, one: &Changed, definition: &Definition, areas: &BTreeMap<Uuid, String>) -> Markup {
    let place = one.area.and_then(|area| areas.get(&area)).cloned();
    let place = place.unwrap_or_else(|| visit.say("graph-whole-programme"));
    let (from, until) = one.period;
    let before = one.before.map(|value| {
        let earlier = one.earlier;
        let rest = earlier.map(|earlier| (earlier.interval, earlier.respondents)).unwrap_or_default();
        let value = sure(visit, definition, value, rest);
        let date = earlier.map(|earlier| Locale::of(visit.language).date(earlier.until.0));
        match date {
            Some(date) => visit.say_with("report-before-until", &[("date", date.into()), ("value", value.into())]),
            None => visit.say_with("report-before", &[("value", value.into())]),
        }
    });
    html! {
        span {
            (definition.short_in(visit.language))
            span.quiet { (place) ", " (name_of(visit.language, (from.0, until.0))) }
        }
        span {
            @match one.value {
                Some(value) => (sure(visit, definition, value, (one.interval, one.respondents))),
                None => (visit.say("chart-hidden")),
            }
            @if one.is_broken { span.quiet { (visit.say("report-broken")) } }
            @if let Some(before) = before { span.quiet { (before) } }
        }
    }
}

/// `62 % (57–67), 293 svar`.
fn sure(
    visit: &Visit,
    definition: &Definition,
    value: f64,
    (interval, respondents): (Option<(f64, f64)>, Option<u64>),
) -> String {
    let (unit, language) = (graphs::unit(definition), visit.language);
    let interval = interval.map(|(low, high)| format!(" ({}–{})", unit.bare(language, low), unit.bare(language, high)));
    let basis = respondents.map(|count| format!(", {}", definition.basis().told(language, count)));
    // A number stays on a line with its sign.
    let value = unit.told(language, value).replace(' ', "\u{a0}");
    format!("{value}{}{}", interval.unwrap_or_default(), basis.unwrap_or_default())
}
