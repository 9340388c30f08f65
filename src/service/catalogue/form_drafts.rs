//! Forms before they are published: uploaded as a file, looked at by a link, uploaded again, published or thrown away.

use forms::{Fault, Form};
use jiff::ToSpan;
use jiff::civil::Date;

use super::publish_form::{self, Canonical};
use crate::service::Services;
use crate::store::{self, LinkCode, draft, form_draft};

pub use crate::store::form_draft::{Entry, FormDraft};

/// What was uploaded.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// The draft.
    pub entry: Entry,
    /// `false` if it took the place of an earlier draft of the same form and version.
    pub new: bool,
    /// What could be better.
    pub warnings: Vec<Fault>,
}

/// Why there is no draft of what was uploaded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file has faults, which are all here.
    #[error("the form has faults")]
    Invalid(Vec<Fault>),
    /// The version is published with other content. Give the new content a new version.
    #[error("the version is published with other content")]
    VersionTaken,
    /// Nothing has the code whose content was to be replaced.
    #[error("there is no draft with this code")]
    NoDraft,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// As much as the reader of workbooks takes.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Days after the last upload for which a draft is kept.
const DAYS: i64 = 90;

/// Keeps a file as the draft of its form and version. An earlier draft of the same is replaced, under the same link: a draft
/// is what its author last said, and nobody answers it.
pub async fn upload(services: &Services, file: Vec<u8>, file_name: String) -> Result<Uploaded, Error> {
    let canonical = services.compiling.run(move || Canonical::of(Form::from_file(&file, &file_name))).await;
    let canonical = canonical.map_err(Error::Invalid)?;
    if publish_form::is_published(services, &canonical).await? == Some(false) {
        return Err(Error::VersionTaken);
    }
    let tx = services.db.begin().await?;
    let mut draft = row(services, &canonical, LinkCode::from_random(services.clock.random()));
    let inserted = form_draft::insert(&tx, &draft).await?;
    if !inserted && let Some(earlier) = form_draft::find(&tx, canonical.form.id(), canonical.form.version()).await? {
        draft.entry.code = earlier.entry.code;
        form_draft::replace(&tx, &draft).await?;
    }
    tx.commit().await?;
    Ok(Uploaded { entry: draft.entry, new: inserted, warnings: canonical.warnings })
}

/// Puts another form behind the link of a draft, also one of another name or version: for an author who tries a file while
/// it is written.
pub async fn replace(services: &Services, code: &LinkCode, form: Form) -> Result<Entry, Error> {
    let canonical = Canonical::of(Ok((form, Vec::new()))).map_err(Error::Invalid)?;
    let draft = row(services, &canonical, code.clone());
    let tx = services.db.begin().await?;
    if !form_draft::replace(&tx, &draft).await? {
        return Err(Error::NoDraft);
    }
    tx.commit().await?;
    Ok(draft.entry)
}

/// All drafts, by form and version.
pub async fn list(services: &Services) -> Result<Vec<Entry>, store::Error> {
    let mut entries = form_draft::list(&services.db).await?;
    entries.retain(|entry| entry.expires_on > services.clock.today());
    Ok(entries)
}

/// One draft; `None` if there is none, or it has expired.
pub async fn find(services: &Services, form_id: &str, version: &str) -> Result<Option<FormDraft>, store::Error> {
    // PostgreSQL takes no text with NUL in it, and no form is called so.
    if form_id.contains('\0') || version.contains('\0') {
        return Ok(None);
    }
    let found = form_draft::find(&services.db, form_id, version).await?;
    Ok(found.filter(|draft| draft.entry.expires_on > services.clock.today()))
}

/// Throws a draft away, with what was typed to try it. `false` if it was gone.
pub async fn delete(services: &Services, form_id: &str, version: &str) -> Result<bool, store::Error> {
    let Some(found) = find(services, form_id, version).await? else { return Ok(false) };
    let tx = services.db.begin().await?;
    let removed = form_draft::remove(&tx, form_id, version).await?;
    draft::remove_of_preview(&tx, &found.entry.code).await?;
    tx.commit().await?;
    Ok(removed)
}

fn row(services: &Services, canonical: &Canonical, code: LinkCode) -> FormDraft {
    let today = services.clock.today();
    let entry = Entry {
        form_id: canonical.form.id().to_owned(),
        version: canonical.form.version().to_owned(),
        sha256: canonical.sha256,
        code,
        uploaded_on: today,
        expires_on: today.checked_add(DAYS.days()).unwrap_or(Date::MAX),
    };
    FormDraft { entry, definition: canonical.definition.clone() }
}
