//! The last look, sending, and the thanks.

use std::sync::Arc;

use forms::page::{self, Addresses, Reviewed};
use maud::html;
use poem::http::StatusCode;
use poem::web::Form;
use poem::{FromRequest, Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::frame::{Frame, WayOut};
use super::link::Link;
use super::see_other;
use super::visit::Visit;
use crate::http::metrics::{Answer, Metrics};
use crate::service::Key;
use crate::service::draft::{self, Draft, Outcome, Refusal};

/// Shows every answer in words.
pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    visit.check_open()?;
    match visit.draft().await? {
        Some(draft) => Ok(render(&visit, &draft, StatusCode::OK)),
        None => Ok(see_other(&request, &visit.root())),
    }
}

/// Sends the answers. Whoever sends them twice is told that they arrived.
pub(super) async fn send(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (request, mut body) = request.split();
    let pairs = Form::<Vec<(String, String)>>::from_request(&request, &mut body).await.map_err(|_| Failure::NoForm)?;
    let sent = pairs.0.iter().find_map(|(name, value)| (name == "response").then(|| Uuid::parse_str(value).ok())?);
    let response_id = sent.ok_or(Failure::NoForm)?;
    let cookie = visit.cookie.clone().unwrap_or_else(|| Key::received(""));
    let draft = visit.draft().await?;
    if let Some(draft) = draft.as_ref().filter(|draft| draft.language != visit.language) {
        visit.save(&cookie, draft.clone(), draft.answers.clone()).await?;
    }
    let outcome = match &visit.link {
        Link::Wave(invitation) => {
            let (wave, form) = (&invitation.wave, &invitation.form);
            let outcome = draft::submit(visit.services(), wave, form, &cookie, response_id).await;
            count(&visit.site.metrics, &outcome);
            outcome
        }
        Link::Preview(look) => {
            match draft::rehearse(visit.services(), visit.link.occasion(), look.form(), &cookie).await {
                // Gone is what becomes of it, so a second click has nothing left to do.
                Ok(()) | Err(draft::Error::Gone) => Ok(Outcome::Received),
                Err(error) => Err(error),
            }
        }
    };
    match outcome {
        Ok(outcome) => {
            let again = if outcome == Outcome::AlreadyReceived { "?again" } else { "" };
            let mut response = see_other(&request, &visit.address(&format!("thanks{again}")));
            visit.take_back(&mut response);
            Ok(response)
        }
        Err(draft::Error::Refused(Refusal::Violations(_))) => {
            let draft = draft.ok_or(Failure::Gone)?;
            Ok(render(&visit, &draft, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    }
}

/// A draft that is gone was never an answer, and a failure of the database is no fate of one.
fn count(metrics: &Metrics, outcome: &Result<Outcome, draft::Error>) {
    metrics.count_answer(match outcome {
        Ok(Outcome::Received) => Answer::Accepted,
        Ok(Outcome::AlreadyReceived) => Answer::Replayed,
        Err(draft::Error::Refused(Refusal::Conflict)) => Answer::Quarantined,
        Err(draft::Error::Gone | draft::Error::Refused(Refusal::Store(_))) => return,
        Err(draft::Error::Refused(_)) => Answer::Refused,
    });
}

/// Thanks.
pub(super) async fn thank(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let words = |key| visit.words(key);
    if visit.link.look().is_some() {
        return Ok(forgotten(&visit));
    }
    let again = request.uri().query() == Some("again");
    let title = words("thanks-title");
    Ok(Frame { way_out: WayOut::Left, ..Frame::of(&visit, &title) }.around(&html! {
        div.done aria-hidden="true" {}
        h1 { (title) }
        p.lead { (words(if again { "thanks-already" } else { "thanks-text" })) }
        p.lead { (words("thanks-phone")) }
        section.after {
            h2 { (words("thanks-another-title")) }
            p.actions { a.button.other href=(visit.root()) { (words("thanks-another")) } }
        }
        @if let Some(attribution) = visit.form().attribution().in_language(&visit.language) {
            details { summary { (words("attribution")) } p { (attribution) } }
        }
    }))
}

/// In the place of thanks, where nobody has answered anything.
fn forgotten(visit: &Visit) -> Response {
    let title = visit.words("preview-end-title");
    Frame { way_out: WayOut::Left, ..Frame::of(visit, &title) }.around(&html! {
        h1 { (title) }
        p.lead { (visit.words("preview-end-text")) }
        p.actions { a.button.other href=(visit.root()) { (visit.words("start-over")) } }
    })
}

fn render(visit: &Visit, draft: &Draft, status: StatusCode) -> Response {
    let instance = visit.instance(draft);
    let reviewed = page::review(&instance);
    let wrong: Vec<&Reviewed> = reviewed.iter().filter(|row| !row.violations.is_empty()).collect();
    let (pages, media) = (visit.address("q/"), format!("{}/media/", visit.root()));
    let addresses = Addresses { pages: &pages, media: &media };
    let words = |key| visit.words(key);
    let title = words("review-title");
    let is_refused = status != StatusCode::OK;
    let named = if is_refused { visit.wrong(title.clone()) } else { title.clone() };
    Frame { status, ..Frame::of(visit, &named) }.around(&html! {
        @if is_refused {
            div #problems.problems tabindex="-1" autofocus role="group" aria-labelledby="problems:title" {
                h2 id="problems:title" { (words("review-problems")) }
                ul {
                    @for row in &wrong {
                        li { a href={ (pages) (row.address) "?to=" (row.address) } { (row.question) } }
                    }
                }
            }
        }
        @if let Some(last) = page::pages(&instance).last() {
            nav.way { a.back href={ (pages) (last.address()) } { (words("back")) } }
        }
        h1 { (title) }
        p.lead { (words("review-text")) }
        (Reviewed::list(&reviewed, &visit.language, addresses))
        form method="post" action=(visit.address("review"))
            data-offline=(words("offline")) data-sending=(words("sending"))
        {
            // By it, a second click is told that the first one arrived.
            input type="hidden" name="response" value=(draft.response_id);
            div.actions { button.button { (words("send")) } }
        }
    })
}

impl From<draft::Error> for Failure {
    fn from(error: draft::Error) -> Self {
        match error {
            draft::Error::Gone | draft::Error::Refused(Refusal::Withdrawn) => Self::Gone,
            draft::Error::Refused(Refusal::WaveClosed) => Self::Closed,
            draft::Error::Refused(Refusal::Store(error)) => Self::Store(error),
            draft::Error::Refused(Refusal::NoForm | Refusal::NoWave | Refusal::WaveAmbiguous) => Self::UnknownWave,
            draft::Error::Refused(Refusal::Conflict | Refusal::NotRandom | Refusal::Violations(_)) => Self::Conflict,
        }
    }
}
