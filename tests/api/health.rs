//! Whether the server is alive.

use reqwest::{Method, StatusCode};

use crate::harness::TestApp;

#[tokio::test]
async fn a_server_that_runs_is_alive() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/healthz").await.status(), StatusCode::OK);
    app.stop().await;
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_finishes_and_closes_its_database() {
    let app = TestApp::start().await;
    app.wave().await;
    let reply = app.authorised(Method::GET, "/healthz").await.send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    let services = app.services.clone();
    app.stop().await;
    assert!(services.db.ready().await.is_err());
}
