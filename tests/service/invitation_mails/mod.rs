//! Mails to those who are invited: each once whoever dies meanwhile, reminders to those alone who have not answered, and nothing
//! on the way that says who those are.

mod by_itself;
mod came_back;
mod handed_over;
mod noted;
mod webhooks;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::{Date, date};
use nabosvar::access::Actor;
use nabosvar::event::Event;
use nabosvar::mail::{Memory, Transport};
use nabosvar::service::answers::submit::{Round, submit};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::invitations::mails::deliver::deliver;
use nabosvar::service::invitations::mails::reminders::{self, When};
use nabosvar::service::invitations::mails::{self, Error, Overview, remind};
use nabosvar::service::invitations::stop_link::{self, Key};
use nabosvar::service::invitations::{self, Invitation, import};
use nabosvar::service::open_wave::{self, Command};
use nabosvar::service::waves::{Access, Identity, Terms, Wave};
use nabosvar::service::{SecretKey, Services};
use nabosvar::store::outbox::{self, Claimed, LEASE};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::database::TestDatabase;
use crate::mail::mailing;
use crate::{invented, past, sending};

struct Stage {
    database: TestDatabase,
    services: Services,
    wave: Wave,
}

impl Stage {
    /// A wave with codes that asks from 1 to 30 November, and whom it invites.
    async fn set(way: Transport, list: &str) -> Self {
        let database = TestDatabase::create().await;
        let services = mailing(invented::services(&database).await, way).reached_at("https://svar.invented.example");
        let services = services.keyed(SecretKey::parse(&"5a".repeat(32)).unwrap());
        publish_form::publish(&services, &Actor::operator(), invented::FORM).await.unwrap();
        let command = Command {
            programme_id: invented::programme(&services).await,
            form_id: "invented".to_owned(),
            version: "1".to_owned(),
            name: "Invented wave".parse().unwrap(),
            identity: Identity::Anonymous,
            starts_on: date(2026, 11, 1),
            ends_on: date(2026, 11, 30),
            terms: Terms { access: Access::Code, ..Terms::default() },
        };
        let wave = open_wave::open(&services, &Actor::operator(), command).await.unwrap();
        import::import(&services, &Actor::operator(), wave.id, list.as_bytes()).await.unwrap();
        Self { database, services, wave }
    }

    /// Those who are invited, by their address of mail.
    async fn invited(&self) -> BTreeMap<String, Invitation> {
        let (_, all) = invitations::list(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
        all.into_iter().filter_map(|one| Some((one.contact.email.clone()?, one))).collect()
    }

    async fn overview(&self) -> Overview {
        mails::overview(&self.services, &Actor::operator(), self.wave.id).await.unwrap()
    }

    async fn send(&self, seen: usize) -> Result<usize, Error> {
        mails::send(&self.services, &Actor::operator(), self.wave.id, seen).await
    }

    /// Answers with the code of somebody.
    async fn answer(&self, invited: &Invitation) {
        let code = invitations::code(&self.services, invited).as_str().to_owned();
        let id = self.services.clock.identity();
        submit(&self.services, sending::command(Round::OfCode(code), id, &json!({ "name": "X" }))).await.unwrap();
    }

    async fn stop(&self, invited: &Invitation) {
        let key = Key::Whole(self.services.secret_key.stop(invited.id));
        assert!(stop_link::stop(&self.services, invited.id, key).await.unwrap().unwrap().is_stopped);
    }

    async fn remind_on(&self, on: Date) -> Result<(), reminders::Error> {
        reminders::add(&self.services, &Actor::operator(), self.wave.id, When::On(on)).await
    }

    async fn remind(&self) -> u64 {
        remind::remind(&self.services).await.unwrap()
    }

    fn at(&self, moment: &str) {
        self.services.clock.set(&format!("{moment}+01:00[Europe/Copenhagen]").parse().unwrap());
    }

    fn wait(&self, for_so_long: Duration) {
        self.services.clock.set(&self.services.clock.now().checked_add(for_so_long).unwrap());
    }

    /// Sends all that waits, on two machines at once.
    async fn deliver_all(&self) {
        let other = Services { db: self.database.open().await, ..self.services.clone() };
        for _ in 0..100 {
            self.wait(Duration::from_mins(1));
            let (here, there) = tokio::join!(work(&self.services), work(&other));
            if here + there == 0
                && outbox::standing(&self.services.db, &self.services.clock).await.unwrap().waiting == 0
            {
                other.db.close().await.unwrap();
                return;
            }
        }
        panic!("mails wait for ever");
    }

    /// A machine claims some mails, sends some of those, and dies before it can say so.
    async fn die_over_mails(&self) {
        self.wait(Duration::from_mins(1));
        let claimed = claim(&self.services, 6).await;
        assert_eq!(claimed.len(), 6);
        for one in claimed.iter().take(3) {
            drop(deliver(&self.services, sealed(one)).await);
        }
        self.wait(LEASE);
    }

    async fn texts(&self, query: &str) -> Vec<String> {
        let past = past::connect(&self.database.location).await;
        let query = Statement::from_string(past.get_database_backend(), query);
        let rows = past.query_all_raw(query).await.unwrap();
        past.close().await.unwrap();
        rows.into_iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

async fn claim(services: &Services, most: u64) -> Vec<Claimed> {
    let tx = services.db.begin().await.unwrap();
    let claimed = outbox::claim(&tx, &services.clock, most).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

fn sealed(claimed: &Claimed) -> &str {
    let Ok(Event::InvitationMail { sealed }) = &claimed.event else { panic!("only mails to who is invited") };
    sealed
}

/// Does what is due as the worker does it, and says how many events those were.
pub(crate) async fn work(services: &Services) -> usize {
    let claimed = claim(services, 20).await;
    for one in &claimed {
        match deliver(services, sealed(one)).await {
            Ok(tx) => {
                assert!(outbox::done(&tx, one).await.unwrap());
                tx.commit().await.unwrap();
            }
            Err(error) => {
                let tx = services.db.begin().await.unwrap();
                outbox::failed(&tx, &services.clock, one, &error.to_string(), error.wait().unwrap_or_default())
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
        }
    }
    claimed.len()
}

/// A list of so many, with addresses that begin as `kind` says for each.
fn list(count: usize, tag: &str, kind: impl Fn(usize) -> &'static str) -> String {
    let languages = ["da", "en", "ar", "tr", "so"];
    let line = |at: usize| format!("Person {at};{}.{at:03}.{tag}@invented.example;{}\n", kind(at), languages[at % 5]);
    format!("Navn;E-mail;Sprog\n{}", (0..count).map(line).collect::<String>())
}

/// Five people, a mail for each in memory.
async fn small() -> (Stage, Memory) {
    let sent = Memory::default();
    let stage = Stage::set(Transport::Memory(sent.clone()), &list(5, "small", |_| "resident")).await;
    (stage, sent)
}

fn recipients(sent: &Memory) -> Vec<String> {
    let mut recipients: Vec<_> = sent.take().iter().map(|mail| mail.to.to_string()).collect();
    recipients.sort();
    recipients
}
