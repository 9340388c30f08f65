//! Drafts of forms: uploaded, looked at, compared, published or thrown away.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde_json::Value;

use super::comparison::ComparisonDocument;
use super::content::{Content, Keep};
use super::definitions::Definition;
use super::publication::Publication;
use super::refusal::{Declares, Refusal};
use super::upload::{Form, Upload};
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::http::particulars::FaultDocument;
use crate::service::Services;
use crate::service::catalogue::form_drafts::{self, Entry, Uploaded};
use crate::service::catalogue::publish_form::{self, Published};
use crate::service::catalogue::{compare_forms, preview_form};

/// The operations on drafts.
pub(crate) struct Drafts {
    pub(super) services: Services,
    pub(super) base: String,
}

/// All drafts.
#[derive(Debug, Object)]
#[oai(rename = "Drafts", example)]
struct DraftsDocument {
    /// By form and version.
    drafts: Vec<DraftDocument>,
}

/// A form version that is not published yet.
#[derive(Debug, Object)]
#[oai(rename = "Draft", example)]
struct DraftDocument {
    /// Identifier of the form.
    form_id: String,
    /// The version that it is to become.
    version: String,
    /// SHA-256 of the definition.
    sha256: String,
    /// Where it can be tried on the pages that residents get. Who has this link needs no token.
    preview_url: String,
    /// Day of the last upload.
    uploaded_on: String,
    /// Day on which it is forgotten unless it is uploaded again.
    expires_on: String,
}

/// A draft as it was uploaded.
#[derive(Debug, Object)]
#[oai(rename = "UploadedDraft", example)]
struct UploadedDocument {
    /// The draft.
    draft: DraftDocument,
    /// What could be better, a missing translation above all.
    warnings: Vec<FaultDocument>,
}

/// What was published.
#[derive(Debug, Object)]
#[oai(rename = "Published", example)]
struct PublishedDocument {
    /// Identifier of the form.
    form_id: String,
    /// Its version.
    version: String,
    /// What could be better.
    warnings: Vec<FaultDocument>,
}

#[derive(ApiResponse)]
enum UploadReply {
    /// It took the place of an earlier draft of the same form and version; the link is the same.
    #[oai(status = 200)]
    Replaced(Json<UploadedDocument>),
    /// It is a draft now.
    #[oai(status = 201)]
    Created(Json<UploadedDocument>),
}

#[derive(ApiResponse)]
enum PublishReply {
    /// The version was published before with the same content. The draft is gone.
    #[oai(status = 200)]
    Known(Json<PublishedDocument>),
    /// It is published, and will never change. The draft is gone; its link goes on to show the version.
    #[oai(status = 201)]
    Published(Json<PublishedDocument>),
}

#[derive(ApiResponse)]
enum DeleteReply {
    /// It is gone, and so is its link.
    #[oai(status = 204)]
    Gone,
}

/// Errors of listing.
struct Listing;
/// Errors of one draft.
struct One;
/// Errors of uploading.
struct Uploading;
/// Errors of publishing.
struct Publishing;
/// Errors of comparing.
struct Comparing;

impl Declares for Listing {
    const CODES: &'static [Code] = &[];
}

impl Declares for One {
    const CODES: &'static [Code] = &[Code::DraftNotFound];
}

impl Declares for Uploading {
    const CODES: &'static [Code] =
        &[Code::BodyTooLarge, Code::FormInvalid, Code::MediaTypeUnsupported, Code::VersionTaken];
}

impl Declares for Publishing {
    const CODES: &'static [Code] = &[
        Code::BodyTooLarge,
        Code::DraftChanged,
        Code::DraftNotFound,
        Code::FormInvalid,
        Code::MappingInvalid,
        Code::MeaningChanged,
        Code::MediaTypeUnsupported,
        Code::VersionTaken,
    ];
}

impl Declares for Comparing {
    const CODES: &'static [Code] = &[Code::DraftNotFound, Code::VersionNotFound];
}

#[OpenApi(tag = "Chapter::Drafts")]
impl Drafts {
    /// Upload a form as a draft
    ///
    /// An XLSForm workbook (`.xlsx`, or `.csv` with all its sheets), or YAML or JSON. The body is the file itself:
    /// `curl --data-binary @form.xlsx '…/drafts?file_name=form.xlsx'`. Form and version are those that the file says. A draft
    /// of the same form and version is replaced, and keeps its link: the last upload counts.
    #[oai(path = "/drafts", method = "post", operation_id = "upload_draft")]
    async fn upload(
        &self,
        _program: Program,
        /// What the file is called: its ending tells a `.csv` from YAML, and its name stands for a missing `form_id` of a
        /// workbook.
        file_name: Query<Option<String>>,
        file: Upload<Form>,
    ) -> Result<UploadReply, Refusal<Uploading>> {
        let uploaded = form_drafts::upload(&self.services, file.bytes, file_name.0.unwrap_or_default()).await?;
        let Uploaded { entry, new, warnings } = uploaded;
        let warnings = warnings.iter().map(Into::into).collect();
        let document = Json(UploadedDocument { draft: self.document(&entry), warnings });
        Ok(if new { UploadReply::Created(document) } else { UploadReply::Replaced(document) })
    }

    /// List the drafts
    ///
    /// Forms that were uploaded and are not published yet.
    #[oai(path = "/drafts", method = "get", operation_id = "list_drafts")]
    async fn list(&self, _program: Program) -> Result<Content<DraftsDocument>, Refusal<Listing>> {
        let entries = form_drafts::list(&self.services).await?;
        let document = DraftsDocument { drafts: entries.iter().map(|entry| self.document(entry)).collect() };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }

    /// Read a draft
    ///
    /// The whole definition, as it would be published.
    #[oai(path = "/drafts/:form/:version", method = "get", operation_id = "get_draft")]
    async fn one(
        &self,
        _program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// The version that it is to become, such as `2026-2`.
        version: Path<String>,
    ) -> Result<Content<Definition>, Refusal<One>> {
        let draft = form_drafts::find(&self.services, &form, &version).await?;
        let draft = draft.ok_or_else(|| Problem::new(Code::DraftNotFound))?;
        let definition: Value = serde_json::from_str(&draft.definition).map_err(Problem::internal)?;
        Ok(Content::of(&definition, Keep::AskFirst)?)
    }

    /// Delete a draft
    ///
    /// With what was typed to try it.
    #[oai(path = "/drafts/:form/:version", method = "delete", operation_id = "delete_draft")]
    async fn delete(
        &self,
        _program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// The version that it is to become, such as `2026-2`.
        version: Path<String>,
    ) -> Result<DeleteReply, Refusal<One>> {
        let was_there = form_drafts::delete(&self.services, &form, &version).await?;
        if was_there { Ok(DeleteReply::Gone) } else { Err(Problem::new(Code::DraftNotFound).into()) }
    }

    /// Compare a draft with the newest published version
    ///
    /// What publishing it would do to the data.
    #[oai(path = "/drafts/:form/:version/compare", method = "get", operation_id = "compare_draft")]
    async fn compare(
        &self,
        _program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// The version that it is to become, such as `2026-2`.
        version: Path<String>,
    ) -> Result<Content<ComparisonDocument>, Refusal<Comparing>> {
        let comparison = compare_forms::draft(&self.services, &form, &version).await?;
        Ok(Content::of(&ComparisonDocument::from(&comparison).to_json(), Keep::AskFirst)?)
    }

    /// Publish a draft
    ///
    /// From then on the version never changes. Compared with the newest published version, a variable that keeps its name
    /// must keep its meaning, or `mapping` has to say what becomes of the older answers.
    #[oai(path = "/drafts/:form/:version/publish", method = "post", operation_id = "publish_draft")]
    async fn publish(
        &self,
        program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// The version that it is to become, such as `2026-2`.
        version: Path<String>,
        publication: Publication,
    ) -> Result<PublishReply, Refusal<Publishing>> {
        let Publication { sha256, mapping } = publication;
        let names = [form.as_str(), version.as_str()];
        let published =
            publish_form::publish_draft(&self.services, &program.actor, names, sha256.as_deref(), &mapping).await?;
        let Published { form_id, version, new, warnings } = published;
        let warnings = warnings.iter().map(Into::into).collect();
        let document = Json(PublishedDocument { form_id, version, warnings });
        Ok(if new { PublishReply::Published(document) } else { PublishReply::Known(document) })
    }
}

impl Drafts {
    fn document(&self, entry: &Entry) -> DraftDocument {
        DraftDocument {
            form_id: entry.form_id.clone(),
            version: entry.version.clone(),
            sha256: entry.sha256.to_string(),
            preview_url: preview_form::link(&entry.code, &self.base),
            uploaded_on: entry.uploaded_on.to_string(),
            expires_on: entry.expires_on.to_string(),
        }
    }
}

impl Example for DraftDocument {
    fn example() -> Self {
        Self {
            form_id: examples::form().id().to_owned(),
            version: "2026-2".to_owned(),
            sha256: examples::DIGEST.to_owned(),
            preview_url: examples::PREVIEW.to_owned(),
            uploaded_on: examples::DAY.to_owned(),
            expires_on: "2027-02-19".to_owned(),
        }
    }
}

impl Example for DraftsDocument {
    fn example() -> Self {
        Self { drafts: vec![DraftDocument::example()] }
    }
}

impl Example for UploadedDocument {
    fn example() -> Self {
        Self { draft: DraftDocument::example(), warnings: Vec::new() }
    }
}

impl Example for PublishedDocument {
    fn example() -> Self {
        Self { form_id: examples::form().id().to_owned(), version: "2026-2".to_owned(), warnings: Vec::new() }
    }
}
