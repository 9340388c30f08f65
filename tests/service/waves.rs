//! Waves: opened over what exists, found by their code, open only on their days.

use jiff::civil::Date;
use nabosvar::access::Actor;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::open_wave::{self, Command, Error};
use nabosvar::service::waves::{self, Identity, State};
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented;

#[tokio::test]
async fn a_wave_is_found_by_its_code_however_it_is_typed() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let typed = wave.code.as_str().to_uppercase();
    let typed = format!("{}-{} {}", &typed[..4], &typed[4..8], &typed[8..]);
    let invitation = waves::invitation(&services, &typed).await.unwrap().unwrap();
    assert_eq!(invitation.wave, wave);
    assert_eq!(invitation.programme.name, "Invented programme");
    assert_eq!(invitation.form.form.id(), "invented");
    assert!(invitation.is_open);
    for nothing in ["0000000000000", "", "' OR 1=1 --"] {
        assert!(waves::by_code(&services, nothing).await.unwrap().is_none());
    }
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_wave_is_open_on_its_days_until_it_is_closed() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let open_on = |wave: &_, day: &str| waves::is_open(wave, day.parse::<Date>().unwrap());
    assert!(!open_on(&wave, "2026-10-31"));
    assert!(open_on(&wave, "2026-11-01"));
    assert!(open_on(&wave, "2026-11-30"));
    assert!(!open_on(&wave, "2026-12-01"));
    assert!(open_wave::close(&services, &Actor::operator(), wave.id).await.unwrap());
    let closed = waves::progress(&services, wave.id).await.unwrap().unwrap().wave;
    assert_eq!(closed.state, State::Closed);
    assert!(!open_on(&closed, "2026-11-21"));
    assert!(!open_wave::close(&services, &Actor::operator(), Uuid::nil()).await.unwrap());
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_wave_needs_a_programme_a_published_form_and_days_in_order() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let right = Command {
        programme_id: wave.programme_id,
        form_id: wave.form_id,
        version: wave.form_version,
        name: "Invented wave".parse().unwrap(),
        identity: Identity::Anonymous,
        starts_on: wave.starts_on,
        ends_on: wave.ends_on,
    };
    let backwards = Command { ends_on: Date::constant(2026, 10, 31), ..right.clone() };
    assert!(matches!(open_wave::open(&services, &Actor::operator(), backwards).await, Err(Error::EndsBeforeStart)));
    let homeless = Command { programme_id: Uuid::nil(), ..right.clone() };
    assert!(matches!(open_wave::open(&services, &Actor::operator(), homeless).await, Err(Error::NoProgramme)));
    let unpublished = Command { version: "2".to_owned(), ..right };
    assert!(matches!(open_wave::open(&services, &Actor::operator(), unpublished).await, Err(Error::NoForm)));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn an_anonymous_wave_asks_no_form_that_keeps_the_time() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let source = r#"
form_id: timed
version: "1"
default_language: en
title: Invented form that keeps the time
survey:
  - { type: start, name: begun }
  - { type: text, name: words, label: Words }
"#;
    publish_form::publish(&services, &Actor::operator(), source).await.unwrap();
    let anonymous = Command {
        programme_id: wave.programme_id,
        form_id: "timed".to_owned(),
        version: "1".to_owned(),
        name: "Invented wave".parse().unwrap(),
        identity: Identity::Anonymous,
        starts_on: wave.starts_on,
        ends_on: wave.ends_on,
    };
    let confidential = Command { identity: Identity::Confidential, ..anonymous.clone() };
    assert!(matches!(open_wave::open(&services, &Actor::operator(), anonymous).await, Err(Error::RecordsTime)));
    open_wave::open(&services, &Actor::operator(), confidential).await.unwrap();
    services.db.close().await.unwrap();
    database.drop().await;
}
