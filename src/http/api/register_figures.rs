//! What the indicators of a programme are held against: taken in from a sheet, and told with its history.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::upload::{Sheet, Upload};
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::indicators::register::{self, RegisterFigure, Report, Whose, import};
use crate::service::{Name, Services};

/// The operations on register figures.
pub(crate) struct RegisterFigures {
    pub(super) services: Services,
}

/// Everything that the indicators of a programme are held against.
#[derive(Debug, Object)]
#[oai(rename = "RegisterFigures", example)]
struct FiguresDocument {
    /// By indicator, kind, place and day; the revisions of the same one behind each other, and the last one counts.
    figures: Vec<RegisterFigureDocument>,
}

/// A figure of a register, a baseline or a target.
#[derive(Debug, Object)]
#[oai(rename = "RegisterFigure")]
struct RegisterFigureDocument {
    /// Identity of this revision.
    id: Uuid,
    /// The indicator.
    indicator: String,
    /// `figure`, `baseline` or `target`.
    kind: String,
    /// The area; null for the whole programme and for a municipality.
    area_id: Option<Uuid>,
    /// The municipality; null for the whole programme and for an area.
    municipality: Option<String>,
    /// The day it holds for, or by which it is to be reached.
    on: String,
    /// How often something else was said of the same before.
    revision: u32,
    /// The value in the unit of the indicator: a share is 0 to 1. Null, if what was said is taken back.
    value: Option<f64>,
    /// How many people it rests on; null if nobody has said so.
    people: Option<u64>,
    /// Where it comes from.
    source: String,
    /// Why it says something else than the revision before; empty for the first one.
    reason: String,
    /// Day on which it was brought in.
    entered_on: String,
}

/// What a sheet has changed.
#[derive(Debug, Object)]
#[oai(rename = "ImportedRegisterFigures", example)]
struct ReportDocument {
    /// Figures that nobody had said.
    new: usize,
    /// Figures that said something else before.
    changed: usize,
    /// Figures that were known so.
    same: usize,
}

/// Errors of looking.
struct Looking;
/// Errors of taking in.
struct Importing;

impl Declares for Looking {
    const CODES: &'static [Code] = &[Code::ProgrammeNotFound];
}

impl Declares for Importing {
    const CODES: &'static [Code] =
        &[Code::BodyTooLarge, Code::MediaTypeUnsupported, Code::ProgrammeNotFound, Code::TableInvalid];
}

#[OpenApi(tag = "Chapter::Programmes")]
impl RegisterFigures {
    /// List register figures, baselines and targets
    ///
    /// All that the indicators of a programme are held against, with everything that was said before.
    #[oai(path = "/programmes/:programme/register-figures", method = "get", operation_id = "list_register_figures")]
    async fn list(
        &self,
        program: Program,
        /// Identity of the programme.
        programme: Path<Uuid>,
    ) -> Result<Content<FiguresDocument>, Refusal<Looking>> {
        let history = register::history(&self.services, &program.actor, programme.0).await?;
        let history = history.ok_or_else(|| Problem::new(Code::ProgrammeNotFound))?;
        let figures = history.into_values().flatten().map(Into::into).collect();
        Ok(Content::of(&FiguresDocument { figures }.to_json(), Keep::AskFirst)?)
    }

    /// Take in register figures, baselines and targets
    ///
    /// Columns: `row` (of the official table, or the name of an indicator), `kind` (`figure`, `baseline` or `target`), `area` or
    /// `municipality` (the whole programme, if neither is named), `value`, `unit` (`percent` or `share`), `people`, `date` and
    /// `source` (Danish names are understood as well). The sheet is taken in whole or not at all; the same sheet again changes
    /// nothing. What says something else than before is refused as `changed` unless a `reason` is given, and stays in the history.
    #[oai(path = "/programmes/:programme/register-figures", method = "post", operation_id = "import_register_figures")]
    async fn import(
        &self,
        program: Program,
        /// Identity of the programme.
        programme: Path<Uuid>,
        /// Why figures are to say something else than before, if some are: 1 to 120 letters on one line.
        reason: Query<Option<String>>,
        sheet: Upload<Sheet>,
    ) -> Result<Json<ReportDocument>, Refusal<Importing>> {
        let reason: Option<Name> =
            reason.0.map(|reason| reason.parse()).transpose().map_err(|_| {
                Problem::with_detail(Code::ParameterInvalid, "`reason` is 1 to 120 letters on one line.")
            })?;
        let (services, actor) = (&self.services, &program.actor);
        let report = import::import(services, actor, programme.0, sheet.bytes, reason.as_ref()).await?;
        let Report { new, changed, same } = report;
        Ok(Json(ReportDocument { new, changed, same }))
    }
}

impl From<RegisterFigure> for RegisterFigureDocument {
    fn from(figure: RegisterFigure) -> Self {
        let RegisterFigure { id, about, revision, said, reason, entered_on, .. } = figure;
        let (area_id, municipality) = match about.whose {
            Whose::Programme => (None, None),
            Whose::Area(area) => (Some(area), None),
            Whose::Municipality(name) => (None, Some(name)),
        };
        Self {
            id,
            indicator: about.indicator,
            kind: about.kind.as_str().to_owned(),
            area_id,
            municipality,
            on: about.on.to_string(),
            revision,
            value: said.value,
            people: said.people,
            source: said.source,
            reason,
            entered_on: entered_on.to_string(),
        }
    }
}

impl Example for FiguresDocument {
    fn example() -> Self {
        let figure = RegisterFigureDocument {
            id: examples::RESPONSE.parse().unwrap_or_default(),
            indicator: "basic_safety".to_owned(),
            kind: "baseline".to_owned(),
            area_id: None,
            municipality: Some("An invented municipality".to_owned()),
            on: examples::DAY.to_owned(),
            revision: 0,
            value: Some(0.8),
            people: None,
            source: "An invented register".to_owned(),
            reason: String::new(),
            entered_on: examples::DAY.to_owned(),
        };
        Self { figures: vec![figure] }
    }
}

impl Example for ReportDocument {
    fn example() -> Self {
        Self { new: 18, changed: 0, same: 2 }
    }
}
