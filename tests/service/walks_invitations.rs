//! Invitations to a walk: each address once for every plan, with a file for the calendar, and nothing after the walk has begun.

use nabosvar::access::Role;
use nabosvar::mail::{Memory, Message, Transport};
use nabosvar::service::walks::invite::{self, ask, let_off, tell};
use nabosvar::service::walks::{self, plan, run};
use nabosvar::service::{Services, post};
use uuid::Uuid;

use crate::mail::{mailing, work};
use crate::walks::{meeting, planned, set, somebody};

/// The mails that were sent since somebody looked.
async fn sent(services: &Services, memory: &Memory) -> Vec<Message> {
    assert!(work(services).await.is_empty());
    memory.take()
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
        ask(services, &actor, walk.id, board, "Bestyrelsen".parse().unwrap(), email).await.unwrap();
    }
    let again = Some("bestyrelsen@EXAMPLE.dk".parse().unwrap());
    ask(services, &actor, walk.id, stage.id(), "Den samme".parse().unwrap(), again).await.unwrap();
    ask(services, &actor, walk.id, police, "Politiet".parse().unwrap(), None).await.unwrap();
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
    let late = ask(services, &actor, walk.id, stage.id(), "For sent".parse().unwrap(), None).await;
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
    ask(services, &actor, walk.id, guest, "Opdigtet".parse().unwrap(), email).await.unwrap();
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
    let late = ask(services, &actor, walk.id, guest, "Opdigtet".parse().unwrap(), None).await;
    assert!(matches!(late, Err(invite::Error::NotPlanned)));
    stage.strike().await;
}
