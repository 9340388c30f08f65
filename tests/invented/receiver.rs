//! Somebody who subscribed to indicators: a server that holds each message to its signature, keeps the first of each identity, and
//! on the way to which messages may be lost, held up and doubled.

use std::collections::BTreeMap;
use std::io;
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
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// What happens to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It comes, and the answer does.
    Taken,
    /// It does not come.
    Lost,
    /// It comes, and the answer does not.
    Unanswered,
    /// It comes twice.
    Doubled,
    /// It comes when another one does, and nobody waits for an answer so long.
    Late,
    /// It is refused with a status.
    Refused(u16),
}

type Deciding = Box<dyn FnMut(&Value) -> Fate + Send>;

/// One that listens on a port of its own until it is dropped.
pub(crate) struct Receiver {
    pub(crate) address: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    secrets: Mutex<Vec<String>>,
    deciding: Mutex<Deciding>,
    held: Mutex<Vec<Value>>,
    /// What it has, in the order in which each first came.
    inbox: Mutex<Vec<Value>>,
    /// How many messages came, counting each time.
    came: Mutex<usize>,
    arrived: Notify,
    trusting: Notify,
}

impl Receiver {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/observations", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            secrets: Mutex::default(),
            deciding: Mutex::new(Box::new(|_| Fate::Taken)),
            held: Mutex::default(),
            inbox: Mutex::default(),
            came: Mutex::default(),
            arrived: Notify::new(),
            trusting: Notify::new(),
        });
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

    /// Trusts these secrets, and no other.
    pub(crate) fn trusts(&self, secrets: &[String]) {
        *self.shared.secrets.lock().unwrap() = secrets.to_vec();
        self.shared.trusting.notify_waiters();
    }

    /// From now on this happens to messages.
    pub(crate) fn decides(&self, deciding: impl FnMut(&Value) -> Fate + Send + 'static) {
        *self.shared.deciding.lock().unwrap() = Box::new(deciding);
    }

    /// What it has: the data of each message, in the order in which it first came.
    pub(crate) fn inbox(&self) -> Vec<Value> {
        self.shared.inbox.lock().unwrap().clone()
    }

    /// How many messages came, counting each time.
    pub(crate) fn came(&self) -> usize {
        *self.shared.came.lock().unwrap()
    }

    /// Waits until it has so many.
    pub(crate) async fn has(&self, count: usize) -> Vec<Value> {
        loop {
            let arrived = self.shared.arrived.notified();
            let inbox = self.inbox();
            if inbox.len() >= count {
                return inbox;
            }
            arrived.await;
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    /// A message may come before whoever subscribed has told the secret.
    async fn knows_somebody(&self) {
        loop {
            let mut trusting = std::pin::pin!(self.trusting.notified());
            trusting.as_mut().enable();
            if !self.secrets.lock().unwrap().is_empty() {
                return;
            }
            trusting.await;
        }
    }

    fn take(&self, message: &Value) {
        *self.came.lock().unwrap() += 1;
        let mut inbox = self.inbox.lock().unwrap();
        let is_new = inbox.iter().all(|known| known["id"] != message["data"]["id"]);
        if is_new {
            inbox.push(message["data"].clone());
            self.arrived.notify_one();
        }
    }
}

async fn answer(shared: Arc<Shared>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, io::Error> {
    let (parts, body) = request.into_parts();
    assert_eq!((parts.method.as_str(), parts.uri.path()), ("POST", "/observations"));
    let text = body.collect().await.unwrap().to_bytes();
    let headers: BTreeMap<_, _> =
        parts.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    let message: Value = serde_json::from_slice(&text).unwrap();
    let answered = |status: u16| Ok(Response::builder().status(status).body(Full::default()).unwrap());
    shared.knows_somebody().await;
    if !shared.secrets.lock().unwrap().iter().any(|secret| is_signed(secret, &headers, &text)) {
        return answered(401);
    }
    assert_eq!(message["data"]["id"].as_str(), headers.get("webhook-id").map(String::as_str));
    let fate = (*shared.deciding.lock().unwrap())(&message);
    let late: Vec<Value> = std::mem::take(&mut *shared.held.lock().unwrap());
    match fate {
        Fate::Taken | Fate::Unanswered => shared.take(&message),
        Fate::Doubled => [&message, &message].into_iter().for_each(|message| shared.take(message)),
        Fate::Late => shared.held.lock().unwrap().push(message),
        Fate::Lost | Fate::Refused(_) => {}
    }
    for message in &late {
        shared.take(message);
    }
    match fate {
        Fate::Taken | Fate::Doubled => answered(204),
        Fate::Refused(status) => answered(status),
        Fate::Lost | Fate::Unanswered | Fate::Late => Err(io::Error::other("the connection breaks")),
    }
}

/// As docs/feed.md tells who listens to do it.
pub(crate) fn is_signed(secret: &str, headers: &BTreeMap<String, String>, text: &[u8]) -> bool {
    let secret = BASE64_STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
    mac.update(format!("{}.{}.", headers["webhook-id"], headers["webhook-timestamp"]).as_bytes());
    mac.update(text);
    let signature = format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()));
    headers["webhook-signature"].split(' ').any(|signed| signed == signature)
}
