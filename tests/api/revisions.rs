//! Stored answers: read, changed on what the editor saw, taken back; and never one of an anonymous wave.

use nabosvar::service::waves::{Identity, Wave};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::{invented, problem};

const ID: &str = "1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21";
const ANSWER: &str = "/api/v1/forms/invented/versions/1/responses/1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21";

struct Stage {
    app: TestApp,
    wave: Wave,
}

impl Stage {
    async fn set() -> Self {
        let app = TestApp::start().await;
        app.wave().await;
        let wave = invented::another_wave(&app.services, Identity::Identified).await;
        Self { app, wave }
    }

    async fn put(&self, name: &str) -> Response {
        let path = format!("{ANSWER}?wave={}", self.wave.code.as_str());
        self.app.request(Method::PUT, &path).json(&json!({ "name": name })).send().await.expect("the server replies")
    }

    async fn edit(&self, base: &str, name: &str) -> Response {
        let request = self.app.authorised(Method::PUT, ANSWER).await.header("if-match", base);
        request.json(&json!({ "name": name })).send().await.expect("the server replies")
    }

    async fn call(&self, method: Method, path: &str) -> Response {
        self.app.authorised(method, path).await.send().await.expect("the server replies")
    }
}

async fn receipt(reply: Response) -> Value {
    assert_eq!(reply.status(), StatusCode::OK);
    reply.json().await.expect("JSON")
}

#[tokio::test]
async fn an_answer_is_read_with_its_digest_as_its_tag() {
    let stage = Stage::set().await;
    let created = stage.put("First").await;
    assert_eq!(created.status(), StatusCode::CREATED);
    assert!(!created.headers().contains_key("etag"), "what is stored is not what was sent, byte for byte");
    let created: Value = created.json().await.unwrap();
    assert_eq!((&created["revision"], &created["missing"]), (&json!(1), &json!([])));
    let read = stage.call(Method::GET, ANSWER).await;
    let tag = read.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(tag, format!("\"{}\"", created["sha256"].as_str().unwrap()));
    assert_eq!(read.headers()["cache-control"], "private, no-cache");
    let mut answer = receipt(read).await;
    answer["wave"] = "[wave]".into();
    answer["sha256"] = "[sha256]".into();
    insta::assert_json_snapshot!("answer", answer);
    let known = stage.app.authorised(Method::GET, ANSWER).await.header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    stage.app.stop().await;
}

#[tokio::test]
async fn a_change_is_made_once_on_what_the_editor_saw() {
    let stage = Stage::set().await;
    let first: Value = stage.put("First").await.json().await.unwrap();
    let base = format!("\"{}\"", first["sha256"].as_str().unwrap());
    let second = receipt(stage.edit(&base, "Second").await).await;
    assert_eq!((&second["revision"], &second["id"]), (&json!(2), &json!(ID)));
    assert_eq!(receipt(stage.edit(&base, "Second").await).await, second, "the reply was lost");
    assert_eq!(problem::code(stage.edit(&base, "Third").await).await, "412 base_not_current");
    assert_eq!(problem::code(stage.edit("\"no digest\"", "Third").await).await, "412 base_not_current");
    for wrong in ["*", "no quotes", "W/\"weak\"", "\"one\", \"other\""] {
        assert_eq!(problem::code(stage.edit(wrong, "Third").await).await, "400 parameter_invalid", "{wrong}");
    }
    // Without a base it is other content under a taken identity, and what came first is still known.
    assert_eq!(problem::code(stage.put("Third").await).await, "409 response_conflict");
    assert_eq!(receipt(stage.put("First").await).await, first);
    let invalid = stage.edit(&format!("\"{}\"", second["sha256"].as_str().unwrap()), "").await;
    assert_eq!(problem::code(invalid).await, "422 answers_invalid");
    let nobody = stage.app.request(Method::PUT, &format!("{ANSWER}?wave={}", stage.wave.code.as_str()));
    let nobody = nobody.header("if-match", &base).json(&json!({ "name": "Third" })).send().await.unwrap();
    assert_eq!(problem::code(nobody).await, "401 token_missing");
    stage.app.stop().await;
}

#[tokio::test]
async fn every_revision_can_be_read() {
    let stage = Stage::set().await;
    let first: Value = stage.put("First").await.json().await.unwrap();
    let second = receipt(stage.edit(&format!("\"{}\"", first["sha256"].as_str().unwrap()), "Second").await).await;
    let list = receipt(stage.call(Method::GET, &format!("{ANSWER}/revisions")).await).await;
    let expected = json!({ "revisions": [
        { "revision": 1, "sha256": first["sha256"], "replaced_on": "2026-11-21" },
        { "revision": 2, "sha256": second["sha256"], "replaced_on": null },
    ] });
    assert_eq!(list, expected);
    for (number, name) in [(1, "First"), (2, "Second")] {
        let one = receipt(stage.call(Method::GET, &format!("{ANSWER}/revisions/{number}")).await).await;
        assert_eq!((&one["answers"]["name"], &one["revision"]), (&json!(name), &json!(number)));
    }
    let none = stage.call(Method::GET, &format!("{ANSWER}/revisions/3")).await;
    assert_eq!(problem::code(none).await, "404 response_not_found");
    let wrong = stage.call(Method::GET, &format!("{ANSWER}/revisions/last")).await;
    assert_eq!(problem::code(wrong).await, "400 parameter_invalid");
    stage.app.stop().await;
}

#[tokio::test]
async fn what_was_taken_back_stays_away() {
    let stage = Stage::set().await;
    assert_eq!(problem::code(stage.call(Method::DELETE, ANSWER).await).await, "404 response_not_found");
    assert_eq!(problem::code(stage.call(Method::GET, ANSWER).await).await, "404 response_not_found");
    let first: Value = stage.put("First").await.json().await.unwrap();
    for _ in 0..2 {
        assert_eq!(stage.call(Method::DELETE, ANSWER).await.status(), StatusCode::NO_CONTENT);
    }
    let base = format!("\"{}\"", first["sha256"].as_str().unwrap());
    for late in [
        stage.put("First").await,
        stage.put("Other").await,
        stage.edit(&base, "Other").await,
        stage.call(Method::GET, ANSWER).await,
        stage.call(Method::GET, &format!("{ANSWER}/revisions")).await,
    ] {
        assert_eq!(problem::code(late).await, "410 response_withdrawn");
    }
    stage.app.stop().await;
}

#[tokio::test]
async fn an_anonymous_answer_is_nobodys() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let path = format!("{ANSWER}?wave={}", wave.code.as_str());
    let sent = app.request(Method::PUT, &path).json(&json!({ "name": "First" })).send().await.unwrap();
    let receipt: Value = sent.json().await.unwrap();
    let base = format!("\"{}\"", receipt["sha256"].as_str().unwrap());
    let edit = app.authorised(Method::PUT, ANSWER).await.header("if-match", base).json(&json!({ "name": "Second" }));
    for refused in [
        edit.send().await.unwrap(),
        app.authorised(Method::GET, ANSWER).await.send().await.unwrap(),
        app.authorised(Method::DELETE, ANSWER).await.send().await.unwrap(),
        app.authorised(Method::GET, &format!("{ANSWER}/revisions")).await.send().await.unwrap(),
    ] {
        assert_eq!(problem::code(refused).await, "403 response_anonymous");
    }
    app.stop().await;
}
