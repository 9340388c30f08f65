//! First messages that go without anybody pressing a button.

use nabosvar::service::invitations::mails::by_itself;
use nabosvar::service::invitations::mails::{SendsFrom, reminders};
use nabosvar::service::waves::life;
use nabosvar::store::audit;

use super::*;

async fn set(stage: &Stage, sending: Option<SendsFrom>) -> Result<(), reminders::Error> {
    by_itself::set(&stage.services, &Actor::operator(), stage.wave.id, sending).await
}

async fn go(stage: &Stage) -> u64 {
    by_itself::send(&stage.services).await.unwrap()
}

async fn add(stage: &Stage, name: &str) {
    let more = format!("Navn;E-mail\n{name};{name}@invented.example\n");
    import::import(&stage.services, &Actor::operator(), stage.wave.id, more.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn nothing_goes_by_itself_unless_it_is_turned_on_and_then_by_day_and_once() {
    let (stage, sent) = small().await;
    stage.at("2026-11-22T12:00:00");
    assert_eq!(go(&stage).await, 0);
    set(&stage, Some(SendsFrom::Opening)).await.unwrap();
    assert_eq!(stage.overview().await.by_itself, Some(SendsFrom::Opening));
    stage.at("2026-11-23T08:59:00");
    assert_eq!(go(&stage).await, 0, "nobody is woken");
    stage.at("2026-11-23T09:00:00");
    let other = Services { db: stage.database.open().await, ..stage.services.clone() };
    let (one, two) = tokio::join!(go(&stage), async { by_itself::send(&other).await.unwrap() });
    other.db.close().await.unwrap();
    assert_eq!((one + two, go(&stage).await), (1, 0));
    stage.deliver_all().await;
    assert_eq!(recipients(&sent).len(), 5);
    // Who comes on the list later is written to as well; a button that is pressed meanwhile finds nobody left.
    add(&stage, "late").await;
    assert_eq!(go(&stage).await, 1);
    assert_eq!(stage.send(1).await.unwrap(), 0);
    stage.deliver_all().await;
    assert_eq!(recipients(&sent), ["late@invented.example"]);
    let deeds = audit::from(&stage.services.db, 1, 100).await.unwrap();
    assert_eq!(deeds.iter().filter(|entry| entry.deed.action == "mailed").count(), 2);

    set(&stage, None).await.unwrap();
    add(&stage, "later").await;
    assert_eq!(go(&stage).await, 0);
    stage.strike().await;
}

#[tokio::test]
async fn it_waits_for_its_day_and_ends_with_the_wave() {
    let (stage, sent) = small().await;
    stage.at("2026-11-22T12:00:00");
    for (day, month, is_past) in [(21, 11, true), (1, 12, false)] {
        let refused = set(&stage, Some(SendsFrom::Day(date(2026, month, day)))).await;
        assert_eq!(matches!(refused, Err(reminders::Error::Past)), is_past);
        assert_eq!(matches!(refused, Err(reminders::Error::Over)), !is_past);
    }
    set(&stage, Some(SendsFrom::Day(date(2026, 11, 24)))).await.unwrap();
    stage.at("2026-11-23T12:00:00");
    assert_eq!(go(&stage).await, 0);
    stage.at("2026-11-24T12:00:00");
    assert_eq!(go(&stage).await, 1);
    stage.deliver_all().await;
    assert_eq!(recipients(&sent).len(), 5);
    add(&stage, "late").await;
    life::close(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    assert_eq!(go(&stage).await, 0);
    stage.strike().await;
}
