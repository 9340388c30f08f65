//! What is counted, and who may see it.

use std::time::Duration;

use nabosvar::config::Config;
use nabosvar::event::Event;
use nabosvar::store::{outbox, schedule};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::harness::TestApp;
use crate::problem;

#[tokio::test]
async fn metrics_are_for_those_with_a_token() {
    let app = TestApp::start().await;
    assert_eq!(problem::code(app.get("/metrics").await).await, "401 token_missing");
    let reply = app.authorised(Method::GET, "/metrics").await.send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    assert_eq!(reply.headers()["content-type"], "application/openmetrics-text; version=1.0.0; charset=utf-8");
    app.stop().await;
}

#[tokio::test]
async fn metrics_count_routes_and_answers_and_name_nobody() {
    let app = TestApp::start_with(Config { open_metrics: true, ..Config::default() }).await;
    let wave = app.wave().await;
    let id = "1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21";
    let code = wave.code.as_str();
    let path = format!("/api/v1/forms/invented/versions/1/responses/{id}?wave={code}");
    for name in ["a", "a", "b", ""] {
        app.request(Method::PUT, &path).json(&json!({ "name": name })).send().await.unwrap();
    }
    app.get("/invented-nowhere").await;
    let (services, tx) = (&app.services, app.services.db.begin().await.unwrap());
    outbox::append(&tx, &services.clock, &Event::BlobUnused { key: "invented".to_owned() }).await.unwrap();
    // Somebody works on it, so that the server itself does not.
    outbox::claim(&tx, &services.clock, 1).await.unwrap();
    schedule::take(&tx, &services.clock, "invented", Duration::from_hours(1)).await.unwrap();
    tx.commit().await.unwrap();
    app.request(Method::from_bytes(b"INVENTED").unwrap(), "/healthz").send().await.unwrap();
    let text = app.get("/metrics").await.text().await.unwrap();
    for (outcome, count) in [("accepted", 1), ("replayed", 1), ("quarantined", 1), ("refused", 1)] {
        let line = format!("nabosvar_answers_total{{outcome=\"{outcome}\"}} {count}\n");
        assert!(text.contains(&line), "{line}{text}");
    }
    let route = r#"route="/api/v1/forms/{form}/versions/{version}/responses/{response}",method="PUT""#;
    assert!(text.contains(&format!("nabosvar_http_requests_total{{{route},status=\"2xx\"}} 2\n")), "{text}");
    assert!(text.contains(&format!("nabosvar_http_requests_total{{{route},status=\"4xx\"}} 2\n")), "{text}");
    assert!(text.contains(&format!("nabosvar_http_request_duration_seconds_count{{{route}}} 4\n")), "{text}");
    for line in ["nabosvar_outbox_waiting 1\n", "nabosvar_outbox_dead 0\n", "nabosvar_outbox_oldest_seconds 0\n"] {
        assert!(text.contains(line), "{line}{text}");
    }
    assert!(text.contains("nabosvar_schedule_failing{schedule=\"invented\"} 0\n"), "{text}");
    for secret in [id, code, "invented-nowhere", "INVENTED", "127.0.0.1"] {
        assert!(!text.contains(secret), "{secret}");
    }
    app.stop().await;
}
