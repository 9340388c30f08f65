//! What the log says about requests, and what it keeps to itself.

use std::cell::RefCell;
use std::io;
use std::sync::{Arc, Mutex, Once};

use nabosvar::telemetry;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterExt, dynamic_filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::harness::TestApp;

/// What is written, for a test to read. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Vec<u8>>>);

/// What one thread hears of the log.
#[derive(Clone, Default)]
pub(crate) struct Heard {
    /// With the settings as they come.
    pub(crate) usual: Kept,
    /// When somebody looks for a fault; but not what the clients of tests say, which are the phones of residents.
    pub(crate) looking: Kept,
}

/// Writes into what the thread hears that it is used on.
struct Ear(fn(&Heard) -> &Kept);

thread_local! {
    static HEARD: RefCell<Option<Heard>> = const { RefCell::new(None) };
}

/// Hears the log from here on, as far as it is written by this thread, on which server and worker of a test are as well. One
/// subscriber stays for the whole process, because the library that logs remembers for all threads that nobody listens.
pub(crate) fn listen() -> Heard {
    static SUBSCRIBER: Once = Once::new();
    SUBSCRIBER.call_once(|| {
        let lines = |kept, filter: &str| {
            let here = dynamic_filter_fn(|_, _| HEARD.with_borrow(Option::is_some));
            let filter = telemetry::targets(filter).expect("a filter").and(here);
            tracing_subscriber::fmt::layer().json().with_writer(Ear(kept)).with_filter(filter).boxed()
        };
        let both = vec![
            lines(|heard| &heard.usual, "info"),
            lines(|heard| &heard.looking, "trace,reqwest=error,cookie_store=error"),
        ];
        tracing_subscriber::registry().with(both).init();
    });
    let heard = Heard::default();
    HEARD.set(Some(heard.clone()));
    heard
}

impl io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no writer panicked").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Ear {
    type Writer = Kept;

    fn make_writer(&self) -> Kept {
        HEARD.with_borrow(|heard| heard.as_ref().map(|heard| (self.0)(heard).clone()).unwrap_or_default())
    }
}

impl Kept {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no writer panicked").clone()).expect("a log is text")
    }
}

#[tokio::test]
async fn a_line_names_route_and_request_and_nothing_that_leads_to_a_person() {
    let log = listen().usual;
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
