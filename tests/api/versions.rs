//! Published versions: shown by a link, retired and taken back.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::problem;

const VERSION: &str = "/api/v1/forms/invented/versions/1";

async fn post(app: &TestApp, end: &str) -> Value {
    let reply = app.authorised(Method::POST, &format!("{VERSION}/{end}")).await.send().await;
    let reply = reply.expect("the server replies");
    assert_eq!(reply.status(), StatusCode::OK, "{end}");
    reply.json().await.expect("JSON")
}

#[tokio::test]
async fn a_version_is_retired_with_its_waves_named_and_answers_are_still_taken() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let retired = post(&app, "retire").await;
    assert_eq!(
        (&retired["version"]["state"], &retired["version"]["retired_on"]),
        (&json!("retired"), &json!("2026-11-21"))
    );
    assert_eq!(
        retired["waves"],
        json!([{ "id": wave.id, "name": "Invented wave", "starts_on": "2026-11-01", "ends_on": "2026-11-30" }])
    );
    let list: Value = app.authorised(Method::GET, "/api/v1/forms").await.send().await.unwrap().json().await.unwrap();
    assert_eq!(list["forms"][0]["versions"][0]["state"], "retired");

    let code = wave.code.as_str();
    let put = format!("{VERSION}/responses/{}?wave={code}", app.services.clock.identity());
    let kept = app.request(Method::PUT, &put).json(&json!({ "name": "Invented" })).send().await.unwrap();
    assert_eq!(kept.status(), StatusCode::CREATED, "a version is accepted for ever");
    assert_eq!(app.get(&format!("/s/{code}")).await.status(), StatusCode::GONE);

    let back = post(&app, "reinstate").await;
    assert_eq!((&back["version"]["state"], &back["version"]["retired_on"]), (&json!("published"), &Value::Null));
    assert_eq!(app.get(&format!("/s/{code}")).await.status(), StatusCode::OK);
    app.stop().await;
}

#[tokio::test]
async fn a_version_has_one_link_that_shows_it() {
    let app = TestApp::start().await;
    app.wave().await;
    let first = post(&app, "preview").await;
    assert_eq!(post(&app, "preview").await, first);
    let page = app.client.get(first["preview_url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    app.stop().await;
}

#[tokio::test]
async fn what_was_never_published_has_nothing_to_retire_or_to_show() {
    let app = TestApp::start().await;
    for end in ["retire", "reinstate", "preview"] {
        let reply = app.authorised(Method::POST, &format!("{VERSION}/{end}")).await.send().await.unwrap();
        assert_eq!(problem::code(reply).await, "404 version_not_found", "{end}");
    }
    app.stop().await;
}
