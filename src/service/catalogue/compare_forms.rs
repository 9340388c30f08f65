//! What a version does to the data of an earlier one.

use forms::{Comparison, Form};

use super::form_drafts;
use crate::service::{Services, catalogue};
use crate::store;

/// Why two versions were not compared.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A version was never published.
    #[error("this version of the form was never published")]
    NoForm,
    /// There is no such draft.
    #[error("there is no such draft")]
    NoDraft,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Compares two published versions.
pub async fn versions(services: &Services, form_id: &str, older: &str, newer: &str) -> Result<Comparison, Error> {
    let older = catalogue::find(services, form_id, older).await?.ok_or(Error::NoForm)?;
    let newer = catalogue::find(services, form_id, newer).await?.ok_or(Error::NoForm)?;
    Ok(services.compiling.run(move || Form::compare(&older.form, &newer.form)).await)
}

/// Compares the newest published version with a draft.
pub async fn draft(services: &Services, form_id: &str, version: &str) -> Result<Comparison, Error> {
    let draft = form_drafts::find(services, form_id, version).await?.ok_or(Error::NoDraft)?;
    let newest = catalogue::newest(&services.db, form_id).await?.ok_or(Error::NoForm)?;
    let older = catalogue::find(services, form_id, &newest.version).await?.ok_or(Error::NoForm)?;
    let compared = services.compiling.run(move || {
        let (newer, _) = Form::from_yaml(&draft.definition).ok()?;
        Some(Form::compare(&older.form, &newer))
    });
    let bad = || store::Error::bad_row("form_draft", "definition", &format!("{form_id} {version}"));
    Ok(compared.await.ok_or_else(bad)?)
}
