//! Those who send: each one answer after the other, over connections that break, until it is acknowledged.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use nabosvar::store::Digest;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::{Builder, Uuid};

use super::client::{Manners, Reply, Request};
use super::installation::Installation;
use super::journal::Journal;
use super::picture;

/// All that are sending.
pub(crate) struct Senders {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

struct Sender {
    addresses: Arc<Vec<SocketAddr>>,
    journal: Arc<Journal>,
    code: String,
    token: String,
    rng: Rng,
    /// What was acknowledged, to be sent again much later.
    past: Vec<(Request, Uuid)>,
}

/// Starts so many.
pub(crate) fn start(senders: usize, installation: &Installation, journal: &Arc<Journal>, rng: &mut Rng) -> Senders {
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    for _ in 0..senders {
        let mut sender = Sender {
            addresses: Arc::clone(&installation.addresses),
            journal: Arc::clone(journal),
            code: installation.code.clone(),
            token: installation.token.clone(),
            rng: rng.fork(),
            past: Vec::new(),
        };
        let stopped = stopped.clone();
        tasks.spawn(async move {
            while !*stopped.borrow() {
                sender.send_something().await;
            }
        });
    }
    Senders { stop, tasks }
}

impl Senders {
    /// Lets each finish what it has begun.
    pub(crate) async fn finish(mut self) {
        self.stop.send_replace(true);
        while let Some(ended) = self.tasks.join_next().await {
            ended.expect("no sender found a fault");
        }
    }
}

impl Sender {
    async fn send_something(&mut self) {
        match self.rng.u8(0..100) {
            0..30 => self.answer(Manners::Patient).await,
            30..42 => {
                let bytes = self.rng.usize(0..700);
                self.answer(Manners::GoesAfter(bytes)).await;
            }
            42..54 => self.answer(Manners::DoesNotListen).await,
            54..64 => self.answer_twice_at_once().await,
            64..74 => self.answer_and_contradict().await,
            74..82 => self.answer_with_a_picture().await,
            82..88 => self.edit().await,
            88..92 => self.withdraw().await,
            _ => self.say_again().await,
        }
    }

    /// One answer, of which the first try goes wrong if the manners say so.
    async fn answer(&mut self, first: Manners) {
        let (id, content) = (self.id(), self.content(None));
        let request = self.put(id, &content);
        if first != Manners::Patient {
            for _ in 0..self.rng.u8(1..4) {
                let to = self.address();
                request.send(to, first).await;
            }
        }
        self.deliver(&request, id, &content).await;
    }

    async fn answer_twice_at_once(&mut self) {
        let (id, content) = (self.id(), self.content(None));
        let request = self.put(id, &content);
        let (one, other) = (self.address(), self.address());
        let both = tokio::join!(request.send(one, Manners::Patient), request.send(other, Manners::Patient));
        let is_new = |reply: &Option<Reply>| reply.as_ref().is_some_and(|reply| reply.status == 201);
        assert!(!(is_new(&both.0) && is_new(&both.1)), "one answer was new twice");
        self.deliver(&request, id, &content).await;
    }

    /// Other content under the same identity: refused, and kept.
    async fn answer_and_contradict(&mut self) {
        let (id, content) = (self.id(), self.content(None));
        let request = self.put(id, &content);
        self.deliver(&request, id, &content).await;
        let other = self.content(None);
        let request = self.put(id, &other);
        self.until(&request, &[409]).await;
        self.journal.note(id, |sent| sent.quarantined.push(other));
    }

    /// The file comes before its answer, after it, or at the same time.
    async fn answer_with_a_picture(&mut self) {
        let file = picture::invented(&mut self.rng);
        let sha256 = Digest::of(&file).to_string();
        let (id, content) = (self.id(), self.content(Some(&sha256)));
        let request = self.put(id, &content);
        if self.rng.bool() {
            self.deliver(&request, id, &content).await;
        }
        let upload = Request {
            method: "PUT",
            path: format!("/api/v1/attachments/{sha256}?wave={}", self.code),
            headers: vec![("Content-Type", "application/octet-stream".to_owned())],
            body: file,
        };
        for _ in 0..self.rng.u8(0..3) {
            let (to, bytes) = (self.address(), self.rng.usize(0..upload.body.len()));
            upload.send(to, Manners::GoesAfter(bytes)).await;
        }
        self.until(&upload, &[200, 201]).await;
        self.journal.acknowledge_file(&sha256);
        self.deliver(&request, id, &content).await;
    }

    /// An answer of staff, and a correction on what was seen.
    async fn edit(&mut self) {
        let (id, content) = (self.id(), self.content(None));
        let request = self.put_as_staff(id, &content);
        let reply = self.until(&request, &[200, 201]).await;
        self.journal.acknowledge(id, &content);
        let seen = reply.json()["sha256"].as_str().expect("a digest").to_owned();
        let corrected = self.content(None);
        let mut request = self.put_as_staff(id, &corrected);
        request.headers.push(("If-Match", format!("\"{seen}\"")));
        self.until(&request, &[200, 201]).await;
        self.journal.note(id, |sent| sent.revised.push(content));
        self.journal.acknowledge(id, &corrected);
    }

    /// An answer of staff that is taken back; sent again it stays away.
    async fn withdraw(&mut self) {
        let (id, content) = (self.id(), self.content(None));
        let request = self.put_as_staff(id, &content);
        self.until(&request, &[200, 201]).await;
        self.journal.acknowledge(id, &content);
        self.journal.note(id, |sent| sent.withdrawal = Some(false));
        let path = request.path.clone();
        let headers = vec![self.authorisation()];
        self.until(&Request { method: "DELETE", path, headers, body: Vec::new() }, &[200, 204]).await;
        self.journal.note(id, |sent| sent.withdrawal = Some(true));
        self.until(&request, &[410]).await;
    }

    /// What was acknowledged long ago, as a phone does that did not hear it.
    async fn say_again(&mut self) {
        if self.past.is_empty() {
            return;
        }
        let (request, id) = self.past.swap_remove(self.rng.usize(..self.past.len()));
        let reply = self.until(&request, &[200]).await;
        assert_eq!(reply.json()["id"], id.to_string());
    }

    async fn deliver(&mut self, request: &Request, id: Uuid, content: &str) {
        let reply = self.until(request, &[200, 201]).await;
        assert_eq!(reply.json()["id"], id.to_string());
        self.journal.acknowledge(id, content);
        if self.past.len() < 50 {
            self.past.push((request.clone(), id));
        }
    }

    /// Sends until one of these comes. Anything else but "later" is a fault of the server.
    async fn until(&mut self, request: &Request, expected: &[u16]) -> Reply {
        loop {
            let to = self.address();
            match request.send(to, Manners::Patient).await {
                Some(reply) if expected.contains(&reply.status) => return reply,
                Some(reply) if reply.status == 503 => self.journal.put_off(),
                Some(reply) => panic!(
                    "{} {} wanted {expected:?} and got {}: {}",
                    request.method,
                    request.path,
                    reply.status,
                    String::from_utf8_lossy(&reply.body)
                ),
                None => {}
            }
            let jitter = Duration::from_millis(self.rng.u64(5..120));
            tokio::time::sleep(jitter).await;
        }
    }

    fn put(&self, id: Uuid, content: &str) -> Request {
        let path = format!("/api/v1/forms/faults/versions/1/responses/{id}?wave={}", self.code);
        self.journal.note(id, |sent| {
            sent.contents.push(content.to_owned());
            sent.is_of_wave = true;
        });
        Request { method: "PUT", path, headers: vec![json_type()], body: content.as_bytes().to_vec() }
    }

    fn put_as_staff(&self, id: Uuid, content: &str) -> Request {
        let path = format!("/api/v1/forms/{}/versions/1/responses/{id}", Installation::staff_form());
        self.journal.note(id, |sent| sent.contents.push(content.to_owned()));
        let headers = vec![json_type(), self.authorisation()];
        Request { method: "PUT", path, headers, body: content.as_bytes().to_vec() }
    }

    fn authorisation(&self) -> (&'static str, String) {
        ("Authorization", format!("Bearer {}", self.token))
    }

    /// Any machine, also one that is not there just now.
    fn address(&mut self) -> SocketAddr {
        self.addresses[self.rng.usize(..self.addresses.len())]
    }

    fn id(&mut self) -> Uuid {
        Builder::from_random_bytes(self.rng.u128(..).to_be_bytes()).into_uuid()
    }

    /// An answer document as the form engine writes it.
    fn content(&mut self, picture: Option<&str>) -> String {
        const LETTERS: [char; 12] = ['a', 'e', 'æ', 'ø', 'å', ' ', '"', '\\', '\n', 'ش', '🏠', '7'];
        let length = self.rng.usize(1..400);
        let remark: String = (0..length).map(|_| LETTERS[self.rng.usize(..LETTERS.len())]).collect();
        let mut content = json!({ "remark": format!("x{remark}x"), "age": self.rng.u8(..) });
        if self.rng.bool() {
            content["mood"] = Value::from("glad");
        }
        if let Some(sha256) = picture {
            content["picture"] = Value::from(sha256);
        }
        content.to_string()
    }
}

fn json_type() -> (&'static str, String) {
    ("Content-Type", "application/json".to_owned())
}
