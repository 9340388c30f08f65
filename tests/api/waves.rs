//! Waves: the list, one, and how many have answered.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::problem;

const NOWHERE: &str = "9d3f1c52-7e64-4b0a-9a55-2c8e1f6b4d70";

#[tokio::test]
async fn waves_are_listed() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let list: Value = app.authorised(Method::GET, "/api/v1/waves").await.send().await.unwrap().json().await.unwrap();
    let one = app.authorised(Method::GET, &format!("/api/v1/waves/{}", wave.id)).await.send().await.unwrap();
    let mut one: Value = one.json().await.unwrap();
    assert_eq!(list, json!({ "waves": [one] }));
    assert_eq!(one["id"], wave.id.to_string());
    assert_eq!(one["code"], wave.code.as_str());
    for chance in ["id", "programme_id", "code"] {
        one[chance] = format!("[{chance}]").into();
    }
    insta::assert_json_snapshot!("wave", one);
    app.stop().await;
}

#[tokio::test]
async fn progress_is_a_number_and_nothing_else() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let path = format!("/api/v1/waves/{}/progress", wave.id);
    for expected in 0..3 {
        let reply = app.authorised(Method::GET, &path).await.send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::OK);
        assert_eq!(
            reply.json::<Value>().await.unwrap(),
            json!({ "wave": wave.id, "answers": expected, "incomplete": 0 })
        );
        let id = app.services.clock.identity();
        let put = format!("/api/v1/forms/invented/versions/1/responses/{id}?wave={}", wave.code.as_str());
        let created = app.request(Method::PUT, &put).json(&json!({ "name": "Invented" })).send().await.unwrap();
        assert_eq!(created.status(), StatusCode::CREATED);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_wave_that_is_not_there_is_not_found() {
    let app = TestApp::start().await;
    for path in [format!("/api/v1/waves/{NOWHERE}"), format!("/api/v1/waves/{NOWHERE}/progress")] {
        let reply = app.authorised(Method::GET, &path).await.send().await.unwrap();
        assert_eq!(problem::code(reply).await, "404 wave_not_found");
    }
    let bad = app.authorised(Method::GET, "/api/v1/waves/7/progress").await.send().await.unwrap();
    assert_eq!(problem::code(bad).await, "400 parameter_invalid");
    app.stop().await;
}
