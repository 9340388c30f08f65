//! The last look, sending, and the thanks.

use std::sync::Arc;

use forms::page::{self, Reviewed};
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::web::Form;
use poem::{FromRequest, Request, Response};
use uuid::Uuid;

use super::answered;
use super::failure::Failure;
use super::frame::{Frame, WayOut};
use super::interview::Interview;
use super::kiosk::{self, Wait};
use super::visit::{self, Begun, Visit};
use super::{see_other, trap};
use crate::http::metrics::{Answer, Metrics};
use crate::service::Key;
use crate::service::answers::draft::{self, Outcome, Refusal};
use crate::service::answers::interview;
use crate::service::answers::receipt::ReceiptCode;
use crate::service::waves::Invitation;

/// Shows every answer in words.
pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    visit.check_open()?;
    match visit.draft().await? {
        Some(begun) => Ok(render(&visit, &begun, StatusCode::OK)),
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
    let mut begun = visit.draft().await?;
    let trapped = pairs.0.iter().any(|(name, value)| name == trap::NAME && trap::is_filled(Some(value)));
    if let Some(begun) = begun.as_mut().filter(|begun| trapped || begun.draft.language != visit.language) {
        begun.draft.trapped |= trapped;
        visit.save(begun, begun.draft.answers.clone()).await?;
    }
    let outcome = if let Some(occasion) = visit.link.rehearsal() {
        match draft::rehearse(visit.services(), occasion, visit.form(), &cookie).await {
            // Gone is what becomes of it, so a second click has nothing left to do.
            Ok(()) | Err(draft::Error::Gone) => Ok(Outcome::Received),
            Err(error) => Err(error),
        }
    } else {
        let asked = visit.link.invitation().ok_or(Failure::UnknownPage)?;
        let (services, Invitation { wave, form, .. }) = (visit.services(), asked);
        let outcome = match visit.link.interview() {
            Some(held) => interview::submit(services, &held.actor, asked, &cookie, response_id).await,
            None => draft::submit(services, wave, form, &cookie, response_id).await,
        };
        count(&visit.site.metrics, &outcome);
        outcome
    };
    match outcome {
        Ok(outcome) => {
            let again = if outcome == Outcome::AlreadyReceived { "?again" } else { "" };
            let mut response = see_other(&request, &visit.address(&format!("thanks{again}")));
            visit.take_back(&mut response);
            answered::mark(&visit, &mut response);
            // What was only tried has no receipt, and a tablet that many share shows nobody's.
            let is_own = visit.link.rehearsal().is_none() && !visit.link.is_kiosk();
            if let Some(receipt) = draft::receipt(&cookie, response_id).filter(|_| is_own) {
                visit.hand_out_receipt(&mut response, &receipt);
            }
            Ok(response)
        }
        Err(draft::Error::Refused(Refusal::Violations(_))) => {
            let begun = begun.ok_or(Failure::Gone)?;
            Ok(render(&visit, &begun, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows every answer again, with what keeps them from being sent.
pub(super) async fn refused(visit: &Visit) -> Result<Response, Failure> {
    Ok(render(visit, &visit.begun().await?, StatusCode::UNPROCESSABLE_ENTITY))
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
    if visit.link.rehearsal().is_some() {
        return Ok(forgotten(&visit));
    }
    let again = request.uri().query() == Some("again");
    let title = words("thanks-title");
    let is_kiosk = visit.link.is_kiosk();
    let receipt = visit::receipt(&request);
    if let Some(interview) = visit.link.interview() {
        let mut response = written_down(&visit, interview, receipt.as_ref());
        visit.take_receipt_back(&mut response);
        return Ok(response);
    }
    let mut response = Frame { way_out: WayOut::Left, ..Frame::of(&visit, &title) }.around(&html! {
        div.done aria-hidden="true" {}
        h1 { (title) }
        p.lead { (words(if again { "thanks-already" } else { "thanks-text" })) }
        @if is_kiosk {
            p.lead { (visit.say("kiosk-thanks")) }
            p.actions { a.button href=(visit.root()) { (visit.say("kiosk-done")) } }
        } @else {
            p.lead { (words("thanks-phone")) }
            @if let Some(receipt) = &receipt { (kept(&visit, receipt)) }
        }
        // Who has a code of their own has nothing for anybody else.
        @if !is_kiosk && visit.link.code().is_none() && !visit.link.takes_one_a_browser() {
            section.after {
                h2 { (words("thanks-another-title")) }
                p.actions { a.button.other href=(visit.root()) { (words("thanks-another")) } }
            }
        }
        @if let Some(attribution) = visit.form().attribution().in_language(&visit.language) {
            details { summary { (words("attribution")) } p { (attribution) } }
        }
    });
    if receipt.is_some() {
        visit.take_receipt_back(&mut response);
    }
    kiosk::go_back(&visit, &mut response, Wait::Thanks);
    Ok(response)
}

/// In the place of thanks, for staff who wrote down what somebody said.
fn written_down(visit: &Visit, interview: &Interview, receipt: Option<&ReceiptCode>) -> Response {
    let title = interview.say("interview-done");
    Frame { way_out: WayOut::Left, ..Frame::of(visit, &title) }.around(&html! {
        div lang=(interview.language) dir="ltr" {
            div.done aria-hidden="true" {}
            h1 { (title) }
            p.lead { (interview.say("interview-done-text")) }
            p.actions {
                a.button href=(visit.root()) { (interview.say("interview-next")) }
                a.button.other href=(interview.home()) { (interview.say("interview-leave")) }
            }
        }
        // This is for the one who answered, in their language.
        @if let Some(receipt) = receipt { (kept(visit, receipt)) }
    })
}

/// The receipt, large enough to be written down.
fn kept(visit: &Visit, receipt: &ReceiptCode) -> Markup {
    html! {
        section.after {
            h2 #receipt { (visit.say("receipt-yours")) }
            p { (visit.say("receipt-what-for")) }
            p.receipt aria-labelledby="receipt" dir="ltr" translate="no" { (receipt.expose()) }
            p { (visit.say("receipt-once")) }
            p.actions { a.button.plain href=(super::receipt::address(&visit.language)) { (visit.say("receipt-where")) } }
        }
    }
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

fn render(visit: &Visit, begun: &Begun, status: StatusCode) -> Response {
    let instance = visit.instance(&begun.draft);
    let reviewed = page::review(&instance);
    let wrong: Vec<&Reviewed> = reviewed.iter().filter(|row| !row.violations.is_empty()).collect();
    let pages = visit.address("q/");
    let words = |key| visit.words(key);
    let (title, text, send) = match visit.link.held() {
        Some(held) => {
            let say = |end: &str| visit.say(&format!("{}-{end}", held.topic()));
            (say("review-title"), say("review-text"), say("end"))
        }
        None => (words("review-title"), words("review-text"), words("send")),
    };
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
        p.lead { (text) }
        (visit.with_addresses(|addresses| Reviewed::list(&reviewed, &visit.language, addresses)))
        form method="post" action=(visit.address("review"))
            data-offline=(words("offline")) data-sending=(words("sending"))
        {
            // By it, a second click is told that the first one arrived.
            input type="hidden" name="response" value=(begun.draft.response_id);
            (trap::field(visit))
            (version(begun))
            div.actions { button.button { (send) } }
        }
    })
}

/// By it, the server knows later what the page was made of.
pub(super) fn version(begun: &Begun) -> Markup {
    html! { @if let Some(version) = begun.version() { input type="hidden" name="version" value=(version); } }
}

impl From<draft::Error> for Failure {
    fn from(error: draft::Error) -> Self {
        match error {
            draft::Error::Gone | draft::Error::Refused(Refusal::Withdrawn) => Self::Gone,
            draft::Error::Refused(Refusal::WaveClosed) => Self::Closed,
            draft::Error::Refused(Refusal::CodeSpent) => Self::Spent,
            draft::Error::Refused(Refusal::CodeMistyped) => Self::Mistyped,
            draft::Error::Refused(Refusal::TooMany(wait)) => Self::TooMany(wait),
            draft::Error::Refused(Refusal::Store(error)) => Self::Store(error),
            draft::Error::Refused(Refusal::NoForm | Refusal::NoWave | Refusal::WaveAmbiguous) => Self::UnknownWave,
            draft::Error::Refused(Refusal::Conflict | Refusal::NotRandom | Refusal::Violations(_)) => Self::Conflict,
        }
    }
}
