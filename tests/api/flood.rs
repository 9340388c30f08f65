//! A flood by the link of one wave has to wait, and is told for how long; nobody else has to.

use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Method, Response, StatusCode, redirect};
use serde_json::json;

use crate::harness::TestApp;
use crate::pages::{location, root};
use crate::{invented, problem};

/// Sends an answer as a program without a token.
async fn put(app: &TestApp, code: &str) -> Response {
    let path = format!("/api/v1/forms/invented/versions/1/responses/{}?wave={code}", app.services.clock.identity());
    app.request(Method::PUT, &path).json(&json!({ "name": "Nobody" })).send().await.unwrap()
}

/// Begins to answer in a browser that has never been there.
async fn begin(app: &TestApp, start: &str) -> Response {
    let browser = Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
    browser.post(app.url(start)).header("origin", app.url("")).send().await.unwrap()
}

fn seconds(reply: &Response) -> u64 {
    reply.headers()[RETRY_AFTER].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_link_lets_so_many_in_and_the_others_wait() {
    let app = TestApp::start_letting_in(2).await;
    let wave = app.wave().await;
    let start = format!("{}/da", root(&wave));
    assert_eq!(put(&app, wave.code.as_str()).await.status(), StatusCode::CREATED);
    assert!(location(&begin(&app, &start).await).ends_with("/q/name"));

    let refused = put(&app, wave.code.as_str()).await;
    assert_eq!(seconds(&refused), 600);
    assert_eq!(problem::code(refused).await, "429 link_busy");
    let refused = begin(&app, &start).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(seconds(&refused), 600);
    let page = refused.text().await.unwrap();
    assert!(page.contains("Prøv igen om") && page.contains("minutter"), "{page}");

    let other = invented::another_wave(&app.services, nabosvar::service::waves::Identity::Anonymous).await;
    assert_eq!(put(&app, other.code.as_str()).await.status(), StatusCode::CREATED, "another link is free");
    let path = format!(
        "/api/v1/forms/invented/versions/1/responses/{}?wave={}",
        app.services.clock.identity(),
        wave.code.as_str()
    );
    let program = app.authorised(Method::PUT, &path).await.json(&json!({ "name": "Nobody" })).send().await.unwrap();
    assert_eq!(program.status(), StatusCode::CREATED, "a program with a token is not counted");
    app.stop().await;
}
