//! One finding: what was seen, what was done about it, and what can be done now.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::{LIST, address, deadline, forms, history, place, status};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{self, Fields, Problem};
use crate::http::staff::frame::Frame;
use crate::http::staff::plans::{Look, Mark, marked};
use crate::http::staff::visit::{Visit, parameter};
use crate::service::findings::labels::{self, Labels, RESPONSIBLE, SEVERITY, THEME};
use crate::service::findings::read::{self, Shown};
use crate::store::finding::Taken;
use crate::store::finding_event::{Deed, FindingEvent};

/// What became of a form that was sent.
#[derive(Default)]
pub(super) struct Sent {
    /// What it asked for.
    pub(super) deed: Option<Deed>,
    /// What was typed.
    pub(super) fields: Fields,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
    /// What others did since the page was shown, if that is why nothing was done.
    pub(super) meanwhile: Option<Vec<FindingEvent>>,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let is_saved = request.original_uri().query() == Some("saved");
    let finding = parameter(&request, "finding")?;
    respond(&visit, finding, StatusCode::OK, &Sent::default(), is_saved).await
}

/// The page, with what is wrong with what was sent.
pub(super) async fn respond(
    visit: &Visit,
    finding: Uuid,
    status: StatusCode,
    sent: &Sent,
    is_saved: bool,
) -> Result<Response, Failure> {
    let shown = read::show(visit.services(), visit.actor()?, finding).await?.ok_or(Failure::NotFound)?;
    let labels = labels::read(visit.services(), visit.language).await?;
    let title = place(&labels, &shown.finding);
    Ok(Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        p.way { a.back href=(LIST) { (visit.say("finding-title")) } }
        @if is_saved { p.note role="status" { (visit.say("finding-saved")) } }
        (summary(visit, &labels, sent))
        p.section { (shown.area.name) }
        h1 { (title) }
        (facts(visit, &shown, &labels))
        (on_plan(visit, &shown))
        (photos(visit, &shown))
        (forms::all(visit, &shown, &labels, sent))
        h2 #history { (visit.say("finding-history")) }
        (history::list(visit, &labels, &shown.history))
        @if shown.history.is_empty() { p.hint { (visit.say("finding-history-empty")) } }
    }))
}

/// What is wrong, before everything else on the page.
fn summary(visit: &Visit, labels: &Labels, sent: &Sent) -> Markup {
    html! {
        @if let Some(meanwhile) = &sent.meanwhile {
            div.problems role="alert" tabindex="-1" {
                h2 { (visit.say("finding-conflict-title")) }
                p { (visit.say("finding-conflict-text")) }
                (history::list(visit, labels, meanwhile))
            }
        } @else {
            (fields::summary(visit, sent.deed.map(Deed::as_str), &sent.problems))
        }
    }
}

fn facts(visit: &Visit, shown: &Shown, labels: &Labels) -> Markup {
    let finding = &shown.finding;
    let date = ::forms::locale::Locale::of(visit.language).date(finding.found_on);
    let text = |text: &str| html! { (text) };
    let word = |question, code: &Option<String>| code.as_deref().map(|code| text(labels.word(question, code)));
    let position = finding.position.map(|at| html! { (format!("{:.5}, {:.5}", at.latitude, at.longitude)) });
    let facts = [
        ("status", Some(status(visit, finding))),
        ("observation", Some(text(&finding.observation))),
        ("proposal", finding.proposal.as_deref().map(text)),
        ("theme", word(THEME, &finding.theme)),
        ("severity", word(SEVERITY, &finding.severity)),
        ("party", word(RESPONSIBLE, &finding.party)),
        ("assignee", finding.assignee.as_deref().map(text)),
        ("deadline", deadline(visit, finding)),
        ("reason", finding.refusal_reason.as_deref().map(text)),
        ("found-on", Some(text(&date))),
        ("position", position),
    ];
    html! {
        dl.facts {
            @for (name, value) in facts {
                @if let Some(value) = value { div { dt { (visit.say(&format!("finding-{name}"))) } dd.pre { (value) } } }
            }
        }
    }
}

/// Its place on the plan, behind a tap: the words say it, too.
fn on_plan(visit: &Visit, shown: &Shown) -> Markup {
    html! {
        @if let Some((plan, point)) = &shown.on_plan {
            @let mark = Mark { point: *point, number: "1".to_owned(), look: Look::of(&shown.finding), address: None };
            details { summary { (visit.say("map-show")) } (marked(visit, shown.area.id, plan, &[mark])) }
        }
    }
}

fn photos(visit: &Visit, shown: &Shown) -> Markup {
    html! {
        @if !shown.photos.is_empty() {
            ul.photos {
                @for photo in &shown.photos {
                    @let words = visit.say(match photo.taken {
                        Taken::Found => "finding-photo-found",
                        Taken::After => "finding-photo-after",
                    });
                    li {
                        figure {
                            @let source = format!("{}/photos/{}", address(shown.finding.id), photo.sha256);
                            a href={ (source) "?full" } { img.picture src=(source) alt=(words) loading="lazy"; }
                            figcaption.hint { (words) }
                        }
                    }
                }
            }
        }
    }
}
