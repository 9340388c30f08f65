//! Content that came under an identity that was taken: looked at beside the first, and settled by a person.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::{Any, Example, ToJSON};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::body::Body;
use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::answers::settle::{self, Decision, Difference, Entry, Filter, Look, Resolution};

/// The operations on cases of quarantine.
pub(crate) struct Quarantine {
    pub(super) services: Services,
}

/// Some cases.
#[derive(Debug, Object)]
#[oai(rename = "Cases", example)]
struct CasesDocument {
    /// In no order that says anything.
    cases: Vec<CaseDocument>,
    /// The `after` that gives the cases behind these; null if there are none.
    next: Option<Uuid>,
}

/// Other content that came under the identity of an answer.
#[derive(Debug, Object)]
#[oai(rename = "Case", example)]
struct CaseDocument {
    /// Identity of the case.
    id: Uuid,
    /// The identity that was taken.
    response: Uuid,
    /// The wave that the second content was for; null if it was of none.
    wave: Option<Uuid>,
    /// The form that it answers.
    form_id: String,
    /// Its version.
    form_version: String,
    /// SHA-256 of form, version, wave and answers.
    sha256: String,
    /// `keep_first`, `take_second` or `split` once somebody has settled the case; after `split` the second content is the
    /// answer that has the identity of the case.
    resolution: Option<String>,
    /// The day of that.
    resolved_on: Option<String>,
}

/// A case with both contents.
#[derive(Debug, Object)]
#[oai(rename = "CaseInFull", example)]
struct CaseInFullDocument {
    /// The case.
    case: CaseDocument,
    /// The answer that has the identity, as it is now.
    first: ContentDocument,
    /// What came second; null once the case is settled.
    second: Option<ContentDocument>,
    /// Each question that the two answer differently.
    differences: Vec<DifferenceDocument>,
}

/// One of the two contents.
#[derive(Debug, Object)]
#[oai(rename = "CaseContent")]
struct ContentDocument {
    /// SHA-256 of form, version, wave and answers.
    sha256: String,
    /// The language the form was read in.
    language: String,
    /// The answers.
    answers: Any<Value>,
}

/// A question that the two contents answer differently.
#[derive(Debug, Object)]
#[oai(rename = "Difference")]
struct DifferenceDocument {
    /// The path of the question.
    path: String,
    /// The answer in the first content; null if there is none.
    first: Option<Any<Value>>,
    /// The answer in the second content; null if there is none.
    second: Option<Any<Value>>,
}

/// What becomes of the second content.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "Resolution", example)]
#[serde(deny_unknown_fields)]
struct ResolutionDocument {
    /// `keep_first`: it is dropped for good. `take_second`: it is the next revision of the answer. `split`: it is an answer of
    /// its own, under the identity of the case, and counts.
    resolution: String,
    /// For `take_second`: the `sha256` of the first content that the person saw. If the answer has been changed since, nothing
    /// is done.
    first: Option<String>,
}

/// Errors of listing.
struct Listing;
/// Errors of one case.
struct One;
/// Errors of settling.
struct Settling;

impl Declares for Listing {
    const CODES: &'static [Code] = &[];
}

impl Declares for One {
    const CODES: &'static [Code] = &[Code::CaseNotFound];
}

impl Declares for Settling {
    const CODES: &'static [Code] = &[
        Code::BaseNotCurrent,
        Code::BodyTooLarge,
        Code::CaseNotFound,
        Code::CaseSettled,
        Code::MediaTypeUnsupported,
        Code::ResolutionImpossible,
        Code::ResponseAnonymous,
    ];
}

#[OpenApi(tag = "Chapter::Quarantine")]
impl Quarantine {
    /// List the cases
    ///
    /// Those that nobody has settled, or all. They are told in pages.
    #[oai(path = "/quarantine", method = "get", operation_id = "list_cases")]
    async fn list(
        &self,
        _program: Program,
        /// Only those whose second content was for this wave.
        wave: Query<Option<Uuid>>,
        /// Only those of this answer.
        response: Query<Option<Uuid>>,
        /// Also those that are settled.
        #[oai(default)]
        settled: Query<bool>,
        /// Those behind this case: the `next` of the page before.
        after: Query<Option<Uuid>>,
        /// At most so many, and never more than 100.
        #[oai(default = "page", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u64>,
    ) -> Result<Content<CasesDocument>, Refusal<Listing>> {
        let filter = Filter { wave: wave.0, response: response.0, only_open: !settled.0, after: after.0 };
        let (entries, has_more) = settle::list(&self.services, &filter, limit.0).await?;
        let next = entries.last().filter(|_| has_more).map(|last| last.id);
        let document = CasesDocument { cases: entries.iter().map(Into::into).collect(), next };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }

    /// Read one case
    ///
    /// Both contents, and each question that they answer differently.
    #[oai(path = "/quarantine/:case", method = "get", operation_id = "get_case")]
    async fn one(
        &self,
        _program: Program,
        /// Identity of the case.
        case: Path<Uuid>,
    ) -> Result<Content<CaseInFullDocument>, Refusal<One>> {
        let look = settle::look(&self.services, case.0).await?;
        let look = look.ok_or_else(|| Problem::new(Code::CaseNotFound))?;
        Ok(Content::of(&CaseInFullDocument::of(&look)?.to_json(), Keep::AskFirst)?)
    }

    /// Settle a case
    ///
    /// The same decision again is fine and changes nothing. The second content is known from then on: when it is sent again,
    /// it gets 409 after `keep_first` without a new case, and 200 with its receipt after `take_second` and `split`.
    #[oai(path = "/quarantine/:case/resolution", method = "put", operation_id = "settle_case")]
    async fn settle(
        &self,
        program: Program,
        /// Identity of the case.
        case: Path<Uuid>,
        resolution: Body<ResolutionDocument>,
    ) -> Result<Json<CaseDocument>, Refusal<Settling>> {
        let decision = decision(resolution.0)?;
        Ok(Json((&settle::settle(&self.services, &program.actor, case.0, &decision).await?).into()))
    }
}

fn page() -> u64 {
    settle::PAGE / 2
}

fn decision(document: ResolutionDocument) -> Result<Decision, Problem> {
    let invalid = |detail| Problem::with_detail(Code::RequestInvalid, detail);
    match (Resolution::named(&document.resolution), document.first) {
        (Some(Resolution::KeepFirst), None) => Ok(Decision::KeepFirst),
        (Some(Resolution::Split), None) => Ok(Decision::Split),
        (Some(Resolution::TakeSecond), Some(first)) => Ok(Decision::TakeSecond { first: first.to_lowercase() }),
        (None, _) => Err(invalid("`resolution` is `keep_first`, `take_second` or `split`.")),
        (Some(_), None) => Err(invalid("`take_second` needs `first`, the digest of what was looked at.")),
        (Some(_), Some(_)) => Err(invalid("`first` goes with `take_second` alone.")),
    }
}

impl CaseInFullDocument {
    fn of(look: &Look) -> Result<Self, Problem> {
        let second = look.case.second.as_ref();
        let second = second
            .map(|second| ContentDocument::of(&look.case.entry.sha256.to_string(), &second.language, &second.answers));
        Ok(Self {
            case: (&look.case.entry).into(),
            first: ContentDocument::of(&look.first.sha256.to_string(), &look.first.language, &look.first.answers)?,
            second: second.transpose()?,
            differences: look.differences.iter().map(Into::into).collect(),
        })
    }
}

impl ContentDocument {
    fn of(sha256: &str, language: &str, answers: &str) -> Result<Self, Problem> {
        let answers = Any(serde_json::from_str(answers).map_err(Problem::internal)?);
        Ok(Self { sha256: sha256.to_owned(), language: language.to_owned(), answers })
    }
}

impl From<&Entry> for CaseDocument {
    fn from(entry: &Entry) -> Self {
        Self {
            id: entry.id,
            response: entry.response_id,
            wave: entry.wave_id,
            form_id: entry.form_id.clone(),
            form_version: entry.form_version.clone(),
            sha256: entry.sha256.to_string(),
            resolution: entry.settled.map(|(resolution, _)| resolution.as_str().to_owned()),
            resolved_on: entry.settled.map(|(_, on)| on.to_string()),
        }
    }
}

impl From<&Difference> for DifferenceDocument {
    fn from(difference: &Difference) -> Self {
        Self {
            path: difference.path.clone(),
            first: difference.first.clone().map(Any),
            second: difference.second.clone().map(Any),
        }
    }
}

impl Example for CaseDocument {
    fn example() -> Self {
        Self {
            id: "5e1f0c9a-3b52-4f0d-8a67-d2c4b1e9f036".parse().unwrap_or_default(),
            response: examples::RESPONSE.parse().unwrap_or_default(),
            wave: examples::WAVE.parse().ok(),
            form_id: examples::form().id().to_owned(),
            form_version: examples::form().version().to_owned(),
            sha256: examples::DIGEST.to_owned(),
            resolution: None,
            resolved_on: None,
        }
    }
}

impl Example for CasesDocument {
    fn example() -> Self {
        Self { cases: vec![CaseDocument::example()], next: None }
    }
}

impl Example for CaseInFullDocument {
    fn example() -> Self {
        let content = |answers| ContentDocument {
            sha256: examples::DIGEST.to_owned(),
            language: "da".to_owned(),
            answers: Any(answers),
        };
        let (first, second) = (examples::answers(), serde_json::json!({ "glad": "yes" }));
        let differences = settle::differences(&first, &second).iter().map(Into::into).collect();
        Self { case: CaseDocument::example(), first: content(first), second: Some(content(second)), differences }
    }
}

impl Example for ResolutionDocument {
    fn example() -> Self {
        Self { resolution: "take_second".to_owned(), first: Some(examples::DIGEST.to_owned()) }
    }
}
