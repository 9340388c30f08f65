//! The demonstration: everything is there after the first start, and the second changes nothing.

use nabosvar::access::Actor;
use nabosvar::service::findings::{Filter, read, told};
use nabosvar::service::releases::{self, Release};
use nabosvar::service::waves::{Identity, is_open};
use nabosvar::service::{Services, activities, catalogue, demo, indicators, waves};
use nabosvar::store::finding::Status;
use nabosvar::store::{place, population};
use stats::disclosure::Published;
use stats::disclosure::audit::audit;
use stats::estimate::Interval;

use crate::database::TestDatabase;
use crate::invented;

#[tokio::test]
async fn the_demonstration_has_places_forms_and_an_open_anonymous_wave() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = demo::seed(&services).await.unwrap();
    assert!(is_open(&wave, &services.clock.now()));
    assert_eq!((wave.form_id.as_str(), wave.identity), ("tryghed", Identity::Anonymous));
    let programme = place::programme(&services.db, wave.programme_id).await.unwrap().unwrap();
    assert!(programme.is_demo);
    let areas = place::areas(&services.db, programme.id).await.unwrap();
    assert_eq!(areas.iter().map(|area| area.name.as_str()).collect::<Vec<_>>(), ["Motalavej", "Ringparken", "Sydbyen"]);
    let mut departments = Vec::new();
    for area in &areas {
        departments.extend(place::departments(&services.db, area.id).await.unwrap());
    }
    assert_eq!(departments.len(), 9);
    let ids: Vec<_> = departments.iter().map(|department| department.id).collect();
    let figures = population::of_places(&services.db, &ids).await.unwrap();
    assert_eq!(figures.len(), 9);
    assert!(figures.iter().all(|figure| figure.source == "demo"));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_second_start_changes_nothing() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let first = demo::seed(&services).await.unwrap();
    services.clock.set(&invented::noon().tomorrow().unwrap());
    let second = demo::seed(&services).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(waves::list(&services).await.unwrap().len(), 1);
    assert_eq!(waves::programmes(&services).await.unwrap().len(), 1);
    assert_eq!(activities::list(&services, &Actor::operator()).await.unwrap().len(), 2);
    let forms = catalogue::list(&services).await.unwrap();
    assert_eq!(forms.len(), forms::library::all().len());
    assert!(forms.iter().all(|form| form.versions.len() == 1 && form.newest.published_on.to_string() == "2026-11-21"));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn an_area_was_walked_through_and_there_is_a_finding_in_each_state() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    demo::seed(&services).await.unwrap();
    demo::seed(&services).await.unwrap();
    let listed = read::list(&services, &Actor::operator(), &Filter::default()).await.unwrap();
    assert_eq!(listed.total, 7);
    for status in Status::ALL {
        assert!(listed.findings.iter().any(|finding| finding.status == status), "{status:?}");
    }
    let told = told::tell(&services, listed.findings[0].area_id).await.unwrap().unwrap();
    assert_eq!((told.area.name.as_str(), told.items.len()), ("Ringparken", 4));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn two_rounds_are_over_and_released_and_between_them_an_area_has_become_safer() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let open = demo::seed(&services).await.unwrap();
    // Two start at once, as two machines may.
    let (one, other) =
        tokio::join!(demo::past::seed(&services, open.programme_id), demo::past::seed(&services, open.programme_id));
    one.unwrap();
    other.unwrap();
    let waves = waves::list(&services).await.unwrap();
    let names = [2026, 2025, 2024].map(|year| format!("Tryghedsmåling {year} (demo)"));
    assert!(waves.iter().map(|wave| &wave.name).eq(&names), "{waves:?}");
    let of = async |wave| releases::of_wave(&services, &Actor::operator(), wave).await.unwrap().unwrap();
    let (first, second) = (&of(&waves[2]).await, &of(&waves[1]).await);
    demo::past::seed(&services, open.programme_id).await.unwrap();
    assert_eq!((&of(&waves[2]).await, &of(&waves[1]).await), (first, second), "again changes nothing");
    let [before, after] = [first, second].map(|release| serde_json::from_str::<Published>(&release.published).unwrap());
    for published in [&before, &after] {
        assert_eq!(audit(published, &[]).err(), None);
        assert!(published.shown_share() > 0.7, "{}", published.shown_share());
        let everybody = published.count(&published.plan().cell(&[]).unwrap()).flatten().unwrap();
        assert!((820..=900).contains(&everybody), "{everybody}: some live elsewhere, and do not count");
    }
    let [safe_before, safe_after] =
        intervals(&services, [first, second], "basic_safety", &[("department", "motalavej")]).await;
    assert!(safe_before.high < safe_after.low, "{safe_before:?} {safe_after:?}");
    let [before, after] = intervals(&services, [first, second], "voluntary_work", &[]).await;
    assert!(before.low < after.high && after.low < before.high, "{before:?} {after:?}");
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn something_was_held_in_past_months_and_much_of_it_is_shown() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let programme = demo::seed(&services).await.unwrap().programme_id;
    let areas = place::areas(&services.db, programme).await.unwrap();
    let seed = async || activities::demo::past(&services, &areas).await.unwrap();
    tokio::join!(seed(), seed());
    assert_eq!(activities::list(&services, &Actor::operator()).await.unwrap().len(), 5);
    indicators::observe::months(&services).await.unwrap();
    let all = indicators::observation::since(&services, &Actor::operator(), 0, 10_000).await.unwrap();
    let of = |indicator: &str, area: Option<&str>, focus_area: Option<&str>| {
        let area = area.map(|name| areas.iter().find(|area| area.name == name).unwrap().id);
        let found = all.iter().map(|one| &one.observed).filter(|one| {
            let whom = one.series.whom.get("focus_area").map(String::as_str);
            one.series.indicator == indicator && one.series.area_id == area && whom == focus_area
        });
        found.map(|one| one.figure.map(|figure| figure.value)).collect::<Vec<_>>()
    };
    assert!(of("participants", Some("Motalavej"), None).iter().all(|value| value.unwrap() > 60.0), "{all:?}");
    assert_eq!(of("participants", Some("Motalavej"), None).len(), 3);
    assert!(of("first_timers", Some("Motalavej"), Some("cohesion")).contains(&Some(16.0)));
    assert_eq!(of("participants", Some("Sydbyen"), Some("employment")), [None; 3], "few came");
    services.db.close().await.unwrap();
    database.drop().await;
}

/// Between what an indicator lies for a group, in each of two releases.
async fn intervals(services: &Services, of: [&Release; 2], indicator: &str, whom: &[(&str, &str)]) -> [Interval; 2] {
    let whom = whom.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect();
    let mut found = Vec::new();
    for release in of {
        let told = indicators::of_release(services, release).await.unwrap();
        let (_, observations) = told.into_iter().find(|(definition, _)| definition.id == indicator).unwrap();
        let observation = observations.unwrap().into_iter().find(|one| one.whom == whom).unwrap();
        found.push(observation.value.unwrap().interval);
    }
    found.try_into().unwrap()
}
