//! Rows of an archived wave, for who may have them and says what for.

use poem::http::header;
use poem::{IntoResponse, Response};
use poem_openapi::param::Path;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Example;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

use super::Chapter;
use super::body::Body;
use super::refusal::{Declares, Refusal};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::microdata::{self, Extent, Request};
use crate::words::STAFF_LANGUAGES;

/// The operation on rows.
pub(crate) struct Microdata {
    pub(super) services: Services,
}

/// What is wanted of a wave, and what for.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "MicrodataRequest", example)]
#[serde(deny_unknown_fields)]
struct RequestDocument {
    /// What the rows are for, and under which agreement: 15 to 500 letters, which the log keeps. Nothing about single people.
    reason: String,
    /// Whether the questions are wanted as well that the plan of the release does not count; not by itself.
    all_questions: Option<bool>,
    /// Whether free text is wanted as well, which may say who wrote it; not by itself.
    free_text: Option<bool>,
    /// The language of labels and notes: `da`, which it is by itself, or `en`.
    language: Option<String>,
}

/// The files as one.
struct Archive {
    name: String,
    content: Vec<u8>,
}

const MEDIA_TYPE: &str = "application/zip";

/// Errors of fetching rows.
struct Fetching;

impl Declares for Fetching {
    const CODES: &'static [Code] =
        &[Code::BodyTooLarge, Code::MediaTypeUnsupported, Code::WaveNotFound, Code::WaveStateWrong];
}

#[OpenApi(tag = "Chapter::Waves")]
impl Microdata {
    /// Fetch pseudonymised rows of a wave
    ///
    /// A row for everybody who answered a wave that is archived and released, as a ZIP archive with the rows (CSV), a codebook, a
    /// program for SPSS and a manifest. Nobody stands alone with their keys: what singles somebody out is withheld. Rows promise less than
    /// a release and are personal data. Numbers and order of the rows are new for each export. Only a token of a researcher may,
    /// and who fetched what, and why, stands in the log.
    #[oai(path = "/waves/:wave/microdata", method = "post", operation_id = "fetch_microdata")]
    async fn fetch(
        &self,
        program: Program,
        /// The wave.
        wave: Path<Uuid>,
        wanted: Body<RequestDocument>,
    ) -> Result<Archive, Refusal<Fetching>> {
        let invalid = |what: &str| Problem::with_detail(Code::RequestInvalid, what.to_owned());
        let RequestDocument { reason, all_questions, free_text, language } = wanted.0;
        let reason = reason.parse().map_err(|_| invalid("`reason` has 15 to 500 letters."))?;
        let language = language.unwrap_or_else(|| STAFF_LANGUAGES[0].to_owned());
        if !STAFF_LANGUAGES.contains(&language.as_str()) {
            return Err(invalid("`language` is `da` or `en`.").into());
        }
        let extent =
            Extent { all_questions: all_questions.unwrap_or_default(), free_text: free_text.unwrap_or_default() };
        let request = Request { wave: wave.0, reason, extent, language };
        let export = microdata::export(&self.services, &program.actor, &request).await?;
        let content = microdata::zip(&export.files).map_err(Problem::internal)?;
        Ok(Archive { name: export.name, content })
    }
}

impl From<microdata::Error> for Problem {
    fn from(error: microdata::Error) -> Self {
        use microdata::Error;
        match error {
            Error::NotFound => Self::new(Code::WaveNotFound),
            Error::NotArchived | Error::NotReleased | Error::TooMany | Error::TooFew(_) => {
                Self::with_detail(Code::WaveStateWrong, format!("{error}."))
            }
            Error::Store(error) => error.into(),
            Error::Unreadable(_) | Error::Misfit(_) | Error::Unwritable(_) => Self::internal(error),
        }
    }
}

impl IntoResponse for Archive {
    fn into_response(self) -> Response {
        Response::builder()
            .content_type(MEDIA_TYPE)
            .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.zip\"", self.name))
            .header(header::CACHE_CONTROL, "no-store")
            .body(self.content)
    }
}

impl ApiResponse for Archive {
    fn meta() -> MetaResponses {
        let bytes = MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }));
        let files = MetaResponse {
            description: "The files.",
            status: Some(200),
            status_range: None,
            content: vec![MetaMediaType { content_type: MEDIA_TYPE, schema: bytes }],
            headers: Vec::new(),
        };
        MetaResponses { responses: vec![files] }
    }

    fn register(_registry: &mut Registry) {}
}

impl Example for RequestDocument {
    fn example() -> Self {
        Self {
            reason: "An invented article about safety, data processing agreement 12/2026".to_owned(),
            all_questions: None,
            free_text: None,
            language: Some("en".to_owned()),
        }
    }
}
