//! Somebody who carries SMS or Digital Post: a server that writes down what it is given and answers as it is told.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use nabosvar::mail::Webhook;
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What is answered to one message: a status, and headers.
type Answer = (u16, Vec<(&'static str, String)>);
type Answering = Box<dyn FnMut(&Value) -> Answer + Send>;

const SECRET: &[u8] = b"an invented secret of enough bytes";

/// One that listens on a port of its own until it is dropped.
pub(crate) struct Gateway {
    address: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    taken: Mutex<Vec<Taken>>,
    answering: Mutex<Answering>,
}

/// One request.
#[derive(Clone)]
pub(crate) struct Taken {
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Value,
}

impl Gateway {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/messages?to=all", listener.local_addr().unwrap());
        let answering: Answering = Box::new(|_| (202, Vec::new()));
        let shared = Arc::new(Shared { taken: Mutex::default(), answering: Mutex::new(answering) });
        let listening = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let shared = Arc::clone(&listening);
                let service = service_fn(move |request| answer(Arc::clone(&shared), request));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { address, shared, task }
    }

    pub(crate) fn webhook(&self) -> Webhook {
        let secret = format!("whsec_{}", BASE64_STANDARD.encode(SECRET));
        Webhook::new("NABOSVAR_SMS_WEBHOOK", &self.address, &secret).unwrap()
    }

    /// From now on answers so.
    pub(crate) fn answers(&self, answering: impl FnMut(&Value) -> Answer + Send + 'static) {
        *self.shared.answering.lock().unwrap() = Box::new(answering);
    }

    /// Takes out what came, in the order of who gets it.
    pub(crate) fn take(&self) -> Vec<Taken> {
        let mut taken = std::mem::take(&mut *self.shared.taken.lock().unwrap());
        taken.sort_by_key(|one| one.body["to"].to_string());
        taken
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn answered(shared: &Shared, body: &Value) -> Answer {
    let mut answering = shared.answering.lock().unwrap();
    (*answering)(body)
}

async fn answer(shared: Arc<Shared>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    assert_eq!((parts.method.as_str(), parts.uri.to_string().as_str()), ("POST", "/messages?to=all"));
    let text = body.collect().await.unwrap().to_bytes();
    let headers: BTreeMap<_, _> =
        parts.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    // As docs/webhooks.md tells who listens to do it.
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).unwrap();
    mac.update(format!("{}.{}.", headers["webhook-id"], headers["webhook-timestamp"]).as_bytes());
    mac.update(&text);
    let signature = format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()));
    assert_eq!(headers["webhook-signature"], signature);
    assert_eq!(headers["idempotency-key"], headers["webhook-id"]);
    let body: Value = serde_json::from_slice(&text).unwrap();
    assert_eq!((&body["version"], body["id"].as_str().unwrap()), (&1.into(), headers["webhook-id"].as_str()));
    let (status, answered) = answered(&shared, &body);
    shared.taken.lock().unwrap().push(Taken { headers, body });
    let mut response = Response::builder().status(status);
    for (name, value) in answered {
        response = response.header(name, value);
    }
    Ok(response.body(Full::default()).unwrap())
}
