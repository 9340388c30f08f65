//! Indicators for programs: what there is, and what they were observed to be, page by page.

#![expect(clippy::unused_async, reason = "every operation is asynchronous, also one that has its answer at hand")]

use std::collections::BTreeMap;

use poem::http::header::{self, HeaderName};
use poem::{IntoResponse, Response};
use poem_openapi::param::Query;
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::{Example, Type};
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use serde::Serialize;

use uuid::Uuid;

use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{BASE, Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::indicators;
use crate::service::indicators::feed::files::{self, Format};
use crate::service::indicators::feed::told::{Indicator, Told};
use crate::service::indicators::feed::{Page, Wanted, page};
use crate::service::indicators::register::agreement::Agreement;
use crate::store::Digest;

/// The operations on indicators.
pub(crate) struct Indicators {
    pub(super) services: Services,
}

/// All indicators.
#[derive(Debug, Object)]
#[oai(rename = "Indicators", example)]
struct IndicatorsDocument {
    /// By their identity.
    indicators: Vec<IndicatorDocument>,
}

/// An indicator. A definition that changes gets another version.
#[derive(Debug, Object)]
#[oai(rename = "Indicator", example)]
struct IndicatorDocument {
    /// Identity.
    id: String,
    /// Version of its definition.
    version: u32,
    /// Its row in the table of the strategic agreement, if it has one.
    row: Option<u8>,
    /// The goal of the agreement that the row stands under, by language.
    goal: Option<BTreeMap<String, String>>,
    /// What it says, by language.
    title: BTreeMap<String, String>,
    /// A few words for a column, by language.
    short: BTreeMap<String, String>,
    /// What its values are: `share` is 0 to 1.
    unit: String,
    /// Which way is good: `up` or `down`.
    good: String,
}

/// A page of observations.
#[derive(Debug, Object)]
#[oai(rename = "Observations", example)]
struct ObservationsDocument {
    /// In the order of their numbers.
    observations: Vec<ObservationDocument>,
    /// What to ask for next, as `after`: the number of the last one.
    next: i64,
    /// Whether there are more already.
    is_more: bool,
}

/// What an indicator was observed to be. It never changes: what is observed again of the same days is another observation, with the
/// next revision.
#[derive(Debug, Object)]
#[oai(rename = "Observation", example)]
pub(super) struct ObservationDocument {
    /// Identity.
    id: Uuid,
    /// Its place in the sequence of all, without gaps.
    number: i64,
    /// The series that it belongs to: programme, area, indicator and whom.
    series: Uuid,
    /// How often the same days were observed before.
    revision: u32,
    /// The programme.
    programme: Uuid,
    /// The area; null for the whole programme.
    area: Option<Uuid>,
    /// The indicator.
    indicator: String,
    /// Version of the definition that it follows.
    definition: u32,
    /// Of whom there: breakdowns, each with a code; empty for everybody.
    whom: BTreeMap<String, String>,
    /// First day of what it is about.
    from: String,
    /// Last day of it.
    to: String,
    /// The wave that it comes from, if it does.
    wave: Option<Uuid>,
    /// The release that it comes from, if it does.
    release: Option<Uuid>,
    /// `free`, `hidden` or `unreliable`.
    status: String,
    /// The value, in the unit of the indicator; null where it is hidden.
    value: Option<f64>,
    /// Lower end of its 95 % interval; null where it was counted and not estimated.
    low: Option<f64>,
    /// Upper end of it.
    high: Option<f64>,
    /// How many people or things it rests on, to the nearest five where the release tells no counts.
    respondents: Option<u64>,
    /// Day on which it was made.
    made_on: String,
}

/// How observations are written.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
#[oai(rename_all = "kebab-case")]
enum FormatName {
    /// As this document describes it.
    Json,
    /// Values that are separated by commas, a row each.
    Csv,
    /// JSON-stat 2.0.
    JsonStat,
    /// SDMX-CSV 2.0.
    SdmxCsv,
    /// Apache Parquet.
    Parquet,
}

/// What is told as JSON.
#[derive(Serialize)]
struct Written<'p> {
    observations: Vec<Told<'p>>,
    next: i64,
    is_more: bool,
}

/// A page in the format that was asked for.
struct PageReply {
    media_type: &'static str,
    content: Vec<u8>,
    /// What to ask for next, as `after`.
    number: i64,
    /// Where there is more already.
    next: Option<String>,
}

/// Errors of listing.
struct Listing;

impl Declares for Listing {
    const CODES: &'static [Code] = &[];
}

const JSON: &str = "application/json";
/// The number to go on with, beside content that has no place for it.
const NEXT_AFTER: HeaderName = HeaderName::from_static("next-after");
/// So many of a page that does not say how many.
const USUAL: u32 = 500;
/// The most of a page.
const MOST: u32 = 1_000;

#[OpenApi(tag = "Chapter::Indicators")]
impl Indicators {
    /// List the indicators
    ///
    /// What each says, and which way is good. How they are counted stands in the definitions that come with the program.
    #[oai(path = "/indicators", method = "get", operation_id = "list_indicators")]
    async fn list(&self, _program: Program) -> Result<Content<IndicatorsDocument>, Refusal<Listing>> {
        let (definitions, agreement) = (indicators::definitions(), Agreement::shipped());
        let told: Vec<Indicator<'_>> = definitions.iter().map(|one| Indicator::of(one, &agreement)).collect();
        Ok(Content::of(&serde_json::json!({ "indicators": told }), Keep::AskFirst)?)
    }

    /// Follow what indicators are observed to be
    ///
    /// In the order in which they were made, a page at a time: ask again with `next` as `after`, and nothing is missed and nothing
    /// comes twice. In formats that have no place for it, `Next-After` says that number. Where there are more already, `Link` leads to them. What a release hides is hidden here.
    #[oai(path = "/observations", method = "get", operation_id = "list_observations")]
    async fn observations(
        &self,
        program: Program,
        /// Those after the one of this number; all, if nothing is said.
        #[oai(validator(minimum(value = "0")))]
        after: Query<Option<i64>>,
        /// The most of a page; 500, if nothing is said.
        #[oai(validator(minimum(value = "1"), maximum(value = "1000")))]
        limit: Query<Option<u32>>,
        /// Of this programme alone.
        programme: Query<Option<Uuid>>,
        /// How they are written.
        format: Query<Option<FormatName>>,
    ) -> Result<PageReply, Refusal<Listing>> {
        let most = limit.0.unwrap_or(USUAL).min(MOST);
        let wanted = Wanted { after: after.0.unwrap_or(0), most: most.into(), programme: programme.0 };
        let found = page(&self.services, &program.actor, wanted).await?;
        let format = format.0.unwrap_or(FormatName::Json);
        let (media_type, content) = match format.of_files() {
            Some(format) => {
                let content = files::write(format, &found.observations, &found.names).map_err(Problem::internal)?;
                (format.media_type(), content)
            }
            None => (JSON, json(&found)?),
        };
        let next = found.is_more.then(|| {
            let of_programme = programme.0.map(|programme| format!("&programme={programme}")).unwrap_or_default();
            let (next, format) = (found.next, format.as_str());
            format!("<{BASE}/observations?after={next}&limit={most}{of_programme}&format={format}>; rel=\"next\"")
        });
        Ok(PageReply { media_type, content, number: found.next, next })
    }
}

fn json(page: &Page) -> Result<Vec<u8>, Problem> {
    let observations = page.observations.iter().map(Told::of).collect();
    let written = Written { observations, next: page.next, is_more: page.is_more };
    serde_json::to_vec(&written).map_err(Problem::internal)
}

impl FormatName {
    /// The format of a file; none for what is described here.
    fn of_files(self) -> Option<Format> {
        match self {
            Self::Json => None,
            Self::Csv => Some(Format::Csv),
            Self::JsonStat => Some(Format::JsonStat),
            Self::SdmxCsv => Some(Format::SdmxCsv),
            Self::Parquet => Some(Format::Parquet),
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::JsonStat => "json-stat",
            Self::SdmxCsv => "sdmx-csv",
            Self::Parquet => "parquet",
        }
    }
}

impl IntoResponse for PageReply {
    fn into_response(self) -> Response {
        // Also of what is said beside the content, or who has an old page would never hear that there is another one.
        let said =
            [Digest::of(&self.content).to_string(), self.number.to_string(), self.next.clone().unwrap_or_default()];
        let response = Response::builder()
            .content_type(self.media_type)
            .header(header::ETAG, format!("\"{}\"", Digest::of_all(&said.each_ref().map(String::as_str))))
            .header(NEXT_AFTER, self.number)
            .header(header::CACHE_CONTROL, "private, no-cache")
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        let response = match self.next {
            Some(next) => response.header(header::LINK, next),
            None => response,
        };
        response.body(self.content)
    }
}

impl ApiResponse for PageReply {
    fn meta() -> MetaResponses {
        let header = |name: &str, description: &str, required| MetaHeader {
            name: name.to_owned(),
            description: Some(description.to_owned()),
            required,
            deprecated: false,
            schema: String::schema_ref(),
        };
        let headers = || {
            let next = "The page after this one, if there is more already (RFC 8288).";
            let number = "What to ask for next, as `after`: the number of the last one.";
            let tag = "Digest of content and headers.";
            vec![header("ETAG", tag, true), header("LINK", next, false), header("Next-After", number, true)]
        };
        let file = || {
            let schema = MetaSchema { format: Some("binary"), ..MetaSchema::new("string") };
            MetaSchemaRef::Inline(Box::new(schema))
        };
        let described = MetaMediaType { content_type: JSON, schema: ObservationsDocument::schema_ref() };
        let others = [Format::Csv, Format::SdmxCsv, Format::Parquet]
            .map(|format| MetaMediaType { content_type: format.media_type(), schema: file() });
        let response = |status, description, content| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content,
            headers: headers(),
        };
        let known = "The caller has it already: `If-None-Match` names its `ETag`.";
        MetaResponses {
            responses: vec![
                response(200, "The page.", std::iter::once(described).chain(others).collect()),
                response(304, known, Vec::new()),
            ],
        }
    }

    fn register(registry: &mut Registry) {
        ObservationsDocument::register(registry);
    }
}

impl Example for IndicatorDocument {
    fn example() -> Self {
        let words = |danish: &str, english: &str| {
            [("da", danish), ("en", english)]
                .map(|(language, text)| (language.to_owned(), text.to_owned()))
                .into_iter()
                .collect()
        };
        Self {
            id: "basic_safety".to_owned(),
            version: 1,
            row: Some(7),
            goal: Some(words("Boligområderne opleves som trygge", "Areas are experienced as safe")),
            title: words("Andel af beboere, der føler sig trygge", "Share of residents who feel safe"),
            short: words("Grundlæggende tryg", "Basically safe"),
            unit: "share".to_owned(),
            good: "up".to_owned(),
        }
    }
}

impl Example for IndicatorsDocument {
    fn example() -> Self {
        Self { indicators: vec![IndicatorDocument::example()] }
    }
}

impl Example for ObservationDocument {
    fn example() -> Self {
        Self {
            id: "2d1f0c64-8a3b-4e57-b1c9-6f0e7a9d3b52".parse().unwrap_or_default(),
            number: 17,
            series: "c3a1f7d2-0b64-8e15-9a70-5d2e4f6b8c91".parse().unwrap_or_default(),
            revision: 0,
            programme: examples::PROGRAMME.parse().unwrap_or_default(),
            area: examples::AREA.parse().ok(),
            indicator: "basic_safety".to_owned(),
            definition: 1,
            whom: BTreeMap::new(),
            from: "2026-05-01".to_owned(),
            to: "2026-05-31".to_owned(),
            wave: examples::WAVE.parse().ok(),
            release: examples::RELEASE.parse().ok(),
            status: "free".to_owned(),
            value: Some(0.72),
            low: Some(0.67),
            high: Some(0.77),
            respondents: Some(318),
            made_on: examples::DAY.to_owned(),
        }
    }
}

impl Example for ObservationsDocument {
    fn example() -> Self {
        Self { observations: vec![ObservationDocument::example()], next: 17, is_more: false }
    }
}
