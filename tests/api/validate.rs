//! Looking at a half-filled answer.

use nabosvar::access::Actor;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::problem;

const PATH: &str = "/api/v1/forms/invented/versions/1/validate";

#[tokio::test]
async fn the_state_of_a_half_filled_answer_is_told() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let code = wave.code.as_str();
    let request = app.request(Method::POST, &format!("{PATH}?wave={code}&lang=en")).json(&json!({ "age": 200 }));
    let reply = request.send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    assert_eq!(reply.headers()["cache-control"], "no-store");
    let state: Value = reply.json().await.unwrap();
    insta::assert_json_snapshot!("state", state);
    let progress = nabosvar::service::waves::progress(&app.services, wave.id).await.unwrap().unwrap();
    assert_eq!(progress.answers, 0, "looking stores nothing");
    app.stop().await;
}

#[tokio::test]
async fn messages_are_in_the_language_asked_for_or_the_forms_own() {
    let app = TestApp::start().await;
    app.wave().await;
    let mut said = Vec::new();
    for lang in ["?lang=en", "?lang=da", "?lang=tlh", ""] {
        let request = app.authorised(Method::POST, &format!("{PATH}{lang}")).await.json(&json!({}));
        let state: Value = request.send().await.unwrap().json().await.unwrap();
        said.push(state["violations"][0]["message"].as_str().unwrap().to_owned());
    }
    assert_ne!(said[0], said[1]);
    assert_eq!(said[1], said[2]);
    assert_eq!(said[1], said[3]);
    app.stop().await;
}

#[tokio::test]
async fn what_is_no_answer_document_is_refused() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let path = format!("{PATH}?wave={}", wave.code.as_str());
    for body in ["", "{", "[]", "7", "\"name\"", "{\"name\":\"a\"} {}", "{\"age\":1,\"age\":2}"] {
        let request = app.request(Method::POST, &path).header("content-type", "application/json").body(body);
        let (status, problem) = problem::read(request.send().await.unwrap()).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("answers_invalid")), "{body}");
        assert_eq!(problem["violations"][0]["path"], "", "{body}");
        assert_eq!(problem["violations"][0]["code"], "type", "{body}");
    }
    app.stop().await;
}

#[tokio::test]
async fn nothing_is_looked_at_for_a_version_that_is_not_there_or_a_wave_that_is_over() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let nowhere = app.authorised(Method::POST, "/api/v1/forms/invented/versions/2/validate").await.json(&json!({}));
    assert_eq!(problem::code(nowhere.send().await.unwrap()).await, "404 version_not_found");
    let guessed = app.request(Method::POST, &format!("{PATH}?wave=01z0zhjkmnpqr")).json(&json!({}));
    assert_eq!(problem::code(guessed.send().await.unwrap()).await, "404 wave_not_found");
    let form = app.authorised(Method::POST, PATH).await.header("content-type", "text/plain").body("{}");
    assert_eq!(problem::code(form.send().await.unwrap()).await, "415 media_type_unsupported");
    nabosvar::service::waves::life::close(&app.services, &Actor::operator(), wave.id).await.unwrap();
    let closed = app.request(Method::POST, &format!("{PATH}?wave={}", wave.code.as_str())).json(&json!({}));
    assert_eq!(problem::code(closed.send().await.unwrap()).await, "403 wave_closed");
    app.stop().await;
}
