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

#[tokio::test]
async fn a_wave_is_set_up_changed_opened_closed_and_archived() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let mut new = json!({
        "programme_id": wave.programme_id, "form_id": "invented", "form_version": "1", "name": "Invented draft",
        "identity": "anonymous", "starts_on": "2026-11-01", "ends_on": "2026-11-30", "opens_at": "08:00",
        "access": "kiosk", "languages": ["en", "en"], "target": 40, "state": "draft",
    });
    let post = app.authorised(Method::POST, "/api/v1/waves").await.header("idempotency-key", "invented");
    let created = post.json(&new).send().await.unwrap();
    assert_eq!(created.status(), StatusCode::CREATED);
    let created: Value = created.json().await.unwrap();
    assert_eq!((&created["state"], &created["takes_answers"]), (&json!("draft"), &json!(false)));
    assert_eq!((&created["languages"], &created["version"]), (&json!(["en"]), &json!(1)));
    let path = format!("/api/v1/waves/{}", created["id"].as_str().unwrap());
    let put = async |version: i32, new: &Value| {
        let put = app.authorised(Method::PUT, &format!("{path}?version={version}")).await;
        put.json(new).send().await.unwrap()
    };
    new["target"] = json!(50);
    let changed: Value = put(1, &new).await.json().await.unwrap();
    assert_eq!((&changed["target"], &changed["version"], &changed["code"]), (&json!(50), &json!(2), &created["code"]));
    new["target"] = json!(60);
    assert_eq!(problem::code(put(1, &new).await).await, "412 base_not_current");
    for (field, wrong) in [("access", json!("door")), ("opens_at", json!("8")), ("state", json!("closed"))] {
        let mut wrongly = new.clone();
        wrongly[field] = wrong;
        let post = app.authorised(Method::POST, "/api/v1/waves").await.header("idempotency-key", field);
        assert_eq!(problem::code(post.json(&wrongly).send().await.unwrap()).await, "400 request_invalid", "{field}");
    }
    let bring =
        async |where_to: &str| app.authorised(Method::POST, &format!("{path}/{where_to}")).await.send().await.unwrap();
    for _ in 0..2 {
        let open: Value = bring("open").await.json().await.unwrap();
        assert_eq!((&open["state"], &open["takes_answers"]), (&json!("open"), &json!(true)));
    }
    assert_eq!(problem::code(put(3, &new).await).await, "409 wave_state_wrong");
    assert_eq!(problem::code(bring("archive").await).await, "409 wave_state_wrong");
    for (where_to, state) in [("close", "closed"), ("archive", "archived"), ("archive", "archived")] {
        let now: Value = bring(where_to).await.json().await.unwrap();
        assert_eq!(now["state"], state);
    }
    assert_eq!(problem::code(bring("open").await).await, "409 wave_state_wrong");
    app.stop().await;
}

#[tokio::test]
async fn an_open_wave_ends_at_another_time_by_who_has_seen_it() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let put = async |version: i32, body: Value| {
        let path = format!("/api/v1/waves/{}/end?version={version}", wave.id);
        app.authorised(Method::PUT, &path).await.json(&body).send().await.unwrap()
    };
    let later = json!({ "ends_on": "2026-12-31", "closes_at": "20:00" });
    for _ in 0..2 {
        let moved: Value = put(1, later.clone()).await.json().await.unwrap();
        assert_eq!(
            (&moved["ends_on"], &moved["closes_at"], &moved["version"]),
            (&json!("2026-12-31"), &json!("20:00"), &json!(2))
        );
    }
    for (version, body, code) in [
        (1, json!({ "ends_on": "2027-01-31" }), "412 base_not_current"),
        (2, json!({ "ends_on": "2026-11-20" }), "422 wave_invalid"),
        (2, json!({ "ends_on": "soon" }), "400 request_invalid"),
        (2, json!({ "ends_on": "2027-01-31", "name": "Invented" }), "400 request_invalid"),
    ] {
        assert_eq!(problem::code(put(version, body).await).await, code);
    }
    let close = app.authorised(Method::POST, &format!("/api/v1/waves/{}/close", wave.id)).await;
    close.send().await.unwrap();
    assert_eq!(problem::code(put(3, json!({ "ends_on": "2027-01-31" })).await).await, "409 wave_state_wrong");
    app.stop().await;
}
