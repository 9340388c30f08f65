//! Forms: which there are, and everything that follows from one published version.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::forms::Form;
use poem_openapi::param::{Path, Query};
use poem_openapi::types::{Any, Example, ToJSON};
use poem_openapi::{Object, OpenApi};
use serde_json::Value;

use super::Chapter;
use super::content::{Content, Keep};
use super::definitions::{AnswerSchema, CodebookDocument, Definition};
use super::examples;
use super::refusal::{Declares, Refusal};
use crate::http::caller::{Caller, Program};
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::catalogue::{self, Entry, Published};
use crate::service::{PublishedForm, Services, invited};

/// The operations on forms.
pub(crate) struct Forms {
    pub(super) services: Services,
}

/// All forms.
#[derive(Debug, Object)]
#[oai(rename = "Forms", example)]
struct FormsDocument {
    /// By identifier.
    forms: Vec<FormDocument>,
}

/// A form with its versions; what describes it is that of the newest.
#[derive(Debug, Object)]
#[oai(rename = "Form", example, skip_serializing_if_is_none)]
struct FormDocument {
    /// Identifier.
    form_id: String,
    /// The newest version.
    version: String,
    /// What it is called, per language.
    title: BTreeMap<String, String>,
    /// Who fills it: `resident` or `staff`.
    audience: String,
    /// How many minutes it takes, if the form says so.
    minutes: Option<u32>,
    /// The languages, in the order of the form.
    languages: Vec<LanguageDocument>,
    /// All versions, the newest first.
    versions: Vec<VersionDocument>,
}

/// A language of a form.
#[derive(Debug, Object)]
#[oai(rename = "Language")]
struct LanguageDocument {
    /// BCP 47 code.
    code: String,
    /// The translation has not been checked by a speaker of the language.
    draft: bool,
}

/// A published version.
#[derive(Debug, Object)]
#[oai(rename = "Version", example, skip_serializing_if_is_none)]
pub(super) struct VersionDocument {
    /// The version.
    version: String,
    /// Day of publication.
    published_on: String,
    /// SHA-256 of the definition.
    sha256: String,
    /// `published`, or `retired`: no new answers start.
    state: String,
    /// Day since which it is retired.
    retired_on: Option<String>,
    /// What becomes of answers to the version `from`, if the author said so when this one was published: by path of a
    /// variable `"same"`, `"not_comparable"` or `{"codes": {older code: newer code or null}}`. What is not named has not
    /// changed its meaning.
    mapping: Option<Any<Value>>,
}

/// Errors of listing.
struct Listing;
/// Errors of one form.
struct One;
/// Errors of one version.
struct Reading;

impl Declares for Listing {
    const CODES: &'static [Code] = &[];
}

impl Declares for One {
    const CODES: &'static [Code] = &[Code::FormNotFound];
}

impl Declares for Reading {
    const CODES: &'static [Code] = &[Code::VersionNotFound, Code::WaveNotFound, Code::WaveClosed];
}

#[OpenApi(tag = "Chapter::Forms")]
impl Forms {
    /// List the forms
    ///
    /// Every form of which a version was published, with its versions.
    #[oai(path = "/forms", method = "get", operation_id = "list_forms")]
    async fn list(&self, _program: Program) -> Result<Content<FormsDocument>, Refusal<Listing>> {
        let entries = catalogue::list(&self.services).await?;
        let document = FormsDocument { forms: entries.iter().map(FormDocument::from).collect() };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }

    /// Read about one form
    ///
    /// What it is called, its languages, and its versions.
    #[oai(path = "/forms/:form", method = "get", operation_id = "get_form")]
    async fn one(
        &self,
        _program: Program,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
    ) -> Result<Content<FormDocument>, Refusal<One>> {
        let entry = catalogue::versions(&self.services, &form).await?;
        let entry = entry.ok_or_else(|| Problem::new(Code::FormNotFound))?;
        Ok(Content::of(&FormDocument::from(&entry).to_json(), Keep::AskFirst)?)
    }

    /// Read a form version
    ///
    /// The whole definition, with every language, or with the texts of one (`lang`). It never changes.
    #[oai(path = "/forms/:form/versions/:version", method = "get", operation_id = "get_form_version")]
    async fn version(
        &self,
        caller: Caller,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
        /// One of the form's languages, such as `da`.
        lang: Query<Option<String>>,
        /// The code of an open wave, instead of a token.
        wave: Query<Option<String>>,
    ) -> Result<Content<Definition>, Refusal<Reading>> {
        let published = self.published(caller, wave.0, &form, &version).await?;
        let language = lang.0.as_deref().map(|lang| checked(&published.form, lang)).transpose()?;
        let document = catalogue::document(&self.services, &published, language);
        Ok(Content::ready(document.json.clone(), document.sha256, Keep::Forever))
    }

    /// Read the JSON Schema of the answers to a form version
    ///
    /// For programs that send answers. It follows from the form alone.
    #[oai(path = "/forms/:form/versions/:version/schema", method = "get", operation_id = "get_answer_schema")]
    async fn schema(
        &self,
        caller: Caller,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
        /// The code of an open wave, instead of a token.
        wave: Query<Option<String>>,
    ) -> Result<Content<AnswerSchema>, Refusal<Reading>> {
        let published = self.published(caller, wave.0, &form, &version).await?;
        // A later program may write it better, so it is not kept for ever.
        Ok(Content::of(&published.form.json_schema(), Keep::AskFirst)?)
    }

    /// Read the codebook of a form version
    ///
    /// Variables, types, labels and codes, for those who read the data. In `lang`, or in the form's own language.
    #[oai(path = "/forms/:form/versions/:version/codebook", method = "get", operation_id = "get_codebook")]
    async fn codebook(
        &self,
        caller: Caller,
        /// Identifier of the form, such as `tryghed`.
        form: Path<String>,
        /// Its version, such as `2026-1`.
        version: Path<String>,
        /// One of the form's languages, such as `da`.
        lang: Query<Option<String>>,
        /// The code of an open wave, instead of a token.
        wave: Query<Option<String>>,
    ) -> Result<Content<CodebookDocument>, Refusal<Reading>> {
        let published = self.published(caller, wave.0, &form, &version).await?;
        let lang = match &lang.0 {
            Some(lang) => checked(&published.form, lang)?,
            None => published.form.default_language(),
        };
        Ok(Content::of(&published.form.codebook(lang), Keep::AskFirst)?)
    }
}

impl Forms {
    async fn published(
        &self,
        caller: Caller,
        wave: Option<String>,
        form: &str,
        version: &str,
    ) -> Result<Arc<PublishedForm>, Problem> {
        match (caller, wave) {
            (Caller::Program(_), _) => {
                let found = catalogue::find(&self.services, form, version).await?;
                found.ok_or_else(|| Problem::new(Code::VersionNotFound))
            }
            (Caller::Anybody, Some(code)) => Ok(invited::form(&self.services, &code, form, version).await?),
            (Caller::Anybody, None) => Err(Problem::new(Code::TokenMissing)),
        }
    }
}

/// A language that the form has.
fn checked<'l>(form: &Form, lang: &'l str) -> Result<&'l str, Problem> {
    if form.has_language(lang) {
        return Ok(lang);
    }
    let there: Vec<&str> = form.languages().iter().map(|language| language.code.as_str()).collect();
    Err(Problem::with_detail(Code::ParameterInvalid, format!("`lang`: the form has {}.", there.join(", "))))
}

impl From<&Entry> for FormDocument {
    fn from(entry: &Entry) -> Self {
        Self::of(&entry.newest.form, entry.versions.iter().map(Into::into).collect())
    }
}

impl FormDocument {
    fn of(form: &Form, versions: Vec<VersionDocument>) -> Self {
        let titles = form.title().translations().map(|(code, text)| (code.to_owned(), text.to_owned()));
        let languages = form.languages().iter();
        Self {
            form_id: form.id().to_owned(),
            version: form.version().to_owned(),
            title: titles.collect(),
            audience: form.audience().name().to_owned(),
            minutes: form.minutes(),
            languages: languages
                .map(|language| LanguageDocument { code: language.code.clone(), draft: language.is_draft })
                .collect(),
            versions,
        }
    }
}

impl From<&Published> for VersionDocument {
    fn from(version: &Published) -> Self {
        Self {
            version: version.version.clone(),
            published_on: version.published_on.to_string(),
            sha256: version.sha256.to_string(),
            state: if version.retired_on.is_some() { "retired" } else { "published" }.to_owned(),
            retired_on: version.retired_on.map(|day| day.to_string()),
            mapping: version.mapping.clone().map(Any),
        }
    }
}

impl VersionDocument {
    /// An example.
    pub(super) fn retired() -> Self {
        let retired_on = Some("2027-11-21".to_owned());
        Self { state: "retired".to_owned(), retired_on, ..Self::example() }
    }
}

impl Example for VersionDocument {
    fn example() -> Self {
        Self {
            version: examples::form().version().to_owned(),
            published_on: examples::DAY.to_owned(),
            sha256: examples::DIGEST.to_owned(),
            state: "published".to_owned(),
            retired_on: None,
            mapping: None,
        }
    }
}

impl Example for FormDocument {
    fn example() -> Self {
        Self::of(examples::form(), vec![VersionDocument::example()])
    }
}

impl Example for FormsDocument {
    fn example() -> Self {
        Self { forms: vec![FormDocument::example()] }
    }
}
