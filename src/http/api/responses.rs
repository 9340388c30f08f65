//! Answer documents: looked at while they are filled, and taken in.

use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::{Any, Example};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::answers::Answers;
use super::refusal::{Declares, Refusal};
use super::{Chapter, conditions, examples};
use crate::access::Permission;
use crate::http::caller::Caller;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::http::metrics::{Answer, Metrics};
use crate::http::particulars::ViolationDocument;
use crate::service::answers::revise;
use crate::service::answers::submit::{self, Command, Handling, Outcome, Receipt, Round};
use crate::service::catalogue::preview;
use crate::service::{Services, catalogue, invited};

/// The operations on answer documents.
pub(crate) struct Responses {
    pub(super) services: Services,
    pub(super) metrics: Metrics,
}

/// How a form stands with the answers given so far.
#[derive(Debug, Object)]
#[oai(rename = "State", example)]
struct StateDocument {
    /// The questions that are asked now, in the order of the form.
    relevant: Vec<String>,
    /// What was calculated, by path.
    calculated: Any<Map<String, Value>>,
    /// What is wrong so far; a required question without an answer is among it.
    violations: Vec<ViolationDocument>,
}

/// Proof that an answer is stored, and on disk.
#[derive(Debug, Object)]
#[oai(rename = "Receipt", example)]
struct ReceiptDocument {
    /// Identity of the answer, as the client chose it.
    id: Uuid,
    /// SHA-256 of form, version, wave and accepted answers: the `ETag` of the answer.
    sha256: String,
    /// The wave it counts in; null if it is of none.
    wave: Option<Uuid>,
    /// Which revision of the answer says this; 1 is the first.
    revision: i32,
    /// Digests of the attachments that the answer names and that are not here yet. It is complete when there are none.
    missing: Vec<String>,
    /// `needed` if a person has to look at the answer before it counts, because it breaks rules of its form; otherwise `none`.
    review: String,
}

#[derive(ApiResponse)]
enum Stored {
    /// It was stored before with the same content, and nothing changed; or, with `If-Match`, it is the newest revision now.
    #[oai(status = 200)]
    Kept(Json<ReceiptDocument>),
    /// It is stored.
    #[oai(status = 201)]
    Created(Json<ReceiptDocument>),
}

/// Errors of looking at answers.
struct Looking;
/// Errors of sending answers.
struct Sending;

impl Declares for Looking {
    const CODES: &'static [Code] = &[
        Code::AnswersInvalid,
        Code::BodyTooLarge,
        Code::MediaTypeUnsupported,
        Code::VersionNotFound,
        Code::WaveClosed,
        Code::WaveNotFound,
    ];
}

impl Declares for Sending {
    const CODES: &'static [Code] = &[
        Code::AnswersInvalid,
        Code::BaseNotCurrent,
        Code::BodyTooLarge,
        Code::InvitationMistyped,
        Code::InvitationSpent,
        Code::IdNotRandom,
        Code::LinkBusy,
        Code::MediaTypeUnsupported,
        Code::ResponseAnonymous,
        Code::ResponseConflict,
        Code::ResponseWithdrawn,
        Code::VersionNotFound,
        Code::WaveAmbiguous,
        Code::WaveClosed,
        Code::WaveNotFound,
    ];
}

#[OpenApi(tag = "Chapter::Responses")]
impl Responses {
    /// Look at a half-filled answer
    ///
    /// Says which questions are asked now, what is calculated and what is wrong so far. Nothing is stored.
    #[oai(path = "/forms/:form/versions/:version/validate", method = "post", operation_id = "validate_answers")]
    async fn validate(
        &self,
        caller: Caller,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
        /// The language of the messages; the form's own if it does not have it.
        lang: Query<Option<String>>,
        /// The code of an open wave, instead of a token.
        wave: Query<Option<String>>,
        answers: Answers,
    ) -> Result<Json<StateDocument>, Refusal<Looking>> {
        let published = match (caller, &wave.0) {
            (Caller::Program(_), _) => {
                let found = catalogue::find(&self.services, &form, &version).await?;
                found.ok_or_else(|| Problem::new(Code::VersionNotFound))?
            }
            (Caller::Anybody, Some(code)) => invited::form(&self.services, code, &form, &version).await?,
            (Caller::Anybody, None) => return Err(Problem::new(Code::TokenMissing).into()),
        };
        let language = lang.0.unwrap_or_default();
        let state =
            preview::look(&self.services, &published.form, &language, &answers.0).map_err(Problem::answers_invalid)?;
        Ok(Json(StateDocument {
            relevant: state.relevant,
            calculated: Any(state.calculated),
            violations: state.violations.iter().map(Into::into).collect(),
        }))
    }

    /// Send an answer
    ///
    /// Send it as often as is needed, until a status other than 503 comes: it is stored once. The client makes the identity: a
    /// random UUID (version 4). A reply with 200 or 201 means that the answer is on disk.
    ///
    /// Other content under an identity that is taken gets 409 and is kept in quarantine. With `If-Match` and a token it changes
    /// the answer instead, if that still says what the editor saw: a new revision, which counts, while the one before is kept.
    /// A change may be sent again like an answer. Answers of an anonymous wave cannot be changed.
    ///
    /// What staff send late, when nobody can be asked any more, comes with a token and `Prefer: handling=lenient`: what only
    /// breaks rules of the author (`required`, `constraint`) is stored all the same, for a person to look at. Answers of an
    /// anonymous wave are refused in any case.
    ///
    /// With a token and without `wave`, the answer counts in the one open wave that asks this form version, or in none if
    /// there is none.
    ///
    /// A program that answers for somebody gives them a receipt, with which the page `/receipt` takes the answer back: thirteen
    /// random letters of `0123456789abcdefghjkmnpqrstvwxyz`. The identity follows from it: the first 16 bytes of SHA-256 of the
    /// text `nabosvar answer ` and the thirteen letters, with the bits set that make it a UUID of version 4. So the receipt
    /// `0123456789abc` belongs to `d233df40-cccb-404b-91b8-c8dee8fcea97`. Show it, and keep it no longer than the answer.
    #[oai(path = "/forms/:form/versions/:version/responses/:response", method = "put", operation_id = "put_response")]
    #[expect(clippy::too_many_arguments, reason = "they are the parameters of the operation")]
    async fn put(
        &self,
        caller: Caller,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
        /// The identity of the answer: a random UUID (version 4).
        response: Path<Uuid>,
        /// The code of the wave that is answered.
        wave: Query<Option<String>>,
        /// The language the form was read in, and of the messages; the form's own if it does not have it.
        lang: Query<Option<String>>,
        /// Makes it a change of a stored answer: the `sha256` of what the editor saw, in quotes, as `ETag` has it. Needs a
        /// token.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        /// With a token, `handling=lenient` stores an answer that breaks rules of the author, for a person to look at (RFC 7240).
        #[oai(name = "Prefer")]
        prefer: Header<Option<String>>,
        answers: Answers,
    ) -> Result<Stored, Refusal<Sending>> {
        let base = if_match.0.as_deref().map(conditions::base).transpose()?;
        if base.is_some() {
            caller.need(Permission::EditAnswers)?;
        }
        let handling = handling(&caller, prefer.0.as_deref());
        let round = match (&caller, wave.0) {
            (Caller::Program(_), Some(code)) => Round::Named(code),
            (Caller::Anybody, Some(code)) => Round::OfCode(code),
            (Caller::Program(_), None) => Round::OnlyOpen,
            (Caller::Anybody, None) => return Err(Problem::new(Code::TokenMissing).into()),
        };
        let command = Command {
            form_id: form.0,
            version: version.0,
            response_id: response.0,
            round,
            handling,
            language: lang.0.unwrap_or_default(),
            body: answers.0,
        };
        if let (Some(base), Caller::Program(actor)) = (base, &caller) {
            let outcome = revise::revise(&self.services, actor, command, &base).await;
            self.count(outcome.as_ref().map_or_else(of_change_refused, |outcome| Some(of_change(outcome))));
            let (revise::Outcome::Revised(receipt) | revise::Outcome::Replayed(receipt)) = outcome?;
            return Ok(Stored::Kept(Json(receipt.into())));
        }
        let outcome = submit::submit(&self.services, command).await;
        self.count(outcome.as_ref().map_or_else(of_refused, |outcome| Some(of_sent(outcome))));
        Ok(match outcome? {
            Outcome::Created(receipt) => Stored::Created(Json(receipt.into())),
            Outcome::Replayed(receipt) => Stored::Kept(Json(receipt.into())),
        })
    }
}

impl Responses {
    fn count(&self, answer: Option<Answer>) {
        if let Some(answer) = answer {
            self.metrics.count_answer(answer);
        }
    }
}

/// How an answer that breaks rules is handled. Who only has the code of a wave is in front of the questions.
fn handling(caller: &Caller, prefer: Option<&str>) -> Handling {
    let is_lenient = |preference: &str| preference.trim().eq_ignore_ascii_case("handling=lenient");
    match (caller, prefer) {
        (Caller::Program(_), Some(prefer)) if prefer.split([',', ';']).any(is_lenient) => Handling::Lenient,
        _ => Handling::Strict,
    }
}

fn of_sent(outcome: &Outcome) -> Answer {
    match outcome {
        Outcome::Created(_) => Answer::Accepted,
        Outcome::Replayed(_) => Answer::Replayed,
    }
}

fn of_change(outcome: &revise::Outcome) -> Answer {
    match outcome {
        revise::Outcome::Revised(_) => Answer::Revised,
        revise::Outcome::Replayed(_) => Answer::Replayed,
    }
}

/// A failure of the database is no fate of an answer: the client sends it again.
fn of_refused(error: &submit::Error) -> Option<Answer> {
    match error {
        submit::Error::Conflict => Some(Answer::Quarantined),
        submit::Error::Store(_) | submit::Error::TooMany(_) => None,
        _ => Some(Answer::Refused),
    }
}

fn of_change_refused(error: &revise::Error) -> Option<Answer> {
    match error {
        revise::Error::Refused(error) => of_refused(error),
        revise::Error::Stale | revise::Error::Anonymous => Some(Answer::Refused),
    }
}

impl From<Receipt> for ReceiptDocument {
    fn from(receipt: Receipt) -> Self {
        Self {
            id: receipt.id,
            sha256: receipt.sha256.to_string(),
            wave: receipt.wave_id,
            revision: receipt.revision,
            missing: receipt.missing.iter().map(ToString::to_string).collect(),
            review: receipt.review.as_str().to_owned(),
        }
    }
}

impl Example for StateDocument {
    fn example() -> Self {
        Self { relevant: vec!["glad".to_owned()], calculated: Any(Map::new()), violations: vec![Example::example()] }
    }
}

impl Example for ReceiptDocument {
    fn example() -> Self {
        Self {
            id: examples::RESPONSE.parse().unwrap_or_default(),
            sha256: examples::DIGEST.to_owned(),
            wave: examples::WAVE.parse().ok(),
            revision: 1,
            missing: Vec::new(),
            review: "none".to_owned(),
        }
    }
}
