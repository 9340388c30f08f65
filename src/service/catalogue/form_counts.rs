//! How many have answered each form version, in waves and without one: counted, and nothing else is told of them.

use std::collections::HashMap;

use crate::service::Services;
use crate::store::{self, response, wave};

/// The counts. A version that nobody answered is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(HashMap<(String, String), u64>);

/// Counts.
pub async fn count(services: &Services) -> Result<Counts, store::Error> {
    let mut counts = response::count_without_wave(&services.db).await?;
    let by_wave = response::count_by_wave(&services.db).await?;
    for wave in wave::list(&services.db).await? {
        let answers = by_wave.get(&wave.id).copied().unwrap_or_default();
        *counts.entry((wave.form_id, wave.form_version)).or_default() += answers;
    }
    counts.retain(|_, count| *count > 0);
    Ok(Counts(counts))
}

impl Counts {
    /// The answers to one version.
    pub fn of(&self, form_id: &str, version: &str) -> u64 {
        self.0.get(&(form_id.to_owned(), version.to_owned())).copied().unwrap_or_default()
    }

    /// The answers to all versions of a form.
    pub fn of_form(&self, form_id: &str) -> u64 {
        self.0.iter().filter(|((form, _), _)| form == form_id).map(|(_, count)| count).sum()
    }
}
