//! Which forms there are, and one of them, ready to be asked.

pub mod compare_forms;
pub mod form_cache;
pub mod form_counts;
pub mod form_drafts;
pub mod form_files;
pub mod preview;
pub mod preview_form;
pub mod publish_form;
pub mod retire_form;
pub mod trial;

use std::cmp::Ordering;
use std::sync::Arc;

use forms::Form;

use super::{PublishedForm, Services};
use crate::store::form::FormVersion;
use crate::store::{self, Reads, form};

pub use self::form_cache::Document;
pub use crate::store::form::Published;

/// A form with its versions.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The newest version.
    pub newest: Arc<PublishedForm>,
    /// All versions, the newest first.
    pub versions: Vec<Published>,
}

/// All forms, by identifier.
pub async fn list(services: &Services) -> Result<Vec<Entry>, store::Error> {
    let mut entries = Vec::new();
    for versions in form::list(&services.db).await?.chunk_by(|one, other| one.form_id == other.form_id) {
        entries.extend(entry(services, versions.to_vec()).await?);
    }
    Ok(entries)
}

/// One form with its versions; `None` if nothing of this name was published.
pub async fn versions(services: &Services, form_id: &str) -> Result<Option<Entry>, store::Error> {
    let mut versions = form::list(&services.db).await?;
    versions.retain(|published| published.form_id == form_id);
    entry(services, versions).await
}

/// The newest version of a form that new answers may start with; `None` if there is none.
pub async fn newest_asked(services: &Services, form_id: &str) -> Result<Option<Arc<PublishedForm>>, store::Error> {
    let versions = versions(services, form_id).await?.map(|entry| entry.versions).unwrap_or_default();
    match versions.into_iter().find(|version| version.retired_on.is_none()) {
        Some(newest) => find(services, form_id, &newest.version).await,
        None => Ok(None),
    }
}

/// One version; `None` if it was not published.
pub async fn find(
    services: &Services,
    form_id: &str,
    version: &str,
) -> Result<Option<Arc<PublishedForm>>, store::Error> {
    if let Some(found) = services.forms.get(form_id, version) {
        return Ok(Some(found));
    }
    // PostgreSQL takes no text with NUL in it, and no form is called so.
    if form_id.contains('\0') || version.contains('\0') {
        return Ok(None);
    }
    let Some(stored) = form::find(&services.db, form_id, version).await? else {
        return Ok(None);
    };
    compiled(services, stored).await.map(Some)
}

/// The definition of a version as JSON: with all its texts, or with those of one language that the form has.
pub fn document(services: &Services, published: &PublishedForm, language: Option<&str>) -> Arc<Document> {
    services.forms.document(published, language)
}

/// What there is to know of one version without reading it; `None` if it was not published.
pub async fn about(services: &Services, form_id: &str, version: &str) -> Result<Option<Published>, store::Error> {
    if form_id.contains('\0') || version.contains('\0') {
        return Ok(None);
    }
    form::about(&services.db, form_id, version).await
}

/// A stored version, compiled.
pub(super) async fn compiled(services: &Services, stored: FormVersion) -> Result<Arc<PublishedForm>, store::Error> {
    if let Some(found) = services.forms.get(&stored.form_id, &stored.version) {
        return Ok(found);
    }
    let definition = stored.definition;
    let read = services.loading.run(move || Form::from_yaml(&definition)).await;
    // It was checked when it was published: only a change of the row, or of the engine, can have broken it.
    let key = format!("{} {}", stored.form_id, stored.version);
    let (form, _) = read.map_err(|_| store::Error::bad_row("form_version", "definition", &key))?;
    let published = PublishedForm { form, sha256: stored.sha256, published_on: stored.published_on };
    Ok(services.forms.keep(published))
}

/// The newest published version of a form; none if there is none.
pub(super) async fn newest(from: &impl Reads, form_id: &str) -> Result<Option<Published>, store::Error> {
    let mut versions = form::list(from).await?;
    versions.retain(|published| published.form_id == form_id);
    Ok(versions.into_iter().min_by(newest_first))
}

async fn entry(services: &Services, mut versions: Vec<Published>) -> Result<Option<Entry>, store::Error> {
    versions.sort_by(newest_first);
    let Some(first) = versions.first() else {
        return Ok(None);
    };
    let newest = find(services, &first.form_id, &first.version).await?;
    Ok(newest.map(|newest| Entry { newest, versions }))
}

fn newest_first(one: &Published, other: &Published) -> Ordering {
    other.published_on.cmp(&one.published_on).then_with(|| by_number(&other.version, &one.version))
}

/// Compares versions as people number them: `2026-9` comes before `2026-10`.
fn by_number(one: &str, other: &str) -> Ordering {
    let pieces = |version: &str| -> Vec<Result<u64, String>> {
        let breaks = |one: &char, other: &char| one.is_ascii_digit() == other.is_ascii_digit();
        let letters: Vec<char> = version.chars().collect();
        letters
            .chunk_by(breaks)
            .map(|piece| {
                let piece: String = piece.iter().collect();
                piece.parse().map_err(|_| piece)
            })
            .collect()
    };
    pieces(one).cmp(&pieces(other)).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_people_number_them() {
        let mut versions = ["2026-10", "2026-9", "2025-12", "2026-9b", "2026-09"];
        versions.sort_by(|one, other| by_number(one, other));
        assert_eq!(versions, ["2025-12", "2026-09", "2026-9", "2026-9b", "2026-10"]);
    }
}
