//! Forms: the list, one, a version, its schema and its codebook.

use nabosvar::access::Actor;
use nabosvar::service::waves::life;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::problem;

const VERSION: &str = "/api/v1/forms/invented/versions/1";

#[tokio::test]
async fn forms_are_listed_with_their_versions() {
    let app = TestApp::start().await;
    let empty: Value = app.authorised(Method::GET, "/api/v1/forms").await.send().await.unwrap().json().await.unwrap();
    assert_eq!(empty, json!({ "forms": [] }));
    app.wave().await;
    let reply = app.authorised(Method::GET, "/api/v1/forms").await.send().await.unwrap();
    assert_eq!(reply.headers()["cache-control"], "private, no-cache");
    let list: Value = reply.json().await.unwrap();
    let one = app.authorised(Method::GET, "/api/v1/forms/invented").await.send().await.unwrap();
    let mut one: Value = one.json().await.unwrap();
    assert_eq!(list["forms"], json!([one]));
    one["versions"][0]["sha256"] = "[sha256]".into();
    insta::assert_json_snapshot!("form", one);
    let other = app.authorised(Method::GET, "/api/v1/forms/other").await.send().await.unwrap();
    assert_eq!(problem::code(other).await, "404 form_not_found");
    app.stop().await;
}

#[tokio::test]
async fn a_version_is_read_whole_or_in_one_language() {
    let app = TestApp::start().await;
    app.wave().await;
    let read = async |path: String| {
        let reply = app.authorised(Method::GET, &path).await.send().await.unwrap();
        assert_eq!(reply.headers()["content-type"], "application/json", "{path}");
        reply.json::<Value>().await.unwrap()
    };
    let whole = read(VERSION.to_owned()).await;
    assert_eq!(whole["title"], json!({ "da": "Opdigtet spørgeskema", "en": "Invented form" }));
    let english = read(format!("{VERSION}?lang=en")).await;
    assert_eq!(english["title"], "Invented form");
    assert_eq!(english["survey"][1]["constraint"], ". >= 0 and . <= 120");
    let schema = read(format!("{VERSION}/schema")).await;
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let codebook = read(format!("{VERSION}/codebook?lang=en")).await;
    assert_eq!(
        codebook["variables"][0],
        json!({
            "path": "name", "type": "text", "label": "Name", "sensitive": false, "required": true
        })
    );
    assert_eq!(read(format!("{VERSION}/codebook")).await["language"], "da");
    app.stop().await;
}

#[tokio::test]
async fn a_language_that_the_form_does_not_have_is_refused() {
    let app = TestApp::start().await;
    app.wave().await;
    for path in [format!("{VERSION}?lang=tlh"), format!("{VERSION}/codebook?lang=tlh")] {
        let reply = app.authorised(Method::GET, &path).await.send().await.unwrap();
        let (status, problem) = problem::read(reply).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(problem["detail"], "`lang`: the form has da, en.");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_version_that_was_never_published_is_not_found() {
    let app = TestApp::start().await;
    app.wave().await;
    for path in ["/api/v1/forms/invented/versions/2", "/api/v1/forms/other/versions/1"] {
        for end in ["", "/schema", "/codebook"] {
            let reply = app.authorised(Method::GET, &format!("{path}{end}")).await.send().await.unwrap();
            assert_eq!(problem::code(reply).await, "404 version_not_found", "{path}{end}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn a_version_is_kept_for_ever_and_what_follows_from_it_is_asked_for() {
    let app = TestApp::start().await;
    app.wave().await;
    let cases = [
        (VERSION.to_owned(), "private, max-age=31536000, immutable"),
        (format!("{VERSION}?lang=da"), "private, max-age=31536000, immutable"),
        (format!("{VERSION}/schema"), "private, no-cache"),
        (format!("{VERSION}/codebook"), "private, no-cache"),
    ];
    for (path, keep) in cases {
        let reply = app.authorised(Method::GET, &path).await.send().await.unwrap();
        assert_eq!(reply.headers()["cache-control"], keep, "{path}");
        let tag = reply.headers()["etag"].to_str().unwrap().to_owned();
        assert_eq!(tag.len(), 66, "a SHA-256 in quotes: {tag}");
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let again = app.authorised(Method::GET, &path).await.header("if-none-match", &known);
            let again = again.send().await.unwrap();
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path} {known}");
            assert_eq!(again.headers()["etag"], tag.as_str());
            assert_eq!(again.headers()["cache-control"], keep);
        }
        let other = app.authorised(Method::GET, &path).await.header("if-none-match", "\"other\"");
        assert_eq!(other.send().await.unwrap().status(), StatusCode::OK);
        let head = app.authorised(Method::HEAD, &path).await.send().await.unwrap();
        assert_eq!(head.headers()["etag"], tag.as_str());
    }
    app.stop().await;
}

#[tokio::test]
async fn the_code_of_an_open_wave_opens_its_version_and_nothing_else() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let code = wave.code.as_str();
    for end in ["", "/schema", "/codebook"] {
        let reply = app.get(&format!("{VERSION}{end}?wave={code}")).await;
        assert_eq!(reply.status(), StatusCode::OK, "{end}");
        let typed = app.get(&format!("{VERSION}{end}?wave={}", code.to_uppercase())).await;
        assert_eq!(typed.status(), StatusCode::OK, "{end}");
        let guessed = app.get(&format!("{VERSION}{end}?wave=01z0zhjkmnpqr")).await;
        assert_eq!(problem::code(guessed).await, "404 wave_not_found", "{end}");
        let other = app.get(&format!("/api/v1/forms/invented/versions/2{end}?wave={code}")).await;
        assert_eq!(problem::code(other).await, "404 wave_not_found", "{end}");
    }
    for path in ["/api/v1/forms", "/api/v1/forms/invented", "/api/v1/waves"] {
        assert_eq!(problem::code(app.get(&format!("{path}?wave={code}")).await).await, "401 token_missing");
    }
    life::close(&app.services, &Actor::operator(), wave.id).await.unwrap();
    let closed = app.get(&format!("{VERSION}?wave={code}")).await;
    assert_eq!(problem::code(closed).await, "403 wave_closed");
    app.stop().await;
}
