//! What a release tells of indicators, as observations of a programme, its areas and the groups in them.

use std::collections::BTreeMap;

use stats::disclosure::Published;

use super::places::{Places, Where};
use crate::service::Services;
use crate::service::indicators::definition::{Definition, Source};
use crate::service::indicators::estimate::{Observation, Value};
use crate::service::indicators::{Error, definitions, of_release as told_by};
use crate::service::releases::plan::ReleasePlan;
use crate::service::releases::response_rate::{ResponseRate, response_rate};
use crate::service::releases::variable::{OTHER, UNKNOWN};
use crate::store::observation::{Figure, Observed, Series, Status};
use crate::store::release::Release;
use crate::store::{self, wave};

/// What a release tells. What it cannot tell of an indicator at all is not observed; what it hides is, as hidden.
pub(in crate::service) async fn of_release(
    services: &Services,
    release: &Release,
) -> Result<Vec<Observed>, store::Error> {
    let row = |column| move || store::Error::bad_row("release", column, &release.id);
    let wave = wave::find(&services.db, release.wave_id).await?.ok_or_else(row("wave_id"))?;
    let published: Published = serde_json::from_str(&release.published).map_err(|_| row("published")())?;
    let plan = ReleasePlan::parse(&release.plan).map_err(|_| row("plan")())?;
    let places = Places::load(services, &wave, published.plan()).await?;
    let told = told_by(services, release).await.map_err(|error| match error {
        Error::Store(error) => error,
        Error::Unreadable => row("published")(),
    })?;
    let of_wave = |definition: &Definition, found: Where, (status, figure)| Observed {
        series: Series {
            programme_id: wave.programme_id,
            area_id: found.area_id,
            indicator: definition.id.clone(),
            whom: found.whom,
        },
        definition: definition.version,
        period: (wave.starts_on, wave.ends_on),
        wave_id: Some(wave.id),
        release_id: Some(release.id),
        status,
        figure,
    };
    let mut all = Vec::new();
    for (definition, observations) in told {
        for one in observations.into_iter().flatten() {
            if let Some(found) = places.find(&one.whom).filter(|found| is_followed(&found.whom, &plan)) {
                all.push(of_wave(&definition, found, figure(&one, definition.unreliable_above)));
            }
        }
    }
    let answered = response_rate(release, &published).map_err(|_| row("counted")())?;
    let everybody = places.find(&BTreeMap::new());
    if let Some((answered, everybody)) = answered.zip(everybody) {
        let is_rate =
            |one: &Definition| matches!(&one.source, Source::ResponseRate(rate) if rate.form_id == wave.form_id);
        let definition = definitions().into_iter().find(is_rate);
        all.extend(definition.map(|definition| of_wave(&definition, everybody, rate(answered))));
    }
    Ok(all)
}

/// Everybody was asked, so there is no interval.
#[expect(clippy::cast_precision_loss, reason = "fewer than 2^52 people are invited")]
fn rate(of: ResponseRate) -> (Status, Option<Figure>) {
    match of {
        ResponseRate::Told { answered, invited } => {
            let value = answered as f64 / invited as f64;
            (Status::Free, Some(Figure { value, interval: None, respondents: Some(invited) }))
        }
        ResponseRate::Hidden => (Status::Hidden, None),
    }
}

/// Those of whom something is not known are no group that anybody follows, and neither are those who answered in another language: which
/// these are is another thing in each wave.
fn is_followed(whom: &BTreeMap<String, String>, plan: &ReleasePlan) -> bool {
    let mut languages = plan.breakdowns.iter().filter(|breakdown| breakdown.question().is_none());
    let is_known = whom.values().all(|code| code != UNKNOWN && !code.ends_with(&format!(".{UNKNOWN}")));
    is_known && !languages.any(|language| whom.get(&language.name).is_some_and(|code| code == OTHER))
}

fn figure(one: &Observation, unreliable_above: f64) -> (Status, Option<Figure>) {
    let Some(Value { share, respondents, interval }) = one.value else { return (Status::Hidden, None) };
    let status = if interval.width() > unreliable_above { Status::Unreliable } else { Status::Free };
    let interval = Some((interval.low, interval.high));
    (status, Some(Figure { value: share, interval, respondents: Some(respondents) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_follows_those_of_whom_something_is_not_known_or_who_are_others_in_each_wave() {
        let plan = "form_id: a\nbreakdowns: [{ name: tongue, language: [da] }, { name: gender, question: g }]\n\
            tables: []\nanswers: []";
        let plan = ReleasePlan::parse(plan).unwrap();
        let follows =
            |name: &str, code: &str| is_followed(&BTreeMap::from([(name.to_owned(), code.to_owned())]), &plan);
        assert!(follows("tongue", "da") && follows("gender", "woman") && follows("gender", "other"));
        assert!(!follows("tongue", "other") && !follows("gender", "unknown") && !follows("department", "n.unknown"));
    }
}
