//! Mails: written with what they tell of, sent once, and by the words of a real mail server.

use std::path::PathBuf;
use std::time::Duration;

use jiff::ToSpan;
use nabosvar::event::Event;
use nabosvar::mail::{Letter, Memory, Message, Sender, Transport};
use nabosvar::service::{Services, post, send_mail};
use nabosvar::store::outbox;
use serde_json::Value;
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented;

/// A test's own recipients, so that tests share a server.
fn letter(services: &Services, recipient: &str) -> Message {
    let id = services.clock.identity();
    let letter = Letter::new("da", "Plads på\r\nBcc: other@invented.example")
        .words("Hej Åse\n\n.\n..\nFrom somebody")
        .link("Se din tilmelding", "https://invented.example/join?a=1&b=2")
        .calendar("BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nSUMMARY:Fællesspisning\r\nEND:VCALENDAR\r\n");
    letter.to(id, recipient.parse().unwrap())
}

pub(crate) fn recipient(kind: &str) -> String {
    format!("{kind}.{}@invented.example", Uuid::from_u128(fastrand::u128(..)).simple())
}

async fn post(services: &Services, message: &Message) {
    let tx = services.db.begin().await.unwrap();
    post::post(&tx, services, message.clone()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Claims the events that are due and does their work, as the worker does. Gives what failed.
pub(crate) async fn work(services: &Services) -> Vec<String> {
    let tx = services.db.begin().await.unwrap();
    let claimed = outbox::claim(&tx, &services.clock, 50).await.unwrap();
    tx.commit().await.unwrap();
    let mut failed = Vec::new();
    for claimed in claimed {
        let Ok(Event::Mail { message }) = claimed.event else { panic!("only mails") };
        match send_mail::send(services, message).await {
            Ok(tx) => {
                assert!(outbox::done(&tx, &claimed).await.unwrap());
                tx.commit().await.unwrap();
            }
            Err(error) => {
                let tx = services.db.begin().await.unwrap();
                outbox::failed(&tx, &services.clock, &claimed, &error.to_string(), error.wait().unwrap_or_default())
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
                failed.push(error.to_string());
            }
        }
    }
    failed
}

pub(crate) fn mailing(services: Services, way: Transport) -> Services {
    services.mailing(Sender::new(way, "Opdigtet projekt <post@invented.example>", None).unwrap())
}

/// What the mail server took for somebody.
pub(crate) fn taken(recipient: &str) -> Vec<Value> {
    let folder = PathBuf::from(std::env::var("NABOSVAR_TEST_MAILS").unwrap());
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let own = files.filter(|file| file.file_name().unwrap().to_str().unwrap().starts_with(recipient));
    own.map(|file| serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()).collect()
}

pub(crate) fn server(variable: &str) -> Option<Transport> {
    let url = std::env::var(variable).ok();
    if url.is_none() {
        eprintln!("not run: tests/with-smtp.sh starts a mail server");
    }
    url.map(|url| Transport::smtp(&url).unwrap())
}

#[tokio::test]
async fn a_mail_is_sent_once_with_what_it_tells_of_or_not_at_all() {
    let database = TestDatabase::create().await;
    let sent = Memory::default();
    let services = mailing(invented::services(&database).await, Transport::Memory(sent.clone()));
    let message = letter(&services, "resident@invented.example");
    let tx = services.db.begin().await.unwrap();
    post::post(&tx, &services, message.clone()).await.unwrap();
    drop(tx);
    assert!(work(&services).await.is_empty());
    assert!(sent.take().is_empty());
    post(&services, &message).await;
    post(&services, &message).await;
    assert!(work(&services).await.is_empty());
    assert!(sent.take() == [message.clone()]);
    // The event again, as after the death of a machine.
    send_mail::send(&services, message.id).await.unwrap().commit().await.unwrap();
    assert!(sent.take().is_empty());
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn without_a_server_nothing_is_promised_and_what_waits_is_forgotten_after_a_week() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let message = letter(&services, "resident@invented.example");
    let tx = services.db.begin().await.unwrap();
    assert!(matches!(post::post(&tx, &services, message.clone()).await, Err(post::Error::NotSetUp)));
    drop(tx);
    let with_mail = mailing(services.clone(), Transport::Memory(Memory::default()));
    post(&with_mail, &message).await;
    assert_eq!(work(&services).await, ["no mail server is set up (NABOSVAR_MAIL_URL)"]);
    services.clock.set(&services.clock.now().checked_add(7.days()).unwrap());
    assert_eq!(send_mail::forget(&services).await.unwrap(), 0);
    services.clock.set(&services.clock.now().checked_add(1.day()).unwrap());
    assert_eq!(send_mail::forget(&services).await.unwrap(), 1);
    assert!(work(&services).await.is_empty(), "an event without its mail is done");
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_mail_server_gets_both_bodies_and_no_header_of_anybody_elses_making() {
    let Some(way) = server("NABOSVAR_TEST_SMTP") else { return };
    let database = TestDatabase::create().await;
    let services = mailing(invented::services(&database).await, way).reached_at("https://svar.invented.example:8443");
    let to = recipient("resident");
    let message = letter(&services, &to);
    post(&services, &message).await;
    assert_eq!(work(&services).await, [""; 0]);
    let [mail] = &taken(&to)[..] else { panic!("one mail") };
    assert_eq!((&mail["from"], &mail["to"]), (&Value::from("post@invented.example"), &Value::from(vec![to])));
    let header = |name: &str| {
        let all = mail["headers"].as_array().unwrap().iter();
        all.filter(|header| header[0] == name).map(|header| header[1].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(header("Message-ID"), [format!("<{}@svar.invented.example>", message.id)]);
    assert_eq!(header("Subject"), ["Plads på  Bcc: other@invented.example"]);
    assert_eq!(header("Bcc"), [""; 0]);
    let types: Vec<_> = mail["parts"].as_array().unwrap().iter().map(|part| part["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["text/plain", "text/html", "text/calendar"]);
    let content = |at: usize| mail["parts"][at]["content"].as_str().unwrap().replace("\r\n", "\n");
    assert_eq!(content(0), message.text);
    assert_eq!(content(1).trim_end(), message.html.trim_end());
    assert!(content(2).contains("SUMMARY:Fællesspisning"));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_a_mail_server_refuses_for_now_is_sent_later_and_what_it_refuses_for_ever_never() {
    let Some(way) = server("NABOSVAR_TEST_SMTP") else { return };
    let database = TestDatabase::create().await;
    let services = mailing(invented::services(&database).await, way);
    let (later, never) = (recipient("later"), recipient("never"));
    post(&services, &letter(&services, &never)).await;
    assert_eq!(work(&services).await, [""; 0], "the event is done");
    post(&services, &letter(&services, &later)).await;
    assert_eq!(work(&services).await, ["the server said 451"]);
    assert!(work(&services).await.is_empty(), "not at once");
    services.clock.set(&services.clock.now().checked_add(Duration::from_secs(1)).unwrap());
    assert_eq!(work(&services).await, [""; 0]);
    services.clock.set(&services.clock.now().checked_add(Duration::from_hours(1)).unwrap());
    assert!(work(&services).await.is_empty());
    assert_eq!((taken(&later).len(), taken(&never).len()), (1, 0));
    assert_eq!(outbox::standing(&services.db, &services.clock).await.unwrap(), outbox::Standing::default());
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_password_goes_to_a_server_whose_certificate_is_good_and_a_wrong_one_costs_no_mail() {
    let Some(way) = server("NABOSVAR_TEST_SMTPS") else { return };
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let to = recipient("resident");
    let url = std::env::var("NABOSVAR_TEST_SMTPS").unwrap();
    let wrong = Transport::smtp(&url.replace("secret", "another")).unwrap();
    // The certificate is for the name and not for the number.
    let elsewhere = Transport::smtp(&url.replace("localhost", "127.0.0.1")).unwrap();
    post(&mailing(services.clone(), wrong.clone()), &letter(&services, &to)).await;
    assert_eq!(work(&mailing(services.clone(), wrong)).await, ["the server cannot be used (535)"]);
    services.clock.set(&services.clock.now().checked_add(Duration::from_secs(1)).unwrap());
    let told = work(&mailing(services.clone(), elsewhere)).await.remove(0);
    assert!(told.starts_with("the server cannot be used (") && told.contains("ertificate"), "{told}");
    services.clock.set(&services.clock.now().checked_add(Duration::from_secs(2)).unwrap());
    assert_eq!(work(&mailing(services.clone(), way)).await, [""; 0]);
    assert_eq!(taken(&to)[0]["encrypted"], true);
    services.db.close().await.unwrap();
    database.drop().await;
}
