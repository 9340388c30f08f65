//! What comes into a stream of a real server, where the tests were given one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_nats::jetstream::stream::{Config, Stream};
use async_nats::jetstream::{self, Context};
use nabosvar::client::nats::{Letter, PATIENCE, Publisher, Settings};
use tempfile::TempDir;

use super::*;
use crate::receiver::is_signed;
use crate::relay::{Passage, Relay};

/// Services that hand messages to streams by a way that is not always there, and somebody who reads the streams.
struct River {
    scene: Scene,
    relay: Relay,
    streams: Context,
    prefix: String,
    folder: TempDir,
}

/// A message as it lies in a stream.
struct Kept {
    subject: String,
    headers: BTreeMap<String, String>,
    text: Vec<u8>,
    data: Value,
}

/// What every acknowledgement of a stream has, and nothing else that a server says.
const ACKNOWLEDGED: &[u8] = b"\"seq\":";

impl River {
    /// Nothing, if there is no server.
    async fn set() -> Option<Self> {
        let server = std::env::var("NABOSVAR_TEST_NATS").ok()?;
        let known = async_nats::ConnectOptions::with_user_and_password("owner".into(), "invented".into());
        let streams = jetstream::new(known.connect(&server).await.unwrap());
        let relay = Relay::open(server.trim_start_matches("nats://"), ACKNOWLEDGED).await;
        let scene = Scene::set().await;
        // All tests have one server.
        let prefix = format!("invented.{:x}", fastrand::u64(..));
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("right"), "invented:invented\n").unwrap();
        fs::write(folder.path().join("wrong"), "invented:guessed\n").unwrap();
        let mut river = Self { scene, relay, streams, prefix, folder };
        river.hand_over("right", PATIENCE);
        Some(river)
    }

    /// From now on the services are known by this, and wait so long.
    fn hand_over(&mut self, credentials: &str, patience: Duration) {
        let credentials = Some(self.folder.path().join(credentials));
        let settings = Settings { url: format!("nats://{}", self.relay.address), credentials, patience };
        self.scene.services = self.scene.services.clone().streaming(Publisher::new(settings).unwrap());
    }

    /// As docs/feed.md has it for an example.
    async fn stream(&self) -> Stream {
        let told = include_str!("../../../docs/feed.md");
        let example = told.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let mut config: Config = serde_json::from_str(example).unwrap();
        assert_eq!(config.subjects, ["nabosvar.observations.>"]);
        config.name = self.prefix.replace('.', "-");
        config.subjects = vec![format!("{}.>", self.prefix)];
        self.streams.create_stream(config).await.unwrap()
    }

    async fn subscribe(&self) -> Subscription {
        let command = Command { target: self.prefix.clone(), ..self.scene.command(Kind::Nats) };
        self.scene.subscribe(command).await
    }

    async fn failure(&self, of: &Subscription) -> String {
        subscribe::last_failure(&self.scene.services, &Actor::operator(), of.id).await.unwrap().unwrap()
    }
}

/// All that lies in a stream.
async fn all(stream: &Stream) -> Vec<Kept> {
    let last = stream.get_info().await.unwrap().state.last_sequence;
    let mut all = Vec::new();
    for number in 1..=last {
        let message = stream.get_raw_message(number).await.unwrap();
        let of = |(name, values): (&async_nats::HeaderName, &Vec<async_nats::HeaderValue>)| {
            (name.to_string(), values[0].to_string())
        };
        let told: Value = serde_json::from_slice(&message.payload).unwrap();
        all.push(Kept {
            subject: message.subject.to_string(),
            headers: message.headers.iter().map(of).collect(),
            text: message.payload.to_vec(),
            data: told["data"].clone(),
        });
    }
    all
}

async fn data(stream: &Stream) -> Vec<Value> {
    all(stream).await.into_iter().map(|kept| kept.data).collect()
}

#[tokio::test]
async fn whatever_happens_on_the_way_a_stream_has_each_observation_once_and_in_the_order_of_its_series() {
    let Some(river) = River::set().await else { return };
    let (stream, to) = (river.stream().await, river.subscribe().await);
    let mut chance = fastrand::Rng::with_seed(8);
    let lost = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&lost);
    river.relay.decides(move || {
        if chance.u8(..10) >= 4 {
            return Passage::Free;
        }
        counted.fetch_add(1, Ordering::Relaxed);
        Passage::Broken
    });
    for indicator in ["a", "b", "c", "d", "e"] {
        river.scene.observe(indicator, 2020..2024).await;
    }
    river.scene.days(&to, 3).await;
    river.relay.close();
    for indicator in ["e", "d", "c", "b", "a"] {
        river.scene.observe(indicator, 2024..2027).await;
    }
    river.scene.days(&to, 3).await;
    river.relay.reopen();
    for _ in 0..20 {
        river.scene.days(&to, 3).await;
        subscribe::replay(&river.scene.services, &Actor::operator(), to.id, None).await.unwrap();
    }
    let inbox = data(&stream).await;
    assert_eq!(inbox.len(), 35);
    assert!(lost.load(Ordering::Relaxed) > 2, "some came more than once");
    assert_in_order(&inbox);
    assert_eq!(river.scene.standing(&to).await, Standing::default());
    river.scene.strike().await;
}

#[tokio::test]
async fn what_no_stream_takes_is_told_and_comes_when_one_does() {
    let Some(mut river) = River::set().await else { return };
    let to = river.subscribe().await;
    river.scene.observe("a", 2020..2023).await;
    river.scene.send(&to).await;
    assert_eq!(river.failure(&to).await, "no stream of the server takes this subject");
    let stream = river.stream().await;
    river.relay.close();
    river.scene.days(&to, 1).await;
    river.scene.send(&to).await;
    assert!(river.failure(&to).await.starts_with("the server cannot be used: "), "{}", river.failure(&to).await);
    river.relay.reopen();
    // The stream has it, and nobody is told.
    river.relay.decides(|| Passage::Silent);
    river.hand_over("right", Duration::from_secs(2));
    river.scene.days(&to, 1).await;
    river.scene.send(&to).await;
    assert_eq!(river.failure(&to).await, "no stream said within 2s that it has it");
    assert_eq!(data(&stream).await.len(), 1);
    river.relay.decides(|| Passage::Free);
    river.hand_over("wrong", PATIENCE);
    river.scene.days(&to, 1).await;
    river.scene.send(&to).await;
    assert!(river.failure(&to).await.contains("authorization violation"), "{}", river.failure(&to).await);
    river.hand_over("right", PATIENCE);
    river.scene.days(&to, 2).await;
    let inbox = data(&stream).await;
    assert_eq!(by_series(&inbox)["a"], [1, 2, 3]);
    assert_eq!(river.scene.standing(&to).await, Standing::default());
    river.scene.strike().await;
}

#[tokio::test]
async fn a_message_in_a_stream_is_what_the_document_says_and_signed() {
    let Some(river) = River::set().await else { return };
    let (stream, to) = (river.stream().await, river.subscribe().await);
    river.scene.observe("invented", 2020..2021).await;
    river.scene.send(&to).await;
    let kept = all(&stream).await.pop().unwrap();
    let programme = river.scene.programme;
    assert_eq!(kept.subject, format!("{}.{programme}.all.invented", river.prefix));
    assert_eq!(kept.headers["Nats-Msg-Id"], kept.data["id"].as_str().unwrap());
    let secret = subscribe::secret(&river.scene.services, &to).expose();
    assert!(is_signed(&secret, &kept.headers, &kept.text));
    let document: Value = serde_saphyr::from_str(include_str!("../../../docs/asyncapi.yaml")).unwrap();
    let names = |value: &Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    let message = &document["components"]["messages"]["streamed"];
    assert_eq!(names(&message["headers"]["properties"]), kept.headers.keys().cloned().collect());
    let schema = &document["components"]["schemas"]["observation"]["properties"]["data"]["properties"];
    assert_eq!(names(schema), names(&kept.data));
    let address = document["channels"]["stream"]["address"].as_str().unwrap();
    let filled = address
        .replace("{prefix}", &river.prefix)
        .replace("{programme}", &programme.to_string())
        .replace("{area}", "all")
        .replace("{indicator}", "invented");
    assert_eq!(filled, kept.subject);
    river.scene.strike().await;
}

#[tokio::test]
async fn who_may_not_publish_is_told_at_once() {
    let Some(river) = River::set().await else { return };
    let command = Command { target: "others".to_owned(), ..river.scene.command(Kind::Nats) };
    let to = river.scene.subscribe(command).await;
    river.scene.observe("a", 2020..2021).await;
    river.scene.send(&to).await;
    let told = river.failure(&to).await.to_lowercase();
    assert!(
        told.starts_with("the server refused it: ") && told.contains("violation for publish to \"others."),
        "{told}"
    );
    river.scene.strike().await;
}

#[tokio::test]
async fn a_server_is_not_told_a_password_in_plain_text_nor_used_with_no_credentials() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("known-by");
    let publisher = |url: &str| {
        let settings = Settings { url: url.to_owned(), credentials: Some(file.clone()), patience: PATIENCE };
        Publisher::new(settings).map(drop).map_err(|error| error.to_string())
    };
    assert!(publisher("nats://127.0.0.1:1").unwrap_err().contains("known-by"), "there is no such file");
    fs::write(&file, "neither\nthis\n").unwrap();
    assert!(publisher("nats://127.0.0.1:1").unwrap_err().contains("known-by"));
    fs::write(&file, "invented:secret\n").unwrap();
    let told = publisher("nats://nats.example.dk").unwrap_err();
    assert!(told.contains("tls://") && !told.contains("secret"), "{told}");
    assert_eq!([publisher("tls://nats.example.dk"), publisher("nats://127.0.0.1:1")], [Ok(()), Ok(())]);
    // Also not if the file changes while the program runs.
    fs::write(&file, "SUINVENTED\n").unwrap();
    let settings =
        Settings { url: "nats://nats.example.dk".to_owned(), credentials: Some(file.clone()), patience: PATIENCE };
    let publisher = Publisher::new(settings).unwrap();
    fs::write(&file, "invented:secret\n").unwrap();
    let letter = Letter { subject: "a".to_owned(), id: "a".to_owned(), headers: Vec::new(), body: String::new() };
    let told = publisher.publish(letter).await.unwrap_err().to_string();
    assert!(told.contains("tls://") && !told.contains("secret"), "{told}");
}
