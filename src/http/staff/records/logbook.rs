//! The log book: the notes of a month, and a new one in one press.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};
use serde_json::Value;
use uuid::Uuid;

use super::{LOGBOOK, address};
use crate::access::Permission;
use crate::http::staff::activities::months;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, form};
use crate::service::activities::{self, Area, read_day};
use crate::service::records::About;
use crate::service::records::list::{Month, Note, month};

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    /// `2026-11`.
    #[serde(default)]
    month: String,
    #[serde(default)]
    area: String,
}

/// What is sent to begin a note.
#[derive(serde::Deserialize)]
struct New {
    id: Uuid,
    area: Uuid,
}

/// So many letters of a note are shown in the list.
const MOST_LETTERS: usize = 90;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let asked: Asked = request.params().unwrap_or_default();
    let day = read_day(&format!("{}-01", asked.month)).unwrap_or_else(|| services.clock.today());
    let shown = month(services, actor, day, asked.area.parse().ok()).await?;
    let writing = activities::areas(services, actor, Permission::RegisterActivities).await?;
    let title = visit.say("logbook-title");
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        @if !writing.is_empty() { (beginnings(&visit, &writing)) }
        (months(&visit, shown.first, |day| in_month(&day.strftime("%Y-%m").to_string(), &asked.area)))
        @if shown.areas.len() > 1 { (by_area(&visit, &shown, &asked.area)) }
        @if shown.notes.is_empty() { p.lead { (visit.say("logbook-empty")) } }
        ul.rows { @for note in &shown.notes { li { (row(&visit, note)) } } }
    }))
}

pub(super) async fn begin(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let New { id, area } = form(request).await?;
    super::begin(&visit, id, About::Area(area)).await
}

/// One button for each area: that is where one is.
fn beginnings(visit: &Visit, areas: &[Area]) -> Markup {
    html! {
        @for area in areas {
            form method="post" action=(LOGBOOK) {
                input type="hidden" name="id" value=(visit.services().clock.identity());
                input type="hidden" name="area" value=(area.id);
                p.actions {
                    button.button {
                        (visit.say("logbook-new")) @if areas.len() > 1 { ": " (area.name) }
                    }
                }
            }
        }
    }
}

fn by_area(visit: &Visit, shown: &Month, chosen: &str) -> Markup {
    let month = shown.first.strftime("%Y-%m").to_string();
    let current = |area: &str| (area == chosen).then_some("page");
    html! {
        nav.ways aria-label=(visit.say("logbook-areas")) {
            ul {
                li { a href=(in_month(&month, "")) aria-current=[current("")] { (visit.say("logbook-all")) } }
                @for area in &shown.areas {
                    @let id = area.id.to_string();
                    li { a href=(in_month(&month, &id)) aria-current=[current(&id)] { (area.name) } }
                }
            }
        }
    }
}

fn row(visit: &Visit, note: &Note) -> Markup {
    let locale = Locale::of(visit.language);
    let said = note.said.as_ref().and_then(|said| serde_json::from_str(&said.answers).ok());
    let answers: Value = said.unwrap_or_default();
    let due = answers["follow_up"]["due_on"].as_str().and_then(read_day);
    let first = answers["what"].as_str().map(beginning);
    html! {
        span {
            a href=(address(note.record.id)) { (first.unwrap_or_else(|| visit.say("logbook-begun"))) }
            span.quiet { (locale.date(note.record.on)) " · " (note.area.name) }
            @if let Some(due) = due {
                span.quiet { (visit.say_with("logbook-due", &[("date", locale.date(due).into())])) }
            }
        }
    }
}

/// The first line of a text, or as much of it as fits.
fn beginning(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let mut letters: String = line.chars().take(MOST_LETTERS).collect();
    if letters.len() < text.trim().len() {
        letters.push('…');
    }
    letters
}

fn in_month(month: &str, area: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(format!("{LOGBOOK}?"));
    query.append_pair("month", month);
    if !area.is_empty() {
        query.append_pair("area", area);
    }
    query.finish()
}
