//! Requests for releases as programs and people meet them: how far they are, and why nothing came of them.

use nabosvar::access::{Place, Role, Who};
use nabosvar::service::releases::progress::{Point, Stage};
use nabosvar::service::releases::work;
use nabosvar::store::release_request::{self, Claimed, End, Kind, Request, Share, State};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::invented_releases::PLAN;
use crate::releases::Scene;
use crate::{invented, problem};

/// A request that somebody else works on before this server sees it.
async fn held(scene: &Scene, kind: Kind) -> Claimed {
    let services = &scene.app.services;
    let request = Request {
        id: services.clock.identity(),
        kind,
        wave_id: scene.wave.id,
        plan: PLAN.to_owned(),
        who: Who::Operator,
        name: "operator".to_owned(),
        asked_at: services.clock.now().timestamp(),
        state: State::Waiting,
    };
    let tx = services.db.begin().await.unwrap();
    assert!(release_request::insert(&tx, &request).await.unwrap());
    let claimed = release_request::claim(&tx, &services.clock).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    claimed
}

#[tokio::test]
async fn who_waits_sees_how_far_the_work_is() {
    let scene = Scene::set(0).await;
    let services = &scene.app.services;
    let claimed = held(&scene, Kind::Trial).await;
    let request = &claimed.request;
    let path = format!("/release-requests/{}", request.id);
    let document: Value = scene.get(&path).await.json().await.unwrap();
    assert_eq!([&document["state"], &document["progress"]], [&json!("running"), &Value::Null]);
    let point = Point { plan: None, stage: Stage::Protecting, of: 30, done: 12 };
    work::tell(services, &claimed, point).await.unwrap();
    let document: Value = scene.get(&path).await.json().await.unwrap();
    assert_eq!(document["progress"], json!({ "plan": null, "stage": "protecting", "of": 30, "done": 12 }));
    let analyst = scene.app.staff(Role::Analyst, Place::Programme(scene.wave.programme_id)).await;
    let page = scene.app.page(&analyst, &format!("/staff/releases/requests/{}", request.id)).await;
    for said in ["Svarene tælles: færdig", "12 af 30 dele er færdige", "aria-current=\"step\"", "Tallene efterprøves"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Tallene gemmes"), "a trial keeps nothing");
    scene.app.stop().await;
}

#[tokio::test]
async fn what_the_auditor_does_not_let_pass_is_named_to_who_asked() {
    let scene = Scene::set(0).await;
    let claimed = held(&scene, Kind::Release).await;
    let said = "the auditor does not let the table area × colours pass; a coarser plan may";
    let end = End::Failed(work::Failure::Audit.as_str(), Some(said.to_owned()));
    assert!(work::end(&scene.app.services, &claimed, end).await.unwrap());
    let document: Value = scene.get(&format!("/release-requests/{}", claimed.request.id)).await.json().await.unwrap();
    let problem = &document["problem"];
    assert_eq!([&problem["code"], &problem["detail"]], [&json!("release_impossible"), &json!(said)]);
    let analyst = scene.app.staff(Role::Analyst, Place::Programme(scene.wave.programme_id)).await;
    let page = scene.app.page(&analyst, &format!("/staff/releases/requests/{}", claimed.request.id)).await;
    for shown in ["Efterprøvningen fandt en tabel", "area × colours", "En grovere plan"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    scene.app.stop().await;
}

#[tokio::test]
async fn a_coarser_plan_that_is_not_there_yet_is_not_released() {
    let scene = Scene::set(0).await;
    let claimed = held(&scene, Kind::Proposal(Share::parse(60).unwrap())).await;
    let analyst = scene.app.staff(Role::Analyst, Place::Programme(scene.wave.programme_id)).await;
    let confirm = format!("/staff/releases/requests/{}/release", claimed.request.id);
    let shown = analyst.get(scene.app.url(&confirm)).send().await.unwrap();
    assert_eq!(shown.status(), StatusCode::NOT_FOUND);
    assert_eq!(scene.app.send(&analyst, &confirm, &[]).await.status(), StatusCode::NOT_FOUND);
    let new = format!("/staff/releases/new?wave={}", scene.wave.id);
    let like = scene.app.page(&analyst, &format!("{new}&like={}", claimed.request.id)).await;
    assert!(like.contains("planen, du kom fra") && like.contains("question: colours"), "{like}");
    let unknown = format!("{new}&like={}", uuid::Uuid::nil());
    assert_eq!(analyst.get(scene.app.url(&unknown)).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    scene.app.stop().await;
}

#[tokio::test]
async fn what_cannot_be_released_says_why() {
    let scene = Scene::set(0).await;
    let failed = scene.done(scene.ask("/releases", "a", PLAN).await).await;
    assert_eq!((&failed["state"], &failed["problem"]["code"]), (&json!("failed"), &json!("release_impossible")));
    assert_eq!(failed["problem"]["detail"], "Nobody who counts has answered.");
    let all = PLAN.replace("only: red", "only: [red, blue]");
    let by = |source: &str| {
        let plan = PLAN.replace("[[]]", "[[language]]");
        format!("{plan}breakdowns: [{{ name: language, {source} }}]\n")
    };
    let fits = scene.ask("/release-trials", "z", &by("language: [da]")).await;
    assert_eq!(scene.done(fits).await["state"], "done");
    for (plan, code) in [
        ("tables: [", "422 plan_invalid"),
        ("form_id: other\ntables: []\nanswers: []", "422 plan_invalid"),
        (&all, "422 plan_invalid"),
        (&by("language: [da, so]"), "422 plan_invalid"),
        (&by("language: [da, en]"), "422 plan_invalid"),
        (&by("language: []"), "422 plan_invalid"),
        (&by("language: [da], least_base: 50"), "422 plan_invalid"),
    ] {
        assert_eq!(problem::code(scene.ask("/release-trials", "b", plan).await).await, code, "{plan}");
    }
    let without =
        scene.request(Method::POST, "/releases").json(&json!({ "wave": scene.wave.id })).send().await.unwrap();
    assert_eq!(problem::code(without).await, "400 idempotency_key_missing");
    let open = invented::another_wave(&scene.app.services, scene.wave.identity).await;
    let body = json!({ "wave": open.id, "plan": PLAN });
    let early =
        scene.request(Method::POST, "/releases").header("idempotency-key", "c").json(&body).send().await.unwrap();
    assert_eq!(problem::code(early).await, "409 wave_state_wrong");
    let unknown = scene.get("/release-requests/1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21").await;
    assert_eq!(problem::code(unknown).await, "404 release_not_found");
    scene.app.stop().await;
}
