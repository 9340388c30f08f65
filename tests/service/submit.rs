//! Submitting: stored once, replayed as often as one likes, never lost, and refused for reasons that can be told.

use forms::ViolationCode;
use nabosvar::access::Actor;
use nabosvar::service::Services;
use nabosvar::service::answers::submit::{Command, Error, Outcome, Round, submit};
use nabosvar::service::waves::{self, Identity, Wave, life};
use nabosvar::store::{quarantine, response};
use serde_json::json;
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented;
use crate::sending::by_link;

async fn answers(services: &Services, wave: &Wave) -> u64 {
    waves::progress(services, wave.id).await.unwrap().unwrap().answers
}

#[tokio::test]
async fn an_answer_is_stored_with_its_wave_and_the_waves_first_day() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let command = by_link(&services, &wave, &json!({"name": "Nobody", "colours": ["blue", "red"]}));
    let Outcome::Created(receipt) = submit(&services, command.clone()).await.unwrap() else {
        panic!("it is new");
    };
    assert_eq!(receipt.id, command.response_id);
    let stored = response::find(&services.db, receipt.id).await.unwrap().unwrap();
    assert_eq!(stored.wave_id, Some(wave.id));
    assert_eq!(stored.period_starts_on, wave.starts_on);
    assert_eq!(stored.language, "en");
    assert_eq!(stored.sha256, receipt.sha256);
    assert_eq!(stored.answers, r#"{"name":"Nobody","colours":["red","blue"],"days_left":33}"#);
    assert_eq!(answers(&services, &wave).await, 1);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn the_same_content_again_is_a_replay_also_on_another_day_and_in_another_order() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let mut command = by_link(&services, &wave, &json!({"name": "Nobody", "colours": ["blue", "red"]}));
    let Outcome::Created(first) = submit(&services, command.clone()).await.unwrap() else { panic!("not stored") };
    services.clock.set(&invented::noon().tomorrow().unwrap());
    assert_eq!(submit(&services, command.clone()).await.unwrap(), Outcome::Replayed(first));
    command.body = br#"{"colours": ["red", "blue"], "name": "Nobody", "age": null}"#.to_vec();
    assert!(matches!(submit(&services, command.clone()).await, Ok(Outcome::Replayed(_))));
    assert_eq!(quarantine::count_open(&services.db, command.response_id).await.unwrap(), 0);
    assert_eq!(answers(&services, &wave).await, 1);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn other_content_under_a_taken_identity_is_kept_apart_once() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let mut command = by_link(&services, &wave, &json!({"name": "Nobody"}));
    submit(&services, command.clone()).await.unwrap();
    command.body = br#"{"name": "Somebody"}"#.to_vec();
    for _ in 0..2 {
        assert!(matches!(submit(&services, command.clone()).await, Err(Error::Conflict)));
    }
    assert_eq!(quarantine::count_open(&services.db, command.response_id).await.unwrap(), 1);
    let stored = response::find(&services.db, command.response_id).await.unwrap().unwrap();
    assert!(stored.answers.contains("Nobody"));
    assert_eq!(answers(&services, &wave).await, 1);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn of_many_at_once_under_one_identity_exactly_one_is_new() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let command = by_link(&services, &wave, &json!({"name": "Nobody"}));
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (services, command) = (services.clone(), command.clone());
            tokio::spawn(async move { submit(&services, command).await })
        })
        .collect();
    let mut new = 0;
    for task in tasks {
        if matches!(task.await.unwrap().unwrap(), Outcome::Created(_)) {
            new += 1;
        }
    }
    assert_eq!(new, 1);
    assert_eq!(answers(&services, &wave).await, 1);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn every_violation_is_told_and_nothing_is_stored() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let command = by_link(&services, &wave, &json!({"age": 130, "colours": ["green"], "shoe_size": 43}));
    let Err(Error::Violations(violations)) = submit(&services, command).await else {
        panic!("it breaks rules");
    };
    let mut found: Vec<_> = violations.iter().map(|it| (it.path.as_str(), it.code.name())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("age", ViolationCode::Constraint.name()),
            ("colours", ViolationCode::UnknownChoice.name()),
            ("name", ViolationCode::Required.name()),
            ("shoe_size", ViolationCode::UnknownField.name()),
        ]
    );
    assert_eq!(answers(&services, &wave).await, 0);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn an_anonymous_wave_takes_only_random_identities() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let mut command = by_link(&services, &wave, &json!({"name": "Nobody"}));
    for telling in ["00000000-0000-0000-0000-000000000001", "01932c07-209c-7000-8000-000000000000"] {
        command.response_id = telling.parse().unwrap();
        assert!(matches!(submit(&services, command.clone()).await, Err(Error::NotRandom)));
    }
    let confidential = invented::another_wave(&services, Identity::Confidential).await;
    command.round = Round::OfCode(confidential.code.as_str().to_owned());
    assert!(matches!(submit(&services, command).await, Ok(Outcome::Created(_))));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_closed_wave_takes_nothing_new_but_knows_what_it_has() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let mut command = by_link(&services, &wave, &json!({"name": "Nobody"}));
    submit(&services, command.clone()).await.unwrap();
    life::close(&services, &Actor::operator(), wave.id).await.unwrap();
    assert!(matches!(submit(&services, command.clone()).await, Ok(Outcome::Replayed(_))));
    let late = Command { body: br#"{"name": "Somebody"}"#.to_vec(), ..command.clone() };
    assert!(matches!(submit(&services, late).await, Err(Error::Conflict)));
    assert_eq!(quarantine::count_open(&services.db, command.response_id).await.unwrap(), 1);
    command.response_id = services.clock.identity();
    assert!(matches!(submit(&services, command).await, Err(Error::WaveClosed)));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_is_not_there_is_said() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let right = by_link(&services, &wave, &json!({"name": "Nobody"}));
    let unpublished = Command { version: "2".to_owned(), ..right.clone() };
    assert!(matches!(submit(&services, unpublished).await, Err(Error::NoForm)));
    let nowhere = Command { round: Round::OfCode("0000000000000".to_owned()), ..right };
    assert!(matches!(submit(&services, nowhere).await, Err(Error::NoWave)));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn without_a_code_the_only_open_wave_counts_and_a_replay_stays_where_it_was() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let mut command = by_link(&services, &wave, &json!({"name": "Nobody"}));
    command.round = Round::OnlyOpen;
    submit(&services, command.clone()).await.unwrap();
    assert_eq!(answers(&services, &wave).await, 1);

    let other = invented::another_wave(&services, Identity::Anonymous).await;
    assert!(matches!(submit(&services, command.clone()).await, Ok(Outcome::Replayed(_))));
    command.response_id = services.clock.identity();
    assert!(matches!(submit(&services, command.clone()).await, Err(Error::WaveAmbiguous)));

    life::close(&services, &Actor::operator(), wave.id).await.unwrap();
    life::close(&services, &Actor::operator(), other.id).await.unwrap();
    // Without a wave there is nobody to be anonymous towards, so any identity will do.
    command.response_id = Uuid::from_u128(1);
    assert!(matches!(submit(&services, command.clone()).await, Ok(Outcome::Created(_))));
    let stored = response::find(&services.db, command.response_id).await.unwrap().unwrap();
    assert_eq!((stored.wave_id, stored.period_starts_on.to_string().as_str()), (None, "2026-11-21"));
    services.db.close().await.unwrap();
    database.drop().await;
}
