//! What can be done with a published version, whose content never changes: compare it, show it, retire it.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::comparison::ComparisonDocument;
use super::content::{Content, Keep};
use super::forms::VersionDocument;
use super::refusal::{Declares, Refusal};
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::catalogue::retire_form::Retired;
use crate::service::catalogue::{compare_forms, preview_form, retire_form};

/// The operations on published versions.
pub(crate) struct Versions {
    pub(super) services: Services,
    pub(super) base: String,
}

/// A version that was retired, or is no longer.
#[derive(Debug, Object)]
#[oai(rename = "RetiredVersion", example)]
struct RetiredDocument {
    /// The version.
    version: VersionDocument,
    /// The waves that ask it and have not ended.
    waves: Vec<AskingDocument>,
}

/// A wave that asks the version.
#[derive(Debug, Object)]
#[oai(rename = "AskingWave")]
struct AskingDocument {
    /// Identity.
    id: Uuid,
    /// What staff call it.
    name: String,
    /// First day.
    starts_on: String,
    /// Last day.
    ends_on: String,
}

/// Where a form can be looked at.
#[derive(Debug, Object)]
#[oai(rename = "Preview", example)]
struct PreviewDocument {
    /// The link. Who has it needs no token.
    preview_url: String,
}

/// Errors of one version.
struct One;

impl Declares for One {
    const CODES: &'static [Code] = &[Code::VersionNotFound];
}

#[OpenApi(tag = "Chapter::Forms")]
impl Versions {
    /// Compare two versions
    ///
    /// What the newer one does to the data: which variables and codes are new, gone or changed, and whether answers to both
    /// can be counted together.
    #[oai(path = "/forms/:form/versions/:version/compare/:newer", method = "get", operation_id = "compare_versions")]
    async fn compare(
        &self,
        _program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// The older version, such as `2026-1`.
        version: Path<String>,
        /// The newer version, such as `2026-2`.
        newer: Path<String>,
    ) -> Result<Content<ComparisonDocument>, Refusal<One>> {
        let comparison = compare_forms::versions(&self.services, &form, &version, &newer).await?;
        Ok(Content::of(&ComparisonDocument::from(&comparison).to_json(), Keep::AskFirst)?)
    }

    /// Get a link that shows a version
    ///
    /// On the pages that residents get, without becoming an answer. The first call makes the link, every other gives the same.
    #[oai(path = "/forms/:form/versions/:version/preview", method = "post", operation_id = "preview_version")]
    async fn preview(
        &self,
        _program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
    ) -> Result<Json<PreviewDocument>, Refusal<One>> {
        let code = preview_form::code_of(&self.services, &form, &version).await?;
        let code = code.ok_or_else(|| Problem::new(Code::VersionNotFound))?;
        Ok(Json(PreviewDocument { preview_url: preview_form::link(&code, &self.base) }))
    }

    /// Retire a version
    ///
    /// No new answers start: the start page of its waves says that the survey has ended, and no wave can be opened on it.
    /// Answers under way are still taken, and so are those that programs send: a version is accepted for ever. The reply
    /// lists the waves that this concerns.
    #[oai(path = "/forms/:form/versions/:version/retire", method = "post", operation_id = "retire_version")]
    async fn retire(
        &self,
        program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
    ) -> Result<Json<RetiredDocument>, Refusal<One>> {
        document(retire_form::retire(&self.services, &program.actor, &form, &version).await?)
    }

    /// Take the retirement of a version back
    ///
    /// Its waves go on where they were.
    #[oai(path = "/forms/:form/versions/:version/reinstate", method = "post", operation_id = "reinstate_version")]
    async fn reinstate(
        &self,
        program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
    ) -> Result<Json<RetiredDocument>, Refusal<One>> {
        document(retire_form::reinstate(&self.services, &program.actor, &form, &version).await?)
    }
}

fn document(retired: Option<Retired>) -> Result<Json<RetiredDocument>, Refusal<One>> {
    let Retired { version, waves } = retired.ok_or_else(|| Problem::new(Code::VersionNotFound))?;
    let asking = waves.into_iter().map(|wave| AskingDocument {
        id: wave.id,
        name: wave.name,
        starts_on: wave.starts_on.to_string(),
        ends_on: wave.ends_on.to_string(),
    });
    Ok(Json(RetiredDocument { version: VersionDocument::from(&version), waves: asking.collect() }))
}

impl Example for RetiredDocument {
    fn example() -> Self {
        let wave = AskingDocument {
            id: examples::WAVE.parse().unwrap_or_default(),
            name: "An invented wave".to_owned(),
            starts_on: "2026-11-01".to_owned(),
            ends_on: "2026-12-15".to_owned(),
        };
        Self { version: VersionDocument::retired(), waves: vec![wave] }
    }
}

impl Example for PreviewDocument {
    fn example() -> Self {
        Self { preview_url: examples::PREVIEW.to_owned() }
    }
}
