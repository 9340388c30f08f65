//! Stored answers one by one: read, with what they said before, and taken back.

use poem_openapi::param::Path;
use poem_openapi::types::{Any, Example, ToJSON};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde_json::Value;
use uuid::Uuid;

use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::answers::{self, Doubt, Entry, Response, Which};

/// The operations on stored answers.
pub(crate) struct Revisions {
    pub(super) services: Services,
}

/// An answer, as it is or as it was.
#[derive(Debug, Object)]
#[oai(rename = "Answer", example)]
struct AnswerDocument {
    /// Identity of the answer.
    id: Uuid,
    /// The form that it answers.
    form_id: String,
    /// Its version.
    form_version: String,
    /// The wave it counts in; null if it is of none.
    wave: Option<Uuid>,
    /// The language the form was read in.
    language: String,
    /// Which revision this is; 1 is the first.
    revision: i32,
    /// SHA-256 of form, version, wave and answers: the `ETag`, and what `If-Match` names when the answer is changed.
    sha256: String,
    /// The answers.
    answers: Any<Value>,
    /// `needed` if the answer breaks rules of its form and a person has to look at it before it counts; otherwise `none`.
    review: String,
    /// The rules that it breaks, if a person has to look at it.
    violations: Vec<DoubtDocument>,
}

/// A rule that an answer breaks which a person has to look at.
#[derive(Debug, Object)]
#[oai(rename = "Doubt")]
struct DoubtDocument {
    /// Where: names from the form downwards, and the number of the repetition, from 1: `findings[2]/theme`.
    path: String,
    /// Which rule: `required` or `constraint`.
    code: String,
    /// What the form says of it, in the language of the answer.
    message: String,
}

/// What an answer says and said.
#[derive(Debug, Object)]
#[oai(rename = "Revisions", example)]
struct RevisionsDocument {
    /// The first is the oldest; the last is what the answer says now.
    revisions: Vec<RevisionDocument>,
}

/// One revision of an answer.
#[derive(Debug, Object)]
#[oai(rename = "Revision")]
struct RevisionDocument {
    /// Its number.
    revision: i32,
    /// SHA-256 of form, version, wave and answers.
    sha256: String,
    /// The day on which the next one took its place; null if none has.
    replaced_on: Option<String>,
}

#[derive(ApiResponse)]
enum DeleteReply {
    /// It is gone, now or since before.
    #[oai(status = 204)]
    Gone,
}

/// Errors of one answer.
struct One;
/// Errors of taking back.
struct TakingBack;

impl Declares for One {
    const CODES: &'static [Code] = &[Code::ResponseAnonymous, Code::ResponseNotFound, Code::ResponseWithdrawn];
}

impl Declares for TakingBack {
    const CODES: &'static [Code] = &[Code::ResponseAnonymous, Code::ResponseNotFound];
}

#[OpenApi(tag = "Chapter::Responses")]
impl Revisions {
    /// Read an answer
    ///
    /// As it is now. Answers of an anonymous wave are not read one by one.
    #[oai(path = "/forms/:form/versions/:version/responses/:response", method = "get", operation_id = "get_response")]
    async fn one(
        &self,
        _program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
        /// The identity of the answer.
        response: Path<Uuid>,
    ) -> Result<Content<AnswerDocument>, Refusal<One>> {
        content(&answers::find(&self.services, which(&form, &version, response.0)).await?)
    }

    /// Take an answer back
    ///
    /// What it says and said is gone at once, with what came under its identity and with its hold on attachments. Only the
    /// identity stays: whoever sends the answer again gets 410, and nothing brings it back. Taking it back twice is fine.
    /// Answers of an anonymous wave cannot be taken back, because nobody can show whose they are.
    #[oai(
        path = "/forms/:form/versions/:version/responses/:response",
        method = "delete",
        operation_id = "delete_response"
    )]
    async fn delete(
        &self,
        program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
        /// The identity of the answer.
        response: Path<Uuid>,
    ) -> Result<DeleteReply, Refusal<TakingBack>> {
        answers::withdraw(&self.services, &program.actor, which(&form, &version, response.0)).await?;
        Ok(DeleteReply::Gone)
    }

    /// List the revisions of an answer
    ///
    /// Every change of the answer since it came. The latest counts.
    #[oai(
        path = "/forms/:form/versions/:version/responses/:response/revisions",
        method = "get",
        operation_id = "list_revisions"
    )]
    async fn list(
        &self,
        _program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
        /// The identity of the answer.
        response: Path<Uuid>,
    ) -> Result<Content<RevisionsDocument>, Refusal<One>> {
        let (now, earlier) = answers::revisions(&self.services, which(&form, &version, response.0)).await?;
        let mut revisions: Vec<RevisionDocument> = earlier.iter().map(Into::into).collect();
        let sha256 = now.sha256.to_string();
        revisions.push(RevisionDocument { revision: now.revision, sha256, replaced_on: None });
        Ok(Content::of(&RevisionsDocument { revisions }.to_json(), Keep::AskFirst)?)
    }

    /// Read one revision of an answer
    ///
    /// What the answer said before it was changed.
    #[oai(
        path = "/forms/:form/versions/:version/responses/:response/revisions/:revision",
        method = "get",
        operation_id = "get_revision"
    )]
    async fn revision(
        &self,
        _program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
        /// The identity of the answer.
        response: Path<Uuid>,
        /// The number of the revision; 1 is the first.
        revision: Path<i32>,
    ) -> Result<Content<AnswerDocument>, Refusal<One>> {
        let which = which(&form, &version, response.0);
        content(&answers::revision(&self.services, which, revision.0).await?)
    }
}

fn which<'a>(form_id: &'a str, version: &'a str, id: Uuid) -> Which<'a> {
    Which { form_id, version, id }
}

fn content(answer: &Response) -> Result<Content<AnswerDocument>, Refusal<One>> {
    let document = AnswerDocument::of(answer)?;
    Ok(Content::of(&document.to_json(), Keep::AskFirst)?.tagged(answer.sha256))
}

impl AnswerDocument {
    fn of(answer: &Response) -> Result<Self, Problem> {
        Ok(Self {
            id: answer.id,
            form_id: answer.form_id.clone(),
            form_version: answer.form_version.clone(),
            wave: answer.wave_id,
            language: answer.language.clone(),
            revision: answer.revision,
            sha256: answer.sha256.to_string(),
            answers: Any(serde_json::from_str(&answer.answers).map_err(Problem::internal)?),
            review: answer.review.as_str().to_owned(),
            violations: answer.review.doubts().iter().map(Into::into).collect(),
        })
    }
}

impl From<&Doubt> for DoubtDocument {
    fn from(doubt: &Doubt) -> Self {
        Self { path: doubt.path.clone(), code: doubt.code.clone(), message: doubt.message.clone() }
    }
}

impl From<&Entry> for RevisionDocument {
    fn from(entry: &Entry) -> Self {
        Self {
            revision: entry.revision,
            sha256: entry.sha256.to_string(),
            replaced_on: Some(entry.replaced_on.to_string()),
        }
    }
}

impl Example for AnswerDocument {
    fn example() -> Self {
        Self {
            id: examples::RESPONSE.parse().unwrap_or_default(),
            form_id: examples::form().id().to_owned(),
            form_version: examples::form().version().to_owned(),
            wave: examples::WAVE.parse().ok(),
            language: "da".to_owned(),
            revision: 1,
            sha256: examples::DIGEST.to_owned(),
            answers: Any(examples::answers()),
            review: "none".to_owned(),
            violations: Vec::new(),
        }
    }
}

impl Example for RevisionsDocument {
    fn example() -> Self {
        let sha256 = || examples::DIGEST.to_owned();
        let replaced_on = Some(examples::DAY.to_owned());
        let first = RevisionDocument { revision: 1, sha256: sha256(), replaced_on };
        Self { revisions: vec![first, RevisionDocument { revision: 2, sha256: sha256(), replaced_on: None }] }
    }
}
