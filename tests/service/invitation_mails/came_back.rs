//! Mails that come back after they were taken.

use nabosvar::mail::Bounce;
use nabosvar::service::invitations::mails::came_back;
use uuid::Uuid;

use super::*;

async fn come_back(stage: &Stage, mail: Uuid) {
    let bounce = Bounce { mail, status: "5.1.1".to_owned() };
    came_back::note(&stage.services, &bounce).await.unwrap();
}

#[tokio::test]
async fn a_first_mail_that_comes_back_is_a_refused_one() {
    let (stage, sent) = small().await;
    stage.send(5).await.unwrap();
    stage.deliver_all().await;
    let mails = sent.take();
    come_back(&stage, mails[2].id).await;
    come_back(&stage, mails[2].id).await;
    let refused: Vec<_> = stage.invited().await.into_iter().filter(|(_, one)| one.refusal.is_some()).collect();
    let [(address, one)] = &refused[..] else { panic!("one") };
    assert_eq!((address, one.refusal.as_deref()), (&mails[2].to.to_string(), Some("5.1.1")));
    // They are not reminded, and are written to again when staff say so.
    stage.remind_on(date(2026, 11, 24)).await.unwrap();
    stage.at("2026-11-24T12:00:00");
    assert_eq!(stage.remind().await, 1);
    stage.deliver_all().await;
    assert_eq!(sent.take().len(), 4);
    mails::try_again(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    assert_eq!(stage.overview().await.due, 1);
    stage.strike().await;
}

#[tokio::test]
async fn a_reminder_that_comes_back_and_what_somebody_made_up_leave_no_trace() {
    let (stage, _) = small().await;
    stage.send(5).await.unwrap();
    stage.deliver_all().await;
    stage.remind_on(date(2026, 11, 24)).await.unwrap();
    stage.at("2026-11-24T12:00:00");
    assert_eq!(stage.remind().await, 1);
    stage.deliver_all().await;
    for one in stage.invited().await.into_values() {
        // Who reads the database knows identities, and cannot make those of mails without the key.
        for mail in [stage.services.secret_key.mail(one.id, 1), one.id, Uuid::nil()] {
            come_back(&stage, mail).await;
        }
        let other = SecretKey::parse(&"6b".repeat(32)).unwrap();
        come_back(&stage, other.mail(one.id, 0)).await;
    }
    assert!(stage.invited().await.values().all(|one| one.refusal.is_none()));
    stage.strike().await;
}
