//! What a token of each role may do.

use std::fmt::Write;

use nabosvar::access::{Actor, Role};
use nabosvar::service::accounts::tokens::{self, Command};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::{invented, problem};

/// Which operations let in whom, as a whole: what is permitted to one more, or one less, shows here.
#[tokio::test]
async fn every_operation_is_for_some_roles_and_refuses_the_others() {
    let app = TestApp::start().await;
    app.wave().await;
    let mut people = Vec::new();
    for role in Role::ALL {
        let (token, _) = tokens::create(&app.services, &Actor::operator(), invented::token(role)).await.unwrap();
        people.push((role, token));
    }
    let document: Value = app.get("/api/openapi.json").await.json().await.unwrap();
    let mut matrix = String::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            let method: Method = method.to_uppercase().parse().unwrap();
            let address = filled(path);
            write!(matrix, "{method} {path}:").unwrap();
            for (role, token) in &people {
                let request = app.request(method.clone(), &address).bearer_auth(token.expose());
                let request =
                    if method == Method::GET || method == Method::HEAD { request } else { request.json(&json!({})) };
                let reply = request.send().await.unwrap();
                assert!(!reply.status().is_server_error(), "{method} {path} as {role:?}: {}", reply.status());
                if method == Method::HEAD {
                    write!(matrix, " {}", if reply.status() == 403 { "-" } else { role.as_str() }).unwrap();
                } else if reply.status() == 403 {
                    assert_eq!(problem::code(reply).await, "403 not_permitted", "{method} {path} as {role:?}");
                    write!(matrix, " -").unwrap();
                } else {
                    write!(matrix, " {}", role.as_str()).unwrap();
                }
            }
            matrix.push('\n');
        }
    }
    insta::assert_snapshot!("permissions", matrix);
    app.stop().await;
}

#[tokio::test]
async fn a_token_counts_until_its_last_day_and_only_who_may_reads_what_is_measured() {
    let app = TestApp::start().await;
    let last = app.services.clock.today();
    let command = Command { expires_on: Some(last), ..invented::token(Role::Analyst) };
    let (token, _) = tokens::create(&app.services, &Actor::operator(), command).await.unwrap();
    let get = |path: &'static str| app.request(Method::GET, path).bearer_auth(token.expose()).send();
    assert_eq!(get("/api/v1/waves").await.unwrap().status(), 200);
    assert_eq!(get("/metrics").await.unwrap().status(), 200);
    app.services.clock.set(&invented::noon().tomorrow().unwrap());
    assert_eq!(problem::code(get("/api/v1/waves").await.unwrap()).await, "401 token_invalid");
    let (token, _) = tokens::create(&app.services, &Actor::operator(), invented::token(Role::Collector)).await.unwrap();
    let refused = app.request(Method::GET, "/metrics").bearer_auth(token.expose()).send().await.unwrap();
    assert_eq!(problem::code(refused).await, "403 not_permitted");
    app.stop().await;
}

#[tokio::test]
async fn who_may_only_send_answers_in_changes_none() {
    let app = TestApp::start().await;
    app.wave().await;
    let (token, _) = tokens::create(&app.services, &Actor::operator(), invented::token(Role::Collector)).await.unwrap();
    let path = "/api/v1/forms/invented/versions/1/responses/1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21";
    let put = || app.request(Method::PUT, path).bearer_auth(token.expose()).json(&json!({ "name": "Nobody" }));
    assert_eq!(put().send().await.unwrap().status(), 201);
    let changed = put().header("if-match", "\"ab\"").send().await.unwrap();
    assert_eq!(problem::code(changed).await, "403 not_permitted");
    app.stop().await;
}

/// The address of something that does not exist.
fn filled(path: &str) -> String {
    let pieces = path.split('/').map(|piece| match piece {
        "{form}" => "unheard-of",
        "{version}" | "{revision}" | "{newer}" => "7",
        "{sha256}" => "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        _ if piece.starts_with('{') => "1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21",
        _ => piece,
    });
    pieces.collect::<Vec<_>>().join("/")
}
