//! What holds for every reply: names of requests, headers of safety, compression, limits of bodies.

use std::io::{Read, Write};
use std::net::TcpStream;

use reqwest::{Method, StatusCode};

use crate::harness::TestApp;
use crate::problem;

const GIVEN: &str = "6f1b2b0e-6a55-4a52-9c0f-3a1d8a4b7c11";
const PUT: &str = "/api/v1/forms/invented/versions/1/responses/1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21";

#[tokio::test]
async fn a_program_names_its_request_and_a_resident_does_not() {
    let app = TestApp::start().await;
    let named = app.authorised(Method::GET, "/api/v1/waves").await.header("x-request-id", GIVEN).send().await.unwrap();
    assert_eq!(named.headers()["x-request-id"], GIVEN);
    let resident = app.request(Method::GET, "/healthz").header("x-request-id", GIVEN).send().await.unwrap();
    assert_ne!(resident.headers()["x-request-id"], GIVEN);
    let other = app.get("/healthz").await;
    assert_ne!(resident.headers()["x-request-id"], other.headers()["x-request-id"]);
    app.stop().await;
}

#[tokio::test]
async fn every_reply_has_the_headers_that_hold_a_browser_back() {
    let app = TestApp::start().await;
    for path in ["/healthz", "/nothing", "/api/openapi.json", "/api/docs", "/api/docs/errors"] {
        let reply = app.get(path).await;
        let header = |name: &str| reply.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert!(header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(!header("cache-control").is_empty(), "{path}");
    }
    app.stop().await;
}

#[tokio::test]
async fn text_that_is_worth_it_is_squeezed() {
    let app = TestApp::start().await;
    let plain = app.get("/api/openapi.json").await;
    assert_eq!(plain.headers()["vary"], "Accept-Encoding");
    let strong = plain.headers()["etag"].to_str().unwrap().to_owned();
    let full = plain.bytes().await.unwrap().len();
    for (accepted, used) in [("br, gzip", "br"), ("gzip", "gzip"), ("gzip, br;q=0.1", "gzip")] {
        let request = app.request(Method::GET, "/api/openapi.json").header("accept-encoding", accepted);
        let reply = request.send().await.unwrap();
        assert_eq!(reply.headers()["content-encoding"], used);
        assert_eq!(reply.headers()["vary"], "Accept-Encoding");
        // Other bytes: the tag does not promise the same ones any more, and still finds the content.
        let weak = reply.headers()["etag"].to_str().unwrap().to_owned();
        assert_eq!(weak, format!("W/{strong}"));
        assert!(reply.bytes().await.unwrap().len() < full / 4);
        let again = app.request(Method::GET, "/api/openapi.json").header("accept-encoding", accepted);
        let again = again.header("if-none-match", weak).send().await.unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(again.headers()["vary"], "Accept-Encoding");
        assert!(again.bytes().await.unwrap().is_empty());
    }
    app.stop().await;
}

#[tokio::test]
async fn what_is_small_is_sent_as_it_is() {
    let app = TestApp::start().await;
    let reply = app.request(Method::GET, "/healthz").header("accept-encoding", "br, gzip").send().await.unwrap();
    assert!(!reply.headers().contains_key("content-encoding"));
    assert_eq!(reply.text().await.unwrap(), r#"{"status":"alive"}"#);
    app.stop().await;
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_refused_before_it_is_sent() {
    let app = TestApp::start().await;
    // Not one byte of the body is sent, and still the reply comes.
    let reply = send_raw(&app, "Content-Length: 1048577\r\n\r\n".to_owned()).await;
    assert!(reply.starts_with("HTTP/1.1 413 "), "{reply}");
    app.stop().await;
}

#[tokio::test]
async fn a_body_that_does_not_say_how_large_it_is_is_cut() {
    let app = TestApp::start().await;
    let chunk = |length: usize| format!("Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{}\r\n", "x".repeat(length));
    // The end of the body never comes, and still the reply does.
    let reply = send_raw(&app, chunk(1_048_577)).await;
    assert!(reply.starts_with("HTTP/1.1 413 "), "{reply}");
    // One that is small enough gets as far as the token.
    let reply = send_raw(&app, format!("{}0\r\n\r\n", chunk(100))).await;
    assert!(reply.starts_with("HTTP/1.1 401 "), "{reply}");
    app.stop().await;
}

#[tokio::test]
async fn the_limit_of_bodies_is_a_setting() {
    let config = nabosvar::config::Config { body_limit: 2_048, ..Default::default() };
    let app = TestApp::start_with(config).await;
    let with = |length: usize| {
        app.request(Method::PUT, PUT).header("content-type", "application/json").body("x".repeat(length))
    };
    assert_eq!(problem::code(with(2_049).send().await.unwrap()).await, "413 body_too_large");
    assert_eq!(problem::code(with(2_048).send().await.unwrap()).await, "401 token_missing");
    app.stop().await;
}

/// Sends an answer byte by byte as given, from the headers about its body on, and reads the start of the reply.
async fn send_raw(app: &TestApp, rest: String) -> String {
    let address = app.url("").trim_start_matches("http://").to_owned();
    let head = format!("PUT {PUT} HTTP/1.1\r\nHost: invented\r\nContent-Type: application/json\r\n");
    let exchange = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        write!(stream, "{head}{rest}").expect("it can be sent");
        let mut reply = [0; 64];
        stream.read_exact(&mut reply).expect("a reply");
        String::from_utf8_lossy(&reply).into_owned()
    });
    exchange.await.expect("the exchange ends")
}
