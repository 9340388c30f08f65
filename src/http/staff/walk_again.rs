//! Looking again on a walk: what is said to be done is seen to be so, or is opened again with a word about it.

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
use super::{findings, see_other, walks};
use crate::access::Permission;
use crate::service::findings::labels::{self, Labels};
use crate::service::findings::life::Action;
use crate::service::findings::{Command, MOST_LETTERS, NoWords, Words, change, change_on_walk};
use crate::service::walks::inspect::{Inspection, inspection};
use crate::service::walks::{Found, Located, State};
use crate::store::finding::Taken;

const AGAIN: &str = "/staff/walks/:walk/again";

/// What was sent about one finding and is shown again, with what is wrong with it.
#[derive(Default)]
struct Sent {
    finding: Uuid,
    words: String,
    problems: Vec<Problem>,
}

pub(super) fn pages() -> Vec<Page> {
    vec![
        page(Method::GET, AGAIN, Needs::Permission(Permission::ReadFindings), show),
        page(Method::POST, AGAIN, Needs::Permission(Permission::HandleFindings), take),
    ]
}

/// The address of what there is to look at on a walk.
pub(super) fn address(walk: Uuid) -> String {
    format!("{}/again", walks::address(walk))
}

async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    respond(&visit, visit::parameter(&request, "walk")?, StatusCode::OK, &Sent::default()).await
}

async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let walk = visit::parameter(&request, "walk")?;
    let fields: Fields = visit::form(request).await?;
    let identity = |name: &str| fields.get(name).parse::<Uuid>().map_err(|_| Failure::NoForm);
    let (id, finding) = (identity("id")?, identity("finding")?);
    let seen = fields.get("seen").parse().map_err(|_| Failure::NoForm)?;
    let field = format!("words-{finding}");
    let sent = |name: &str, key: &str| {
        let problems = vec![Problem::new(&visit, name, key)];
        Sent { finding, words: fields.get("words").to_owned(), problems }
    };
    let words = match (fields.get("verdict"), Words::parse_optional(fields.get("words"))) {
        ("done", Ok(words)) => Ok(Action::Verify(words)),
        ("open", Ok(Some(words))) => Ok(Action::Reopen(words)),
        ("open", Ok(None)) => Err("walk-again-say-why"),
        (_, Err(NoWords::TooLong | NoWords::Empty)) => Err("finding-too-many-words"),
        _ => return Err(Failure::NoForm),
    };
    let action = match words {
        Ok(action) => action,
        Err(key) => {
            return respond(&visit, walk, StatusCode::UNPROCESSABLE_ENTITY, &sent(&field, key)).await;
        }
    };
    let key = match change_on_walk(visit.services(), visit.actor()?, Command { id, finding, seen, action }, walk).await
    {
        Ok(_) => return Ok(see_other(&address(walk))),
        Err(change::Error::NoFinding) => return Err(Failure::NotFound),
        Err(change::Error::Denied) => return Err(Failure::Forbidden),
        Err(change::Error::Store(error)) => return Err(error.into()),
        Err(change::Error::NotOnAWalk) => "walk-again-not-held",
        Err(_) => "walk-again-meanwhile",
    };
    respond(&visit, walk, StatusCode::CONFLICT, &sent("", key)).await
}

async fn respond(visit: &Visit, walk: Uuid, status: StatusCode, sent: &Sent) -> Result<Response, Failure> {
    let Inspection { located, waiting, seen } = inspection(visit.services(), visit.actor()?, walk).await?;
    let Located { walk, area } = &located;
    let labels = labels::read(visit.services(), visit.language).await?;
    let is_held = walk.state == State::Running && visit.actor()?.may(Permission::HandleFindings, &area.place());
    let title = visit.say("walk-again");
    let frame = Frame { status, ..Frame::of(visit, &title) };
    Ok(frame.around(&html! {
        nav.way { a.back href=(walks::address(walk.id)) { (area.name) " " (walks::when(visit, walk)) } }
        (summary(visit, None, &sent.problems))
        h1 { (title) }
        @if waiting.is_empty() {
            p.lead { (visit.say("walk-again-nothing")) }
        } @else {
            p.lead { (visit.say(if is_held { "walk-again-how" } else { "walk-again-later" })) }
        }
        @for found in &waiting { (one(visit, found, &labels, is_held.then_some((walk.id, sent)))) }
        @if !seen.is_empty() {
            section.after {
                h2 { (visit.say("walk-again-seen")) }
                ul.rows {
                    @for (finding, deed) in &seen {
                        li {
                            a href=(findings::address(finding.id)) { (findings::place(&labels, finding)) }
                            span { (visit.say(&format!("walk-again-{}", deed.as_str()))) }
                        }
                    }
                }
            }
        }
    }))
}

/// One finding, with what can be said of it if the walk is being held.
fn one(visit: &Visit, found: &Found, labels: &Labels, held: Option<(Uuid, &Sent)>) -> Markup {
    let finding = &found.finding;
    let photo = |taken| visit.say(if taken == Taken::Found { "finding-photo-found" } else { "finding-photo-after" });
    html! {
        article.finding {
            h2 { a href=(findings::address(finding.id)) { (findings::place(labels, finding)) } }
            p.pre { (finding.observation) }
            div.pictures {
                @for one in &found.photos {
                    @let source = format!("{}/photos/{}", findings::address(finding.id), one.sha256);
                    a href={ (source) "?full" } { img.picture src=(source) alt=(photo(one.taken)) loading="lazy"; }
                }
            }
            @if let Some((walk, sent)) = held { (verdict(visit, walk, found, sent)) }
        }
    }
}

fn verdict(visit: &Visit, walk: Uuid, found: &Found, sent: &Sent) -> Markup {
    let finding = &found.finding;
    let is_sent = sent.finding == finding.id;
    let name = format!("words-{}", finding.id);
    let problem = sent.problems.iter().find(|problem| problem.name == name).map(|problem| problem.words.as_str());
    // All forms on the page send their words under one name; the id tells them apart.
    let problems: Vec<Problem> =
        problem.map(|words| Problem { name: "words".to_owned(), words: words.to_owned() }).into_iter().collect();
    let words = Field::new("words", visit.say("walk-again-words")).identified(&name);
    let words = words
        .hint(visit.say("walk-again-words-hint"))
        .value(if is_sent { &sent.words } else { "" })
        .among(&problems)
        .lines(2, MOST_LETTERS);
    html! {
        form method="post" action=(address(walk)) {
            input type="hidden" name="id" value=(visit.services().clock.identity());
            input type="hidden" name="finding" value=(finding.id);
            input type="hidden" name="seen" value=(finding.version);
            (words)
            div.actions {
                button.button name="verdict" value="done" { (visit.say("walk-again-done")) }
                button.button.other name="verdict" value="open" { (visit.say("walk-again-open")) }
            }
        }
    }
}
