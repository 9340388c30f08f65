//! Looking again on a walk: what is said to be done is seen to be so on a later walk, or is opened again, and nowhere else.

use nabosvar::access::Role;
use nabosvar::store::finding::{self, Finding, Status};
use nabosvar::store::finding_event::{self, Deed};
use nabosvar::store::walk::{self, State, Walk};
use reqwest::StatusCode;
use uuid::Uuid;

use crate::invented_walks;
use crate::pages::location;
use crate::walks::{Scene, area, value};

/// Two findings of an earlier walk that are said to be done.
async fn done(scene: &Scene) -> [Finding; 2] {
    let services = &scene.app.services;
    let earlier = Walk { state: State::Ended, ..invented_walks::walk(services, scene.area.id) };
    let found = || Finding { status: Status::Done, ..invented_walks::finding(services, &earlier) };
    let findings = [found(), found()];
    let tx = services.db.begin().await.unwrap();
    walk::insert(&tx, &earlier).await.unwrap();
    for found in &findings {
        finding::insert(&tx, found, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
    findings
}

/// A walk to look again, which is being held.
async fn begun(scene: &Scene) -> String {
    let page = scene.page("/staff/walks/new").await;
    let area = scene.area.id.to_string();
    let fields = [
        ("id", value(&page, "id")),
        ("area", &area),
        ("on", "2026-11-21"),
        ("at", ""),
        ("route", ""),
        ("reinspection", "yes"),
    ];
    let walk = location(&scene.send("/staff/walks/new", &fields).await).to_owned();
    assert!(scene.page(&walk).await.contains("Vi ser efter, om noget er gjort"));
    let list = scene.page(&format!("{walk}/again")).await;
    assert!(list.contains("Når vandringen er i gang") && !list.contains("name=\"verdict\""), "{list}");
    assert_eq!(location(&scene.send(&format!("{walk}/start"), &[]).await), format!("{walk}/again"));
    walk
}

/// What the form of a finding sends.
fn verdict(page: &str, finding: &Finding, verdict: &'static str, words: &'static str) -> Vec<(&'static str, String)> {
    let form =
        page.split("<form").find(|form| form.contains(&format!("name=\"finding\" value=\"{}\"", finding.id))).unwrap();
    let hidden = |name| (name, value(form, name).to_owned());
    vec![hidden("id"), hidden("finding"), hidden("seen"), ("verdict", verdict.to_owned()), ("words", words.to_owned())]
}

async fn send(scene: &Scene, path: &str, fields: &[(&'static str, String)]) -> reqwest::Response {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    scene.send(path, &fields).await
}

async fn status(scene: &Scene, finding: &Finding) -> Status {
    finding::find(&scene.app.services.db, finding.id).await.unwrap().unwrap().status
}

#[tokio::test]
async fn what_is_done_is_seen_on_a_later_walk_or_opened_again() {
    let scene = Scene::set().await;
    let [lamp, shed] = done(&scene).await;
    let walk = begun(&scene).await;
    let path = format!("{walk}/again");
    let page = scene.page(&path).await;
    assert_eq!(page.matches("value=\"done\"").count(), 2);
    let silent = send(&scene, &path, &verdict(&page, &shed, "open", " ")).await;
    assert_eq!(silent.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let told = silent.text().await.unwrap();
    assert!(
        told.contains("Skriv, hvad der mangler.") && told.contains(&format!("href=\"#words-{}\"", shed.id)),
        "{told}"
    );
    let right = verdict(&page, &lamp, "done", "");
    for _ in 0..2 {
        assert_eq!(location(&send(&scene, &path, &right).await), path, "also a second click");
    }
    let late = verdict(&page, &lamp, "open", "Den er gået ud igen");
    let late: Vec<_> = late
        .into_iter()
        .map(|(name, value)| if name == "id" { (name, Uuid::from_u128(5).to_string()) } else { (name, value) })
        .collect();
    assert_eq!(send(&scene, &path, &late).await.status(), StatusCode::CONFLICT, "it was looked at meanwhile");
    location(&send(&scene, &path, &verdict(&page, &shed, "open", "Låsen mangler <stadig>")).await);
    assert_eq!((status(&scene, &lamp).await, status(&scene, &shed).await), (Status::Verified, Status::Open));
    let id = scene.walk(&walk).await.id;
    let mut deeds: Vec<Deed> = Vec::new();
    for finding in [&lamp, &shed] {
        let events = finding_event::since(&scene.app.services.db, finding.id, 0).await.unwrap();
        assert!(events.iter().all(|event| event.walk == Some(id)), "the event names the walk");
        deeds.extend(events.iter().map(|event| event.deed));
    }
    assert_eq!(deeds, [Deed::Verify, Deed::Reopen]);
    let page = scene.page(&path).await;
    assert!(
        page.contains("mangler at se") && page.contains("Set efter på turen") && page.contains("Åbnet igen"),
        "{page}"
    );
    let history = scene.page(&format!("/staff/findings/{}", shed.id)).await;
    assert!(
        history.contains("Låsen mangler &lt;stadig&gt;") && history.contains(&format!("href=\"{walk}\"")),
        "{history}"
    );

    // Nothing new was found, so the walk is ended without a finding.
    let form = format!("{walk}/form");
    let fields = [("walk/area_name", "Ringparken"), ("walk/walked_on", "2026-11-21"), ("walk/light", "light")];
    scene.fill(&format!("{form}/q/walk"), &fields).await;
    let review = scene.page(&format!("{form}/review")).await;
    let end = [("version", value(&review, "version"))];
    assert_eq!(location(&scene.send(&format!("{form}/review"), &end).await), walk);
    assert_eq!(scene.walk(&walk).await.state, State::Ended);
    scene.app.stop().await;
}

#[tokio::test]
async fn nobody_looks_again_elsewhere_or_when_nobody_walks() {
    let scene = Scene::set().await;
    let [lamp, _] = done(&scene).await;
    let walk = begun(&scene).await;
    let path = format!("{walk}/again");
    let page = scene.page(&path).await;
    let fields = verdict(&page, &lamp, "done", "");
    let next_door = area(&scene.app, "Sydbyen").await;
    let stranger = scene.app.staff(Role::Coordinator, next_door.place()).await;
    let reader = scene.app.staff(Role::Reader, scene.area.place()).await;
    for (browser, get, post) in
        [(&stranger, StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), (&reader, StatusCode::OK, StatusCode::FORBIDDEN)]
    {
        assert_eq!(browser.get(scene.app.url(&path)).send().await.unwrap().status(), get);
        assert_eq!(browser.post(scene.app.url(&path)).form(&fields).send().await.unwrap().status(), post);
    }
    let planned = scene.planned().await;
    let early = send(&scene, &format!("{planned}/again"), &fields).await;
    assert_eq!(early.status(), StatusCode::CONFLICT, "that walk has not begun");
    let own = format!("/staff/walks/{}/again", lamp.walk_id);
    assert_eq!(send(&scene, &own, &fields).await.status(), StatusCode::CONFLICT, "it was found on that one");
    let unknown = format!("/staff/walks/{}/again", Uuid::from_u128(9));
    assert_eq!(send(&scene, &unknown, &fields).await.status(), StatusCode::NOT_FOUND);
    for bad in [vec![("finding", "1")], vec![]] {
        assert_eq!(scene.send(&path, &bad).await.status(), StatusCode::BAD_REQUEST);
    }
    assert_eq!(status(&scene, &lamp).await, Status::Done);
    scene.app.stop().await;
}
