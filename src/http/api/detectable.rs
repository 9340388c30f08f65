//! How large a change has to be for a wave to show it, for programs that plan one.

use poem_openapi::param::{Path, Query};
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::indicators::{detectable, observation};
use crate::service::{Services, waves};

/// The operation on the smallest changes that a wave can show.
pub(crate) struct SmallestChanges {
    pub(super) services: Services,
}

/// The smallest changes that a wave shows four times in five, with intervals of 95 %.
#[derive(Debug, Object)]
#[oai(rename = "SmallestChanges", example)]
struct ChangesDocument {
    /// The wave.
    wave: Uuid,
    /// For so many answers.
    answers: u32,
    /// Indicators of one question that were observed before, of the same people.
    indicators: Vec<ChangeDocument>,
}

/// That of an indicator.
#[derive(Debug, Object)]
#[oai(rename = "SmallestChange")]
struct ChangeDocument {
    /// The indicator.
    indicator: String,
    /// What it was the last time, 0 to 1.
    before: f64,
    /// Lower end of its 95 % interval.
    before_low: Option<f64>,
    /// Upper end.
    before_high: Option<f64>,
    /// How many answers that rests on.
    before_answers: Option<u64>,
    /// The smallest rise, 0 to 1; null, if none is large enough.
    rise: Option<f64>,
    /// The smallest fall, 0 to 1; null, if none is large enough.
    fall: Option<f64>,
}

/// Errors of looking.
struct Looking;

impl Declares for Looking {
    const CODES: &'static [Code] = &[Code::WaveNotFound];
}

#[OpenApi(tag = "Chapter::Waves")]
impl SmallestChanges {
    /// Get the smallest changes that a wave can show
    ///
    /// Held against what was observed last of the same people: those of the whole programme, or of the one area that is asked.
    /// Smaller changes will mostly lie within the uncertainty.
    #[oai(path = "/waves/:wave/smallest-changes", method = "get", operation_id = "get_smallest_changes")]
    async fn get(
        &self,
        program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
        /// How many answers are hoped for.
        #[oai(validator(minimum(value = "1"), maximum(value = "1000000")))]
        answers: Query<u32>,
    ) -> Result<Content<ChangesDocument>, Refusal<Looking>> {
        let wave = waves::find(&self.services, wave.0).await?;
        // It tells what indicators were.
        let wave = wave.filter(|wave| observation::may_read(&program.actor, wave.programme_id));
        let wave = wave.ok_or_else(|| Problem::new(Code::WaveNotFound))?;
        let found = detectable::of_wave(&self.services, &wave, answers.0).await?;
        let indicators = found.into_iter().map(Into::into).collect();
        let document = ChangesDocument { wave: wave.id, answers: answers.0, indicators };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }
}

impl From<detectable::Detectable> for ChangeDocument {
    fn from(found: detectable::Detectable) -> Self {
        let before = found.before;
        Self {
            indicator: found.definition.id,
            before: before.value,
            before_low: before.interval.map(|(low, _)| low),
            before_high: before.interval.map(|(_, high)| high),
            before_answers: before.respondents,
            rise: found.rise,
            fall: found.fall,
        }
    }
}

impl Example for ChangesDocument {
    fn example() -> Self {
        let safety = ChangeDocument {
            indicator: "basic_safety".to_owned(),
            before: 0.75,
            before_low: Some(0.698),
            before_high: Some(0.796),
            before_answers: Some(300),
            rise: Some(0.092),
            fall: Some(0.103),
        };
        Self { wave: examples::WAVE.parse().unwrap_or_default(), answers: 300, indicators: vec![safety] }
    }
}
