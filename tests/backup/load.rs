//! A backup that is made while answers come in.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use nabosvar::store::{Db, copy, response};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{Installed, text, words};

/// What came first is worth a backup; then it goes on.
const BEFORE: usize = 200;
const CLIENTS: u128 = 8;

/// Sends one answer after the other, each of which holds its own identity, and notes which were acknowledged.
async fn send(url: String, token: String, client: u128, stop: Arc<AtomicBool>, acknowledged: Arc<Mutex<Vec<Uuid>>>) {
    let http = Client::builder().no_proxy().build().unwrap();
    for count in 0.. {
        let id = Uuid::from_u128((client << 64) | count);
        let answer = json!({ "name": id.to_string() });
        let reply = http.put(format!("{url}/{id}")).bearer_auth(&token).json(&answer).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::CREATED);
        acknowledged.lock().unwrap().push(id);
        if stop.load(Ordering::Relaxed) {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_before_a_backup_began_is_in_it_and_nothing_is_torn() {
    let installed = Installed::with_form().await;
    let mut serve = installed.command(&["demo", "--json", "--listen", "127.0.0.1:0"]);
    let mut server = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut ready = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut ready).unwrap();
    let ready: Value = serde_json::from_str(&ready).unwrap();
    let base = ready["docs_url"].as_str().unwrap().replace("/api/docs", "");
    let url = format!("{base}/api/v1/forms/invented/versions/1/responses");
    let token = ready["token"].as_str().unwrap();

    let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
    let mut clients = JoinSet::new();
    for client in 1..=CLIENTS {
        clients.spawn(send(url.clone(), token.to_owned(), client, stop.clone(), acknowledged.clone()));
    }
    let count = || acknowledged.lock().unwrap().len();
    while count() < BEFORE {
        tokio::task::yield_now().await;
    }
    let before = acknowledged.lock().unwrap().clone();
    let made = tokio::task::block_in_place(|| installed.run(&["backup", "copy"]));
    assert!(made.status.success(), "{}", words(&made));
    let at_its_end = count();
    // The server went on all the while, and goes on.
    while count() == at_its_end {
        tokio::task::yield_now().await;
    }
    let running = tokio::task::block_in_place(|| installed.run(&["verify"]));
    assert!(running.status.success(), "{}", words(&running));
    stop.store(true, Ordering::Relaxed);
    while let Some(client) = clients.join_next().await {
        client.unwrap();
    }
    assert!(at_its_end > before.len(), "answers came while the backup was made");
    server.kill().unwrap();
    server.wait().unwrap();

    let restored = Installed::nothing().await;
    let copied = installed.path("copy");
    let verified = restored.run(&["verify", text(&copied)]);
    assert!(verified.status.success(), "{}", words(&verified));
    let done = restored.run(&["restore", text(&copied)]);
    assert!(done.status.success(), "{}", words(&done));
    let verified = restored.run(&["verify"]);
    assert!(verified.status.success(), "{}", words(&verified));
    compare(&restored, &before).await;
    restored.remove().await;
    installed.remove().await;
}

/// Everything in `before` is there as it was sent, and nothing that was never sent.
async fn compare(restored: &Installed, before: &[Uuid]) {
    let db = Db::open(&restored.location(), 1).await.unwrap();
    for id in before {
        let answer = response::find(&db, *id).await.unwrap().expect("what was acknowledged is in the backup");
        assert_eq!(answer.answers, json!({ "name": id.to_string() }).to_string());
    }
    let rows = copy::contents(&db).await.unwrap().rows;
    assert!(rows["response"] >= before.len() as u64);
    // The demonstration has one answer that came twice.
    assert_eq!((rows["quarantine"], rows["programme"], rows["wave"]), (1, 1, 3));
    db.close().await.unwrap();
}
