//! `outbox`: what still has to happen, and what was given up.

use std::time::Duration;

use jiff::tz::TimeZone;
use nabosvar::clock::Clock;
use nabosvar::event::Event;
use nabosvar::store::{Db, Location, outbox};
use tempfile::TempDir;

use crate::{run, text};

#[tokio::test]
async fn what_waits_is_listed_and_tried_again_when_a_person_says_so() {
    let folder = TempDir::new().unwrap();
    assert!(run(folder.path(), &["migrate"]).status.success());
    let location = Location::Sqlite(folder.path().join("data/nabosvar.sqlite"));
    let db = Db::open(&location, 1).await.unwrap();
    let (clock, tx) = (Clock::system(TimeZone::UTC), db.begin().await.unwrap());
    outbox::append(&tx, &clock, &Event::BlobUnused { key: "invented".to_owned() }).await.unwrap();
    let claimed = outbox::claim(&tx, &clock, 1).await.unwrap().remove(0);
    outbox::failed(&tx, &clock, &claimed, "an invented reason", Duration::ZERO).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await.unwrap();

    let list = || text(&run(folder.path(), &["outbox", "list"]).stdout).trim().to_owned();
    let listed = list();
    assert!(listed.starts_with(&format!("{}  blob_unused.1  waiting  since ", claimed.id)), "{listed}");
    assert!(listed.ends_with("tries 1  an invented reason"), "{listed}");
    let retried = run(folder.path(), &["outbox", "retry", &claimed.id.to_string()]);
    assert!(retried.status.success(), "{}", text(&retried.stderr));
    assert!(list().contains("  tries 0  "));
    let all = run(folder.path(), &["outbox", "retry"]);
    assert_eq!(text(&all.stderr).trim(), "0 to be tried again");
    let unknown = run(folder.path(), &["outbox", "retry", "00000000-0000-4000-8000-000000000000"]);
    assert_eq!(unknown.status.code(), Some(1));
}
