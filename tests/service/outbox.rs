//! Events and schedules: nothing is lost when a machine dies, nothing counts twice, and a clock that is set stops nothing.

use std::time::Duration;

use jiff::ToSpan;
use nabosvar::event::Event;
use nabosvar::service::Services;
use nabosvar::store::outbox::{self, Claimed, Standing, Which};
use nabosvar::store::place::{self, Programme};
use nabosvar::store::schedule::{self, Turn};
use nabosvar::store::{Db, Location, Tx};
use nabosvar::worker::{Failure, Runner};
use sea_orm::ConnectionTrait;
use tokio::sync::{mpsc, watch};

use crate::database::TestDatabase;
use crate::{invented, past};

const HOUR: Duration = Duration::from_hours(1);

fn unused(key: &str) -> Event {
    Event::BlobUnused { key: key.to_owned() }
}

async fn append(services: &Services, keys: &[&str]) {
    let tx = services.db.begin().await.unwrap();
    for key in keys {
        outbox::append(&tx, &services.clock, &unused(key)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn claim(services: &Services) -> Vec<Claimed> {
    let tx = services.db.begin().await.unwrap();
    let claimed = outbox::claim(&tx, &services.clock, 10).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

async fn fail(services: &Services, claimed: &Claimed) -> bool {
    let tx = services.db.begin().await.unwrap();
    let is_dead = outbox::failed(&tx, &services.clock, claimed, "an invented reason", Duration::ZERO).await.unwrap();
    tx.commit().await.unwrap();
    is_dead
}

async fn finish(services: &Services, claimed: &Claimed) -> bool {
    let tx = services.db.begin().await.unwrap();
    let is_ours = outbox::done(&tx, claimed).await.unwrap();
    tx.commit().await.unwrap();
    is_ours
}

async fn standing(services: &Services) -> Standing {
    outbox::standing(&services.db, &services.clock).await.unwrap()
}

async fn take(services: &Services) -> Option<Turn> {
    let tx = services.db.begin().await.unwrap();
    let turn = schedule::take(&tx, &services.clock, "invented", HOUR).await.unwrap();
    tx.commit().await.unwrap();
    turn
}

async fn give_back(services: &Services, turn: &Turn) -> bool {
    let tx = services.db.begin().await.unwrap();
    let is_ours = schedule::done(&tx, &services.clock, turn).await.unwrap();
    tx.commit().await.unwrap();
    is_ours
}

fn turn_clock(services: &Services, by: Duration) {
    services.clock.set(&services.clock.now().checked_add(by).unwrap());
}

fn set_clock_back(services: &Services) {
    services.clock.set(&services.clock.now().checked_sub(1.year()).unwrap());
}

#[tokio::test]
async fn an_event_is_there_with_what_it_tells_or_not_at_all() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let tx = services.db.begin().await.unwrap();
    outbox::append(&tx, &services.clock, &unused("never")).await.unwrap();
    drop(tx);
    assert!(claim(&services).await.is_empty());
    append(&services, &["one", "two"]).await;
    // Whoever was not listening yet hears it all the same.
    services.db.appended().await;
    let claimed = claim(&services).await;
    let mut events: Vec<_> = claimed.iter().map(|claimed| claimed.event.clone().unwrap().to_text()).collect();
    events.sort();
    assert_eq!(events, [unused("one").to_text(), unused("two").to_text()]);
    assert!(claim(&services).await.is_empty(), "nobody gets what somebody has");
    assert!(!outbox::is_any_due(&services.db, &services.clock).await.unwrap());
    assert!(finish(&services, &claimed[0]).await);
    assert!(!finish(&services, &claimed[0]).await);
    turn_clock(&services, Duration::from_secs(3));
    assert_eq!(standing(&services).await, Standing { waiting: 1, dead: 0, oldest: Duration::from_secs(3) });
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn two_machines_that_claim_at_once_share_the_work() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    append(&services, &["one", "two", "three"]).await;
    let other: Db = database.open().await;
    let first = services.db.begin().await.unwrap();
    let one = outbox::claim(&first, &services.clock, 2).await.unwrap();
    assert_eq!(one.len(), 2);
    if matches!(database.location, Location::Postgres(_)) {
        // The first has not committed, and the second does not wait for it.
        let second = other.begin().await.unwrap();
        let rest = outbox::claim(&second, &services.clock, 2).await.unwrap();
        assert_eq!(rest.len(), 1);
        assert!(one.iter().all(|claimed| claimed.id != rest[0].id));
        drop(second);
    }
    first.commit().await.unwrap();
    let second = other.begin().await.unwrap();
    assert_eq!(outbox::claim(&second, &services.clock, 2).await.unwrap().len(), 1);
    drop(second);
    other.close().await.unwrap();
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_a_dead_machine_had_comes_back_and_what_it_does_late_does_not_count() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    append(&services, &["one"]).await;
    let lost = claim(&services).await.remove(0);
    turn_clock(&services, outbox::LEASE);
    let again = claim(&services).await.remove(0);
    assert_eq!(again.id, lost.id);
    assert!(!finish(&services, &lost).await);
    fail(&services, &lost).await;
    assert!(finish(&services, &again).await);
    // The same with a clock that was set back: no claim lies so far ahead.
    append(&services, &["two"]).await;
    let lost = claim(&services).await.remove(0);
    set_clock_back(&services);
    assert_eq!(claim(&services).await.remove(0).id, lost.id);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_fails_waits_ever_longer_and_is_dead_until_a_person_says_otherwise() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    append(&services, &["one"]).await;
    let first = claim(&services).await.remove(0);
    assert!(!fail(&services, &first).await);
    assert!(claim(&services).await.is_empty(), "not at once");
    turn_clock(&services, Duration::from_secs(1));
    for _ in 1..outbox::MOST_TRIES - 1 {
        let claimed = claim(&services).await.remove(0);
        assert!(!fail(&services, &claimed).await);
        turn_clock(&services, HOUR);
    }
    let last = claim(&services).await.remove(0);
    assert!(fail(&services, &last).await);
    turn_clock(&services, HOUR * 1000);
    assert!(claim(&services).await.is_empty());
    assert_eq!(standing(&services).await, Standing { waiting: 0, dead: 1, oldest: Duration::ZERO });
    let listed = outbox::list(&services.db, 10).await.unwrap();
    assert_eq!((listed[0].kind.as_str(), listed[0].tries, listed[0].is_dead), ("blob_unused.1", 24, true));
    assert_eq!(listed[0].failure.as_deref(), Some("an invented reason"));

    let tx = services.db.begin().await.unwrap();
    assert_eq!(outbox::retry(&tx, &services.clock, Which::One(services.clock.identity())).await.unwrap(), 0);
    assert_eq!(outbox::retry(&tx, &services.clock, Which::Dead).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(claim(&services).await.len(), 1);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn an_event_that_nobody_survives_is_dead_in_the_end() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    append(&services, &["fatal"]).await;
    for _ in 0..outbox::MOST_TRIES {
        assert_eq!(claim(&services).await.len(), 1);
        turn_clock(&services, outbox::LEASE);
    }
    assert!(claim(&services).await.is_empty());
    assert_eq!(standing(&services).await.dead, 1);
    services.db.close().await.unwrap();
    database.drop().await;
}

/// Fails, panics or sets up a programme of the name that the key says.
async fn handle(services: Services, event: Event, tell: mpsc::UnboundedSender<()>) -> Result<Tx, Failure> {
    let Event::BlobUnused { key } = event else { panic!("no other was appended") };
    tell.send(()).unwrap();
    let tx = services.db.begin().await?;
    let programme = Programme { id: services.clock.identity(), name: key.clone(), is_demo: true };
    place::insert_programme(&tx, &programme).await?;
    match key.as_str() {
        "fails" => Err("an invented failure".into()),
        "panics" => panic!("an invented panic"),
        _ => Ok(tx),
    }
}

#[tokio::test]
async fn events_have_their_consequences_once_and_none_stands_in_the_way_of_another() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    append(&services, &["fails", "panics", "a", "b", "c", "d", "e"]).await;
    let past = past::connect(&database.location).await;
    let newer = "UPDATE outbox SET event = '{\"event\":\"from_the_future.9\"}' WHERE event LIKE '%\"e\"%'";
    assert_eq!(past.execute_unprepared(newer).await.unwrap().rows_affected(), 1);
    past.close().await.unwrap();

    let (tell, mut hears) = mpsc::unbounded_channel();
    let (stop, stopped) = watch::channel(false);
    let machines = [services.db.clone(), database.open().await].map(|db| {
        let (services, tell) = (Services { db, ..services.clone() }, tell.clone());
        let handle = move |services, event| handle(services, event, tell.clone());
        tokio::spawn(Runner::new(services, handle).run(stopped.clone()))
    });
    for _ in 0..6 {
        hears.recv().await.unwrap();
    }
    append(&services, &["late"]).await;
    hears.recv().await.unwrap();
    stop.send(true).unwrap();
    for machine in machines {
        machine.await.unwrap();
    }
    let mut names: Vec<_> =
        place::programmes(&services.db).await.unwrap().into_iter().map(|programme| programme.name).collect();
    names.sort();
    assert_eq!(names, ["a", "b", "c", "d", "late"]);
    let mut left: Vec<_> = outbox::list(&services.db, 10).await.unwrap();
    left.sort_by(|one, other| one.failure.cmp(&other.failure));
    let reasons: Vec<_> = left.iter().map(|pending| pending.failure.as_deref().unwrap()).collect();
    assert_eq!(
        reasons,
        [
            "an invented failure",
            "the program made a mistake",
            "this program knows no event \"from_the_future.9\", or not in this form"
        ]
    );
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_schedule_runs_once_over_all_machines_and_again_when_it_is_due() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let turn = take(&services).await.unwrap();
    assert!(take(&services).await.is_none(), "somebody has it");
    assert!(give_back(&services, &turn).await);
    assert!(!give_back(&services, &turn).await);
    assert!(take(&services).await.is_none(), "it is not due");
    turn_clock(&services, HOUR);
    let lost = take(&services).await.unwrap();
    turn_clock(&services, schedule::LEASE);
    let again = take(&services).await.unwrap();
    assert!(!give_back(&services, &lost).await);

    let tx = services.db.begin().await.unwrap();
    assert!(schedule::failed(&tx, &services.clock, &again).await.unwrap());
    tx.commit().await.unwrap();
    assert!(schedule::list(&services.db).await.unwrap()[0].has_failed);
    assert!(take(&services).await.is_none(), "not at once");
    turn_clock(&services, schedule::PAUSE);
    let retried = take(&services).await.unwrap();
    set_clock_back(&services);
    let early = take(&services).await.expect("a lease that ends in a year is none");
    assert!(!give_back(&services, &retried).await);
    turn_clock(&services, HOUR * 24);
    assert!(give_back(&services, &early).await);
    let ran = schedule::list(&services.db).await.unwrap();
    assert_eq!((ran[0].name.as_str(), ran[0].has_failed), ("invented", false));
    set_clock_back(&services);
    assert!(take(&services).await.is_some(), "what ran in the future does not count");
    services.db.close().await.unwrap();
    database.drop().await;
}
