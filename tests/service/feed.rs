//! What is sent to who subscribed: each observation once on the other side, in the order of its series, whatever happens on the way.

use std::collections::BTreeMap;
use std::time::Duration;

use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::client::{Client, Reach};
use nabosvar::service::Services;
use nabosvar::service::indicators::feed::send;
use nabosvar::service::indicators::feed::subscribe::{self, Begin, Command, Error, Kind, Subscription};
use nabosvar::store::delivery::{self, Standing};
use serde_json::Value;
use uuid::Uuid;

use crate::bad_rows::tamper;
use crate::database::TestDatabase;
use crate::invented;
use crate::receiver::{Fate, Receiver};
use crate::yearly::observe;

#[cfg(feature = "nats")]
mod nats;

/// Services, a programme, and somebody who listens.
struct Scene {
    database: TestDatabase,
    services: Services,
    programme: Uuid,
    receiver: Receiver,
}

impl Scene {
    async fn set() -> Self {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await.feeding(Client::new(Reach::Everywhere).unwrap());
        let programme = invented::programme(&services).await;
        Self { database, services, programme, receiver: Receiver::open().await }
    }

    fn command(&self, kind: Kind) -> Command {
        Command {
            id: self.services.clock.identity(),
            name: "Opdigtet pipeline".parse().unwrap(),
            kind,
            target: self.receiver.address.clone(),
            programme: None,
            begin: Begin::First,
        }
    }

    async fn subscribe(&self, command: Command) -> Subscription {
        let made = subscribe::create(&self.services, &Actor::operator(), command).await.unwrap();
        self.receiver.trusts(&[subscribe::secret(&self.services, &made).expose()]);
        made
    }

    async fn observe(&self, indicator: &str, years: std::ops::Range<i16>) {
        for year in years {
            observe(&self.services, self.programme, indicator, year, Some(0.5)).await;
        }
    }

    /// Sends until nothing is left for now.
    async fn send(&self, to: &Subscription) {
        while send::round(&self.services, to.id).await.unwrap() > 0 {}
    }

    /// Sends, and lets a day pass, so often.
    async fn days(&self, to: &Subscription, days: usize) {
        for _ in 0..days {
            self.send(to).await;
            self.wait(Duration::from_hours(30));
        }
    }

    fn wait(&self, duration: Duration) {
        let later = self.services.clock.now().checked_add(duration).unwrap();
        self.services.clock.set(&later);
    }

    async fn standing(&self, of: &Subscription) -> Standing {
        subscribe::find(&self.services, &Actor::operator(), of.id).await.unwrap().1
    }

    async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

/// The numbers of each indicator, in the order in which they came.
fn by_series(inbox: &[Value]) -> BTreeMap<String, Vec<i64>> {
    let mut series: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for one in inbox {
        let numbers = series.entry(one["indicator"].as_str().unwrap().to_owned()).or_default();
        numbers.push(one["number"].as_i64().unwrap());
    }
    series
}

fn assert_in_order(inbox: &[Value]) {
    for (indicator, numbers) in by_series(inbox) {
        assert!(numbers.is_sorted(), "{indicator}: {numbers:?}");
    }
}

#[tokio::test]
async fn whatever_happens_on_the_way_each_observation_is_there_once_and_in_the_order_of_its_series() {
    let scene = Scene::set().await;
    let to = scene.subscribe(scene.command(Kind::Webhook)).await;
    let mut chance = fastrand::Rng::with_seed(8);
    scene.receiver.decides(move |_| match chance.u8(..10) {
        0 | 1 => Fate::Lost,
        2 | 3 => Fate::Unanswered,
        4 | 5 => Fate::Late,
        6 => Fate::Doubled,
        7 => Fate::Refused(503),
        _ => Fate::Taken,
    });
    for indicator in ["a", "b", "c", "d", "e"] {
        scene.observe(indicator, 2020..2024).await;
    }
    scene.days(&to, 3).await;
    for indicator in ["e", "d", "c", "b", "a"] {
        scene.observe(indicator, 2024..2027).await;
    }
    for _ in 0..40 {
        scene.days(&to, 3).await;
        // A person who looks after it.
        subscribe::replay(&scene.services, &Actor::operator(), to.id, None).await.unwrap();
    }
    let inbox = scene.receiver.inbox();
    assert_eq!(inbox.len(), 35);
    assert!(scene.receiver.came() > inbox.len(), "some came more than once");
    assert_in_order(&inbox);
    assert_eq!(scene.standing(&to).await, Standing::default());
    scene.strike().await;
}

#[tokio::test]
async fn a_series_that_is_stuck_holds_back_itself_until_somebody_lets_go_of_what_stuck() {
    let scene = Scene::set().await;
    let to = scene.subscribe(scene.command(Kind::Webhook)).await;
    scene.receiver.decides(|message| {
        let is_bad = message["data"]["indicator"] == "stuck" && message["data"]["from"] == "2020-01-01";
        if is_bad { Fate::Refused(422) } else { Fate::Taken }
    });
    scene.observe("stuck", 2020..2023).await;
    scene.observe("other", 2020..2023).await;
    scene.send(&to).await;
    assert_eq!(by_series(&scene.receiver.inbox()), [("other".to_owned(), vec![4, 5, 6])].into());
    scene.days(&to, 12).await;
    assert_eq!(scene.standing(&to).await, Standing { waiting: 2, dead: 1 });
    let actor = Actor::operator();
    let dead = subscribe::dead_letters(&scene.services, &actor, to.id, 10).await.unwrap();
    assert_eq!((dead.len(), dead[0].number, dead[0].tries), (1, 1, 10));
    assert_eq!(dead[0].failure, "the answer was 422");
    assert!(!subscribe::skip(&scene.services, &actor, to.id, 2).await.unwrap(), "it waits, and is not given up");
    assert!(subscribe::skip(&scene.services, &actor, to.id, 1).await.unwrap());
    scene.send(&to).await;
    assert_eq!(by_series(&scene.receiver.inbox())["stuck"], [2, 3]);
    scene.strike().await;
}

#[tokio::test]
async fn who_was_down_for_long_gets_everything_when_it_is_replayed() {
    let scene = Scene::set().await;
    let to = scene.subscribe(scene.command(Kind::Webhook)).await;
    scene.receiver.decides(|_| Fate::Lost);
    scene.observe("a", 2020..2023).await;
    scene.observe("b", 2020..2022).await;
    scene.days(&to, 12).await;
    assert_eq!(scene.standing(&to).await, Standing { waiting: 3, dead: 2 });
    scene.receiver.decides(|_| Fate::Taken);
    scene.days(&to, 2).await;
    assert!(scene.receiver.inbox().is_empty(), "what was given up waits for a person");
    assert_eq!(subscribe::replay(&scene.services, &Actor::operator(), to.id, None).await.unwrap(), 2);
    scene.send(&to).await;
    assert_in_order(&scene.receiver.has(5).await);
    assert_eq!((scene.receiver.inbox().len(), scene.receiver.came()), (5, 5));
    scene.strike().await;
}

#[tokio::test]
async fn who_asks_again_for_what_was_made_is_not_told_a_secret_that_was_made_since() {
    let scene = Scene::set().await;
    let command = scene.command(Kind::Webhook);
    let to = scene.subscribe(command.clone()).await;
    let actor = Actor::operator();
    let again = || subscribe::create(&scene.services, &actor, command.clone());
    assert_eq!(again().await.unwrap(), to);
    subscribe::change_secret(&scene.services, &actor, to.id, Uuid::from_u128(7)).await.unwrap();
    assert!(matches!(again().await, Err(Error::KeyReused)));
    scene.strike().await;
}

#[tokio::test]
async fn an_observation_that_cannot_be_read_holds_back_its_own_series_alone() {
    let scene = Scene::set().await;
    let to = scene.subscribe(scene.command(Kind::Webhook)).await;
    scene.observe("bad", 2020..2022).await;
    scene.observe("good", 2020..2022).await;
    tamper(&scene.database, "UPDATE observation SET status = 'well known' WHERE number = 1").await;
    scene.days(&to, 12).await;
    assert_eq!(by_series(&scene.receiver.inbox()), [("good".to_owned(), vec![3, 4])].into());
    assert_eq!(scene.standing(&to).await, Standing { waiting: 1, dead: 1 });
    let dead = subscribe::dead_letters(&scene.services, &Actor::operator(), to.id, 10).await.unwrap();
    assert!(dead[0].failure.starts_with("observation.status of row "), "{}", dead[0].failure);
    scene.strike().await;
}

#[tokio::test]
async fn what_one_machine_claims_is_claimed_for_another_whose_clock_is_behind() {
    let scene = Scene::set().await;
    let to = scene.subscribe(scene.command(Kind::Webhook)).await;
    scene.observe("a", 2020..2021).await;
    let tx = scene.services.db.begin().await.unwrap();
    let held = nabosvar::store::subscription::hold(&tx, to.id).await.unwrap().unwrap();
    delivery::hand_out(&tx, &scene.services.clock, &held).await.unwrap();
    scene.wait(Duration::from_mins(5));
    assert_eq!(delivery::claim(&tx, &scene.services.clock, to.id, 1).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
    let now = scene.services.clock.now();
    for (behind, is_due) in [(0, false), (50, false), (130, true)] {
        scene.services.clock.set(&now.checked_sub(Duration::from_secs(behind)).unwrap());
        let due = delivery::is_any_due(&scene.services.db, &scene.services.clock, to.id).await.unwrap();
        assert_eq!(due, is_due, "{behind} s behind");
    }
    scene.strike().await;
}

#[tokio::test]
async fn a_new_secret_takes_the_place_of_the_old_one_within_a_day() {
    let scene = Scene::set().await;
    let to = scene.subscribe(scene.command(Kind::Webhook)).await;
    let old = subscribe::secret(&scene.services, &to).expose();
    let actor = Actor::operator();
    let change = || subscribe::change_secret(&scene.services, &actor, to.id, Uuid::from_u128(7));
    let changed = change().await.unwrap();
    assert_eq!(change().await.unwrap(), changed, "the same again changes nothing");
    let new = subscribe::secret(&scene.services, &changed).expose();
    // Three take each other's place; then the request for the first of them comes once more.
    let known = subscribe::create(&scene.services, &actor, scene.command(Kind::Webhook)).await.unwrap();
    let mut told = vec![known.salt];
    for request in [1, 2, 3, 1] {
        told.push(
            subscribe::change_secret(&scene.services, &actor, known.id, Uuid::from_u128(request)).await.unwrap().salt,
        );
    }
    assert_eq!(told.iter().collect::<std::collections::BTreeSet<_>>().len(), 5, "no secret comes back");
    assert!(old != new && new.starts_with("whsec_"));
    scene.observe("a", 2020..2021).await;
    scene.send(&to).await;
    assert_eq!(scene.receiver.inbox().len(), 1, "who knows the old one reads it");
    scene.wait(Duration::from_hours(25));
    scene.observe("a", 2021..2022).await;
    scene.send(&to).await;
    assert_eq!(scene.receiver.inbox().len(), 1, "the old one counts no more");
    scene.receiver.trusts(&[new]);
    scene.days(&to, 2).await;
    assert_eq!(scene.receiver.inbox().len(), 2);
    scene.strike().await;
}

#[tokio::test]
async fn a_subscription_begins_where_it_was_told_and_ends_for_good() {
    let scene = Scene::set().await;
    scene.observe("a", 2020..2022).await;
    let other = invented::programme(&scene.services).await;
    let command = Command { begin: Begin::Next, programme: Some(scene.programme), ..scene.command(Kind::Webhook) };
    let to = scene.subscribe(command.clone()).await;
    observe(&scene.services, other, "a", 2022, Some(0.5)).await;
    scene.observe("a", 2022..2023).await;
    scene.send(&to).await;
    assert_eq!(by_series(&scene.receiver.inbox())["a"], [4]);
    let again = subscribe::create(&scene.services, &Actor::operator(), command.clone()).await.unwrap();
    assert_eq!(again.id, to.id);
    let different = Command { name: "Et andet".parse().unwrap(), ..command };
    let refused = subscribe::create(&scene.services, &Actor::operator(), different).await;
    assert!(matches!(refused, Err(Error::KeyReused)));
    subscribe::end(&scene.services, &Actor::operator(), to.id).await.unwrap();
    scene.observe("a", 2023..2024).await;
    scene.send(&to).await;
    assert_eq!(scene.receiver.inbox().len(), 1);
    assert!(matches!(subscribe::end(&scene.services, &Actor::operator(), to.id).await, Err(Error::NotFound)));
    assert!(subscribe::list(&scene.services, &Actor::operator()).await.unwrap().is_empty());
    scene.strike().await;
}

#[tokio::test]
async fn nobody_is_led_where_nothing_is_sent_and_nobody_else_leads() {
    let scene = Scene::set().await;
    let actor = Actor::operator();
    let long = format!("https://example.dk/{}", "a".repeat(subscribe::MOST_LETTERS));
    for target in ["", "http://example.dk/", "ftp://127.0.0.1/", "https://user:secret@example.dk/", "/here", &long] {
        let command = Command { target: target.to_owned(), ..scene.command(Kind::Webhook) };
        assert!(matches!(subscribe::create(&scene.services, &actor, command).await, Err(Error::Address)), "{target}");
    }
    let careful = scene.services.clone().feeding(Client::new(Reach::World).unwrap());
    for target in ["https://127.0.0.1/", "https://10.0.0.1/", "http://localhost/", "https://[::1]/"] {
        let command = Command { target: target.to_owned(), ..scene.command(Kind::Webhook) };
        assert!(matches!(subscribe::create(&careful, &actor, command).await, Err(Error::Address)), "{target}");
    }
    let local = Actor {
        who: Who::Person(Uuid::nil()),
        name: "Opdigtet".to_owned(),
        grants: vec![Grant { role: Role::Administrator, place: Place::Programme(scene.programme) }],
    };
    let refused = subscribe::create(&scene.services, &local, scene.command(Kind::Webhook)).await;
    assert!(matches!(refused, Err(Error::Denied(_))));
    scene.strike().await;
}

#[tokio::test]
async fn nobody_subscribes_by_a_way_that_there_is_not() {
    let scene = Scene::set().await;
    assert!(subscribe::ways(&scene.services).eq([Kind::Webhook, Kind::Folder]));
    let command = Command { target: "invented".to_owned(), ..scene.command(Kind::Nats) };
    let refused = subscribe::create(&scene.services, &Actor::operator(), command).await;
    assert!(matches!(refused, Err(Error::NoWay)));
    scene.strike().await;
}

#[tokio::test]
async fn files_hold_every_observation_once() {
    let scene = Scene::set().await;
    let to = scene.subscribe(scene.command(Kind::Folder)).await;
    scene.observe("a", 2020..2023).await;
    assert_eq!(scene.standing(&to).await, Standing { waiting: 3, dead: 0 });
    scene.send(&to).await;
    scene.observe("b", 2020..2022).await;
    scene.send(&to).await;
    let key = |first, last| nabosvar::blob::Key::feed(to.id, first, last);
    let blobs = &scene.services.attachments.blobs;
    assert!(blobs.read(&key(1, 3)).await.unwrap().is_some() && blobs.read(&key(4, 5)).await.unwrap().is_some());
    assert_eq!(scene.standing(&to).await, Standing::default());
    // A file that was begun and never written: what came since is not in it.
    scene.observe("c", 2020..2021).await;
    let tx = scene.services.db.begin().await.unwrap();
    nabosvar::store::subscription::intend(&tx, to.id, 6).await.unwrap();
    tx.commit().await.unwrap();
    scene.observe("c", 2021..2022).await;
    scene.send(&to).await;
    assert!(blobs.read(&key(6, 6)).await.unwrap().is_some() && blobs.read(&key(7, 7)).await.unwrap().is_some());
    scene.strike().await;
}
