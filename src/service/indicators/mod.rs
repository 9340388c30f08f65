//! Indicators: what a board reads. A definition says, in the words of a form, what is counted; estimates are made from what was
//! released alone, so that nothing is told here that is not published there.

pub mod against;
mod coarse;
pub mod compare;
mod definition;
pub mod detectable;
mod estimate;
pub mod export;
pub mod feed;
pub mod groups;
mod measure;
pub mod observation;
pub mod observe;
pub mod register;
pub mod report;
pub mod table;

use std::collections::BTreeMap;

use forms::library;
use stats::disclosure::{Published, Rounded};

use super::releases::plan::ReleasePlan;
use super::releases::{Release, make};
use super::{Services, catalogue};
use crate::store::{self, wave};

pub use self::definition::{
    Activities, Attended, Break, Definition, Direction, Findings, Item, ResponseRate, Source, Survey, Unit, Unreadable,
    Walks,
};
pub use self::estimate::{Observation, Value};
use self::measure::Measure;
pub use self::measure::Misfit;

/// Why there are no estimates.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is kept of the release cannot be read by this version.
    #[error("the release is kept in a way that this version cannot read")]
    Unreadable,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What a release tells of one indicator: its observations, or why it tells nothing.
pub type Told = (Definition, Result<Vec<Observation>, Misfit>);

/// The definitions that are in use.
#[expect(clippy::missing_panics_doc, reason = "a test reads each that is shipped")]
pub fn definitions() -> Vec<Definition> {
    let all = library::indicators().iter();
    all.map(|shipped| Definition::parse(shipped.source).expect("a test reads each that is shipped")).collect()
}

/// A few words for an indicator; its name, if it is not in use any more.
fn short_of(indicator: &str, language: &str) -> String {
    let known = definitions().into_iter().rfind(|one| one.id == indicator);
    known.map_or_else(|| indicator.to_owned(), |one| one.short_in(language).to_owned())
}

/// What a release tells of each indicator of its form.
pub async fn of_release(services: &Services, release: &Release) -> Result<Vec<Told>, Error> {
    let unreadable = |_| Error::Unreadable;
    let published: Published = serde_json::from_str(&release.published).map_err(unreadable)?;
    let plan = ReleasePlan::parse(&release.plan).map_err(|_| Error::Unreadable)?;
    let row = || store::Error::bad_row("release", "wave_id", &release.id);
    let wave = wave::find(&services.db, release.wave_id).await?.ok_or_else(row)?;
    let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?.ok_or_else(row)?;
    let of_form =
        definitions().into_iter().filter(|one| one.survey().is_some_and(|survey| survey.form_id == wave.form_id));
    let has_counts = make::has_counts(release).map_err(|_| Error::Unreadable)?;
    let rounded = (!has_counts).then(|| Rounded::of(&published));
    let share = |measure: &Measure, whom: &BTreeMap<String, String>| match &rounded {
        Some(rounded) => coarse::share(measure, rounded, whom),
        None => estimate::share(measure, &published, whom).map(Value::counted),
    };
    let told = of_form.map(|definition| {
        let survey = definition.survey().map(|survey| measure::measures(survey, &form.form, &plan, published.plan()));
        let observations = survey
            .unwrap_or_else(|| Ok(Vec::new()))
            .map(|measures| estimate::observations(&measures, published.plan(), &share));
        (definition, observations)
    });
    Ok(told.collect())
}
