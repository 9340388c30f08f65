//! Requests that create something, and come twice.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::problem;

const WAVES: &str = "/api/v1/waves";
const PROGRAMMES: &str = "/api/v1/programmes";
const KEY: &str = "8e03978e-40d5-43dd-bc93-6894a57f9324";
const NOWHERE: &str = "9d3f1c52-7e64-4b0a-9a55-2c8e1f6b4d70";

async fn post(app: &TestApp, token: &str, path: &str, key: &str, body: &Value) -> Response {
    let request = app.request(Method::POST, path).bearer_auth(token).header("idempotency-key", key);
    request.json(body).send().await.expect("the server replies")
}

async fn wave(app: &TestApp) -> Value {
    let programme = app.wave().await.programme_id;
    json!({
        "programme_id": programme, "form_id": "invented", "form_version": "1", "name": "Another wave",
        "identity": "identified", "starts_on": "2026-11-01", "ends_on": "2026-11-30",
    })
}

#[tokio::test]
async fn a_wave_is_opened_once_however_often_it_is_asked_for() {
    let app = TestApp::start().await;
    let token = app.token().await;
    let new = wave(&app).await;
    let opened = post(&app, &token, WAVES, KEY, &new).await;
    assert_eq!(opened.status(), StatusCode::CREATED);
    let opened: Value = opened.json().await.unwrap();
    assert_eq!((&opened["identity"], &opened["takes_answers"]), (&json!("identified"), &json!(true)));
    let again = post(&app, &token, WAVES, KEY, &new).await;
    assert_eq!(again.status(), StatusCode::OK);
    assert_eq!(again.json::<Value>().await.unwrap(), opened);
    let mut other = new.clone();
    other["name"] = "Yet another wave".into();
    let reused = post(&app, &token, WAVES, KEY, &other).await;
    assert_eq!(problem::code(reused).await, "422 idempotency_key_reused");
    let second = post(&app, &token, WAVES, "\"another key\"".replace(' ', "-").as_str(), &new).await;
    assert_eq!(second.status(), StatusCode::CREATED);
    assert_ne!(second.json::<Value>().await.unwrap()["id"], opened["id"]);
    // A key is of one token.
    assert_eq!(post(&app, &app.token().await, WAVES, KEY, &new).await.status(), StatusCode::CREATED);
    app.stop().await;
}

#[tokio::test]
async fn of_requests_that_come_at_once_one_creates() {
    let app = TestApp::start().await;
    let token = app.token().await;
    let new = wave(&app).await;
    let programme = json!({ "name": "Another programme" });
    for (path, body) in [(WAVES, &new), (PROGRAMMES, &programme)] {
        let posts = (0..6).map(|_| post(&app, &token, path, KEY, body));
        let replies = futures_util::future::join_all(posts).await;
        let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status().as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 200, 200, 200, 201], "{path}");
        let mut documents = Vec::new();
        for reply in replies {
            documents.push(reply.text().await.unwrap());
        }
        documents.dedup();
        assert_eq!(documents.len(), 1, "{documents:?}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_programme_is_set_up_once() {
    let app = TestApp::start().await;
    let token = app.token().await;
    let created = post(&app, &token, PROGRAMMES, KEY, &json!({ "name": "Invented" })).await;
    assert_eq!(created.status(), StatusCode::CREATED);
    let created: Value = created.json().await.unwrap();
    let again = post(&app, &token, PROGRAMMES, KEY, &json!({ "name": " Invented " })).await;
    assert_eq!(again.status(), StatusCode::OK);
    assert_eq!(again.json::<Value>().await.unwrap(), created);
    let other = post(&app, &token, PROGRAMMES, KEY, &json!({ "name": "Another" })).await;
    assert_eq!(problem::code(other).await, "422 idempotency_key_reused");
    // The same key of another operation is another request.
    let mut wave = wave(&app).await;
    wave["programme_id"] = created["id"].clone();
    assert_eq!(post(&app, &token, WAVES, KEY, &wave).await.status(), StatusCode::CREATED);
    app.stop().await;
}

#[tokio::test]
async fn a_key_is_needed_and_has_its_limits() {
    let app = TestApp::start().await;
    let new = wave(&app).await;
    for (path, body) in [(WAVES, &new), (PROGRAMMES, &json!({ "name": "Invented" }))] {
        let without = app.authorised(Method::POST, path).await.json(body).send().await.unwrap();
        assert_eq!(problem::code(without).await, "400 idempotency_key_missing");
        for key in ["", "two words", &"k".repeat(256)] {
            let reply = post(&app, &app.token().await, path, key, body).await;
            assert_eq!(problem::code(reply).await, "400 parameter_invalid", "{key}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn a_wave_that_cannot_be_is_refused_for_its_reason() {
    let app = TestApp::start().await;
    let token = app.token().await;
    let right = wave(&app).await;
    let cases = [
        ("programme_id", json!(NOWHERE), "404 programme_not_found"),
        ("form_version", json!("2"), "404 version_not_found"),
        ("ends_on", json!("2026-10-31"), "422 wave_invalid"),
        ("ends_on", json!("tomorrow"), "400 request_invalid"),
        ("identity", json!("secret"), "400 request_invalid"),
        ("name", json!(""), "400 request_invalid"),
        ("name", json!(7), "400 request_invalid"),
        ("access", json!("door"), "400 request_invalid"),
        ("door", json!("open_link"), "400 request_invalid"),
        ("languages", json!(["xx"]), "422 wave_invalid"),
    ];
    for (member, value, expected) in cases {
        let mut wrong = right.clone();
        wrong[member] = value;
        assert_eq!(problem::code(post(&app, &token, WAVES, KEY, &wrong).await).await, expected, "{member}");
    }
    let retire = app.authorised(Method::POST, "/api/v1/forms/invented/versions/1/retire").await.send().await.unwrap();
    assert_eq!(retire.status(), StatusCode::OK);
    assert_eq!(problem::code(post(&app, &token, WAVES, KEY, &right).await).await, "409 version_retired");
    app.stop().await;
}
