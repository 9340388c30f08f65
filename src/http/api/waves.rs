//! Waves: which there are, their life, and how many have answered; never who or what.

use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{ApiResponse, Object, OpenApi};
use uuid::Uuid;

use super::body::Body;
use super::content::{Content, Keep};
use super::new_wave::{EndDocument, NewWaveDocument};
use super::refusal::{Declares, Refusal};
use super::{Chapter, conditions, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::open_wave::{self, Opened};
use crate::service::waves::{self, Hours, State, Wave, end, life};

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
    /// How people get in: by an `open_link`, each with a `code` of their own, at a `kiosk`, or `staff_only`.
    access: String,
    /// First day.
    starts_on: String,
    /// The time of the first day at which it opens, such as `08:00`; null for its beginning.
    opens_at: Option<String>,
    /// Last day.
    ends_on: String,
    /// The time of the last day at which it closes; null for its end.
    closes_at: Option<String>,
    /// The areas that it asks in; none means the whole programme.
    areas: Vec<Uuid>,
    /// The languages that are offered; none means all that the form has.
    languages: Vec<String>,
    /// Whether one browser may answer more than once, if the link is open.
    several_a_browser: bool,
    /// How many answers are hoped for.
    target: Option<i32>,
    /// What allows to keep answers of people who can be known: `consent`, `public_task` or `legitimate_interest`.
    legal_basis: Option<String>,
    /// Who decides what becomes of the answers, as residents read it.
    controller: Option<String>,
    /// Where they can ask about that.
    contact: Option<String>,
    /// Months after the last day for which answers are kept that are not anonymous; then they are deleted.
    kept_months: Option<i32>,
    /// `draft` while it is set up, `open`, which means that it asks from its first day to its last, `closed` or `archived`.
    state: String,
    /// Whether its link can be tried before it opens. What is answered then is looked at and forgotten.
    is_tested: bool,
    /// Whether it takes answers now.
    takes_answers: bool,
    /// How often it was changed, and one more.
    version: i32,
}

#[derive(ApiResponse)]
enum OpenReply {
    /// The same wave was opened with this key before. Nothing changed.
    #[oai(status = 200)]
    Known(Json<WaveDocument>),
    /// It is open, on its days; or a draft, if that was asked for.
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
/// Errors of changing one.
struct Changing;
/// Errors of bringing one further.
struct Moving;

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

impl Declares for Changing {
    const CODES: &'static [Code] = &[
        Code::BaseNotCurrent,
        Code::BodyTooLarge,
        Code::MediaTypeUnsupported,
        Code::ProgrammeNotFound,
        Code::VersionNotFound,
        Code::VersionRetired,
        Code::WaveInvalid,
        Code::WaveNotFound,
        Code::WaveStateWrong,
    ];
}

impl Declares for Moving {
    const CODES: &'static [Code] = &[
        Code::ProgrammeNotFound,
        Code::VersionNotFound,
        Code::VersionRetired,
        Code::WaveInvalid,
        Code::WaveNotFound,
        Code::WaveStateWrong,
    ];
}

#[OpenApi(tag = "Chapter::Waves")]
impl Waves {
    /// Open a wave
    ///
    /// From its first to its last day those can answer it whom its `access` lets in. With `state` as `draft` it is only set up:
    /// it can be changed and tried until it is opened.
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
        let state = wave.0.state()?;
        let (services, actor, command) = (&self.services, &program.actor, wave.0.command()?);
        let Opened { wave, new } = match state {
            State::Draft => open_wave::draft_as(services, actor, id, command).await?,
            _ => open_wave::open_as(services, actor, id, command).await?,
        };
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

    /// Change a wave that is set up
    ///
    /// While it is a draft. All of it is given anew; what is left out is as it is by itself. The programme stays, and so does
    /// the link.
    #[oai(path = "/waves/:wave", method = "put", operation_id = "change_wave")]
    async fn change(
        &self,
        program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
        /// The `version` of the wave that was looked at: who changed it meanwhile is not overwritten.
        version: Query<i32>,
        changed: Body<NewWaveDocument>,
    ) -> Result<Json<WaveDocument>, Refusal<Changing>> {
        let command = changed.0.command()?;
        Ok(Json(self.document(&life::change(&self.services, &program.actor, wave.0, version.0, command).await?)))
    }

    /// Let a wave end at another time
    ///
    /// Later or earlier, while it is open or waits to be; nothing else of such a wave changes. What people were told of when
    /// their answers are deleted stands: `kept_months` becomes less if it has to. The same end again changes nothing.
    #[oai(path = "/waves/:wave/end", method = "put", operation_id = "move_end")]
    async fn move_end(
        &self,
        program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
        /// The `version` of the wave that was looked at: who changed it meanwhile is not overwritten.
        version: Query<i32>,
        end: Body<EndDocument>,
    ) -> Result<Json<WaveDocument>, Refusal<Changing>> {
        let moved = end::move_end(&self.services, &program.actor, wave.0, version.0, end.0.end()?).await?;
        Ok(Json(self.document(&moved)))
    }

    /// Open a wave that is set up
    ///
    /// It asks from its first day on, and by itself. Opening it again changes nothing.
    #[oai(path = "/waves/:wave/open", method = "post", operation_id = "open_draft")]
    async fn open_draft(
        &self,
        program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
    ) -> Result<Json<WaveDocument>, Refusal<Moving>> {
        Ok(Json(self.document(&life::open(&self.services, &program.actor, wave.0).await?)))
    }

    /// Close a wave
    ///
    /// For good, at once. On its last day it closes by itself. Closing it again changes nothing.
    #[oai(path = "/waves/:wave/close", method = "post", operation_id = "close_wave")]
    async fn close(
        &self,
        program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
    ) -> Result<Json<WaveDocument>, Refusal<Moving>> {
        Ok(Json(self.document(&life::close(&self.services, &program.actor, wave.0).await?)))
    }

    /// Archive a wave
    ///
    /// One that is done with: a draft that is not wanted, or one that does not ask any more. Archiving it again changes nothing.
    #[oai(path = "/waves/:wave/archive", method = "post", operation_id = "archive_wave")]
    async fn archive(
        &self,
        program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
    ) -> Result<Json<WaveDocument>, Refusal<Moving>> {
        Ok(Json(self.document(&life::archive(&self.services, &program.actor, wave.0).await?)))
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
        let Hours { from, to } = wave.terms.hours;
        let notice = wave.terms.notice.clone();
        WaveDocument {
            id: wave.id,
            programme_id: wave.programme_id,
            form_id: wave.form_id.clone(),
            form_version: wave.form_version.clone(),
            name: wave.name.clone(),
            code: wave.code.as_str().to_owned(),
            identity: wave.identity.as_str().to_owned(),
            access: wave.terms.access.as_str().to_owned(),
            starts_on: wave.starts_on.to_string(),
            opens_at: from.map(|time| time.strftime("%H:%M").to_string()),
            ends_on: wave.ends_on.to_string(),
            closes_at: to.map(|time| time.strftime("%H:%M").to_string()),
            areas: wave.terms.areas.clone(),
            languages: wave.terms.languages.clone(),
            several_a_browser: wave.terms.several_a_browser,
            target: wave.terms.target,
            legal_basis: notice.legal_basis.map(|basis| basis.as_str().to_owned()),
            controller: notice.controller,
            contact: notice.contact,
            kept_months: notice.kept_months,
            state: wave.state.as_str().to_owned(),
            is_tested: wave.is_tested,
            takes_answers: waves::is_open(wave, &self.services.clock.now()),
            version: wave.version,
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
            opens_at: Some("08:00".to_owned()),
            ends_on: "2026-12-15".to_owned(),
            closes_at: None,
            areas: vec![examples::AREA.parse().unwrap_or_default()],
            languages: vec!["da".to_owned(), "en".to_owned()],
            several_a_browser: false,
            target: Some(400),
            legal_basis: Some("consent".to_owned()),
            controller: Some("An invented programme".to_owned()),
            contact: Some("invented@example.dk".to_owned()),
            kept_months: Some(12),
            state: "open".to_owned(),
            is_tested: false,
            takes_answers: true,
            version: 2,
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
