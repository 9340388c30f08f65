//! Mails to those who are invited: each once whoever dies meanwhile, reminders to those alone who have not answered, and nothing
//! on the way that says who those are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::{Date, date};
use nabosvar::access::Actor;
use nabosvar::event::Event;
use nabosvar::mail::{Memory, Message, Transport};
use nabosvar::service::answers::submit::{Round, submit};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::invitations::mails::deliver::deliver;
use nabosvar::service::invitations::mails::reminders::{self, Standing, When};
use nabosvar::service::invitations::mails::{self, Error, remind};
use nabosvar::service::invitations::{self, Invitation, import, stop_link};
use nabosvar::service::open_wave::{self, Command};
use nabosvar::service::waves::{Access, Identity, Terms, Wave};
use nabosvar::service::{SecretKey, Services};
use nabosvar::store::outbox::{self, Claimed, LEASE};
use nabosvar::store::{Digest, audit, unspent_code};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::mail::{mailing, server};
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
        let key = self.services.secret_key.stop(invited.id);
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
        let texts = texts(&past, query).await;
        past.close().await.unwrap();
        texts
    }

    async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

async fn texts(past: &DatabaseConnection, query: &str) -> Vec<String> {
    let rows = past.query_all_raw(Statement::from_string(past.get_database_backend(), query)).await.unwrap();
    rows.into_iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
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
async fn work(services: &Services) -> usize {
    let claimed = claim(services, 20).await;
    for one in &claimed {
        match deliver(services, sealed(one)).await {
            Ok(tx) => {
                assert!(outbox::done(&tx, one).await.unwrap());
                tx.commit().await.unwrap();
            }
            Err(error) => {
                let tx = services.db.begin().await.unwrap();
                outbox::failed(&tx, &services.clock, one, &error.to_string()).await.unwrap();
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

fn header<'v>(mail: &'v Value, name: &str) -> &'v str {
    let headers = mail["headers"].as_array().unwrap();
    headers.iter().find(|header| header[0] == name).map_or("", |header| header[1].as_str().unwrap())
}

/// What the mail server took for those of a tag, by recipient.
fn taken(tag: &str) -> BTreeMap<String, Vec<Value>> {
    let folder = PathBuf::from(std::env::var("NABOSVAR_TEST_MAILS").unwrap());
    let mut taken: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|end| end == "json") && file.to_str().unwrap().contains(tag) {
            let mail: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
            taken.entry(mail["to"][0].as_str().unwrap().to_owned()).or_default().push(mail);
        }
    }
    taken
}

#[tokio::test]
async fn two_hundred_are_invited_half_answer_and_the_other_half_is_reminded_each_by_one_mail() {
    let Some(way) = server("NABOSVAR_TEST_SMTP") else { return };
    let tag = Uuid::from_u128(fastrand::u128(..)).simple().to_string();
    // Some are refused for the moment, and one for ever.
    let kind = |at: usize| match at {
        200 => "never",
        at if at % 20 == 7 => "later",
        _ => "resident",
    };
    let stage = Stage::set(way, &list(201, &tag, kind)).await;
    // A double click, and a click on what was seen a day ago.
    assert!(matches!(stage.send(200).await, Err(Error::Changed)));
    let (one, other) = tokio::join!(stage.send(201), stage.send(201));
    assert_eq!(one.unwrap() + other.unwrap(), 201);
    stage.die_over_mails().await;
    stage.deliver_all().await;

    let mut invited = stage.invited().await;
    let refused = invited.remove(&format!("never.200.{tag}@invented.example")).unwrap();
    assert_eq!(refused.refusal.as_deref(), Some("550"));
    let first = taken(&tag);
    assert_eq!(first.keys().collect::<Vec<_>>(), invited.keys().collect::<Vec<_>>());
    assert!(first.values().all(|mails| mails.len() == 1));
    let ids: BTreeSet<_> = first.values().map(|mails| header(&mails[0], "Message-ID")).collect();
    assert_eq!(ids.len(), 200);
    for (address, one) in &invited {
        let mail = &first[address][0];
        let text = mail["parts"][0]["content"].as_str().unwrap();
        assert!(text.contains(&invitations::link(&stage.services, one)), "{text}");
        let stop = stop_link::address(&stage.services, one.id);
        assert!(text.replace("\r\n", "\n").ends_with(&format!(":\n{stop}\n")), "{text}");
        assert_eq!(header(mail, "List-Unsubscribe"), format!("<{stop}>"));
        assert_eq!(header(mail, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    }

    let all: Vec<_> = invited.values().collect();
    let (answered, rest) = all.split_at(100);
    for one in answered {
        stage.answer(one).await;
    }
    stage.stop(rest[0]).await;
    stage.remind_on(date(2026, 11, 25)).await.unwrap();
    stage.at("2026-11-25T08:00:00");
    assert_eq!(stage.remind().await, 0, "nobody is woken");
    stage.at("2026-11-25T10:00:00");
    assert_eq!((stage.remind().await, stage.remind().await), (1, 0));
    // One more hears no more, and one more answers, while their reminders wait.
    stage.stop(rest[1]).await;
    stage.answer(rest[2]).await;
    stage.die_over_mails().await;
    stage.deliver_all().await;
    let second = taken(&tag);
    for one in answered.iter().chain(&rest[..3]) {
        assert_eq!(second[one.contact.email.as_ref().unwrap()].len(), 1);
    }
    for one in &rest[3..] {
        let mails = &second[one.contact.email.as_ref().unwrap()];
        assert_eq!(mails.len(), 2);
        assert_ne!(header(&mails[0], "Message-ID"), header(&mails[1], "Message-ID"));
    }
    assert!(second.keys().eq(first.keys()), "nobody else got one");
    stage.strike().await;
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

#[tokio::test]
async fn nothing_that_waits_or_was_noted_says_who_has_answered() {
    let (stage, sent) = small().await;
    let invited: Vec<_> = stage.invited().await.into_values().collect();
    stage.send(5).await.unwrap();
    stage.deliver_all().await;
    stage.remind_on(date(2026, 11, 24)).await.unwrap();
    stage.answer(&invited[1]).await;
    stage.answer(&invited[3]).await;
    stage.at("2026-11-24T12:00:00");
    assert_eq!(stage.remind().await, 1);
    assert_eq!(sent.take().len(), 5);
    // An event for everybody, and none names anybody.
    let waiting = stage.texts("SELECT event FROM outbox").await;
    assert_eq!(waiting.len(), 5);
    let key = &stage.services.secret_key;
    for one in &invited {
        let code = invitations::code(&stage.services, one);
        let names = [
            one.id.to_string(),
            one.id.simple().to_string(),
            one.contact.name.clone(),
            one.contact.email.clone().unwrap(),
            code.as_str().to_owned(),
            code.on_paper(),
            key.hash(&code).to_string(),
            key.mail(one.id, 1).to_string(),
        ];
        for name in names {
            assert!(!waiting.iter().any(|event| event.contains(&name)), "{name}");
        }
    }
    // The mail server is away: what is tried again is of those who have not answered, and no row says whose it is.
    let away = Transport::smtp("smtp://127.0.0.1:1").unwrap();
    let without = mailing(stage.services.clone(), away);
    stage.wait(Duration::from_mins(1));
    assert_eq!(work(&without).await, 5);
    let again = stage.texts("SELECT event FROM outbox WHERE failure IS NOT NULL").await;
    assert_eq!(again.len(), 3);
    assert!(again.iter().all(|event| waiting.contains(event)));
    stage.deliver_all().await;
    let expected: Vec<_> = [0, 2, 4].map(|at| format!("resident.00{at}.small@invented.example")).into();
    assert_eq!(recipients(&sent), expected);
    // What is noted is the same of everybody.
    let noted =
        stage.texts("SELECT DISTINCT CAST(number AS text) || ' ' || CAST(sent_on AS text) FROM invitation_mail").await;
    assert_eq!(noted.len(), 2, "{noted:?}");
    assert_eq!(stage.texts("SELECT CAST(count(*) AS text) FROM invitation_mail").await, ["10"]);
    let left = "SELECT event FROM outbox UNION ALL SELECT CAST(id AS text) FROM mail_attempt UNION ALL \
                SELECT refusal FROM invitation WHERE refusal IS NOT NULL";
    assert_eq!(stage.texts(left).await, [""; 0]);
    stage.strike().await;
}

#[tokio::test]
async fn a_refused_reminder_is_noted_of_nobody() {
    let Some(way) = server("NABOSVAR_TEST_SMTP") else { return };
    let sent = Memory::default();
    let stage = Stage::set(Transport::Memory(sent.clone()), &list(2, "gone", |_| "never")).await;
    stage.send(2).await.unwrap();
    stage.deliver_all().await;
    stage.remind_on(date(2026, 11, 24)).await.unwrap();
    stage.at("2026-11-24T12:00:00");
    assert_eq!(stage.remind().await, 1);
    stage.wait(Duration::from_mins(1));
    assert_eq!(work(&mailing(stage.services.clone(), way)).await, 2);
    assert!(stage.invited().await.values().all(|one| one.refusal.is_none()));
    assert_eq!(stage.texts("SELECT event FROM outbox").await, [""; 0]);
    stage.strike().await;
}

#[tokio::test]
async fn a_closed_wave_writes_to_nobody_and_of_late_reminders_the_last_is_sent() {
    let (stage, sent) = small().await;
    stage.send(5).await.unwrap();
    stage.deliver_all().await;
    assert_eq!(recipients(&sent).len(), 5);
    for day in [23, 24, 29] {
        stage.remind_on(date(2026, 11, day)).await.unwrap();
    }
    let more = "Navn;E-mail\nLate;late@invented.example\n";
    stage.at("2026-11-24T10:00:00");
    import::import(&stage.services, &Actor::operator(), stage.wave.id, more.as_bytes()).await.unwrap();
    assert_eq!(stage.send(1).await.unwrap(), 1);
    assert_eq!(stage.remind().await, 1);
    stage.deliver_all().await;
    let got = recipients(&sent);
    assert_eq!(got.len(), 6, "five reminders, and a first mail to who came late: {got:?}");
    let at = mails::overview(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    let standings: Vec<_> = at.reminders.iter().map(|reminder| reminder.standing).collect();
    assert_eq!(standings, [Standing::Missed, Standing::Sent, Standing::Coming]);

    stage.at("2026-11-29T19:59:00");
    assert_eq!(stage.remind().await, 1);
    open_wave::close(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    stage.deliver_all().await;
    assert_eq!(recipients(&sent), [""; 0]);
    assert!(matches!(stage.send(0).await, Err(Error::NotOpen)));
    stage.strike().await;
}

#[tokio::test]
async fn days_of_reminders_are_chosen_and_taken_back_until_they_begin() {
    let (stage, _) = small().await;
    let (services, actor, wave) = (&stage.services, Actor::operator(), stage.wave.id);
    reminders::add(services, &actor, wave, When::After(21)).await.unwrap();
    assert!(matches!(stage.remind_on(date(2026, 11, 22)).await, Err(reminders::Error::Twice)));
    assert!(matches!(stage.remind_on(date(2026, 11, 20)).await, Err(reminders::Error::Past)));
    assert!(matches!(stage.remind_on(date(2026, 12, 1)).await, Err(reminders::Error::Over)));
    for day in [21, 23, 24, 25] {
        stage.remind_on(date(2026, 11, day)).await.unwrap();
    }
    assert!(matches!(stage.remind_on(date(2026, 11, 26)).await, Err(reminders::Error::TooMany)));
    stage.send(5).await.unwrap();
    stage.at("2026-11-22T12:00:00");
    assert_eq!(stage.remind().await, 1);
    for day in [21, 22, 24, 24] {
        reminders::remove(services, &actor, wave, date(2026, 11, day)).await.unwrap();
    }
    let at = mails::overview(services, &actor, wave).await.unwrap();
    let days: Vec<_> = at.reminders.iter().map(|reminder| (reminder.on.day(), reminder.standing)).collect();
    let (missed, sent, coming) = (Standing::Missed, Standing::Sent, Standing::Coming);
    assert_eq!(days, [(21, missed), (22, sent), (23, coming), (25, coming)]);
    let deeds: Vec<_> =
        audit::from(&services.db, 1, 100).await.unwrap().into_iter().map(|entry| entry.deed.action).collect();
    for deed in ["mailed", "reminded", "changed"] {
        assert!(deeds.iter().any(|known| known == deed), "{deeds:?}");
    }
    stage.strike().await;
}

#[tokio::test]
async fn a_link_stops_mails_for_good_and_a_made_up_one_none() {
    let (stage, sent) = small().await;
    let invited: Vec<_> = stage.invited().await.into_values().collect();
    let (services, id) = (&stage.services, invited[0].id);
    stage.send(5).await.unwrap();
    for wrong in [services.secret_key.stop(invited[1].id), Digest::of("made up")] {
        assert!(stop_link::stop(services, id, wrong).await.unwrap().is_none());
    }
    let key = services.secret_key.stop(id);
    assert!(!stop_link::find(services, id, key).await.unwrap().unwrap().is_stopped, "looking stops nothing");
    stage.stop(&invited[0]).await;
    stage.stop(&invited[0]).await;
    stage.deliver_all().await;
    assert_eq!(recipients(&sent).len(), 4);
    // The code goes on counting, the same list again changes nothing, and the link works when everything is forgotten.
    let hash = services.secret_key.hash(&invitations::code(services, &invited[0]));
    assert_eq!(unspent_code::wave_of(&services.db, hash).await.unwrap(), Some(stage.wave.id));
    let again = list(5, "small", |_| "resident");
    assert_eq!(import::import(services, &Actor::operator(), stage.wave.id, again.as_bytes()).await.unwrap().known, 5);
    assert_eq!(stage.send(0).await.unwrap(), 0);
    invitations::erase(services, &Actor::operator(), stage.wave.id, id).await.unwrap();
    assert!(stop_link::find(services, id, key).await.unwrap().unwrap().is_stopped);
    stage.strike().await;
}

#[tokio::test]
async fn who_was_refused_is_written_to_again_when_staff_say_so() {
    let Some(way) = server("NABOSVAR_TEST_SMTP") else { return };
    let stage = Stage::set(way, &list(3, "refused", |at| if at == 1 { "never" } else { "resident" })).await;
    stage.send(3).await.unwrap();
    stage.deliver_all().await;
    let at = mails::overview(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    assert_eq!((at.due, at.written, at.refused), (0, 3, 1));
    mails::try_again(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    let at = mails::overview(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    assert_eq!((at.due, at.written, at.refused), (1, 2, 0));
    stage.strike().await;
}

#[tokio::test]
async fn a_mail_says_what_it_has_to_in_every_language() {
    let (stage, _) = small().await;
    let at = mails::overview(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    let text = |mail: &Message| format!("{}\n\n{}", mail.subject.as_str(), mail.text);
    let texts: Vec<String> =
        at.samples.iter().map(|sample| format!("{}\n----\n{}", text(&sample.first), text(&sample.reminder))).collect();
    assert_eq!(texts.len(), 5);
    insta::assert_snapshot!(texts.join("\n====\n"));
    stage.strike().await;
}
