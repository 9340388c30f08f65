//! What others hear of findings: residents, and those who promised to see to one.

use jiff::ToSpan;
use nabosvar::event::Event;
use nabosvar::mail::{Memory, Message, Sender, Transport};
use nabosvar::service::findings::life::{Action, Assignment};
use nabosvar::service::findings::told::{self, Outcome};
use nabosvar::service::findings::{change, remind};
use nabosvar::service::{Services, send_mail};
use nabosvar::store::outbox;
use uuid::Uuid;

use crate::findings::{Scene, assignment, texts, words};
use crate::walks_rows::kept;

async fn items(scene: &Scene) -> Vec<told::Item> {
    told::tell(&scene.stage.services, scene.area.id).await.unwrap().unwrap().items
}

#[tokio::test]
async fn residents_read_what_was_approved_as_long_as_it_is_so() {
    let scene = Scene::set().await;
    assert!(items(&scene).await.is_empty());
    scene.does(Action::Assign(assignment())).await;
    scene.does(Action::Approve(texts(), Vec::new())).await;
    let told = items(&scene).await;
    assert_eq!((told.len(), told[0].outcome), (1, Some(Outcome::UnderWay)));
    assert_eq!((&told[0].texts, told[0].photos.len()), (&texts(), 0));
    scene.does(Action::Begin).await;
    assert_eq!(items(&scene).await, told, "to residents, this is the same");
    scene.does(Action::Finish(None)).await;
    assert!(items(&scene).await.is_empty(), "the words were about something else");
    scene.does(Action::Approve(texts(), Vec::new())).await;
    scene.verified(Action::Verify(Some(words("Set efter")))).await;
    assert_eq!(items(&scene).await[0].outcome, Some(Outcome::Done));
    scene.does(Action::Withdraw).await;
    assert!(items(&scene).await.is_empty());
    assert!(told::tell(&scene.stage.services, Uuid::from_u128(1)).await.unwrap().is_none());
    scene.stage.strike().await;
}

#[tokio::test]
async fn a_photo_is_seen_only_if_it_was_marked_and_what_it_shows_approved() {
    let scene = Scene::set().await;
    let services = &scene.stage.services;
    let (shown, other) = (kept(&scene.stage, 11).await, kept(&scene.stage, 12).await);
    scene.does(Action::AddPhoto(shown)).await;
    let is_seen = async |photo| told::photo(services, scene.area.id, photo).await.unwrap().is_some();
    let version = scene.now().await.version;
    let of_another = scene.try_as(&scene.coordinator(), version, Action::Approve(texts(), vec![other])).await;
    assert!(matches!(of_another, Err(change::Error::NotItsPhoto)));
    assert!(!is_seen(shown).await);
    scene.does(Action::Approve(texts(), vec![shown])).await;
    assert!(is_seen(shown).await && !is_seen(other).await);
    assert_eq!(items(&scene).await[0].photos, [shown], "the photo of the walk was not marked");
    assert!(told::photo(services, Uuid::from_u128(1), shown).await.unwrap().is_none());
    scene.does(Action::Withdraw).await;
    assert!(!is_seen(shown).await);
    scene.does(Action::Approve(texts(), Vec::new())).await;
    assert!(!is_seen(shown).await, "it was marked for another time");
    scene.stage.strike().await;
}

/// Has the clock go on, reminds, and gives what was sent.
async fn reminded(services: &Services, sent: &Memory, days: i32) -> Vec<Message> {
    services.clock.set(&services.clock.now().saturating_add(days.days()));
    let count = remind::remind(services).await.unwrap();
    let tx = services.db.begin().await.unwrap();
    let claimed = outbox::claim(&tx, &services.clock, 10).await.unwrap();
    tx.commit().await.unwrap();
    for event in claimed {
        let Ok(Event::Mail { message }) = event.event else { panic!("only mails") };
        let tx = send_mail::send(services, message).await.unwrap();
        assert!(outbox::done(&tx, &event).await.unwrap());
        tx.commit().await.unwrap();
    }
    let mails = sent.take();
    assert_eq!(mails.len() as u64, count);
    mails
}

fn mailing(scene: &Scene, sent: &Memory) -> Services {
    let way = Transport::Memory(sent.clone());
    let sender = Sender::new(way, "Opdigtet projekt <post@invented.example>", None).unwrap();
    scene.stage.services.clone().mailing(sender).reached_at("https://svar.invented.example")
}

#[tokio::test]
async fn a_deadline_is_told_of_once_before_and_once_after() {
    let scene = Scene::set().await;
    let sent = Memory::default();
    let services = mailing(&scene, &sent);
    // The test begins nine days before the deadline.
    scene.does(Action::Assign(assignment())).await;
    assert!(reminded(&services, &sent, 5).await.is_empty());
    let near = reminded(&services, &sent, 1).await;
    assert_eq!(near.len(), 1);
    assert_eq!(near[0].to.to_string(), "betjent@invented.example");
    insta::assert_snapshot!(near[0].text.replace(&scene.finding.id.to_string(), "ID"));
    for days in [0, 1, 1, 1] {
        assert!(reminded(&services, &sent, days).await.is_empty(), "the day of the deadline is not over");
    }
    let over = reminded(&services, &sent, 1).await;
    assert_eq!(over[0].subject.as_str(), "Fristen er gået: et fund i Opdigtet Nord (30. november 2026)");
    assert!(reminded(&services, &sent, 9).await.is_empty());
    let later = Assignment { deadline: Some(services.clock.today()), ..assignment() };
    scene.does(Action::Assign(later)).await;
    assert_eq!(reminded(&services, &sent, 0).await.len(), 1, "another deadline is another promise");
    scene.does(Action::Finish(None)).await;
    assert!(reminded(&services, &sent, 9).await.is_empty());
    scene.stage.strike().await;
}

#[tokio::test]
async fn nobody_is_reminded_who_left_no_address_or_where_nobody_sends_mails() {
    let scene = Scene::set().await;
    let sent = Memory::default();
    let services = mailing(&scene, &sent);
    scene.does(Action::Assign(Assignment { address: None, ..assignment() })).await;
    assert!(reminded(&services, &sent, 8).await.is_empty());
    scene.does(Action::Assign(assignment())).await;
    assert_eq!(remind::remind(&scene.stage.services).await.unwrap(), 0);
    assert_eq!(reminded(&services, &sent, 0).await.len(), 1, "what could not be sent was not noted as sent");
    scene.stage.strike().await;
}
