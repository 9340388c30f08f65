//! Somebody asks what is known of them, takes it along, and has it erased: by page and by program.

use std::time::Duration;

use jiff::civil::date;
use nabosvar::access::{Actor, Place, Role};
use nabosvar::mail::{Memory, Transport};
use nabosvar::service::activities::plan;
use nabosvar::service::answers::submit;
use nabosvar::service::audit;
use nabosvar::service::invitations::{self, import};
use nabosvar::service::sign_ups::take::{self, Application};
use nabosvar::service::waves::{self, Access, Identity, Terms, Wave};
use nabosvar::store::walk::{self, Invitation};
use nabosvar::store::{activity_session, mail};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::people::browser;
use crate::{invented, invented_activities, invented_walks, sending};

const PAGE: &str = "/staff/rights";

/// Anna Andersen is everywhere; Bent Bentsen is invited and has answered as well.
struct Scene {
    app: TestApp,
    anonymous: Wave,
    by_code: Wave,
    /// The area of an activity and a walk.
    programme: Uuid,
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::start_mailing(Transport::Memory(Memory::default())).await;
        let (services, actor) = (&app.services, Actor::operator());
        let anonymous = app.wave().await;
        let identified = invented::another_wave(services, Identity::Identified).await;
        for (wave, name) in
            [(&anonymous, "Anna Andersen"), (&identified, "Anna Andersen"), (&identified, "Bent Bentsen")]
        {
            submit::submit(services, sending::by_link(services, wave, &json!({ "name": name }))).await.unwrap();
        }
        let terms = Terms { access: Access::Code, ..Terms::default() };
        let by_code = invented::wave_on(services, Identity::Anonymous, terms).await;
        let list =
            "name;address;email\nAnna Andersen;Opdigtet Vej 1, 2. tv.;anna@example.dk\nBent Bentsen;Opdigtet Vej 1;\n";
        import::import(services, &actor, by_code.id, list.as_bytes()).await.unwrap();
        let area = app.area("Opdigtet Nord").await;
        let offer = invented_activities::offer(&invented_activities::written(&[area.id]));
        let activity = plan::create(services, &actor, services.clock.identity(), &offer).await.unwrap();
        let session = activity_session::on_day(&services.db, activity.id, date(2026, 11, 24)).await.unwrap().unwrap();
        let written = take::Written {
            name: "Anna Andersen".to_owned(),
            email: "anna@example.dk".to_owned(),
            adults: "1".to_owned(),
            ..take::Written::default()
        };
        let application = Application::parse(&written, "da").unwrap();
        let id = services.clock.identity();
        take::sign_up(services, activity.code.as_str(), session.id, id, application).await.unwrap();
        // The mail that confirms it names her too, until it has left.
        while !mail::list(&services.db).await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let planned = invented_walks::walk(services, area.id);
        let tx = services.db.begin().await.unwrap();
        walk::insert(&tx, &planned).await.unwrap();
        let guest = Invitation {
            id: services.clock.identity(),
            walk_id: planned.id,
            name: "Anna Andersen".to_owned(),
            email: Some("anna@example.dk".to_owned()),
            told_version: None,
            language: "da".to_owned(),
        };
        walk::invite(&tx, &guest).await.unwrap();
        tx.commit().await.unwrap();
        Self { anonymous, by_code, programme: area.programme_id, app }
    }

    async fn call(&self, path: &str, body: &Value) -> Response {
        let request = self.app.authorised(Method::POST, &format!("/api/v1/people/{path}")).await;
        request.json(body).send().await.unwrap()
    }

    /// The kinds of what is found by a text, in their order, and their names.
    async fn found(&self, text: &str) -> (Vec<String>, Vec<String>) {
        let held: Value = self.call("find", &json!({ "text": text })).await.json().await.unwrap();
        let all = |field: &str| {
            let things = held["things"].as_array().expect("things").iter();
            things.map(|thing| thing[field].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        (all("kind"), all("thing"))
    }
}

#[tokio::test]
async fn somebody_is_found_wherever_they_are_named_and_never_in_an_anonymous_answer() {
    let scene = Scene::set().await;
    let services = &scene.app.services;
    assert_eq!(scene.found("anna  ANDERSEN").await.0, ["invitation", "sign_up", "guest", "answer"]);
    assert_eq!(scene.found("anna@example.dk").await.0, ["invitation", "sign_up", "guest"]);
    assert_eq!(scene.found("Opdigtet Vej 1").await.0, ["invitation", "invitation"], "a household, as a person sees it");
    let (_, invited) = invitations::list(services, &Actor::operator(), scene.by_code.id).await.unwrap();
    let code = invitations::code(services, invited.iter().find(|one| one.contact.email.is_some()).unwrap());
    let (kinds, things) = scene.found(code.as_str()).await;
    assert_eq!(
        (&kinds[..], &things),
        (&["invitation".to_owned()][..], &scene.found("anna@example.dk").await.1[..1].to_vec())
    );
    let answer = scene.found("anna andersen").await.1.pop().unwrap();
    assert_eq!(scene.found(answer.strip_prefix("answer:").unwrap()).await.0, ["answer"]);
    assert_eq!(scene.call("find", &json!({ "text": "An" })).await.status(), StatusCode::BAD_REQUEST);
    let unknown = scene.call("erasure", &json!({ "things": ["account:1"] })).await;
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
    scene.app.stop().await;
}

#[tokio::test]
async fn what_is_known_is_taken_along_and_erased_once_and_the_log_keeps_no_name() {
    let scene = Scene::set().await;
    let (app, services) = (&scene.app, &scene.app.services);
    let things = scene.found("Anna Andersen").await.1;
    let who = app.staff(Role::Administrator, Place::Installation).await;
    let page = app.send(&who, PAGE, &[("text", "Anna Andersen")]).await.text().await.unwrap();
    assert!(page.contains("Opdigtet jobcenter") || page.contains("Opdigtet fællesspisning"), "{page}");
    let fields: Vec<(&str, &str)> = things.iter().map(|thing| ("thing", thing.as_str())).collect();
    let file = app.send(&who, "/staff/rights/file", &fields).await;
    assert!(file.headers()["content-disposition"].to_str().unwrap().contains("indsigt.json"));
    let file: Value = file.json().await.unwrap();
    assert_eq!(file["held"].as_array().unwrap().len(), 4);
    assert_eq!(file["held"][3]["answers"]["name"], "Anna Andersen");

    let sure = app.send(&who, "/staff/rights/erase", &fields).await;
    assert_eq!(sure.status(), StatusCode::OK);
    assert!(sure.text().await.unwrap().contains("Det bliver"));
    assert_eq!(scene.found("Anna Andersen").await.1, things, "nothing is gone before one is sure");
    let mut certain = fields.clone();
    certain.push(("sure", "yes"));
    for erased in [4, 0] {
        let reply = app.send(&who, "/staff/rights/erase", &certain).await;
        assert_eq!(reply.headers()["location"].to_str().unwrap(), format!("{PAGE}?erased={erased}"));
        app.page(&who, &format!("{PAGE}?erased={erased}")).await;
    }
    let again: Value = scene.call("erasure", &json!({ "things": things })).await.json().await.unwrap();
    assert_eq!(again, json!({ "erased": 0 }));
    assert!(scene.found("Anna Andersen").await.0.is_empty());
    assert_eq!(scene.found("Bent Bentsen").await.0, ["invitation", "answer"]);
    let progress = waves::progress(services, scene.anonymous.id).await.unwrap().unwrap();
    assert_eq!(progress.answers, 1, "nobody knows whose an anonymous answer is");

    let entries = audit::before(services, &Actor::operator(), i64::MAX, 100).await.unwrap();
    let of = |action: &str| entries.iter().filter(|entry| entry.deed.action == action).collect::<Vec<_>>();
    assert_eq!((of("erased").len(), of("handed_out").len()), (4, 4));
    for entry in of("erased") {
        let name = format!(
            "{}:{}",
            entry.deed.object_kind.replace("response", "answer").replace("registrant", "sign_up"),
            entry.deed.object_id
        );
        assert!(things.contains(&name), "{name}");
    }
    let log = app.page(&who, "/staff/log/export.csv").await;
    assert!(!log.contains("Anna") && !log.contains("anna@"), "{log}");
    scene.app.stop().await;
}

#[tokio::test]
async fn who_works_elsewhere_finds_and_erases_nothing() {
    let scene = Scene::set().await;
    let app = &scene.app;
    let things = scene.found("Anna Andersen").await.1;
    let mut certain: Vec<(&str, &str)> = things.iter().map(|thing| ("thing", thing.as_str())).collect();
    certain.push(("sure", "yes"));
    let elsewhere = app.area("Opdigtet Vest").await;
    let others = app.staff(Role::Coordinator, Place::Programme(elsewhere.programme_id)).await;
    let there = app.staff(Role::Coordinator, Place::Programme(scene.programme)).await;
    let boxes = async |who: &Client| {
        let page = app.send(who, PAGE, &[("text", "Anna Andersen")]).await.text().await.unwrap();
        page.matches("name=\"thing\"").count()
    };
    assert_eq!((boxes(&others).await, boxes(&there).await), (0, 2), "a sign-up and a guest are of this programme");
    app.send(&others, "/staff/rights/erase", &certain).await;
    let file: Value = app.send(&others, "/staff/rights/file", &certain).await.json().await.unwrap();
    assert_eq!(file, json!({ "held": [] }));
    assert_eq!(scene.found("Anna Andersen").await.1, things);
    let reader = app.staff(Role::Reader, Place::Installation).await;
    assert_eq!(app.send(&reader, PAGE, &[("text", "Anna")]).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(app.send(&browser(), PAGE, &[("text", "Anna")]).await.status(), StatusCode::SEE_OTHER);
    scene.app.stop().await;
}
