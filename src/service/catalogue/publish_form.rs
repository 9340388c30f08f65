//! Publishing a form version: checked, made canonical, held against the version before it, and from then on unchangeable.

use std::sync::Arc;

use forms::{Change, Fault, Form, Mapping, Position, Unsettled};

use super::form_drafts;
use crate::access::{Actor, Denied, Permission};
use crate::service::audit::{self, Action, Object};
use crate::service::{Services, catalogue, places};
use crate::store::form::{self, FormVersion};
use crate::store::form_draft::{self, FormDraft};
use crate::store::{self, Digest, Tx};

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
    /// Names or codes have come to mean something else, and nothing is said of the older answers.
    #[error("names or codes mean something else than in version {from}")]
    MeaningChanged {
        /// The newest published version.
        from: String,
        /// What has changed its meaning.
        changes: Vec<Change>,
    },
    /// What is said of the older answers cannot be.
    #[error("the mapping cannot be right: {}", .0.join(" "))]
    MappingInvalid(Vec<String>),
    /// There is no such draft.
    #[error("there is no such draft")]
    NoDraft,
    /// The draft holds other content than the request says.
    #[error("the draft holds other content")]
    DraftChanged,
    /// Forms are of all programmes, and the actor may not publish in each.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A form that was read, as it is stored.
#[derive(Debug)]
pub(super) struct Canonical {
    pub(super) form: Arc<Form>,
    pub(super) definition: String,
    pub(super) sha256: Digest,
    pub(super) warnings: Vec<Fault>,
}

impl Canonical {
    /// Makes a form canonical. What is stored has to be readable again, so a form is refused that grows beyond that.
    pub(super) fn of(read: Result<(Form, Vec<Fault>), Vec<Fault>>) -> Result<Self, Vec<Fault>> {
        let (form, warnings) = read?;
        let definition = form.to_json().to_string();
        let at_whole = |fault: Fault| Fault { position: Position::Workbook, ..fault };
        Form::from_yaml(&definition).map_err(|faults| faults.into_iter().map(at_whole).collect::<Vec<_>>())?;
        Ok(Self { form: Arc::new(form), sha256: Digest::of(&definition), definition, warnings })
    }
}

/// Publishes a definition, written as YAML or JSON, that needs no mapping. The same content again is fine and changes nothing.
pub async fn publish(services: &Services, actor: &Actor, source: &str) -> Result<Published, Error> {
    publish_with(services, actor, source, &Mapping::default()).await
}

/// Publishes a definition with what is said of the answers to the version before it.
pub async fn publish_with(
    services: &Services,
    actor: &Actor,
    source: &str,
    mapping: &Mapping,
) -> Result<Published, Error> {
    let source = source.to_owned();
    let canonical = services.compiling.run(move || Canonical::of(Form::from_yaml(&source))).await;
    store(services, actor, canonical.map_err(Error::Invalid)?, mapping, None).await
}

/// Publishes a draft, which is gone then. The link to look at it goes on to show the version. `sha256` is the content that
/// is meant, if that is said.
pub async fn publish_draft(
    services: &Services,
    actor: &Actor,
    [form_id, version]: [&str; 2],
    sha256: Option<&str>,
    mapping: &Mapping,
) -> Result<Published, Error> {
    if !places::may_everywhere(services, actor, Permission::PublishForms).await? {
        return Err(Denied.into());
    }
    let is_meant = |content: Digest| sha256.is_none_or(|sha256| content.to_string().eq_ignore_ascii_case(sha256));
    let Some(draft) = form_drafts::find(services, form_id, version).await? else {
        // Who did not hear that it was published asks again.
        let published = catalogue::about(services, form_id, version).await?;
        published.filter(|about| is_meant(about.sha256)).ok_or(Error::NoDraft)?;
        let (form_id, version) = (form_id.to_owned(), version.to_owned());
        return Ok(Published { form_id, version, new: false, warnings: Vec::new() });
    };
    if !is_meant(draft.entry.sha256) {
        return Err(Error::DraftChanged);
    }
    let source = draft.definition.clone();
    let canonical = services.compiling.run(move || Canonical::of(Form::from_yaml(&source))).await;
    store(services, actor, canonical.map_err(Error::Invalid)?, mapping, Some(&draft)).await
}

/// Publishes the forms that come with the program, so that a new installation has something to ask. A published version
/// that differs from the shipped one stays as it is: answers point at it.
pub async fn publish_shipped(services: &Services) -> Result<(), Error> {
    for shipped in forms::library::all() {
        match publish(services, &Actor::operator(), shipped.source).await {
            Err(Error::VersionTaken { form_id, version }) => {
                tracing::warn!(form_id, version, "a published version differs from the shipped one, and stays");
            }
            Err(Error::MeaningChanged { from, .. }) => {
                tracing::warn!(
                    form_id = shipped.name,
                    from,
                    "a shipped version does not follow the published one, and waits"
                );
            }
            result => drop(result?),
        }
    }
    Ok(())
}

async fn store(
    services: &Services,
    actor: &Actor,
    new: Canonical,
    mapping: &Mapping,
    draft: Option<&FormDraft>,
) -> Result<Published, Error> {
    let (form_id, version) = (new.form.id().to_owned(), new.form.version().to_owned());
    loop {
        let before = catalogue::newest(&services.db, &form_id).await?.map(|newest| newest.version);
        let is_there = match is_published(services, &new).await? {
            Some(false) => return Err(Error::VersionTaken { form_id, version }),
            found => found.is_some(),
        };
        let settled = match &before {
            // One that is published already follows nothing anew.
            Some(before) if !is_there => settle(services, before, &new, mapping).await?,
            None if !mapping.variables.is_empty() => {
                return Err(Error::MappingInvalid(vec!["There is no version before this one.".to_owned()]));
            }
            _ => None,
        };
        let tx = services.db.begin().await?;
        if catalogue::newest(&tx, &form_id).await?.map(|newest| newest.version) != before {
            // Another one was published in between: this one has to be held against that.
            continue;
        }
        let row = FormVersion {
            form_id: form_id.clone(),
            version: version.clone(),
            definition: new.definition.clone(),
            sha256: new.sha256,
            published_on: services.clock.today(),
            mapping: settled.map(|mapping| mapping.to_json().to_string()),
            preview_code: draft.map(|draft| draft.entry.code.clone()),
        };
        let inserted = form::insert(&tx, &row).await?;
        if inserted == is_there {
            continue;
        }
        if let Some(draft) = draft {
            remove(&tx, draft).await?;
        }
        if inserted {
            audit::record(services, &tx, actor, Action::Published, Object::FormVersion(&form_id, &version)).await?;
        }
        tx.commit().await?;
        return Ok(Published { form_id, version, new: inserted, warnings: new.warnings });
    }
}

/// The draft goes in the same transaction, if it still is what was published.
async fn remove(tx: &Tx, draft: &FormDraft) -> Result<(), Error> {
    let entry = &draft.entry;
    let is_same = |found: &FormDraft| found.entry.sha256 == entry.sha256;
    if !form_draft::find(tx, &entry.form_id, &entry.version).await?.as_ref().is_some_and(is_same) {
        return Err(Error::DraftChanged);
    }
    form_draft::remove(tx, &entry.form_id, &entry.version).await?;
    Ok(())
}

/// Holds a form against the version before it. Gives what is said of the older answers, if anything is.
async fn settle(
    services: &Services,
    before: &str,
    new: &Canonical,
    mapping: &Mapping,
) -> Result<Option<Mapping>, Error> {
    let Some(older) = catalogue::find(services, new.form.id(), before).await? else { return Ok(None) };
    let (newer, mapping) = (Arc::clone(&new.form), mapping.clone());
    let settled = services.compiling.run(move || {
        let comparison = Form::compare(&older.form, &newer);
        mapping.settle(&comparison, &older.form, &newer)
    });
    match settled.await {
        Ok(settled) => Ok(Some(settled).filter(|settled| !settled.variables.is_empty())),
        Err(Unsettled { changes, mistakes }) if mistakes.is_empty() => {
            Err(Error::MeaningChanged { from: before.to_owned(), changes })
        }
        Err(Unsettled { mistakes, .. }) => Err(Error::MappingInvalid(mistakes)),
    }
}

/// Whether the version is published with this content; nothing if it is not published. A newer program may write the same
/// form with more in it, so what is stored is written anew before it is compared.
pub(super) async fn is_published(services: &Services, new: &Canonical) -> Result<Option<bool>, store::Error> {
    let (form_id, version) = (new.form.id(), new.form.version());
    let Some(about) = catalogue::about(services, form_id, version).await? else { return Ok(None) };
    if about.sha256 == new.sha256 {
        return Ok(Some(true));
    }
    let published = match catalogue::find(services, form_id, version).await {
        Ok(Some(published)) => published,
        // What cannot be read any more is not what was just read.
        Ok(None) | Err(store::Error::BadRow { .. }) => return Ok(Some(false)),
        Err(error) => return Err(error),
    };
    let form = Arc::clone(&new.form);
    Ok(Some(services.compiling.run(move || published.form.to_json() == form.to_json()).await))
}
