//! Answers as those meet them who work here: only of the places where they may read some, and never one of an anonymous wave,
//! which is not there for anybody. One use case a file; here is what they share.

use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use super::answers::known;
use super::{PublishedForm, Services, catalogue, waves};
use crate::access::{Actor, Permission, Place};
use crate::store::response::{self, Kept, Response};
use crate::store::{self, Reads};
use place::Geography;

pub mod cases;
pub mod demo;
pub mod edit;
pub mod list;
pub mod place;
pub mod read;
pub(super) mod remove;
pub mod review;
pub mod waiting;

/// An answer that somebody may read.
#[derive(Clone, Debug)]
pub struct Found {
    /// The answer.
    pub response: Response,
    /// The form that it answers.
    pub form: Arc<PublishedForm>,
    /// Where it belongs.
    pub place: Place,
    /// What that place is called; nothing where it is the whole installation.
    pub place_name: String,
}

/// Why an answer is not there for somebody.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none of this identity, it is anonymous, or it is none of this person's business.
    #[error("there is no such answer")]
    NoAnswer,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// An answer that the actor may read.
async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<Found, Error> {
    let found = response::look_up(&services.db, id).await?;
    let (response, place, place_name) = readable(&services.db, actor, found).await?;
    let form = catalogue::find(services, &response.form_id, &response.form_version).await?;
    // A foreign key sees to it that it is there.
    let form = form.ok_or_else(|| store::Error::bad_row("response", "form_version", &id))?;
    Ok(Found { response, form, place, place_name })
}

/// What is kept, if it is an answer that the actor may read, with its place and the name of that.
async fn readable(from: &impl Reads, actor: &Actor, found: Option<Kept>) -> Result<(Response, Place, String), Error> {
    let Some(Kept::Response(response)) = found else { return Err(Error::NoAnswer) };
    if is_withheld(&response.answers) {
        return Err(Error::NoAnswer);
    }
    if waves::is_anonymous(waves::of(from, &response).await?.as_ref()) {
        return Err(Error::NoAnswer);
    }
    let geography = Geography::read(from).await?;
    let place = geography.place(from, &response).await?;
    actor.need(Permission::ReadAnswers, &place).map_err(|_| Error::NoAnswer)?;
    Ok((*response, place, geography.name(&place).to_owned()))
}

/// Whether an answer is for nobody but who wrote it: a note that nobody else may read, or that tells of a resident who did not
/// agree. Its author has it in the log book.
pub(super) fn is_withheld(answers: &str) -> bool {
    let answers: Value = serde_json::from_str(answers).unwrap_or_default();
    let mut readers = answers["readers"].as_array().into_iter().flatten();
    answers["consent"] == "no" || readers.any(|reader| reader == "nobody")
}

impl Found {
    /// What the engine has to be told to show the answer in a language; in the form's own, if it does not have it.
    pub fn surroundings(&self, services: &Services, language: &str) -> forms::Surroundings {
        let form = &self.form.form;
        let language = if form.has_language(language) { language } else { form.default_language() };
        known::surroundings(services, self.response.id, language)
    }
}
