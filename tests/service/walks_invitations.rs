//! Invitations to a walk: each address once for every plan, with a file for the calendar, and nothing after the walk has begun.

use nabosvar::access::Role;
use nabosvar::mail::{Memory, Message, Transport};
use nabosvar::service::walks::invite::{self, Guest, ask, let_off, tell};
use nabosvar::service::walks::plan::{self, Meeting};
use nabosvar::service::walks::{self, run};
use nabosvar::service::{Email, Services, post};
use uuid::Uuid;

use crate::mail::{mailing, work};
use crate::walks::{meeting, planned, set, somebody};

/// The mails that were sent since somebody looked.
async fn sent(services: &Services, memory: &Memory) -> Vec<Message> {
    assert!(work(services).await.is_empty());
    memory.take()
}

fn guest_of(name: &str, email: Option<Email>) -> Guest {
    Guest { name: name.parse().unwrap(), email, language: "da" }
}

fn calendar(message: &Message) -> String {
    message.calendar.clone().expect("a file for the calendar")
}

#[tokio::test]
async fn everybody_with_an_address_is_told_once_of_each_plan() {
    let (stage, area, actor) = set().await;
    let memory = Memory::default();
    let services = &mailing(stage.services.clone(), Transport::Memory(memory.clone()));
    let walk = planned(&stage, &area, &actor).await;
    let (board, police) = (stage.id(), stage.id());
    for _ in 0..2 {
        let email = Some("Bestyrelsen@example.dk".parse().unwrap());
        ask(services, &actor, walk.id, board, guest_of("Bestyrelsen", email)).await.unwrap();
    }
    let again = Some("bestyrelsen@EXAMPLE.dk".parse().unwrap());
    ask(services, &actor, walk.id, stage.id(), guest_of("Den samme", again)).await.unwrap();
    ask(services, &actor, walk.id, police, guest_of("Politiet", None)).await.unwrap();
    let guests = invite::list(services, &actor, walk.id).await.unwrap();
    assert_eq!(guests.iter().map(|guest| guest.name.as_str()).collect::<Vec<_>>(), ["Bestyrelsen", "Politiet"]);

    assert_eq!(tell(services, &actor, walk.id).await.unwrap(), 1);
    assert_eq!(tell(services, &actor, walk.id).await.unwrap(), 0, "a second click");
    let letters = sent(services, &memory).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to.to_string(), "bestyrelsen@example.dk");
    assert!(letters[0].subject.as_str().contains("Opdigtet Nord"), "{:?}", letters[0].subject);
    assert!(letters[0].text.contains("Fra det opdigtede beboerhus") && letters[0].text.contains("16:30"));
    let first = calendar(&letters[0]);
    assert!(first.contains(&format!("UID:{}\r\nSEQUENCE:1\r\n", walk.id)), "{first}");
    assert!(first.contains("DTSTART:20261121T153000Z"), "at 16:30 in Denmark: {first}");

    let moved = plan::change(services, &actor, walk.id, 1, meeting(30)).await.unwrap();
    assert_eq!(tell(services, &actor, walk.id).await.unwrap(), 1);
    let letters = sent(services, &memory).await;
    assert!(letters[0].subject.as_str().starts_with("Ny plan"));
    assert!(calendar(&letters[0]).contains("SEQUENCE:2\r\n") && calendar(&letters[0]).contains("DTSTART:20261130"));

    plan::call_off(services, &actor, walk.id, moved.version).await.unwrap();
    assert_eq!(tell(services, &actor, walk.id).await.unwrap(), 1);
    let letters = sent(services, &memory).await;
    assert!(letters[0].subject.as_str().starts_with("Aflyst"));
    assert!(calendar(&letters[0]).contains("METHOD:CANCEL") && calendar(&letters[0]).contains("STATUS:CANCELLED"));
    let late = ask(services, &actor, walk.id, stage.id(), guest_of("For sent", None)).await;
    assert!(matches!(late, Err(invite::Error::NotPlanned)));
    stage.strike().await;
}

#[tokio::test]
async fn only_who_holds_the_walk_asks_people_along_and_nothing_is_promised_without_a_mail_server() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let walk = planned(&stage, &area, &actor).await;
    let guest = stage.id();
    let email = Some("opdigtet@example.dk".parse().unwrap());
    ask(services, &actor, walk.id, guest, guest_of("Opdigtet", email)).await.unwrap();
    let without = tell(services, &actor, walk.id).await;
    assert!(matches!(without, Err(invite::Error::Post(post::Error::NotSetUp))));
    assert_eq!(invite::list(services, &actor, walk.id).await.unwrap()[0].told_version, None);
    let reader = somebody(Role::Reader, area.place());
    let missing = |error| matches!(error, walks::Error::NoWalk);
    assert!(invite::list(services, &reader, walk.id).await.is_err_and(missing), "addresses are not for everybody");
    let refused = let_off(services, &reader, walk.id, guest).await;
    assert!(matches!(refused, Err(invite::Error::Walk(walks::Error::NoWalk))));
    let other = planned(&stage, &area, &actor).await;
    let_off(services, &actor, other.id, guest).await.unwrap();
    assert_eq!(invite::list(services, &actor, walk.id).await.unwrap().len(), 1, "it is no guest of that walk");
    let_off(services, &actor, walk.id, guest).await.unwrap();
    let_off(services, &actor, walk.id, Uuid::nil()).await.unwrap();
    assert!(invite::list(services, &actor, walk.id).await.unwrap().is_empty());
    run::start(services, &actor, walk.id, "da").await.unwrap();
    let late = ask(services, &actor, walk.id, guest, guest_of("Opdigtet", None)).await;
    assert!(matches!(late, Err(invite::Error::NotPlanned)));
    stage.strike().await;
}

#[tokio::test]
async fn everybody_is_written_to_in_their_language() {
    let (stage, area, actor) = set().await;
    let memory = Memory::default();
    let services = &mailing(stage.services.clone(), Transport::Memory(memory.clone()));
    let meeting = Meeting { is_reinspection: true, ..meeting(24) };
    let walk = plan::plan(services, &actor, stage.id(), area.id, meeting).await.unwrap();
    for (name, address, language) in [("Opdigtet", "da@example.dk", "da"), ("Invented", "en@example.dk", "en")] {
        let guest = Guest { language, ..guest_of(name, Some(address.parse().unwrap())) };
        ask(services, &actor, walk.id, stage.id(), guest).await.unwrap();
    }
    assert_eq!(tell(services, &actor, walk.id).await.unwrap(), 2);
    let mut letters = sent(services, &memory).await;
    letters.sort_by_key(|letter| letter.to.to_string());
    assert!(letters[0].subject.as_str().starts_with("Kom med på"), "{:?}", letters[0].subject);
    assert!(letters[0].text.contains("Vi ser efter, om noget er gjort"), "{}", letters[0].text);
    assert!(letters[1].subject.as_str().starts_with("Join the safety walk"), "{:?}", letters[1].subject);
    assert!(letters[1].text.contains("24 November 2026") && calendar(&letters[1]).contains("Safety walk"));
    stage.strike().await;
}
