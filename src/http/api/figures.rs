//! How many of those who were asked have answered a wave, in ranges that tell nothing of single people.

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
use crate::service::waves::figures::{self, Figures, OfAreas, Range};

/// The operations on figures of response.
pub(crate) struct WaveFigures {
    pub(super) services: Services,
}

/// How many of those who were asked have answered a wave (AAPOR, *Standard Definitions*). Whoever has not answered counts as asked,
/// so a rate is the least that it can be.
#[derive(Debug, Object)]
#[oai(rename = "Figures", example)]
struct FiguresDocument {
    /// The wave.
    wave: Uuid,
    /// Answers that count.
    answered: u64,
    /// How many of them are complete; null where there are few.
    complete: Option<RangeDocument>,
    /// How many of them are partial, with less than half of what was asked; null where there are few.
    partial: Option<RangeDocument>,
    /// How many were asked; null where nobody knows, or there are few, or only `invited_range` is told.
    invited: Option<u64>,
    /// How many were asked, as far as it is told: both ends are alike, or it is a range, because the wave asks no more and few, or none,
    /// did not answer.
    invited_range: Option<RangeDocument>,
    /// Response rate 1, of complete answers alone.
    response_rate_1: Option<SharesDocument>,
    /// Response rate 2, of partial answers as well: a share from 0 to 1. Null where `invited` is.
    response_rate_2: Option<f64>,
    /// Response rate 2 as far as it is told: both ends are alike where `invited` is told.
    response_rate_2_range: Option<SharesDocument>,
    /// The same of areas, where it tells nothing of single people, and `invited` is told.
    areas: Vec<AreasDocument>,
}

/// What is told of a count: it is one of these.
#[derive(Debug, Object)]
#[oai(rename = "Range")]
struct RangeDocument {
    /// At least.
    from: u64,
    /// At most.
    to: u64,
}

/// What is told of a share, from 0 to 1.
#[derive(Debug, Object)]
#[oai(rename = "Shares")]
struct SharesDocument {
    /// At least.
    from: f64,
    /// At most.
    to: f64,
}

/// One area, or several small ones together.
#[derive(Debug, Object)]
#[oai(rename = "FiguresOfAreas")]
struct AreasDocument {
    /// Which.
    areas: Vec<Uuid>,
    /// Whether those are among them of whom nobody knows where they live.
    with_unknown: bool,
    /// How many were asked.
    invited: u64,
    /// How many have answered.
    answered: RangeDocument,
    /// Response rate 2.
    response_rate_2: SharesDocument,
}

/// Errors of looking.
struct Looking;

impl Declares for Looking {
    const CODES: &'static [Code] = &[Code::WaveNotFound];
}

#[OpenApi(tag = "Chapter::Waves")]
impl WaveFigures {
    /// Get the response figures of a wave
    ///
    /// By the rates of AAPOR, for the wave and by area. Counts are ranges, small areas are told together, and what could tell about
    /// single people is left out. Once the wave asks no more, neither how many were asked nor the areas are told where few, or none,
    /// did not answer.
    #[oai(path = "/waves/:wave/figures", method = "get", operation_id = "get_response_figures")]
    async fn get(
        &self,
        program: Program,
        /// Identity of the wave.
        wave: Path<Uuid>,
    ) -> Result<Content<FiguresDocument>, Refusal<Looking>> {
        let figures = figures::figures(&self.services, &program.actor, wave.0).await?;
        let figures = figures.ok_or_else(|| Problem::new(Code::WaveNotFound))?;
        Ok(Content::of(&FiguresDocument::of(figures).to_json(), Keep::AskFirst)?)
    }
}

impl FiguresDocument {
    fn of(figures: Figures) -> Self {
        let Figures { wave, answered, kinds, rates, areas } = figures;
        let invited = rates.map(|rates| rates.invited);
        Self {
            wave: wave.id,
            answered,
            complete: kinds.map(|kinds| RangeDocument::of(kinds.complete)),
            partial: kinds.map(|kinds| RangeDocument::of(kinds.partial)),
            invited: invited.and_then(Range::only),
            invited_range: invited.map(RangeDocument::of),
            response_rate_1: rates.and_then(|rates| rates.rate_1).map(SharesDocument::of),
            response_rate_2: rates.filter(|rates| rates.invited.only().is_some()).map(|rates| rates.rate_2.0),
            response_rate_2_range: rates.map(|rates| SharesDocument::of(rates.rate_2)),
            areas: areas.into_iter().map(AreasDocument::of).collect(),
        }
    }
}

impl RangeDocument {
    fn of(Range { from, to }: Range) -> Self {
        Self { from, to }
    }
}

impl SharesDocument {
    fn of((from, to): (f64, f64)) -> Self {
        Self { from, to }
    }
}

impl AreasDocument {
    fn of(OfAreas { areas, invited, answered, rate_2 }: OfAreas) -> Self {
        Self {
            with_unknown: areas.contains(&None),
            areas: areas.into_iter().flatten().collect(),
            invited,
            answered: RangeDocument::of(answered),
            response_rate_2: SharesDocument::of(rate_2),
        }
    }
}

impl Example for FiguresDocument {
    fn example() -> Self {
        let area = AreasDocument {
            areas: vec![examples::AREA.parse().unwrap_or_default()],
            with_unknown: false,
            invited: 60,
            answered: RangeDocument { from: 30, to: 39 },
            response_rate_2: SharesDocument { from: 0.5, to: 0.65 },
        };
        Self {
            wave: examples::WAVE.parse().unwrap_or_default(),
            answered: 64,
            complete: Some(RangeDocument { from: 50, to: 64 }),
            partial: Some(RangeDocument { from: 0, to: 9 }),
            invited: Some(107),
            invited_range: Some(RangeDocument { from: 107, to: 107 }),
            response_rate_1: Some(SharesDocument { from: 0.467, to: 0.598 }),
            response_rate_2: Some(0.598),
            response_rate_2_range: Some(SharesDocument { from: 0.598, to: 0.598 }),
            areas: vec![area],
        }
    }
}
