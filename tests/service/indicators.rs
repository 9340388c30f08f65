//! Indicators: what a release tells of them, and what it does not.

use nabosvar::access::Actor;
use nabosvar::service::indicators::groups::Groups;
use nabosvar::service::indicators::observation::{self, Observation, Status};
use nabosvar::service::indicators::{self, Misfit, observe};
use nabosvar::store::place;
use nabosvar::store::release::{self, Release};
use serde_json::json;

use crate::releases::{PLAN, Survey, invented_people};

#[tokio::test]
async fn indicators_follow_from_what_was_released() {
    let survey = Survey::answered(260).await;
    survey.archive().await;
    let made = survey.make(PLAN).await.unwrap();
    let told = indicators::of_release(&survey.services, &made).await.unwrap();
    let of = |id: &str| told.iter().find(|(definition, _)| definition.id == id).map(|(_, told)| told.clone()).unwrap();

    let safety = of("basic_safety").unwrap();
    let scale = survey.said.iter().filter_map(|said| said["safety"]["basic_safety"].as_str());
    let scale: Vec<u32> = scale.map(|code| code.parse().unwrap()).collect();
    let safe = u32::try_from(scale.iter().filter(|code| **code <= 3).count()).unwrap();
    let asked = u32::try_from(scale.len()).unwrap();
    assert!(safety[0].whom.is_empty(), "everybody first");
    let value = safety[0].value.unwrap();
    assert!((value.share - f64::from(safe) / f64::from(asked)).abs() < 1e-9, "{value:?}");
    assert_eq!(value.respondents, u64::from(asked));
    assert!(safety.iter().any(|one| one.value.is_none()), "what is hidden is told as hidden");
    let of_some: Vec<_> = safety[1..].iter().filter_map(|one| one.value).collect();
    assert!(!of_some.is_empty() && of_some.iter().all(|one| one.respondents < value.respondents), "{safety:?}");

    // The plan does not count the other questions.
    assert_eq!(of("trust"), Err(Misfit::NotReleased("trust/trust_residents".to_owned())));
    survey.strike().await;
}

#[tokio::test]
async fn a_release_in_whole_percentages_is_observed_with_an_interval_that_holds_the_rounding() {
    let survey = Survey::answered(260).await;
    survey.archive().await;
    let made = survey.make(&format!("{PLAN}percentages: whole\nbases: rounded_to_5\n")).await.unwrap();
    let exact = Release { counted: made.counted.replace("\"rounded\"", "\"counts\""), ..made.clone() };
    let of = async |release: &Release| {
        let told = indicators::of_release(&survey.services, release).await.unwrap();
        let (_, told) = told.into_iter().find(|(definition, _)| definition.id == "basic_safety").unwrap();
        told.unwrap()
    };
    let (rough, exact) = (of(&made).await, of(&exact).await);
    assert_eq!(rough.len(), exact.len());
    for (rough, exact) in rough.iter().zip(&exact).filter_map(|(rough, exact)| Some((rough.value?, exact.value?))) {
        assert!((rough.share - exact.share).abs() < 0.0051, "{rough:?} {exact:?}");
        assert!(
            rough.respondents % 5 == 0 && rough.respondents.abs_diff(exact.respondents) <= 5,
            "{rough:?} {exact:?}"
        );
        assert!(rough.interval.low < exact.interval.low && exact.interval.high < rough.interval.high, "{rough:?}");
    }
    let everybody = rough[0].value.unwrap();
    assert!(
        (100.0 * everybody.share - (100.0 * everybody.share).round()).abs() < 1e-9,
        "in whole percent: {everybody:?}"
    );
    assert!(rough.iter().zip(&exact).all(|(rough, exact)| rough.value.is_none() || exact.value.is_some()));
    let kept = all(&survey).await;
    let whole = kept.iter().find(|one| {
        let series = &one.observed.series;
        series.indicator == "basic_safety" && series.area_id.is_none() && series.whom.is_empty()
    });
    let figure = whole.unwrap().observed.figure.unwrap();
    assert_eq!((figure.value, figure.respondents), (everybody.share, Some(everybody.respondents)));
    survey.strike().await;
}

/// The plan with all that one indicator is made of; what is asked because of one of its questions can be put behind.
const SAFETY: &str = r#"
form_id: tryghed
population: { question: eligible, is: "yes" }
place: { area: area, department: home/department }
tables: [[area]]
answers:
  - question: safety/basic_safety
    categories: [{ code: safe, of: ["1", "2", "3"] }, { code: neither, of: ["4"] }, { code: unsafe, of: ["5", "6", "7"] }]
  - question: safety/after_dark
"#;

#[tokio::test]
async fn a_filter_is_the_same_indicator_beside_what_is_asked_because_of_it_and_none_where_it_is_not_counted() {
    let mut said = invented_people(360);
    for (at, one) in said.iter_mut().filter(|one| one["area"] != "elsewhere").enumerate() {
        one["safety"]["after_dark"] = json!(["safe", "neither", "unsafe", "not_out"][at % 4]);
        one["safety"]["felt_unsafe"] = json!(["no", "yes", "no"][at % 3]);
        if at % 3 == 1 {
            let (places, times) = ([vec!["paths"], vec!["paths", "stairwell"], vec![]], ["day", "evening"]);
            one["safety"]["unsafe"] = json!({ "where": places[at % 5 % 3], "when": times[at % 2] });
        }
    }
    let (filter, other) = ("question: safety/felt_unsafe", "question: safety/unsafe/when");
    let several = "{ question: safety/unsafe/where, only: [paths, stairwell] }";
    let of = async |counted: &[&str]| {
        let survey = Survey::of(said.clone()).await;
        survey.archive().await;
        let made = survey.make(&format!("{SAFETY}  - {}\n", counted.join("\n  - "))).await.unwrap();
        let told = indicators::of_release(&survey.services, &made).await.unwrap();
        survey.strike().await;
        told.into_iter().find(|(definition, _)| definition.id == "experienced_safety").unwrap().1
    };
    let (alone, beside) = (of(&[filter]).await.unwrap(), of(&[filter, several, other]).await.unwrap());
    assert_eq!(alone.len(), beside.len());
    assert!(beside[0].value.is_some() && beside[1..].iter().any(|one| one.value.is_some()), "{beside:?}");
    for (alone, beside) in alone.iter().zip(&beside) {
        assert_eq!(alone.whom, beside.whom);
        assert!(beside.value.is_none() || alone.value.is_none() || beside.value == alone.value, "{alone:?} {beside:?}");
    }
    // What it hangs on is a variable of the release then, and is told of nobody.
    let without = of(&[several, other]).await;
    assert_eq!(without, Err(Misfit::NotReleased("safety/felt_unsafe".to_owned())));
}

/// Everything observed, as an operator reads it.
async fn all(survey: &Survey) -> Vec<Observation> {
    observation::since(&survey.services, &Actor::operator(), 0, 1000).await.unwrap()
}

#[tokio::test]
async fn a_release_is_observed_in_the_transaction_that_keeps_it() {
    let survey = Survey::answered(260).await;
    survey.archive().await;
    let made = survey.make(PLAN).await.unwrap();
    let observed = all(&survey).await;
    assert!(observed.iter().all(|one| one.observed.release_id == Some(made.id) && one.revision == 0), "{observed:?}");
    assert!(observed.iter().map(|one| one.number).eq(1..=i64::try_from(observed.len()).unwrap()));
    let indicators: std::collections::BTreeSet<&str> =
        observed.iter().map(|one| one.observed.series.indicator.as_str()).collect();
    assert_eq!(indicators.into_iter().collect::<Vec<_>>(), ["basic_safety", "voluntary_work"]);

    // What is told of everybody is what the release tells of everybody; areas are places, not groups.
    let told = indicators::of_release(&survey.services, &made).await.unwrap();
    let (_, told) = told.into_iter().find(|(definition, _)| definition.id == "basic_safety").unwrap();
    let safety = || observed.iter().filter(|one| one.observed.series.indicator == "basic_safety");
    let whole =
        safety().find(|one| one.observed.series.area_id.is_none() && one.observed.series.whom.is_empty()).unwrap();
    let (figure, value) = (whole.observed.figure.unwrap(), told.unwrap()[0].value.unwrap());
    assert_eq!((figure.value, figure.respondents), (value.share, Some(value.respondents)));
    assert_eq!(whole.observed.period, (survey.wave.starts_on, survey.wave.ends_on));
    let areas = place::areas(&survey.services.db, survey.wave.programme_id).await.unwrap();
    for area in &areas {
        let own = safety().filter(|one| one.observed.series.area_id == Some(area.id));
        assert_eq!(own.filter(|one| one.observed.series.whom.is_empty()).count(), 1, "{}", area.name);
    }
    let hidden = |one: &&Observation| one.observed.status == Status::Hidden;
    assert!(safety().filter(hidden).all(|one| one.observed.figure.is_none()));
    assert!(
        safety().all(|one| one.observed.series.whom.values().all(|code| !code.contains("unknown"))),
        "{observed:?}"
    );

    // Groups are called as the form calls them, in the language of who reads, with their codes beside.
    let series = observation::for_everybody(&survey.services, survey.wave.programme_id).await.unwrap();
    let groups = Groups::load(&survey.services, &series).await.unwrap();
    let names = |language| {
        let told = series.iter().map(|(series, observed)| groups.name(language, series, observed));
        told.collect::<std::collections::BTreeSet<_>>()
    };
    for (language, name) in
        [("da", "Hvad er dit køn? Kvinde (gender=woman)"), ("en", "What is your gender? Woman (gender=woman)")]
    {
        assert!(names(language).contains(name), "{name}: {:?}", names(language));
    }
    assert!(names("da").contains(""), "everybody has no group");

    // Made again, it is the release that there is, and nothing is observed twice.
    survey.make(PLAN).await.unwrap();
    assert_eq!(observe::missed(&survey.services).await.unwrap(), 0);
    assert_eq!(all(&survey).await, observed);
    survey.strike().await;
}

#[tokio::test]
async fn a_release_that_was_kept_before_is_observed_once() {
    let survey = Survey::answered(260).await;
    survey.archive().await;
    let made = survey.make(PLAN).await.unwrap();
    let observed = all(&survey).await;
    let other = Survey::answered(0).await;
    let tx = other.services.db.begin().await.unwrap();
    assert!(release::insert(&tx, &Release { wave_id: other.wave.id, ..made }).await.unwrap());
    tx.commit().await.unwrap();
    assert!(all(&other).await.is_empty());

    assert_eq!(observe::missed(&other.services).await.unwrap(), observed.len() as u64);
    let figures = |all: &[Observation]| all.iter().map(|one| one.observed.figure).collect::<Vec<_>>();
    assert_eq!(figures(&all(&other).await), figures(&observed));
    assert_eq!(observe::missed(&other.services).await.unwrap(), 0, "once");
    survey.strike().await;
    other.strike().await;
}
