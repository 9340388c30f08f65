//! The record of processing activities (GDPR, article 30).

use poem_openapi::param::Query;
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
use crate::service::processing::{self, Entry};
use crate::words::STAFF_LANGUAGES;

/// The operation on the record of processing.
pub(crate) struct Processing {
    pub(super) services: Services,
}

/// What is done with data about people.
#[derive(Debug, Object)]
#[oai(rename = "RecordOfProcessing", example)]
struct RecordDocument {
    /// Each processing, by programme; those of the installation last.
    entries: Vec<EntryDocument>,
}

/// One processing activity, in words of the language that was asked for.
#[derive(Debug, Object)]
#[oai(rename = "ProcessingActivity")]
struct EntryDocument {
    /// `wave`, `invitations`, `sign_ups`, `satisfaction`, `walks`, `notes`, `accounts`, `log` or `mails`.
    kind: String,
    /// The wave, if it is of one.
    wave: Option<Uuid>,
    /// What it is called.
    name: String,
    /// The programme; empty for what the installation does for all of them.
    programme: String,
    /// Who decides about it.
    controller: String,
    /// Whom to ask.
    contact: String,
    /// What for.
    purpose: String,
    /// What allows it (article 6).
    legal_basis: String,
    /// Categories of people.
    people: String,
    /// Categories of data.
    data: String,
    /// Questions that the form marks as sensitive.
    sensitive: String,
    /// Who gets to see it.
    recipients: String,
    /// Whether it leaves the EU.
    transfers: String,
    /// When it is deleted.
    deletion: String,
    /// What protects it.
    measures: String,
    /// In which areas and days, for a wave.
    where_and_when: String,
}

/// Errors of reading it.
struct Reading;

impl Declares for Reading {
    const CODES: &'static [Code] = &[];
}

#[OpenApi(tag = "Chapter::Rights")]
impl Processing {
    /// Get the record of processing
    ///
    /// Everything that is done here with data about people, as article 30 of the GDPR asks for it. It is written from what has been
    /// set up, and nobody is named in it.
    #[oai(path = "/processing", method = "get", operation_id = "get_record_of_processing")]
    async fn get(
        &self,
        program: Program,
        /// `da` or `en`.
        #[oai(default = "danish")]
        lang: Query<String>,
    ) -> Result<Content<RecordDocument>, Refusal<Reading>> {
        let language = STAFF_LANGUAGES.into_iter().find(|known| *known == lang.0);
        let language =
            language.ok_or_else(|| Problem::with_detail(Code::ParameterInvalid, "`lang` is `da` or `en`."))?;
        let entries = processing::list(&self.services, &program.actor, language).await?;
        let document = RecordDocument { entries: entries.iter().map(EntryDocument::of).collect() };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }
}

fn danish() -> String {
    STAFF_LANGUAGES[0].to_owned()
}

impl EntryDocument {
    fn of(entry: &Entry) -> Self {
        let text = |field| entry.get(field).to_owned();
        Self {
            kind: entry.kind.as_str().to_owned(),
            wave: entry.wave,
            name: text("name"),
            programme: text("programme"),
            controller: text("controller"),
            contact: text("contact"),
            purpose: text("purpose"),
            legal_basis: text("legal_basis"),
            people: text("people"),
            data: text("data"),
            sensitive: text("sensitive"),
            recipients: text("recipients"),
            transfers: text("transfers"),
            deletion: text("deletion"),
            measures: text("measures"),
            where_and_when: text("where_and_when"),
        }
    }
}

impl Example for RecordDocument {
    fn example() -> Self {
        let entry = EntryDocument {
            kind: "wave".to_owned(),
            wave: examples::WAVE.parse().ok(),
            name: "An invented wave (answers)".to_owned(),
            programme: "An invented programme".to_owned(),
            controller: "An invented housing organisation".to_owned(),
            contact: "invented@example.dk".to_owned(),
            purpose: "To learn what residents think.".to_owned(),
            legal_basis: "Consent (article 6(1)(a))".to_owned(),
            people: "Residents who answer.".to_owned(),
            data: "Answers to the questions of the form.".to_owned(),
            sensitive: "Why not?".to_owned(),
            recipients: "Staff with a role in the area.".to_owned(),
            transfers: "None.".to_owned(),
            deletion: "The answers are deleted after 15 December 2027.".to_owned(),
            measures: "Access by role and place.".to_owned(),
            where_and_when: "An invented area: 1 November 2026 – 15 December 2026".to_owned(),
        };
        Self { entries: vec![entry] }
    }
}
