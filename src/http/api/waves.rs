//! Waves: which there are, and how many have answered; never who or what.

use poem_openapi::param::Path;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::waves::{self, Wave};

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

impl Declares for Listing {
    const CODES: &'static [Code] = &[];
}

impl Declares for One {
    const CODES: &'static [Code] = &[Code::WaveNotFound];
}

#[OpenApi(tag = "Chapter::Waves")]
impl Waves {
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
