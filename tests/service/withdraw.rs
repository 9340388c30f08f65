//! Taking an answer back: everything goes, and nothing that is late brings it back.

use nabosvar::access::Actor;
use nabosvar::service::answers::revise;
use nabosvar::service::answers::settle::{self, Decision};
use nabosvar::service::answers::submit;
use nabosvar::service::answers::{self, Error};
use sea_orm::{ConnectionTrait, Statement};

use crate::past;
use crate::stage::{Stage, which};

#[tokio::test]
async fn nothing_is_left_of_what_was_said() {
    let stage = Stage::set().await;
    let first = stage.new_answer("A secret that is invented").await;
    stage.changed(&first, "Another secret").await;
    let case = stage.conflict(&stage.identified, first.id, "A third secret").await;
    answers::withdraw(&stage.services, &Actor::operator(), which(first.id)).await.unwrap();
    answers::withdraw(&stage.services, &Actor::operator(), which(first.id)).await.unwrap();
    assert_eq!(stage.count(&stage.identified).await, 0);
    assert!(matches!(answers::find(&stage.services, which(first.id)).await, Err(Error::Withdrawn)));
    assert!(settle::look(&stage.services, case.id).await.unwrap().is_none());
    let settled = settle::settle(&stage.services, &Actor::operator(), case.id, &Decision::Split).await;
    assert!(matches!(settled, Err(settle::Error::NoCase)));

    let past = past::connect(stage.location()).await;
    for (table, rows) in [("response", 1), ("response_revision", 0), ("quarantine", 0), ("response_attachment", 0)] {
        let all = Statement::from_string(past.get_database_backend(), format!("SELECT * FROM {table}"));
        assert_eq!(past.query_all_raw(all).await.unwrap().len(), rows, "{table}");
    }
    let left = "SELECT count(*) AS rows FROM response WHERE answers = '' AND language = '' AND wave_id IS NULL";
    let left = past.query_one_raw(Statement::from_string(past.get_database_backend(), left)).await.unwrap().unwrap();
    assert_eq!(left.try_get::<i64>("", "rows").unwrap(), 1);
    past.close().await.unwrap();
    stage.strike().await;
}

#[tokio::test]
async fn what_is_late_does_not_bring_it_back() {
    let stage = Stage::set().await;
    let first = stage.new_answer("First").await;
    let second = stage.changed(&first, "Second").await;
    answers::withdraw(&stage.services, &Actor::operator(), which(first.id)).await.unwrap();
    for name in ["First", "Second", "Third"] {
        let late = stage.put(&stage.identified, first.id, name).await;
        assert!(matches!(late, Err(submit::Error::Withdrawn)), "{late:?}");
    }
    for base in [&first, &second] {
        let late = stage.edit(base, "Second").await;
        assert!(matches!(late, Err(revise::Error::Refused(submit::Error::Withdrawn))), "{late:?}");
    }
    stage.close(&stage.identified).await;
    let late = stage.put(&stage.identified, first.id, "First").await;
    assert!(matches!(late, Err(submit::Error::Withdrawn)), "{late:?}");
    assert_eq!(stage.count(&stage.identified).await, 0);
    assert!(stage.open_cases(first.id).await.is_empty());
    stage.strike().await;
}

#[tokio::test]
async fn what_is_not_there_cannot_be_taken_back() {
    let stage = Stage::set().await;
    let nothing = answers::withdraw(&stage.services, &Actor::operator(), which(stage.id())).await;
    assert!(matches!(nothing, Err(Error::NotFound)));
    let first = stage.new_answer("First").await;
    let elsewhere = answers::Which { version: "2", ..which(first.id) };
    assert!(matches!(answers::withdraw(&stage.services, &Actor::operator(), elsewhere).await, Err(Error::NotFound)));
    assert_eq!(stage.count(&stage.identified).await, 1);
    stage.strike().await;
}
