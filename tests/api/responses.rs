//! Answers: stored once, sent as often as it takes, refused with every reason at once.

use nabosvar::access::Actor;
use nabosvar::service::waves::{self, Identity, Wave, life};
use nabosvar::store::{quarantine, response};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::{invented, problem};

const RESPONSES: &str = "/api/v1/forms/invented/versions/1/responses";
const ID: &str = "1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21";

/// Sends a body as it is.
async fn put(app: &TestApp, wave: &Wave, id: &str, body: impl Into<reqwest::Body>) -> reqwest::Response {
    let path = format!("{RESPONSES}/{id}?wave={}", wave.code.as_str());
    let request = app.request(Method::PUT, &path).header("content-type", "application/json").body(body);
    request.send().await.expect("the server replies")
}

async fn answers(app: &TestApp, wave: &Wave) -> u64 {
    waves::progress(&app.services, wave.id).await.expect("an answer").expect("a wave").answers
}

#[tokio::test]
async fn an_answer_is_stored_once_however_often_it_is_sent() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let created = put(&app, &wave, ID, r#"{"name":"Invented","colours":["blue","red"]}"#).await;
    assert_eq!(created.status(), StatusCode::CREATED);
    assert!(!created.headers().contains_key("location"), "answers cannot be read");
    assert_eq!(created.headers()["cache-control"], "no-store");
    let receipt: Value = created.json().await.unwrap();
    assert_eq!(receipt["id"], ID);
    assert_eq!(receipt["wave"], wave.id.to_string());
    assert_eq!(receipt["sha256"].as_str().unwrap().len(), 64);
    // Another order of keys and of a set is the same content.
    let replayed = put(&app, &wave, ID, r#"{ "colours": ["red", "blue"], "name": "Invented", "age": null }"#).await;
    assert_eq!(replayed.status(), StatusCode::OK);
    assert_eq!(replayed.json::<Value>().await.unwrap(), receipt);
    assert_eq!(answers(&app, &wave).await, 1);
    app.stop().await;
}

#[tokio::test]
async fn other_content_under_the_same_identity_is_kept_apart() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    assert_eq!(put(&app, &wave, ID, r#"{"name":"first"}"#).await.status(), StatusCode::CREATED);
    for _ in 0..2 {
        let conflict = put(&app, &wave, ID, r#"{"name":"second"}"#).await;
        assert_eq!(problem::code(conflict).await, "409 response_conflict");
    }
    let id: Uuid = ID.parse().unwrap();
    assert_eq!(quarantine::count_open(&app.services.db, id).await.unwrap(), 1);
    let stored = response::find(&app.services.db, id).await.unwrap().unwrap();
    assert!(stored.answers.contains("first"));
    assert_eq!(answers(&app, &wave).await, 1);
    app.stop().await;
}

#[tokio::test]
async fn of_two_that_come_at_once_with_the_same_content_one_creates() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    for _ in 0..8 {
        let id = app.services.clock.identity().to_string();
        let body = r#"{"name":"Invented"}"#;
        let (one, other) = tokio::join!(put(&app, &wave, &id, body), put(&app, &wave, &id, body));
        let mut statuses = [one.status().as_u16(), other.status().as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 201]);
    }
    assert_eq!(answers(&app, &wave).await, 8);
    app.stop().await;
}

#[tokio::test]
async fn of_two_that_come_at_once_with_other_content_one_is_kept_apart() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    for _ in 0..8 {
        let id = app.services.clock.identity();
        let text = id.to_string();
        let (one, other) =
            tokio::join!(put(&app, &wave, &text, r#"{"name":"a"}"#), put(&app, &wave, &text, r#"{"name":"b"}"#));
        let mut statuses = [one.status().as_u16(), other.status().as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
        assert_eq!(quarantine::count_open(&app.services.db, id).await.unwrap(), 1);
    }
    assert_eq!(answers(&app, &wave).await, 8);
    app.stop().await;
}

#[tokio::test]
async fn every_violation_is_told_at_once() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let path = format!("{RESPONSES}/{ID}?wave={}&lang=en", wave.code.as_str());
    let body = json!({ "age": 200, "colours": ["green"], "invented": 1 });
    let (status, problem) = problem::read(app.request(Method::PUT, &path).json(&body).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    insta::assert_json_snapshot!("answers_invalid", problem);
    assert_eq!(answers(&app, &wave).await, 0);
    app.stop().await;
}

#[tokio::test]
async fn what_is_no_answer_document_is_refused() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let deep = format!(r#"{{"name":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let bodies: [&[u8]; 12] = [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\"name\"",
        b"{\"name\":\"a\"}{}",
        b"{\"name\":\"\xff\xfe\"}",
        b"\xef\xbb\xbf{\"name\":\"a\"}",
        b"{'name':'a'}",
        b"{\"name\":NaN}",
        b"{\"name\":\"a\",\"name\":\"b\"}",
        deep.as_bytes(),
    ];
    for body in bodies {
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let (status, problem) = problem::read(put(&app, &wave, ID, body.to_vec()).await).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{shown}");
        assert_eq!(problem["violations"][0]["path"], "", "{shown}");
        assert_eq!(problem["violations"][0]["code"], "type", "{shown}");
    }
    assert_eq!(answers(&app, &wave).await, 0);
    app.stop().await;
}

#[tokio::test]
async fn what_no_database_could_keep_is_refused() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    for body in [r#"{"name":"a\u0000b"}"#, r#"{"name":"\ud800"}"#] {
        let reply = put(&app, &wave, ID, body).await;
        assert_eq!(problem::code(reply).await, "422 answers_invalid", "{body}");
    }
    assert_eq!(answers(&app, &wave).await, 0);
    app.stop().await;
}

#[tokio::test]
async fn only_json_is_taken() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let path = format!("{RESPONSES}/{ID}?wave={}", wave.code.as_str());
    let body = r#"{"name":"Invented"}"#;
    for kind in
        ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/json; charset=latin1"]
    {
        let reply = app.request(Method::PUT, &path).header("content-type", kind).body(body).send().await.unwrap();
        assert_eq!(problem::code(reply).await, "415 media_type_unsupported", "{kind}");
    }
    let nameless = app.request(Method::PUT, &path).body(body).send().await.unwrap();
    assert_eq!(problem::code(nameless).await, "415 media_type_unsupported");
    let squeezed = app.request(Method::PUT, &path).header("content-type", "application/json");
    let squeezed = squeezed.header("content-encoding", "gzip").body(body).send().await.unwrap();
    assert_eq!(problem::code(squeezed).await, "415 media_type_unsupported");
    let right = app.request(Method::PUT, &path).header("content-type", "application/json; charset=UTF-8").body(body);
    assert_eq!(right.send().await.unwrap().status(), StatusCode::CREATED);
    app.stop().await;
}

#[tokio::test]
async fn an_anonymous_wave_takes_only_random_identities() {
    let app = TestApp::start().await;
    let anonymous = app.wave().await;
    let with_time = "0190163d-8694-739b-aea5-966c26f8ad90";
    let of_machine = "c232ab00-9414-11ec-b3c8-9f6bdeced846";
    for id in [with_time, of_machine, "00000000-0000-0000-0000-000000000000"] {
        let reply = put(&app, &anonymous, id, r#"{"name":"Invented"}"#).await;
        assert_eq!(problem::code(reply).await, "422 id_not_random", "{id}");
    }
    let identified = invented::another_wave(&app.services, Identity::Identified).await;
    let reply = put(&app, &identified, with_time, r#"{"name":"Invented"}"#).await;
    assert_eq!(reply.status(), StatusCode::CREATED);
    let no_uuid = put(&app, &anonymous, "me", r#"{"name":"Invented"}"#).await;
    assert_eq!(problem::code(no_uuid).await, "400 parameter_invalid");
    app.stop().await;
}

#[tokio::test]
async fn a_wave_that_is_over_takes_nothing_new_and_confirms_what_it_has() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let body = r#"{"name":"Invented"}"#;
    assert_eq!(put(&app, &wave, ID, body).await.status(), StatusCode::CREATED);
    life::close(&app.services, &Actor::operator(), wave.id).await.unwrap();
    assert_eq!(put(&app, &wave, ID, body).await.status(), StatusCode::OK);
    let late = put(&app, &wave, "7c9e6679-7425-40de-944b-e07fc1f90ae7", body).await;
    assert_eq!(problem::code(late).await, "403 wave_closed");
    app.stop().await;
}

#[tokio::test]
async fn a_code_counts_only_for_its_own_form_version() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let body = json!({ "name": "Invented" });
    let guessed = app.request(Method::PUT, &format!("{RESPONSES}/{ID}?wave=01z0zhjkmnpqr")).json(&body);
    assert_eq!(problem::code(guessed.send().await.unwrap()).await, "404 wave_not_found");
    let path = format!("/api/v1/forms/invented/versions/2/responses/{ID}?wave={}", wave.code.as_str());
    let other = app.request(Method::PUT, &path).json(&body).send().await.unwrap();
    assert_eq!(problem::code(other).await, "404 version_not_found");
    app.stop().await;
}

#[tokio::test]
async fn a_program_without_a_code_answers_the_one_open_wave() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let body = json!({ "name": "Invented" });
    let path = format!("{RESPONSES}/{ID}");
    let reply = app.authorised(Method::PUT, &path).await.json(&body).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::CREATED);
    assert_eq!(reply.json::<Value>().await.unwrap()["wave"], wave.id.to_string());

    let second = invented::another_wave(&app.services, Identity::Anonymous).await;
    let other = format!("{RESPONSES}/7c9e6679-7425-40de-944b-e07fc1f90ae7");
    let reply = app.authorised(Method::PUT, &other).await.json(&body).send().await.unwrap();
    assert_eq!(problem::code(reply).await, "422 wave_ambiguous");
    // What is stored already knows its wave.
    let again = app.authorised(Method::PUT, &path).await.json(&body).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::OK);

    for wave in [wave, second] {
        life::close(&app.services, &Actor::operator(), wave.id).await.unwrap();
    }
    let reply = app.authorised(Method::PUT, &other).await.json(&body).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::CREATED);
    assert_eq!(reply.json::<Value>().await.unwrap()["wave"], Value::Null);
    let nowhere = format!("/api/v1/forms/invented/versions/2/responses/{ID}");
    let reply = app.authorised(Method::PUT, &nowhere).await.json(&body).send().await.unwrap();
    assert_eq!(problem::code(reply).await, "404 version_not_found");
    app.stop().await;
}
