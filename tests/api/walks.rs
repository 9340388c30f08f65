//! A safety walk from the plan to its findings, as a browser without scripts goes through it.

use nabosvar::access::{Place, Role};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::walks;
use nabosvar::service::walks::{State, Walk};
use nabosvar::store::finding::{Finding, Kind};
use nabosvar::store::place::{self, Area};
use nabosvar::store::{finding, walk};
use reqwest::{Client, Response, StatusCode};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::pages::location;
use crate::{invented, pictures};

/// A server with the shipped forms, one area, and the browser of its coordinator.
pub(crate) struct Scene {
    pub(crate) app: TestApp,
    pub(crate) area: Area,
    pub(crate) browser: Client,
}

impl Scene {
    pub(crate) async fn set() -> Self {
        let app = TestApp::start().await;
        publish_form::publish_shipped(&app.services).await.unwrap();
        let area = area(&app, "Ringparken").await;
        let browser = app.staff(Role::Coordinator, area.place()).await;
        Self { app, area, browser }
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.browser.get(self.app.url(path)).send().await.unwrap()
    }

    pub(crate) async fn page(&self, path: &str) -> String {
        self.app.page(&self.browser, path).await
    }

    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.app.send(&self.browser, path, fields).await
    }

    /// Sends a page of a form as it was shown, and follows to where it leads.
    pub(crate) async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let page = self.page(path).await;
        let mut all = vec![("version", value(&page, "version"))];
        all.extend_from_slice(fields);
        location(&self.send(path, &all).await).to_owned()
    }

    /// A walk that was planned with the form for it, by its address.
    pub(crate) async fn planned(&self) -> String {
        let page = self.page("/staff/walks/new").await;
        let area = self.area.id.to_string();
        let fields =
            [("id", value(&page, "id")), ("area", &area), ("on", "2026-11-21"), ("at", "16:30"), ("route", "Ved søen")];
        let planned = location(&self.send("/staff/walks/new", &fields).await).to_owned();
        let again = self.send("/staff/walks/new", &fields).await;
        assert_eq!(location(&again), planned, "a second click");
        planned
    }

    /// The same, started and filled until the first finding is asked for.
    pub(crate) async fn started(&self) -> String {
        let walk = self.planned().await;
        let form = location(&self.send(&format!("{walk}/start"), &[]).await).to_owned();
        assert_eq!(location(&self.get(&form).await), format!("{form}/q/walk"));
        let page = self.page(&format!("{form}/q/walk")).await;
        assert!(page.contains("value=\"Ringparken\""), "the plan has said it: {page}");
        let fields = [("walk/area_name", "Ringparken"), ("walk/walked_on", "2026-11-21"), ("walk/light", "dark")];
        let next = self.fill(&format!("{form}/q/walk"), &fields).await;
        assert_eq!(next, format!("{form}/q/participants"));
        assert_eq!(self.fill(&next, &[("participants/residents", "6")]).await, format!("{form}/q/findings.1/kind"));
        walk
    }

    pub(crate) async fn walk(&self, address: &str) -> Walk {
        let id: Uuid = address.rsplit('/').next().unwrap().parse().unwrap();
        walk::find(&self.app.services.db, id).await.unwrap().unwrap()
    }

    pub(crate) async fn found(&self, address: &str) -> Vec<Finding> {
        finding::of_walk(&self.app.services.db, self.walk(address).await.id).await.unwrap()
    }
}

/// An area of an invented programme.
pub(crate) async fn area(app: &TestApp, name: &str) -> Area {
    let area = Area {
        id: app.services.clock.identity(),
        programme_id: invented::programme(&app.services).await,
        name: name.to_owned(),
        municipality: "Opdigtet".to_owned(),
    };
    let tx = app.services.db.begin().await.unwrap();
    place::insert_area(&tx, &area).await.unwrap();
    tx.commit().await.unwrap();
    area
}

/// What stands in a hidden field of a page.
pub(crate) fn value<'p>(page: &'p str, name: &str) -> &'p str {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name} in {page}"));
    after.split('"').next().unwrap()
}

/// Adds a finding by the pages of the form, with a photo if one is given.
pub(crate) async fn add_finding(scene: &Scene, walk: &str, number: usize, kind: &str, photo: Option<&pictures::Photo>) {
    let form = format!("{walk}/form");
    let turn = format!("findings.{number}");
    let question = |name: &str| format!("{form}/q/{turn}/{name}");
    let field = |name: &str| format!("{turn}/{name}");
    // The first one is there from the start.
    if number > 1 {
        assert_eq!(scene.fill(&format!("{form}/q/findings"), &[("step", "add")]).await, question("kind"));
    }
    assert_eq!(scene.fill(&question("kind"), &[(&field("kind"), kind)]).await, question("spot"));
    let spot = [(field("spot/place"), "path"), (field("spot/location"), "55,4028 11,3546")];
    let spot: Vec<_> = spot.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    assert_eq!(scene.fill(&question("spot"), &spot).await, question("theme"));
    assert_eq!(scene.fill(&question("theme"), &[(&field("theme"), "lighting")]).await, question("seen"));
    let seen = scene.page(&question("seen")).await;
    assert!(seen.contains("multipart/form-data") && seen.contains("type=\"file\""), "{seen}");
    let text = field("seen/observation");
    let typed = [("version", value(&seen, "version")), (text.as_str(), "Opdigtet <b>lampe</b>")];
    let file = photo.map(|photo| photo.file.as_slice()).unwrap_or_default();
    let sent = crate::walks_photos::send(scene, &question("seen"), &typed, &field("seen/photo"), file).await;
    let next = location(&sent).to_owned();
    if kind == "problem" {
        assert_eq!(next, question("action"));
        let action = [(field("action/severity"), "large"), (field("action/deadline"), "2026-12-01")];
        let action: Vec<_> = action.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        assert_eq!(scene.fill(&next, &action).await, format!("{form}/q/findings"));
    } else {
        assert_eq!(next, format!("{form}/q/findings"));
    }
}

#[tokio::test]
async fn a_walk_goes_from_the_plan_to_its_findings() {
    let scene = Scene::set().await;
    let photo = pictures::photo(900, 600, 3);
    let walk = scene.started().await;
    add_finding(&scene, &walk, 1, "problem", Some(&photo)).await;
    add_finding(&scene, &walk, 2, "good", None).await;
    add_finding(&scene, &walk, 3, "problem", None).await;
    let form = format!("{walk}/form");
    let reply_on = scene.fill(&format!("{form}/q/findings"), &[("step", "next")]).await;
    assert_eq!(scene.fill(&reply_on, &[("step", "skip")]).await, format!("{form}/review"));
    let review = scene.page(&format!("{form}/review")).await;
    assert!(review.contains("Opdigtet &lt;b&gt;lampe&lt;/b&gt;") && review.contains("Afslut turen"), "{review}");
    assert!(review.contains(&format!("{form}/photo/{}", photo.sha256)), "{review}");
    let end = [("version", value(&review, "version"))];
    for _ in 0..2 {
        assert_eq!(location(&scene.send(&format!("{form}/review"), &end).await), walk);
    }
    assert_eq!(scene.walk(&walk).await.state, State::Ended);
    let found = scene.found(&walk).await;
    assert_eq!(found.iter().filter(|finding| finding.kind == Kind::Problem).count(), 2);
    assert_eq!(found.len(), 3);
    let page = scene.page(&walk).await;
    assert!(page.contains("3 fund") && page.contains("Opdigtet &lt;b&gt;lampe&lt;/b&gt;"), "{page}");
    assert!(page.contains(&format!("{walk}/photos/{}", photo.sha256)), "{page}");
    assert!(scene.page("/staff/walks").await.contains(&walk));
    assert_eq!(location(&scene.get(&form).await), walk, "nothing is written on a walk that has ended");
    let ended = scene.page(&walk).await;
    let answer =
        ended.split("href=\"/staff/answers/").nth(1).expect("the way to its answer").split('"').next().unwrap();
    assert_eq!(scene.get(&format!("/staff/answers/{answer}")).await.status(), StatusCode::OK);
    scene.app.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_plan_is_told_beside_its_field() {
    let scene = Scene::set().await;
    let page = scene.page("/staff/walks/new").await;
    let (id, area) = (value(&page, "id").to_owned(), scene.area.id.to_string());
    let nowhere = Uuid::from_u128(42).to_string();
    let long = "å".repeat(1_001);
    for (area, on, at, route, words) in [
        (area.as_str(), "", "", "", "Skriv en dato"),
        (&area, "0226-11-24", "", "", "for langt væk"),
        (&area, "24-11-2026", "kl. fire", "", "Skriv et klokkeslæt"),
        (&area, "2026-11-24", "", &long, "for lang"),
        (&nowhere, "2026-11-24", "", "", "Vælg et område"),
        ("'; drop table walk", "2026-11-24", "", "", "Vælg et område"),
    ] {
        let fields = [("id", id.as_str()), ("area", area), ("on", on), ("at", at), ("route", route)];
        let reply = scene.send("/staff/walks/new", &fields).await;
        assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let page = reply.text().await.unwrap();
        assert!(page.contains(words) && page.contains("aria-invalid=\"true\""), "{page}");
        assert_eq!(value(&page, "id"), id);
    }
    assert!(walks::list(&scene.app.services, &nabosvar::access::Actor::operator()).await.unwrap().is_empty());
    scene.app.stop().await;
}

#[tokio::test]
async fn a_plan_that_somebody_else_changed_is_shown_before_it_is_written_over() {
    let scene = Scene::set().await;
    let walk = scene.planned().await;
    let change = format!("{walk}/change");
    let seen = scene.page(&change).await;
    let version = value(&seen, "version").to_owned();
    let fields = |version: &str, on: &str| {
        let fields = [("id", ""), ("version", version), ("on", on), ("at", ""), ("route", "")];
        fields.iter().skip(1).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
    };
    let send = async |fields: Vec<(String, String)>| {
        scene.browser.post(scene.app.url(&change)).form(&fields).send().await.unwrap()
    };
    assert_eq!(location(&send(fields(&version, "2026-11-24")).await), walk);
    let late = send(fields(&version, "2026-11-25")).await;
    assert_eq!(late.status(), StatusCode::CONFLICT);
    let page = late.text().await.unwrap();
    assert!(page.contains("rettet planen imens") && page.contains("24. november 2026"), "{page}");
    assert!(page.contains("value=\"2026-11-25\""), "what was typed stays: {page}");
    assert_eq!(location(&send(fields(value(&page, "version"), "2026-11-25")).await), walk);
    assert_eq!(scene.walk(&walk).await.plan.on.to_string(), "2026-11-25");
    let off = format!("{walk}/call-off");
    let version = scene.walk(&walk).await.version.to_string();
    assert_eq!(location(&scene.send(&off, &[("version", &version)]).await), walk);
    assert!(scene.page(&walk).await.contains("Aflyst"));
    scene.app.stop().await;
}

#[tokio::test]
async fn two_who_write_on_one_page_of_a_walk_are_told_of_each_other() {
    let scene = Scene::set().await;
    let walk = scene.started().await;
    let path = format!("{walk}/form/q/participants");
    let stale = value(&scene.page(&path).await, "version").to_owned();
    scene.fill(&path, &[("participants/residents", "7")]).await;
    let mine = [("version", stale.as_str()), ("participants/residents", "9")];
    let told = scene.send(&path, &mine).await;
    assert_eq!(told.status(), StatusCode::CONFLICT);
    let page = told.text().await.unwrap();
    assert!(page.contains("En anden har skrevet her imens") && page.contains(">7<"), "{page}");
    assert!(page.contains("value=\"9\""), "what was typed stays: {page}");
    let same = [("version", stale.as_str()), ("participants/residents", "7")];
    assert_eq!(location(&scene.send(&path, &same).await), format!("{walk}/form/q/findings.1/kind"), "a second click");
    let now = [("version", value(&page, "version")), ("participants/residents", "9")];
    assert_eq!(location(&scene.send(&path, &now).await), format!("{walk}/form/q/findings.1/kind"));

    // A second click on the button that adds a finding goes to the finding that the first one added.
    add_finding(&scene, &walk, 1, "good", None).await;
    let turns = format!("{walk}/form/q/findings");
    let stale = value(&scene.page(&turns).await, "version").to_owned();
    let add = [("version", stale.as_str()), ("step", "add")];
    for _ in 0..2 {
        assert_eq!(location(&scene.send(&turns, &add).await), format!("{walk}/form/q/findings.2/kind"));
    }
    scene.app.stop().await;
}

#[tokio::test]
async fn nobody_from_elsewhere_sees_or_touches_a_walk() {
    let scene = Scene::set().await;
    let walk = scene.started().await;
    let photo = pictures::photo(90, 60, 3);
    add_finding(&scene, &walk, 1, "problem", Some(&photo)).await;
    let next_door = area(&scene.app, "Sydbyen").await;
    let stranger = scene.app.staff(Role::Coordinator, next_door.place()).await;
    let reader = scene.app.staff(Role::Reader, Place::Programme(scene.area.programme_id)).await;
    let form = format!("{walk}/form");
    let paths = [
        walk.clone(),
        form.clone(),
        format!("{form}/q/walk"),
        format!("{form}/review"),
        format!("{form}/photo/{}", photo.sha256),
    ];
    let version = scene.walk(&walk).await.version;
    for path in &paths {
        assert_eq!(stranger.get(scene.app.url(path)).send().await.unwrap().status(), StatusCode::NOT_FOUND, "{path}");
    }
    for path in [
        format!("{walk}/start"),
        format!("{walk}/call-off"),
        format!("{walk}/change"),
        format!("{form}/review"),
        format!("{form}/q/walk"),
    ] {
        let reply = stranger.post(scene.app.url(&path)).form(&[("version", version.to_string())]).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(reader.get(scene.app.url(&walk)).send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(reader.get(scene.app.url(&form)).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(scene.walk(&walk).await.version, version);
    scene.app.stop().await;
}
