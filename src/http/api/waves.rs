//! Waves: which there are, and how many have answered; never who or what.

use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

use super::body::Body;
use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{Chapter, conditions, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::open_wave::{self, Opened};
use crate::service::waves::{self, Identity, Wave};

/// The operations on waves.
pub(crate) struct Waves {
    pub(super) services: Services,
}

/// All waves.
#[derive(Debug, Object)]
#[oai(rename = "Waves", example)]
struct WavesDocument {
    /// The newest first.
    waves: Vec<WaveDocument>,
}

/// One round of a survey with one form version.
#[derive(Debug, Object)]
#[oai(rename = "Wave", example)]
struct WaveDocument {
    /// Identity.
    id: Uuid,
    /// The programme that asks.
    programme_id: Uuid,
    /// The form that is asked.
    form_id: String,
    /// Its version.
    form_version: String,
    /// What staff call it.
    name: String,
    /// The secret part of its open link `/s/{code}`: who has it can answer.
    code: String,
    /// What is kept of who answered: `anonymous`, `confidential` or `identified`.
    identity: String,
    /// How people get in: `open_link`.
    access: String,
    /// First day.
    starts_on: String,
    /// Last day.
    ends_on: String,
    /// `open`, or `closed` if it was closed by hand.
    state: String,
    /// Whether it takes answers today.
    takes_answers: bool,
}

/// A wave that is to be opened.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "NewWave", example)]
#[serde(deny_unknown_fields)]
struct NewWaveDocument {
    /// The programme that asks.
    programme_id: Uuid,
    /// The form that is asked.
    form_id: String,
    /// Its version.
    form_version: String,
    /// What staff call it.
    name: String,
    /// What is kept of who answered: `anonymous`, `confidential` or `identified`. Only what is not anonymous can be changed or
    /// taken back.
    identity: String,
    /// First day, such as `2026-11-01`.
    starts_on: String,
    /// Last day.
    ends_on: String,
}

#[derive(ApiResponse)]
enum OpenReply {
    /// The same wave was opened with this key before. Nothing changed.
    #[oai(status = 200)]
    Known(Json<WaveDocument>),
    /// It is open, on its days.
    #[oai(status = 201)]
    Opened(Json<WaveDocument>),
}

/// How many have answered a wave.
#[derive(Debug, Object)]
#[oai(rename = "Progress", example)]
struct ProgressDocument {
    /// The wave.
    wave: Uuid,
    /// Answers so far.
    answers: u64,
    /// How many of them still lack a picture that they refer to.
    incomplete: u64,
}

/// Errors of listing.
struct Listing;
/// Errors of one wave.
struct One;
/// Errors of opening one.
struct Opening;

impl Declares for Listing {
    const CODES: &'static [Code] = &[];
}

impl Declares for One {
    const CODES: &'static [Code] = &[Code::WaveNotFound];
}

impl Declares for Opening {
    const CODES: &'static [Code] = &[
        Code::BodyTooLarge,
        Code::IdempotencyKeyMissing,
        Code::IdempotencyKeyReused,
        Code::MediaTypeUnsupported,
        Code::ProgrammeNotFound,
        Code::VersionNotFound,
        Code::VersionRetired,
        Code::WaveInvalid,
    ];
}

#[OpenApi(tag = "Chapter::Waves")]
impl Waves {
    /// Open a wave
    ///
    /// From its first to its last day everyone who has its link can answer it.
    #[oai(path = "/waves", method = "post", operation_id = "open_wave")]
    async fn open(
        &self,
        program: Program,
        /// Names this request, so that it opens one wave however often it is sent: a fresh random UUID. It never expires.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        wave: Body<NewWaveDocument>,
    ) -> Result<OpenReply, Refusal<Opening>> {
        let id = conditions::identity(idempotency_key.0.as_deref(), &program, "open_wave")?;
        let Opened { wave, new } = open_wave::open_as(&self.services, &program.actor, id, wave.0.command()?).await?;
        let document = Json(self.document(&wave));
        Ok(if new { OpenReply::Opened(document) } else { OpenReply::Known(document) })
    }

    /// List the waves
    ///
    /// Every wave, the newest first, also those that have ended or were closed.
    #[oai(path = "/waves", method = "get", operation_id = "list_waves")]
    async fn list(&self, _program: Program) -> Result<Content<WavesDocument>, Refusal<Listing>> {
        let waves = waves::list(&self.services).await?;
        let document = WavesDocument { waves: waves.iter().map(|wave| self.document(wave)).collect() };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }

    /// Read about one wave
    ///
    /// What it asks, and when.
    #[oai(path = "/waves/:wave", method = "get", operation_id = "get_wave")]
    async fn one(
        &self,
        _program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
    ) -> Result<Content<WaveDocument>, Refusal<One>> {
        let found = waves::find(&self.services, wave.0).await?;
        let found = found.ok_or_else(|| Problem::new(Code::WaveNotFound))?;
        Ok(Content::of(&self.document(&found).to_json(), Keep::AskFirst)?)
    }

    /// Count the answers of a wave
    ///
    /// How many have answered, and nothing about which or when.
    #[oai(path = "/waves/:wave/progress", method = "get", operation_id = "get_progress")]
    async fn progress(
        &self,
        _program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
    ) -> Result<Content<ProgressDocument>, Refusal<One>> {
        let progress = waves::progress(&self.services, wave.0).await?;
        let progress = progress.ok_or_else(|| Problem::new(Code::WaveNotFound))?;
        let document =
            ProgressDocument { wave: progress.wave.id, answers: progress.answers, incomplete: progress.incomplete };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }
}

impl Waves {
    fn document(&self, wave: &Wave) -> WaveDocument {
        WaveDocument {
            id: wave.id,
            programme_id: wave.programme_id,
            form_id: wave.form_id.clone(),
            form_version: wave.form_version.clone(),
            name: wave.name.clone(),
            code: wave.code.as_str().to_owned(),
            identity: wave.identity.as_str().to_owned(),
            access: wave.access.as_str().to_owned(),
            starts_on: wave.starts_on.to_string(),
            ends_on: wave.ends_on.to_string(),
            state: wave.state.as_str().to_owned(),
            takes_answers: waves::is_open(wave, self.services.clock.today()),
        }
    }
}

impl NewWaveDocument {
    fn command(self) -> Result<open_wave::Command, Problem> {
        let invalid = |what| Problem::with_detail(Code::RequestInvalid, what);
        Ok(open_wave::Command {
            programme_id: self.programme_id,
            form_id: self.form_id,
            version: self.form_version,
            name: self.name.parse().map_err(|_| invalid("`name` is 1 to 120 letters on one line."))?,
            identity: Identity::named(&self.identity)
                .ok_or_else(|| invalid("`identity` is `anonymous`, `confidential` or `identified`."))?,
            starts_on: self.starts_on.parse().map_err(|_| invalid("`starts_on` is a day."))?,
            ends_on: self.ends_on.parse().map_err(|_| invalid("`ends_on` is a day."))?,
        })
    }
}

impl Example for NewWaveDocument {
    fn example() -> Self {
        let wave = WaveDocument::example();
        Self {
            programme_id: wave.programme_id,
            form_id: wave.form_id,
            form_version: wave.form_version,
            name: wave.name,
            identity: wave.identity,
            starts_on: wave.starts_on,
            ends_on: wave.ends_on,
        }
    }
}

impl Example for WaveDocument {
    fn example() -> Self {
        Self {
            id: examples::WAVE.parse().unwrap_or_default(),
            programme_id: examples::PROGRAMME.parse().unwrap_or_default(),
            form_id: examples::form().id().to_owned(),
            form_version: examples::form().version().to_owned(),
            name: "An invented wave".to_owned(),
            code: "01z0zhjkmnpqr".to_owned(),
            identity: "anonymous".to_owned(),
            access: "open_link".to_owned(),
            starts_on: "2026-11-01".to_owned(),
            ends_on: "2026-12-15".to_owned(),
            state: "open".to_owned(),
            takes_answers: true,
        }
    }
}

impl Example for WavesDocument {
    fn example() -> Self {
        Self { waves: vec![WaveDocument::example()] }
    }
}

impl Example for ProgressDocument {
    fn example() -> Self {
        Self { wave: examples::WAVE.parse().unwrap_or_default(), answers: 214, incomplete: 3 }
    }
}
