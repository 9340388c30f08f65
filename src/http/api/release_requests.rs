//! Releases that are asked for: they take long to make, so a request is kept, and the caller looks what became of it.

use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

use super::body::Body;
use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{BASE, Chapter, conditions, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::{Document, Problem};
use crate::service::Services;
use crate::service::releases::request::{self, Command, Kind, Request, State};
use crate::service::releases::work::{Failure, Told};

/// The operations on requests for releases.
pub(crate) struct ReleaseRequests {
    pub(super) services: Services,
}

/// What is to be released, or tried.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "NewRelease", example)]
#[serde(deny_unknown_fields)]
struct NewDocument {
    /// The wave.
    wave: Uuid,
    /// The plan as YAML; the one that the form is shipped with, if it has one and nothing is said.
    #[serde(default)]
    plan: Option<String>,
}

/// A request for a release, or for a trial of a plan.
#[derive(Debug, Object)]
#[oai(rename = "ReleaseRequest", example)]
struct RequestDocument {
    /// Identity.
    id: Uuid,
    /// `release` or `trial`.
    kind: String,
    /// The wave.
    wave: Uuid,
    /// The plan.
    plan: String,
    /// `waiting`, `running`, `done` or `failed`.
    state: String,
    /// The release that there is now, once it is done.
    release: Option<Uuid>,
    /// What the trial told, once it is done.
    trial: Option<TrialDocument>,
    /// Why it came to nothing.
    problem: Option<Document>,
}

/// What a plan would show.
#[derive(Debug, Object)]
#[oai(rename = "ReleaseTrial")]
struct TrialDocument {
    /// How many answers count, in steps of ten, the rest left out.
    answers: u64,
    /// Of all cells, so many in a hundred would be shown.
    shown: u8,
    /// The tables of the plan.
    tables: Vec<TableDocument>,
}

/// How much of a table would be shown.
#[derive(Debug, Object)]
#[oai(rename = "TriedTable")]
struct TableDocument {
    /// Its variables.
    variables: Vec<String>,
    /// Its cells.
    cells: u64,
    /// So many in a hundred of them would be shown, in steps of ten.
    shown: u8,
}

#[derive(ApiResponse)]
enum AskReply {
    /// It is kept and will be done. The same request again gives the same.
    #[oai(status = 202)]
    Accepted(
        Json<RequestDocument>,
        /// Where to look what became of it.
        #[oai(header = "Location")]
        String,
    ),
}

/// Errors of asking.
struct Asking;
/// Errors of looking.
struct Looking;

impl Declares for Asking {
    const CODES: &'static [Code] = &[
        Code::BodyTooLarge,
        Code::IdempotencyKeyMissing,
        Code::IdempotencyKeyReused,
        Code::MediaTypeUnsupported,
        Code::PlanInvalid,
        Code::ReleasedOtherwise,
        Code::TrialsSpent,
        Code::WaveNotFound,
        Code::WaveStateWrong,
    ];
}

impl Declares for Looking {
    const CODES: &'static [Code] = &[Code::ReleaseNotFound];
}

#[OpenApi(tag = "Chapter::Releases")]
impl ReleaseRequests {
    /// Release a wave
    ///
    /// For good: a wave that is archived is counted by a plan, what would tell on somebody is hidden, and what is left is attacked
    /// before it is kept. That takes up to some minutes. The same plan again gives the release that there is.
    #[oai(path = "/releases", method = "post", operation_id = "make_release")]
    async fn release(
        &self,
        program: Program,
        /// Names this request, so that it is one however often it is sent: a fresh random UUID. It never expires.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        new: Body<NewDocument>,
    ) -> Result<AskReply, Refusal<Asking>> {
        self.ask(&program, idempotency_key.0.as_deref(), Kind::Release, new.0).await
    }

    /// Try a release plan
    ///
    /// Says how much of each table would be shown, and no count, of a wave that takes no answers any more. Twenty trials are taken of
    /// a wave. Nothing is released.
    #[oai(path = "/release-trials", method = "post", operation_id = "try_release_plan")]
    async fn attempt(
        &self,
        program: Program,
        /// Names this request, so that it is one however often it is sent: a fresh random UUID. It never expires.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        new: Body<NewDocument>,
    ) -> Result<AskReply, Refusal<Asking>> {
        self.ask(&program, idempotency_key.0.as_deref(), Kind::Trial, new.0).await
    }

    /// Look what became of a request
    ///
    /// Ask again while it is `waiting` or `running`. One whose machine died is begun anew elsewhere.
    #[oai(path = "/release-requests/:request", method = "get", operation_id = "get_release_request")]
    async fn one(
        &self,
        program: Program,
        /// Identity of the request.
        request: Path<Uuid>,
    ) -> Result<Content<RequestDocument>, Refusal<Looking>> {
        let found = request::find(&self.services, &program.actor, request.0).await?;
        let (found, _) = found.ok_or_else(|| Problem::new(Code::ReleaseNotFound))?;
        Ok(Content::of(&RequestDocument::of(found).to_json(), Keep::AskFirst)?)
    }
}

impl ReleaseRequests {
    async fn ask(
        &self,
        program: &Program,
        key: Option<&str>,
        kind: Kind,
        new: NewDocument,
    ) -> Result<AskReply, Refusal<Asking>> {
        let id = conditions::identity(key, program, kind.as_str())?;
        let command = Command { id, kind, wave: new.wave, plan: new.plan };
        let request = request::ask(&self.services, &program.actor, command).await?;
        let location = format!("{BASE}/release-requests/{}", request.id);
        Ok(AskReply::Accepted(Json(RequestDocument::of(request)), location))
    }
}

impl RequestDocument {
    fn of(request: Request) -> Self {
        let Request { id, kind, wave_id, plan, state, .. } = request;
        let (name, release, trial, problem) = match state {
            State::Waiting => ("waiting", None, None, None),
            State::Running => ("running", None, None, None),
            State::Tried(told) => ("done", None, Told::read(&told).map(TrialDocument::of), None),
            State::Released(release) => ("done", Some(release), None, None),
            State::Failed { failure, detail } => {
                let problem = Problem::of_release(Failure::named(&failure), detail.as_deref());
                ("failed", None, None, Some(problem.document(&id.to_string())))
            }
        };
        let (kind, state) = (kind.as_str().to_owned(), name.to_owned());
        Self { id, kind, wave: wave_id, plan, state, release, trial, problem }
    }
}

impl TrialDocument {
    fn of(told: Told) -> Self {
        let tables = told.tables.into_iter().map(|table| TableDocument {
            variables: table.variables,
            cells: table.cells as u64,
            shown: table.shown,
        });
        Self { answers: told.answers, shown: told.shown, tables: tables.collect() }
    }
}

impl Example for NewDocument {
    fn example() -> Self {
        Self { wave: examples::WAVE.parse().unwrap_or_default(), plan: Some(examples::PLAN.to_owned()) }
    }
}

impl Example for RequestDocument {
    fn example() -> Self {
        Self {
            id: examples::RELEASE.parse().unwrap_or_default(),
            kind: "release".to_owned(),
            wave: examples::WAVE.parse().unwrap_or_default(),
            plan: examples::PLAN.to_owned(),
            state: "done".to_owned(),
            release: examples::RELEASE.parse().ok(),
            trial: None,
            problem: None,
        }
    }
}
