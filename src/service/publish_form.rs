//! Publishing a form version: checked, made canonical, and from then on unchangeable.

use forms::{Fault, Form};
use serde_json::Value;

use super::Services;
use crate::store::{self, Digest, form};

/// What was published.
#[derive(Clone, Debug)]
pub struct Published {
    /// Identifier of the form.
    pub form_id: String,
    /// Its version.
    pub version: String,
    /// `false` if the same content had been published before.
    pub new: bool,
    /// What could be better, a missing translation above all.
    pub warnings: Vec<Fault>,
}

/// Why a form was not published.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The definition has faults, which are all here.
    #[error("the form has faults")]
    Invalid(Vec<Fault>),
    /// The version is published with other content, and answers to it may be out there. Give the new content a new version.
    #[error("version {version} of {form_id} is published with other content")]
    VersionTaken {
        /// Identifier of the form.
        form_id: String,
        /// Its version.
        version: String,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Publishes a definition, written as YAML or JSON. The same content again is fine and changes nothing.
pub async fn publish(services: &Services, source: &str) -> Result<Published, Error> {
    let (form, warnings) = Form::from_yaml(source).map_err(Error::Invalid)?;
    let canonical = form.to_json();
    let definition = canonical.to_string();
    let new = form::FormVersion {
        form_id: form.id().to_owned(),
        version: form.version().to_owned(),
        sha256: Digest::of(&definition),
        definition,
        published_on: services.clock.today(),
    };
    let tx = services.db.begin().await?;
    let inserted = form::insert(&tx, &new).await?;
    if !inserted && !is_published(&tx, &new, &canonical).await? {
        return Err(Error::VersionTaken { form_id: new.form_id, version: new.version });
    }
    tx.commit().await?;
    Ok(Published { form_id: new.form_id, version: new.version, new: inserted, warnings })
}

/// Publishes the forms that come with the program, so that a new installation has something to ask. A published version
/// that differs from the shipped one stays as it is: answers point at it.
pub async fn publish_shipped(services: &Services) -> Result<(), Error> {
    for shipped in forms::library::all() {
        match publish(services, shipped.source).await {
            Err(Error::VersionTaken { form_id, version }) => {
                tracing::warn!(form_id, version, "a published version differs from the shipped one, and stays");
            }
            result => drop(result?),
        }
    }
    Ok(())
}

/// Whether the published version has this content. A newer program may write the same form with more in it, so what is
/// stored is written anew before it is compared.
async fn is_published(tx: &store::Tx, new: &form::FormVersion, canonical: &Value) -> Result<bool, store::Error> {
    let Some(stored) = form::find(tx, &new.form_id, &new.version).await? else {
        return Ok(false);
    };
    if stored.sha256 == new.sha256 {
        return Ok(true);
    }
    Ok(Form::from_yaml(&stored.definition).is_ok_and(|(form, _)| form.to_json() == *canonical))
}
