//! A look at a form as residents get it, behind a link of its own: of a draft, so that its author can try it, or of a
//! published version, so that somebody can be shown it. Nothing that is typed there becomes an answer.

use std::sync::Arc;

use forms::Form;

use crate::service::{DraftedForm, PublishedForm, Services, catalogue};
use crate::store::form_draft::{self, FormDraft};
use crate::store::{self, Digest, LinkCode, form};

/// A form that is looked at.
#[derive(Clone, Debug)]
pub struct Look {
    /// The secret part of the link.
    pub code: LinkCode,
    shown: Shown,
}

/// A draft may change between two pages, a version does not.
#[derive(Clone, Debug)]
enum Shown {
    Draft(Arc<DraftedForm>),
    Version(Arc<PublishedForm>),
}

impl Look {
    /// The form.
    pub fn form(&self) -> &Form {
        match &self.shown {
            Shown::Draft(drafted) => &drafted.form,
            Shown::Version(published) => &published.form,
        }
    }

    /// Digest of what is shown: another one where the draft holds something else by now.
    pub fn sha256(&self) -> Digest {
        match &self.shown {
            Shown::Draft(drafted) => drafted.sha256,
            Shown::Version(published) => published.sha256,
        }
    }
}

/// What the link with a code shows; `None` if nothing has this code, or it has expired.
pub async fn look(services: &Services, code: &str) -> Result<Option<Look>, store::Error> {
    let Some(code) = LinkCode::parse(code) else { return Ok(None) };
    let draft = form_draft::find_by_code(&services.db, &code).await?;
    if let Some(draft) = draft.filter(|draft| draft.entry.expires_on > services.clock.today()) {
        let shown = Shown::Draft(drafted(services, draft).await?);
        return Ok(Some(Look { code, shown }));
    }
    let Some(stored) = form::find_by_code(&services.db, &code).await? else { return Ok(None) };
    let shown = Shown::Version(catalogue::compiled(services, stored).await?);
    Ok(Some(Look { code, shown }))
}

/// The code of the link that shows a published version, made when it is first asked for; `None` if it was not published.
pub async fn code_of(services: &Services, form_id: &str, version: &str) -> Result<Option<LinkCode>, store::Error> {
    if catalogue::about(services, form_id, version).await?.is_none() {
        return Ok(None);
    }
    let tx = services.db.begin().await?;
    // One that has a code keeps it.
    form::set_code(&tx, form_id, version, &LinkCode::from_random(services.clock.random())).await?;
    tx.commit().await?;
    Ok(form::find(&services.db, form_id, version).await?.and_then(|stored| stored.preview_code))
}

/// The link. `base` has no slash at its end.
pub fn link(code: &LinkCode, base: &str) -> String {
    format!("{base}/preview/{}", code.as_str())
}

async fn drafted(services: &Services, draft: FormDraft) -> Result<Arc<DraftedForm>, store::Error> {
    let FormDraft { entry, definition } = draft;
    if let Some(found) = services.forms.get_drafted(entry.sha256) {
        return Ok(found);
    }
    let read = services.compiling.run(move || Form::from_yaml(&definition)).await;
    let key = format!("{} {}", entry.form_id, entry.version);
    let (form, _) = read.map_err(|_| store::Error::bad_row("form_draft", "definition", &key))?;
    Ok(services.forms.keep_drafted(DraftedForm { form, sha256: entry.sha256 }))
}
