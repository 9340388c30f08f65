//! The demonstration: everything is there after the first start, and the second changes nothing.

use nabosvar::access::Actor;
use nabosvar::service::findings::{Filter, read, told};
use nabosvar::service::waves::{Identity, is_open};
use nabosvar::service::{activities, catalogue, demo, waves};
use nabosvar::store::finding::Status;
use nabosvar::store::{place, population};

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
