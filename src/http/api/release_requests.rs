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
use super::release_proposal::{NewProposal, ProposalDocument};
use super::{BASE, Chapter, conditions, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::{Document, Problem};
use crate::service::Services;
use crate::service::releases::progress::{Point, Stage};
use crate::service::releases::request::{self, Command, Kind, Request, Share, State};
use crate::service::releases::told::{Proposed, Told};
use crate::service::releases::work::Failure;

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

/// A request for a release, for a trial of a plan, or for a coarser one.
#[derive(Debug, Object)]
#[oai(rename = "ReleaseRequest", example)]
struct RequestDocument {
    /// Identity.
    id: Uuid,
    /// `release`, `trial` or `proposal`.
    kind: String,
    /// The wave.
    wave: Uuid,
    /// The plan.
    plan: String,
    /// How much of its cells a coarser plan is to show, in percent, if one is to be proposed.
    share: Option<u8>,
    /// `waiting`, `running`, `done` or `failed`.
    state: String,
    /// How far it is, while it is `running`; nothing, before anybody has said so.
    progress: Option<ProgressDocument>,
    /// The release that there is now, once it is done.
    release: Option<Uuid>,
    /// What the trial told, once it is done.
    trial: Option<TrialDocument>,
    /// The coarser plan, once it is done.
    proposal: Option<ProposalDocument>,
    /// Why it came to nothing.
    problem: Option<Document>,
}

/// How far the work on a request is. It tells no number of answers.
#[derive(Debug, Object)]
#[oai(rename = "ReleaseProgress", example)]
struct ProgressDocument {
    /// Which plan it is, counted from 1, where a coarser one is looked for.
    plan: Option<u64>,
    /// What is done just now, in this order: `counting` answers, `protecting` the tables question by question, `attacking` what is
    /// left question by question, `writing` what passed. A trial and a proposal write nothing.
    stage: String,
    /// Of so many pieces; 0, where it is one.
    of: u64,
    /// So many are done. They are not equally long.
    done: u64,
}

/// What a plan would show.
#[derive(Debug, Object)]
#[oai(rename = "ReleaseTrial", example)]
pub(super) struct TrialDocument {
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
    /// before it is kept. That takes up to some minutes. The same plan again gives the release that there is, or a revision of it where
    /// enough has come since; a plan that would be refused today is refused then, too.
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

    /// Have a coarser release plan proposed
    ///
    /// Makes a plan coarser where it loses most, until so much of its cells would be shown, of a wave that takes no answers any more
    /// and is not released: departments become areas, neighbouring categories of an ordered breakdown become one, breakdowns that are
    /// crossed come apart, tables go. It tries up to thirteen plans, which may take many minutes, and five are proposed for a wave.
    /// Nothing is released: `proposal.plan` is for somebody to read, and to release the wave by.
    #[oai(path = "/release-proposals", method = "post", operation_id = "propose_release_plan")]
    async fn propose(
        &self,
        program: Program,
        /// Names this request, so that it is one however often it is sent: a fresh random UUID. It never expires.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        new: Body<NewProposal>,
    ) -> Result<AskReply, Refusal<Asking>> {
        let NewProposal { wave, plan, share } = new.0;
        let no_share = || Problem::with_detail(Code::RequestInvalid, "`share` is 10, 20 and so on to 100.");
        let kind = Kind::Proposal(Share::parse(share).ok_or_else(no_share)?);
        self.ask(&program, idempotency_key.0.as_deref(), kind, NewDocument { wave, plan }).await
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
        let share = match kind {
            Kind::Proposal(share) => Some(share),
            Kind::Trial | Kind::Release => None,
        };
        let document = Self {
            id,
            kind: kind.as_str().to_owned(),
            wave: wave_id,
            plan,
            share: share.map(Share::percent),
            state: "done".to_owned(),
            progress: None,
            release: None,
            trial: None,
            proposal: None,
            problem: None,
        };
        match (state, share) {
            (State::Waiting, _) => Self { state: "waiting".to_owned(), ..document },
            (State::Running(told), _) => {
                let progress = told.as_deref().and_then(Point::read).map(ProgressDocument::of);
                Self { state: "running".to_owned(), progress, ..document }
            }
            (State::Tried(told), None) => Self { trial: Told::read(&told).map(TrialDocument::of), ..document },
            (State::Tried(told), Some(share)) => {
                let proposed = Proposed::read(&told);
                Self { proposal: proposed.map(|proposed| ProposalDocument::of(proposed, share)), ..document }
            }
            (State::Released(release), _) => Self { release: Some(release), ..document },
            (State::Failed { failure, detail }, _) => {
                let problem = Problem::of_release(Failure::named(&failure), detail.as_deref());
                Self { state: "failed".to_owned(), problem: Some(problem.document(&id.to_string())), ..document }
            }
        }
    }
}

impl ProgressDocument {
    fn of(point: Point) -> Self {
        let Point { plan, stage, of, done } = point;
        let plan = plan.map(|plan| plan as u64);
        Self { plan, stage: stage.as_str().to_owned(), of: of as u64, done: done as u64 }
    }
}

impl TrialDocument {
    pub(super) fn of(told: Told) -> Self {
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
            share: None,
            state: "done".to_owned(),
            progress: None,
            release: examples::RELEASE.parse().ok(),
            trial: None,
            proposal: None,
            problem: None,
        }
    }
}

impl Example for ProgressDocument {
    fn example() -> Self {
        Self::of(Point { plan: None, stage: Stage::Protecting, of: 30, done: 12 })
    }
}

impl Example for TrialDocument {
    fn example() -> Self {
        let table = TableDocument { variables: vec!["department".to_owned()], cells: 120, shown: 80 };
        Self { answers: 850, shown: 82, tables: vec![table] }
    }
}
