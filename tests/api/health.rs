//! Whether the server is alive and can serve.

use migration::{Migrator, MigratorTrait};
use reqwest::{Method, StatusCode};

use crate::harness::TestApp;
use crate::{past, problem};

#[tokio::test]
async fn a_server_that_runs_is_alive_and_ready() {
    let app = TestApp::start().await;
    for (path, status) in [("/healthz", "alive"), ("/readyz", "ready")] {
        let reply = app.get(path).await;
        assert_eq!(reply.status(), StatusCode::OK);
        assert_eq!(reply.headers()["content-type"], "application/json");
        let said: serde_json::Value = reply.json().await.unwrap();
        assert_eq!(said["status"], status);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_server_without_its_tables_is_alive_and_not_ready() {
    let app = TestApp::start().await;
    let past = past::connect(app.location()).await;
    Migrator::down(&past, None).await.unwrap();
    past.close().await.unwrap();
    assert_eq!(app.get("/healthz").await.status(), StatusCode::OK);
    let reply = app.get("/readyz").await;
    assert_eq!(reply.headers()["retry-after"], "5");
    assert_eq!(problem::code(reply).await, "503 not_ready");
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
