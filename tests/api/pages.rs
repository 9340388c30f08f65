//! The resident's way over plain HTTP: what is sent, saved, kept from others, and stored once.

use nabosvar::access::Actor;
use nabosvar::config::Config;
use nabosvar::service::catalogue::retire_form;
use nabosvar::service::waves::{self, Wave};
use reqwest::{Method, RequestBuilder, Response, StatusCode};

use crate::harness::TestApp;

/// A form as a browser sends it from our own page.
fn post(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
    app.request(Method::POST, path).header("origin", app.url("")).form(fields)
}

pub(crate) async fn send(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Response {
    post(app, path, fields).send().await.expect("the server replies")
}

/// Where a reply leads.
pub(crate) fn location(reply: &Response) -> &str {
    assert_eq!(reply.status(), StatusCode::SEE_OTHER);
    reply.headers()["location"].to_str().expect("an address")
}

/// What a page hands on in a field of this name that nobody sees.
pub(crate) fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a field");
    after.split('"').next().expect("a value")
}

/// From a link to the review page, which is given.
pub(crate) async fn fill(app: &TestApp, link: &str) -> String {
    let link = format!("{link}/da");
    let begun = send(app, &link, &[]).await;
    assert_eq!(location(&begun), format!("{link}/q/name"));
    let named = send(app, &format!("{link}/q/name"), &[("name", "Nobody")]).await;
    assert_eq!(location(&named), format!("{link}/q/age"));
    let aged = send(app, &format!("{link}/q/age"), &[("age", "42")]).await;
    assert_eq!(location(&aged), format!("{link}/q/colours"));
    let coloured = send(app, &format!("{link}/q/colours"), &[("colours", "blue"), ("colours", "red")]).await;
    assert_eq!(location(&coloured), format!("{link}/review"));
    app.get(&format!("{link}/review")).await.text().await.expect("a page")
}

/// The identity that the review page was shown with.
pub(crate) fn response_of(review: &str) -> &str {
    let after = review.split("name=\"response\" value=\"").nth(1).expect("a review page");
    after.split('"').next().expect("an identity")
}

/// The link of a wave.
pub(crate) fn root(wave: &Wave) -> String {
    format!("/s/{}", wave.code.as_str())
}

async fn answers(app: &TestApp, wave: &Wave) -> u64 {
    waves::progress(&app.services, wave.id).await.expect("a count").expect("a wave").answers
}

#[tokio::test]
async fn an_answer_is_stored_once_however_often_it_is_sent() {
    let app = TestApp::start_with(Config { open_metrics: true, ..Config::default() }).await;
    let wave = app.wave().await;
    let review = fill(&app, &root(&wave)).await;
    let fields = [("response", response_of(&review))];
    let path = format!("/s/{}/da/review", wave.code.as_str());
    let (first, second) = tokio::join!(post(&app, &path, &fields).send(), post(&app, &path, &fields).send());
    for reply in [first.unwrap(), second.unwrap(), send(&app, &path, &fields).await] {
        assert!(location(&reply).contains("/thanks"));
    }
    assert_eq!(answers(&app, &wave).await, 1);
    let metrics = app.get("/metrics").await.text().await.unwrap();
    assert!(metrics.contains("nabosvar_answers_total{outcome=\"accepted\"} 1\n"), "{metrics}");
    assert!(metrics.contains("nabosvar_answers_total{outcome=\"replayed\"} 2\n"), "{metrics}");
    app.stop().await;
}

#[tokio::test]
async fn a_mistake_is_told_beside_the_field_and_saves_nothing_wrong() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let link = format!("/s/{}/en", wave.code.as_str());
    send(&app, &link, &[]).await;
    for (page, value, words) in
        [("name", "", "must be answered"), ("age", "old", "whole number"), ("age", "121", "does not fit")]
    {
        let reply = send(&app, &format!("{link}/q/{page}"), &[(page, value)]).await;
        assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let html = reply.text().await.unwrap();
        assert!(html.contains(words), "{html}");
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
    }
    let review = app.get(&format!("{link}/review")).await.text().await.unwrap();
    let sent = send(&app, &format!("{link}/review"), &[("response", response_of(&review))]).await;
    assert_eq!(sent.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answers(&app, &wave).await, 0);
    app.stop().await;
}

#[tokio::test]
async fn nothing_is_taken_from_another_site() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let link = format!("/s/{}/da", wave.code.as_str());
    for (name, value) in [("origin", "https://elsewhere.invalid"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let reply = app.request(Method::POST, &link).header(name, value).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(reply.headers().get("set-cookie").is_none());
    }
    app.stop().await;
}

#[tokio::test]
async fn a_page_is_private_and_calls_nobody() {
    let app =
        TestApp::start_with(Config { public_url: Some("https://svar.invalid".to_owned()), ..Config::default() }).await;
    let wave = app.wave().await;
    let link = format!("/s/{}/da", wave.code.as_str());
    let begun = app.request(Method::POST, &link).header("origin", "https://svar.invalid").send().await.unwrap();
    let cookie = begun.headers()["set-cookie"].to_str().unwrap();
    for part in ["HttpOnly", "SameSite=", "Secure", "Path=/s/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let page = app.get(&link).await;
    let header = |name: &str| page.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("referrer-policy"), "same-origin");
    let policy = header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("http"),
        "{policy}"
    );
    app.stop().await;
}

#[tokio::test]
async fn what_is_cleared_is_gone() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let review = fill(&app, &root(&wave)).await;
    let link = format!("/s/{}/da", wave.code.as_str());
    let cleared = send(&app, &format!("{link}/clear"), &[]).await;
    assert_eq!(location(&cleared), format!("{link}/cleared"));
    let late = send(&app, &format!("{link}/review"), &[("response", response_of(&review))]).await;
    assert_ne!(late.status(), StatusCode::SEE_OTHER);
    assert_eq!(answers(&app, &wave).await, 0);
    app.stop().await;
}

#[tokio::test]
async fn a_retired_version_is_begun_by_nobody_and_finished_by_who_has_begun() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let link = root(&wave);
    let review = fill(&app, &link).await;
    retire_form::retire(&app.services, &Actor::operator(), "invented", "1").await.unwrap();
    let another = reqwest::Client::new();
    for path in [link.clone(), format!("{link}/da")] {
        let page = another.get(app.url(&path)).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::GONE);
        let page = page.text().await.unwrap();
        assert!(page.contains("Undersøgelsen er slut") && page.contains("lang=\"da\""), "{page}");
    }
    let begun = another.post(app.url(&format!("{link}/da"))).header("origin", app.url("")).send().await.unwrap();
    assert_eq!(begun.status(), StatusCode::GONE);
    assert_eq!(app.get(&format!("{link}/da")).await.status(), StatusCode::OK);
    let sent = send(&app, &format!("{link}/da/review"), &[("response", response_of(&review))]).await;
    assert_eq!(location(&sent), format!("{link}/da/thanks"));
    assert_eq!(answers(&app, &wave).await, 1);
    assert_eq!(app.get(&link).await.status(), StatusCode::GONE, "the next person comes too late");
    app.stop().await;
}
