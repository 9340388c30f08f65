//! What must be true in the end. It looks into the database past the product, and asks the product, too.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use entity::{attachment, outbox, quarantine, response, response_attachment};
use sea_orm::{DatabaseConnection, EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::client::{Manners, Request};
use super::installation::Installation;
use super::journal::{Journal, Sent};

/// Fails if anything was lost, doubled, mixed up or left undone.
pub(crate) async fn everything(installation: &Installation, journal: &Journal) {
    let database = installation.database().await;
    drained(&database).await;
    let sent = journal.answers();
    let stored = response::Entity::find().all(&database).await.expect("the answers can be read");
    answers(&sent, &stored);
    second_contents(&sent, &quarantine::Entity::find().all(&database).await.expect("they can be read"));
    counters(installation, &stored).await;
    files(installation, journal, &database).await;
    let log = std::fs::read_to_string(installation.log()).expect("the log");
    assert!(!log.contains("panicked"), "a machine panicked:\n{log}");
    let verified = installation.try_run(&["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    database.close().await.expect("it closes");
}

/// Every acknowledged answer is there once and to the byte; nothing is there that nobody sent.
fn answers(sent: &BTreeMap<Uuid, Sent>, stored: &[response::Model]) {
    let by_id: BTreeMap<Uuid, &response::Model> = stored.iter().map(|row| (row.id, row)).collect();
    assert_eq!(by_id.len(), stored.len(), "an answer is there twice");
    for (id, row) in &by_id {
        let sent = sent.get(id).unwrap_or_else(|| panic!("nobody sent the answer {id}"));
        if sent.withdrawal.is_some() && row.answers.is_empty() {
            continue;
        }
        assert!(sent.contents.contains(&row.answers), "nobody sent this content of {id}: {}", row.answers);
        assert_eq!(row.wave_id.is_some(), sent.is_of_wave, "{id} is of the wrong wave");
    }
    for (id, sent) in sent {
        let row = by_id.get(id);
        match (&sent.acknowledged, sent.withdrawal) {
            (_, Some(true)) => assert!(row.is_some_and(|row| row.answers.is_empty()), "{id} was taken back"),
            (Some(_), Some(false)) => assert!(row.is_some(), "{id} was lost"),
            (Some(content), None) => {
                let row = row.unwrap_or_else(|| panic!("the acknowledged answer {id} was lost"));
                assert_eq!(&row.answers, content, "the acknowledged answer {id} was changed");
                let revision = i32::try_from(sent.revised.len()).expect("few") + 1;
                assert_eq!(row.revision, revision, "{id} was edited so often");
            }
            (None, _) => {}
        }
    }
}

/// Every content that was refused and said to be kept is kept once.
fn second_contents(sent: &BTreeMap<Uuid, Sent>, kept: &[quarantine::Model]) {
    let mut left: BTreeSet<(Uuid, &str)> = BTreeSet::new();
    for row in kept {
        assert!(left.insert((row.response_id, &row.answers)), "a content is in quarantine twice");
    }
    for (id, sent) in sent {
        for content in &sent.quarantined {
            assert!(left.contains(&(*id, &**content)), "a content of {id} is not in quarantine");
        }
    }
    for (id, content) in left {
        assert!(sent.get(&id).is_some_and(|sent| sent.contents.iter().any(|sent| sent == content)), "nobody sent it");
    }
}

/// The counters say what the rows say, on whichever machine they are asked for.
async fn counters(installation: &Installation, stored: &[response::Model]) {
    let expected = stored.iter().filter(|row| row.wave_id.is_some()).count();
    let path = format!("/api/v1/waves/{}/progress", installation.wave);
    for address in installation.addresses.iter() {
        let Some(reply) = get(installation, &path).send(*address, Manners::Patient).await else { continue };
        assert_eq!(reply.status, 200);
        assert_eq!(reply.json()["answers"], expected, "the counter of the wave");
    }
}

/// Every file that was acknowledged is there, is whole, and is what its row says.
async fn files(installation: &Installation, journal: &Journal, database: &DatabaseConnection) {
    let rows = attachment::Entity::find().all(database).await.expect("they can be read");
    let referred = response_attachment::Entity::find().all(database).await.expect("they can be read");
    let known: BTreeSet<&[u8]> = rows.iter().map(|row| &*row.sha256).collect();
    for reference in &referred {
        let is_known = known.contains(&*reference.sha256);
        assert!(is_known, "a file is missing, though every sender finished");
    }
    let address = installation.addresses.iter();
    for sha256 in journal.files() {
        let request = get(installation, &format!("/api/v1/attachments/{sha256}"));
        let mut reply = None;
        for address in address.clone() {
            reply = reply.or(request.send(*address, Manners::Patient).await);
        }
        assert_eq!(reply.map(|reply| reply.status), Some(200), "the file {sha256}");
    }
}

/// What still had to happen has happened.
async fn drained(database: &DatabaseConnection) {
    for _ in 0..600 {
        if outbox::Entity::find().count(database).await.expect("it can be counted") == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the outbox is not drained");
}

fn get(installation: &Installation, path: &str) -> Request {
    let headers = vec![("Authorization", format!("Bearer {}", installation.token))];
    Request { method: "GET", path: path.to_owned(), headers, body: Vec::new() }
}
