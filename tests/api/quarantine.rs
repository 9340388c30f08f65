//! Cases of quarantine over HTTP: listed, looked at, settled.

use nabosvar::service::waves::{Identity, Wave};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::{invented, problem};

const RESPONSES: &str = "/api/v1/forms/invented/versions/1/responses";
const CASES: &str = "/api/v1/quarantine";
const NOWHERE: &str = "9d3f1c52-7e64-4b0a-9a55-2c8e1f6b4d70";

async fn put(app: &TestApp, wave: &Wave, id: &str, name: &str) -> Response {
    let path = format!("{RESPONSES}/{id}?wave={}", wave.code.as_str());
    app.request(Method::PUT, &path).json(&json!({ "name": name })).send().await.expect("the server replies")
}

async fn get(app: &TestApp, path: &str) -> Value {
    let reply = app.authorised(Method::GET, path).await.send().await.expect("the server replies");
    assert_eq!(reply.status(), StatusCode::OK, "{path}");
    reply.json().await.expect("JSON")
}

async fn settle(app: &TestApp, case: &str, resolution: &Value) -> Response {
    let request = app.authorised(Method::PUT, &format!("{CASES}/{case}/resolution")).await;
    request.json(resolution).send().await.expect("the server replies")
}

/// An answer with other content beside it: the answer's identity and that of the case.
async fn conflict(app: &TestApp, wave: &Wave) -> (String, String) {
    let id = app.services.clock.identity().to_string();
    assert_eq!(put(app, wave, &id, "First").await.status(), StatusCode::CREATED);
    assert_eq!(problem::code(put(app, wave, &id, "Second").await).await, "409 response_conflict");
    let cases = get(app, &format!("{CASES}?response={id}")).await;
    (id, cases["cases"][0]["id"].as_str().expect("a case").to_owned())
}

#[tokio::test]
async fn a_case_is_looked_at_and_settled() {
    let app = TestApp::start().await;
    app.wave().await;
    let wave = invented::another_wave(&app.services, Identity::Identified).await;
    let (id, case) = conflict(&app, &wave).await;
    let mut look = get(&app, &format!("{CASES}/{case}")).await;
    let first = look["first"]["sha256"].clone();
    for path in ["/case/id", "/case/response", "/case/wave", "/case/sha256", "/first/sha256", "/second/sha256"] {
        *look.pointer_mut(path).unwrap() = "[chance]".into();
    }
    insta::assert_json_snapshot!("case", look);

    let stale = json!({ "resolution": "take_second", "first": NOWHERE });
    assert_eq!(problem::code(settle(&app, &case, &stale).await).await, "412 base_not_current");
    let take = json!({ "resolution": "take_second", "first": first });
    for _ in 0..2 {
        let settled: Value = settle(&app, &case, &take).await.json().await.unwrap();
        assert_eq!((&settled["resolution"], &settled["resolved_on"]), (&json!("take_second"), &json!("2026-11-21")));
    }
    let other = settle(&app, &case, &json!({ "resolution": "keep_first" })).await;
    assert_eq!(problem::code(other).await, "409 case_settled");
    for name in ["First", "Second"] {
        assert_eq!(put(&app, &wave, &id, name).await.status(), StatusCode::OK, "{name} is known");
    }
    let look = get(&app, &format!("{CASES}/{case}")).await;
    assert_eq!((&look["second"], &look["differences"]), (&Value::Null, &json!([])));
    app.stop().await;
}

#[tokio::test]
async fn an_anonymous_answer_keeps_its_place() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let (id, case) = conflict(&app, &wave).await;
    let first = get(&app, &format!("{CASES}/{case}")).await["first"]["sha256"].clone();
    let take = settle(&app, &case, &json!({ "resolution": "take_second", "first": first })).await;
    assert_eq!(problem::code(take).await, "403 response_anonymous");
    assert_eq!(settle(&app, &case, &json!({ "resolution": "split" })).await.status(), StatusCode::OK);
    let receipt: Value = put(&app, &wave, &id, "Second").await.json().await.unwrap();
    assert_eq!(receipt["id"], case.as_str());
    let progress = get(&app, &format!("/api/v1/waves/{}/progress", wave.id)).await;
    assert_eq!(progress["answers"], 2);

    let (id, case) = conflict(&app, &wave).await;
    assert_eq!(settle(&app, &case, &json!({ "resolution": "keep_first" })).await.status(), StatusCode::OK);
    assert_eq!(problem::code(put(&app, &wave, &id, "Second").await).await, "409 response_conflict");
    assert_eq!(get(&app, &format!("{CASES}?response={id}")).await["cases"], json!([]));
    assert_eq!(get(&app, &format!("{CASES}?response={id}&settled=true")).await["cases"].as_array().unwrap().len(), 1);
    app.stop().await;
}

#[tokio::test]
async fn what_is_of_another_wave_is_no_revision() {
    let app = TestApp::start().await;
    let anonymous = app.wave().await;
    let identified = invented::another_wave(&app.services, Identity::Identified).await;
    let id = app.services.clock.identity().to_string();
    let first: Value = put(&app, &identified, &id, "First").await.json().await.unwrap();
    assert_eq!(put(&app, &anonymous, &id, "First").await.status(), StatusCode::CONFLICT);
    let cases = get(&app, &format!("{CASES}?wave={}", anonymous.id)).await;
    let case = cases["cases"][0]["id"].as_str().unwrap();
    let take = settle(&app, case, &json!({ "resolution": "take_second", "first": first["sha256"] })).await;
    assert_eq!(problem::code(take).await, "409 resolution_impossible");
    app.stop().await;
}

#[tokio::test]
async fn cases_are_listed_in_pages() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    for _ in 0..3 {
        conflict(&app, &wave).await;
    }
    let first = get(&app, &format!("{CASES}?limit=2")).await;
    assert_eq!(first["cases"].as_array().unwrap().len(), 2);
    let next = first["next"].as_str().unwrap();
    assert_eq!(next, first["cases"][1]["id"]);
    let second = get(&app, &format!("{CASES}?limit=2&after={next}")).await;
    assert_eq!((second["cases"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
    for wrong in ["limit=0", "limit=101", "wave=7", "response=7", "after=7", "settled=7"] {
        let reply = app.authorised(Method::GET, &format!("{CASES}?{wrong}")).await.send().await.unwrap();
        assert_eq!(problem::code(reply).await, "400 parameter_invalid", "{wrong}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_decision_is_read_strictly() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let (_, case) = conflict(&app, &wave).await;
    for wrong in [
        json!({}),
        json!({ "resolution": "merge" }),
        json!({ "resolution": 7 }),
        json!({ "resolution": "take_second" }),
        json!({ "resolution": "split", "first": NOWHERE }),
        json!({ "resolution": "split", "frist": NOWHERE }),
    ] {
        assert_eq!(problem::code(settle(&app, &case, &wrong).await).await, "400 request_invalid", "{wrong}");
    }
    let keep = json!({ "resolution": "keep_first" });
    assert_eq!(problem::code(settle(&app, NOWHERE, &keep).await).await, "404 case_not_found");
    let none = app.authorised(Method::GET, &format!("{CASES}/{NOWHERE}")).await.send().await.unwrap();
    assert_eq!(problem::code(none).await, "404 case_not_found");
    let text = app.authorised(Method::PUT, &format!("{CASES}/{case}/resolution")).await.body("split");
    assert_eq!(problem::code(text.send().await.unwrap()).await, "415 media_type_unsupported");
    app.stop().await;
}
