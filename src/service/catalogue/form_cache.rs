//! Forms, compiled once and kept while they are used: compiling takes longer than everything else a request does.

use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, Mutex, PoisonError};

use forms::Form;
use jiff::civil::Date;

use crate::store::Digest;

/// A published version, compiled. It never changes, and so needs no lock.
#[derive(Debug)]
pub struct PublishedForm {
    /// The form.
    pub form: Form,
    /// Digest of the canonical definition.
    pub sha256: Digest,
    /// Day of publication.
    pub published_on: Date,
}

/// A version that is not published, compiled. What its draft holds may change; this is one content of it.
#[derive(Debug)]
pub struct DraftedForm {
    /// The form.
    pub form: Form,
    /// Digest of the canonical definition.
    pub sha256: Digest,
}

/// A definition as it is sent: JSON, and what tells it from others.
#[derive(Debug)]
pub struct Document {
    /// The JSON.
    pub json: Vec<u8>,
    /// Its digest.
    pub sha256: Digest,
    /// The form, by the digest of its canonical definition, and the language, if its texts are in one alone.
    of: (Digest, Option<String>),
}

/// The most recently used forms. Clones share them.
#[derive(Clone, Default)]
pub struct FormCache {
    published: Recent<PublishedForm>,
    drafted: Recent<DraftedForm>,
    documents: Recent<Document>,
}

/// Enough for every version in use at a time; a form with 40 questions in five languages takes about 200 KB.
const LIMIT: usize = 64;

impl FormCache {
    pub(super) fn get(&self, form_id: &str, version: &str) -> Option<Arc<PublishedForm>> {
        self.published.get(|kept| kept.form.id() == form_id && kept.form.version() == version)
    }

    pub(super) fn keep(&self, new: PublishedForm) -> Arc<PublishedForm> {
        match self.get(new.form.id(), new.form.version()) {
            Some(found) => found,
            None => self.published.keep(new),
        }
    }

    /// The definition of a published version, in one language or in all.
    pub(super) fn document(&self, published: &PublishedForm, language: Option<&str>) -> Arc<Document> {
        let is_wanted = |kept: &Document| kept.of.0 == published.sha256 && kept.of.1.as_deref() == language;
        if let Some(found) = self.documents.get(is_wanted) {
            return found;
        }
        let definition = language.map_or_else(|| published.form.to_json(), |it| published.form.to_json_in(it));
        let json = definition.to_string().into_bytes();
        let of = (published.sha256, language.map(str::to_owned));
        self.documents.keep(Document { sha256: Digest::of(&json), json, of })
    }

    pub(super) fn get_drafted(&self, sha256: Digest) -> Option<Arc<DraftedForm>> {
        self.drafted.get(|kept| kept.sha256 == sha256)
    }

    pub(super) fn keep_drafted(&self, new: DraftedForm) -> Arc<DraftedForm> {
        match self.get_drafted(new.sha256) {
            Some(found) => found,
            None => self.drafted.keep(new),
        }
    }
}

/// What was used most recently, the last of all at the end.
struct Recent<T>(Arc<Mutex<Vec<Arc<T>>>>);

impl<T> Recent<T> {
    fn get(&self, is_wanted: impl Fn(&T) -> bool) -> Option<Arc<T>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|kept| is_wanted(kept))?;
        let found = kept.remove(at);
        kept.push(Arc::clone(&found));
        Some(found)
    }

    fn keep(&self, new: T) -> Arc<T> {
        let new = Arc::new(new);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= LIMIT {
            kept.remove(0);
        }
        kept.push(Arc::clone(&new));
        new
    }
}

// Deriving them would ask the same of `T`.
impl<T> Clone for Recent<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl Debug for FormCache {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("FormCache")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(version: usize) -> PublishedForm {
        let source = format!(
            "{{form_id: invented, version: '{version}', default_language: da, languages: {{da: {{}}}}, \
             title: {{da: Opdigtet}}, survey: [{{type: text, name: a, label: {{da: A}}}}]}}"
        );
        let form = Form::from_yaml(&source).expect("the invented form is right").0;
        PublishedForm { form, sha256: Digest::of(source), published_on: Date::constant(2026, 11, 21) }
    }

    #[test]
    fn the_same_version_is_kept_once() {
        let cache = FormCache::default();
        let first = cache.keep(published(1));
        assert!(Arc::ptr_eq(&first, &cache.keep(published(1))));
        assert!(Arc::ptr_eq(&first, &cache.get("invented", "1").unwrap()));
        assert!(cache.get("invented", "2").is_none());
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let cache = FormCache::default();
        for version in 0..LIMIT {
            cache.keep(published(version));
        }
        cache.get("invented", "0");
        cache.keep(published(LIMIT));
        assert!(cache.get("invented", "0").is_some());
        assert!(cache.get("invented", "1").is_none());
        assert!(cache.get("invented", "2").is_some());
    }
}
