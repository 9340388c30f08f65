//! Indicators as programs follow them: page by page, in each format, and only what they may read.

use nabosvar::access::{Actor, Role};
use nabosvar::service::accounts::tokens;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::yearly::observe;
use crate::{invented, problem};

async fn token(app: &TestApp, role: Role) -> String {
    let (token, _) = tokens::create(&app.services, &Actor::operator(), invented::token(role)).await.unwrap();
    token.expose().to_owned()
}

async fn get(app: &TestApp, token: &str, path: &str) -> Response {
    app.request(Method::GET, &format!("/api/v1{path}")).bearer_auth(token).send().await.unwrap()
}

#[tokio::test]
async fn who_asks_again_with_the_last_number_reads_everything_once() {
    let app = TestApp::start().await;
    let reader = token(&app, Role::Reader).await;
    let none: Value = get(&app, &reader, "/observations").await.json().await.unwrap();
    assert_eq!(none, json!({ "observations": [], "next": 0, "is_more": false }));
    let [one, other] = [invented::programme(&app.services).await, invented::programme(&app.services).await];
    for year in 2020..2025 {
        observe(&app.services, one, "invented", year, Some(0.5)).await;
        observe(&app.services, other, "invented", year, None).await;
    }
    let again = observe(&app.services, one, "invented", 2020, Some(0.75)).await;
    let mut path = "/observations?limit=4".to_owned();
    let mut read = Vec::new();
    loop {
        let reply = get(&app, &reader, &path).await;
        let link = reply.headers().get("link").map(|link| link.to_str().unwrap().to_owned());
        let page: Value = reply.json().await.unwrap();
        read.extend(page["observations"].as_array().unwrap().clone());
        assert_eq!(page["is_more"], link.is_some());
        let Some(link) = link else { break };
        path = link.strip_prefix("</api/v1").unwrap().strip_suffix(">; rel=\"next\"").unwrap().to_owned();
    }
    let numbers: Vec<i64> = read.iter().map(|one| one["number"].as_i64().unwrap()).collect();
    assert!(numbers.iter().copied().eq(1..=11), "{numbers:?}");
    assert_eq!((&read[10]["id"], &read[10]["revision"]), (&json!(again.id), &json!(1)));
    assert_eq!(
        (&read[1]["status"], &read[1]["value"], &read[1]["respondents"]),
        (&json!("hidden"), &Value::Null, &Value::Null)
    );
    let own: Value =
        get(&app, &reader, &format!("/observations?programme={other}&after=4")).await.json().await.unwrap();
    assert_eq!(own["observations"].as_array().unwrap().len(), 3);
    assert_eq!(own["next"], 10);
    app.stop().await;
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let app = TestApp::start().await;
    let reader = token(&app, Role::Analyst).await;
    let programme = invented::programme(&app.services).await;
    observe(&app.services, programme, "invented", 2025, Some(0.5)).await;
    for (format, media_type) in [
        ("json", "application/json"),
        ("csv", "text/csv; charset=utf-8"),
        ("json-stat", "application/json"),
        ("sdmx-csv", "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"),
        ("parquet", "application/vnd.apache.parquet"),
    ] {
        let path = format!("/observations?format={format}");
        let reply = get(&app, &reader, &path).await;
        assert_eq!(reply.headers()["content-type"], media_type);
        let tag = reply.headers()["etag"].clone();
        let again = app.request(Method::GET, &format!("/api/v1{path}")).bearer_auth(&reader);
        let again = again.header("if-none-match", &tag).send().await.unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{format}");
        assert!(!reply.bytes().await.unwrap().is_empty());
    }
    let csv = get(&app, &reader, "/observations?format=csv").await.text().await.unwrap();
    assert!(csv.contains(",Invented programme,") && csv.lines().count() == 2, "{csv}");
    let list: Value = get(&app, &reader, "/indicators").await.json().await.unwrap();
    let safety = list["indicators"].as_array().unwrap().iter().find(|one| one["id"] == "basic_safety").unwrap();
    assert_eq!((&safety["row"], &safety["unit"], &safety["good"]), (&json!(7), &json!("share"), &json!("up")));
    assert!(safety["goal"]["da"].as_str().unwrap().contains("opleves som trygge"), "the goal of its row: {safety}");
    app.stop().await;
}

#[tokio::test]
async fn who_has_a_page_hears_that_there_is_another_one_in_every_format() {
    let app = TestApp::start().await;
    let reader = token(&app, Role::Analyst).await;
    let programme = invented::programme(&app.services).await;
    let formats = ["json", "csv", "json-stat", "sdmx-csv", "parquet"];
    let ask = async |format: &str| get(&app, &reader, &format!("/observations?limit=1&format={format}")).await;
    let header =
        |reply: &Response, name: &str| reply.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    observe(&app.services, programme, "invented", 2025, Some(0.5)).await;
    let mut before = Vec::new();
    for format in formats {
        let reply = ask(format).await;
        assert_eq!((header(&reply, "next-after").as_deref(), header(&reply, "link")), (Some("1"), None), "{format}");
        before.push((header(&reply, "etag"), reply.bytes().await.unwrap()));
    }
    observe(&app.services, programme, "invented", 2026, Some(0.5)).await;
    for (format, (tag, content)) in formats.into_iter().zip(before) {
        let reply = ask(format).await;
        assert!(header(&reply, "link").is_some() && header(&reply, "etag") != tag, "{format}");
        assert_eq!(format != "json", reply.bytes().await.unwrap() == content, "{format}");
    }
    let past = get(&app, &reader, "/observations?after=2&format=csv").await;
    assert_eq!(header(&past, "next-after").as_deref(), Some("2"));
    app.stop().await;
}

#[tokio::test]
async fn what_is_asked_wrongly_or_by_the_wrong_one_is_refused() {
    let app = TestApp::start().await;
    let reader = token(&app, Role::Reader).await;
    for wrong in ["after=-1", "after=all", "limit=0", "limit=1001", "format=xml", "programme=all"] {
        let refused = problem::code(get(&app, &reader, &format!("/observations?{wrong}")).await).await;
        assert_eq!(refused, "400 parameter_invalid", "{wrong}");
    }
    let collector = token(&app, Role::Collector).await;
    for path in ["/observations", "/indicators"] {
        assert_eq!(problem::code(get(&app, &collector, path).await).await, "403 not_permitted");
    }
    app.stop().await;
}
