//! What the log says about requests, and what it keeps to itself.

use std::io;
use std::sync::{Arc, Mutex};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::harness::TestApp;

/// Keeps what is written, for the test to read. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Vec<u8>>>);

impl io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no writer panicked").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Kept {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

impl Kept {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no writer panicked").clone()).expect("a log is text")
    }
}

#[tokio::test]
async fn a_line_names_route_and_request_and_nothing_that_leads_to_a_person() {
    let log = Kept::default();
    // For the whole process, because the library that logs remembers for all threads that nobody listens. So the lines of
    // other tests are here too: what must not be in the log must not be in theirs either.
    let lines = tracing_subscriber::fmt::layer().json().with_writer(log.clone());
    let ours = Targets::new().with_target("nabosvar", tracing::Level::TRACE);
    tracing_subscriber::registry().with(lines.with_filter(ours)).try_init().expect("no other test logs");

    let app = TestApp::start().await;
    let wave = app.wave().await;
    // Of no other test: what comes from the fixed clock, comes to others too.
    let id = "c0ffee00-1234-4abc-8def-0123456789ab";
    let token = app.token().await;
    let request_id = "invented-request-of-the-log";
    let path = format!("/api/v1/forms/invented/versions/1/responses/{id}?wave={}&lang=en", wave.code.as_str());
    let request = app.request(Method::PUT, &path).bearer_auth(&token).header("x-request-id", request_id);
    let request = request.header("user-agent", "invented agent").json(&json!({ "name": "An invented person" }));
    assert_eq!(request.send().await.unwrap().status(), StatusCode::CREATED);
    app.stop().await;

    let text = log.text();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let about_us: Vec<Value> = lines.filter(|line| line["span"]["request_id"] == request_id).collect();
    assert_eq!(about_us.len(), 1, "{about_us:?}");
    let fields = &about_us[0]["fields"];
    assert_eq!(fields["method"], "PUT");
    assert_eq!(fields["route"], "/api/v1/forms/{form}/versions/{version}/responses/{response}");
    assert_eq!(fields["status"], 201);
    for secret in [id, wave.code.as_str(), &token, "An invented person", "invented agent", "127.0.0.1"] {
        assert!(!text.contains(secret), "{secret} is in the log");
    }
}
