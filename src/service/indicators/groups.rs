//! What the groups of series are called. Groups of a survey have the words of the release that told of them last, which are those of
//! the version of its form; those of what is counted in a month have the program's own.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::observation::{AllSeries, Observation, Series};
use crate::service::Services;
use crate::service::releases::Meant;
use crate::store::{self, release};
use crate::words::say;

/// The words of the releases that some series come from.
pub struct Groups(BTreeMap<Uuid, Meant>);

impl Groups {
    /// Those of the groups among some series.
    pub async fn load(services: &Services, all: &AllSeries) -> Result<Self, store::Error> {
        let mut known = BTreeMap::new();
        let told = all.iter().filter(|(series, _)| !series.whom.is_empty());
        for id in told.filter_map(|(_, observed)| last(observed)) {
            if known.contains_key(&id) {
                continue;
            }
            // One that this version cannot read has no words, and codes stand for themselves.
            if let Some(meant) = release::find(&services.db, id).await?.and_then(|release| Meant::of(&release)) {
                known.insert(id, meant);
            }
        }
        Ok(Self(known))
    }

    /// Of whom a series is, in words with the codes beside them; nothing, if it is of everybody.
    pub fn name(&self, language: &str, series: &Series, observed: &[Observation]) -> String {
        let meant = last(observed).and_then(|id| self.0.get(&id));
        let told = series.whom.iter().map(|(name, code)| {
            let (variable, group) = match (meant, name.as_str()) {
                (Some(meant), name) => meant.group(name, code, language),
                (None, "focus_area") => {
                    (say(language, "activity-focus-area"), say(language, &format!("activity-focus-{code}")))
                }
                (None, "party") => (say(language, "finding-party"), code.clone()),
                (None, _) => return format!("{name}={code}"),
            };
            let colon = if variable.ends_with('?') { "" } else { ":" };
            format!("{variable}{colon} {group} ({name}={code})")
        });
        told.collect::<Vec<_>>().join("; ")
    }
}

fn last(observed: &[Observation]) -> Option<Uuid> {
    observed.last().and_then(|last| last.observed.release_id)
}
