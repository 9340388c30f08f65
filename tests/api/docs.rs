//! The documentation: the OpenAPI document, the page to try it, the pages of the errors.

use reqwest::StatusCode;
use serde_json::Value;

use crate::harness::TestApp;

#[tokio::test]
async fn the_openapi_document_is_as_it_was() {
    let app = TestApp::start().await;
    let reply = app.get("/api/openapi.json").await;
    assert_eq!(reply.headers()["content-type"], "application/json");
    let document: Value = reply.json().await.unwrap();
    insta::assert_json_snapshot!("openapi", document);
    app.stop().await;
}

#[tokio::test]
async fn every_operation_is_described_with_examples_and_errors() {
    let app = TestApp::start().await;
    let document: Value = app.get("/api/openapi.json").await.json().await.unwrap();
    let mut count = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            count += 1;
            let name = format!("{method} {path}");
            for part in ["summary", "description", "operationId", "tags", "security"] {
                assert!(!operation[part].is_null(), "{name} has no {part}");
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(!parameter["description"].is_null(), "{name}: {parameter}");
            }
            let responses = operation["responses"].as_object().unwrap();
            for status in ["400", "401", "500", "503"] {
                assert!(responses.contains_key(status), "{name} does not say when it is {status}");
            }
            for (status, response) in responses {
                let response = followed(&document, response);
                let example = match &response["content"] {
                    Value::Null => continue,
                    // Nothing, or what cannot be shown in a document.
                    content
                        if content.as_object().is_some_and(|kinds| {
                            let is_file = |kind: &String| {
                                kind.starts_with("image/")
                                    || ["application/octet-stream", "application/zip"].contains(&kind.as_str())
                            };
                            kinds.keys().all(is_file)
                        }) =>
                    {
                        continue;
                    }
                    content if status.starts_with('2') => {
                        example_of(&document, &content["application/json; charset=utf-8"])
                            || example_of(&document, &content["application/json"])
                    }
                    content => content["application/problem+json"]["examples"].is_object(),
                };
                assert!(example, "{name} {status} has no example");
            }
            let body = &operation["requestBody"]["content"]["application/json"];
            assert!(body.is_null() || example_of(&document, body), "{name} has no example of its body");
        }
    }
    assert_eq!(count, 68);
    app.stop().await;
}

fn example_of(document: &Value, content: &Value) -> bool {
    !followed(document, &content["schema"])["example"].is_null()
}

/// What a `$ref` stands for, if it is one.
fn followed<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    match part["$ref"].as_str() {
        Some(name) => document.pointer(name.trim_start_matches('#')).expect("it refers to something"),
        None => part,
    }
}

#[tokio::test]
async fn every_error_code_of_the_document_has_a_page() {
    let app = TestApp::start().await;
    let index = app.get("/api/docs/errors").await.text().await.unwrap();
    let pages: Vec<&str> = index.split("href=\"").filter_map(|rest| rest.split('"').next()).collect();
    let pages: Vec<&str> = pages.into_iter().filter(|page| page.starts_with("/api/docs/errors/")).collect();
    assert_eq!(pages.len(), 61);
    let document = app.get("/api/openapi.json").await.text().await.unwrap();
    for rest in document.split("/api/docs/errors/").skip(1) {
        let code: String = rest.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '_').collect();
        assert!(code.is_empty() || pages.contains(&format!("/api/docs/errors/{code}").as_str()), "{code}");
    }
    for page in pages {
        let reply = app.get(page).await;
        assert_eq!(reply.status(), StatusCode::OK, "{page}");
        assert_eq!(reply.headers()["content-type"], "text/html; charset=utf-8");
        let text = reply.text().await.unwrap();
        assert!(text.contains("What it means") && text.contains("What to do"), "{page}");
    }
    app.stop().await;
}

#[tokio::test]
async fn the_page_to_try_the_api_loads_nothing_from_elsewhere() {
    let app = TestApp::start().await;
    let reply = app.get("/api/docs").await;
    let policy = reply.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("script-src 'unsafe"), "{policy}");
    assert!(!policy.contains("http"), "{policy}");
    let page = reply.text().await.unwrap();
    assert!(page.starts_with("<!doctype html>"));
    assert!(page.contains("validate_answers") && page.contains("answers_invalid"));
    for outside in ["<link", "<iframe", "src=\"http"] {
        assert!(!page.split("<body>").last().unwrap().contains(outside), "{outside}");
    }
    app.stop().await;
}
