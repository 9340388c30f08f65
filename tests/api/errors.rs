//! What goes wrong before any operation: wrong addresses, wrong methods, no token.

use nabosvar::access::Actor;
use reqwest::{Method, StatusCode};

use crate::harness::TestApp;
use crate::problem;

#[tokio::test]
async fn a_problem_says_what_rfc_9457_wants_and_nothing_of_the_inside() {
    let app = TestApp::start().await;
    let (_, missing) = problem::read(app.get("/api/v1/forms").await).await;
    insta::assert_json_snapshot!("token_missing", missing);
    let (_, nothing) = problem::read(app.get("/api/v1/nothing").await).await;
    insta::assert_json_snapshot!("route_not_found", nothing);
    let reply = app.authorised(Method::GET, "/api/v1/waves/no-uuid").await.send().await.unwrap();
    let (_, parameter) = problem::read(reply).await;
    insta::assert_json_snapshot!("parameter_invalid", parameter);
    app.stop().await;
}

#[tokio::test]
async fn what_is_nowhere_is_not_found_whoever_asks() {
    let app = TestApp::start().await;
    for path in
        ["/nothing", "/api", "/api/nothing", "/api/v1", "/api/v1/nothing", "/api/v1/forms/", "/api/docs/errors/x"]
    {
        assert_eq!(problem::code(app.get(path).await).await, "404 route_not_found", "{path}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let app = TestApp::start().await;
    let cases = [
        (Method::DELETE, "/api/v1/forms", "GET, HEAD"),
        (Method::GET, "/api/v1/forms/a/versions/1/validate", "POST"),
        (Method::POST, "/api/v1/forms/a/versions/1/responses/b", "PUT, GET, HEAD, DELETE"),
        (Method::PUT, "/healthz", "GET, HEAD"),
        (Method::PUT, "/api/v1/drafts", "POST, GET, HEAD"),
        (Method::POST, "/api/v1/drafts/a/b", "GET, HEAD, DELETE"),
        (Method::OPTIONS, "/api/openapi.json", "GET, HEAD"),
    ];
    for (method, path, allowed) in cases {
        let reply = app.request(method, path).send().await.unwrap();
        assert_eq!(reply.headers()["allow"], allowed, "{path}");
        assert_eq!(problem::code(reply).await, "405 method_not_allowed", "{path}");
    }
    app.stop().await;
}

/// Every operation, with what makes it get as far as the token.
const OPERATIONS: &[(&str, &str)] = &[
    ("GET", "/api/v1/forms"),
    ("GET", "/api/v1/forms/invented"),
    ("GET", "/api/v1/forms/invented/versions/1"),
    ("GET", "/api/v1/forms/invented/versions/1/compare/2"),
    ("POST", "/api/v1/forms/invented/versions/1/preview"),
    ("POST", "/api/v1/forms/invented/versions/1/retire"),
    ("POST", "/api/v1/forms/invented/versions/1/reinstate"),
    ("GET", "/api/v1/drafts"),
    ("POST", "/api/v1/drafts"),
    ("GET", "/api/v1/drafts/invented/2"),
    ("DELETE", "/api/v1/drafts/invented/2"),
    ("GET", "/api/v1/drafts/invented/2/compare"),
    ("POST", "/api/v1/drafts/invented/2/publish"),
    ("GET", "/api/v1/forms/invented/versions/1/schema"),
    ("GET", "/api/v1/forms/invented/versions/1/codebook"),
    ("POST", "/api/v1/forms/invented/versions/1/validate"),
    ("PUT", "/api/v1/forms/invented/versions/1/responses/1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21"),
    ("GET", "/api/v1/forms/invented/versions/1/responses/1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21"),
    ("DELETE", "/api/v1/forms/invented/versions/1/responses/1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21"),
    ("GET", "/api/v1/forms/invented/versions/1/responses/1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21/revisions"),
    ("GET", "/api/v1/forms/invented/versions/1/responses/1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21/revisions/1"),
    ("GET", "/api/v1/quarantine"),
    ("GET", "/api/v1/quarantine/5e1f0c9a-3b52-4f0d-8a67-d2c4b1e9f036"),
    ("PUT", "/api/v1/quarantine/5e1f0c9a-3b52-4f0d-8a67-d2c4b1e9f036/resolution"),
    ("POST", "/api/v1/waves"),
    ("POST", "/api/v1/programmes"),
    ("GET", "/api/v1/waves"),
    ("GET", "/api/v1/waves/9d3f1c52-7e64-4b0a-9a55-2c8e1f6b4d70"),
    ("GET", "/api/v1/waves/9d3f1c52-7e64-4b0a-9a55-2c8e1f6b4d70/progress"),
    ("GET", "/api/v1/programmes"),
];

#[tokio::test]
async fn every_operation_needs_a_token_that_counts() {
    let app = TestApp::start().await;
    app.wave().await;
    let token = app.token().await;
    let of_token = nabosvar::service::accounts::tokens::list(&app.services).await.unwrap().remove(0).id;
    nabosvar::service::accounts::tokens::revoke(&app.services, &Actor::operator(), of_token).await.unwrap();
    for &(method, path) in OPERATIONS {
        let request = || {
            let request = app.request(method.parse().unwrap(), path);
            if method == "GET" { request } else { request.json(&serde_json::json!({})) }
        };
        let reply = request().send().await.unwrap();
        assert_eq!(reply.headers()["www-authenticate"], "Bearer realm=\"nabosvar\"", "{path}");
        assert_eq!(problem::code(reply).await, "401 token_missing", "{path}");

        let basic = "Basic aW52ZW50ZWQ6aW52ZW50ZWQ=";
        for wrong in [format!("Bearer {token}"), "Bearer nabosvar_guessed".to_owned(), basic.to_owned(), String::new()]
        {
            let reply = request().header("authorization", &wrong).send().await.unwrap();
            let challenge = "Bearer realm=\"nabosvar\", error=\"invalid_token\"";
            assert_eq!(reply.headers()["www-authenticate"], challenge, "{path}");
            assert_eq!(problem::code(reply).await, "401 token_invalid", "{path} {wrong}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn the_scheme_of_a_token_may_be_written_in_capitals() {
    let app = TestApp::start().await;
    let token = app.token().await;
    let reply = app.request(Method::GET, "/api/v1/waves").header("authorization", format!("BEARER {token}"));
    assert_eq!(reply.send().await.unwrap().status(), StatusCode::OK);
    app.stop().await;
}

#[tokio::test]
async fn trouble_with_the_database_is_said_to_pass() {
    let app = TestApp::start().await;
    let request = app.authorised(Method::GET, "/api/v1/waves").await;
    app.services.db.clone().close().await.unwrap();
    let reply = request.send().await.unwrap();
    assert_eq!(reply.headers()["retry-after"], "5");
    let (status, problem) = problem::read(reply).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    insta::assert_json_snapshot!("unavailable", problem);
    assert_eq!(problem::code(app.get("/readyz").await).await, "503 unavailable");
    assert_eq!(app.get("/healthz").await.status(), StatusCode::OK);
    app.stop().await;
}
