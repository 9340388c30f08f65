//! Every migration goes up, down and up again, on both databases, and leaves nothing behind on the way down.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail where they stand, as tests do")]

use migration::{Migrator, MigratorTrait};
use nabosvar::store::Readiness;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

#[path = "../database/mod.rs"]
mod database;
mod filled;
#[path = "../invented/mod.rs"]
mod invented;
#[path = "../invented/activities.rs"]
mod invented_activities;
#[path = "../invented/walks.rs"]
mod invented_walks;
#[path = "../past/mod.rs"]
mod past;
mod release;
#[path = "../invented/sending.rs"]
mod sending;
mod wave;

use database::TestDatabase;

#[tokio::test]
async fn every_migration_goes_up_down_and_up_again() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    assert!(matches!(db.ready().await.unwrap(), Readiness::MigrationsPending(1..)));
    db.migrate().await.unwrap();
    assert_eq!(db.ready().await.unwrap(), Readiness::Ready);
    let past = past::connect(&database.location).await;
    Migrator::down(&past, None).await.unwrap();
    past.close().await.unwrap();
    assert!(matches!(db.ready().await.unwrap(), Readiness::MigrationsPending(1..)));
    db.migrate().await.unwrap();
    db.migrate().await.unwrap();
    assert_eq!(db.ready().await.unwrap(), Readiness::Ready);
    db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn no_table_of_answers_tells_the_order_of_arrival() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    db.migrate().await.unwrap();
    let past = past::connect(&database.location).await;
    // `revision` is 1 in every anonymous wave: what is anonymous is never changed.
    for table in ["response", "quarantine", "draft", "response_attachment"] {
        let columns = if past.get_database_backend() == DbBackend::Sqlite {
            // The column that every table has, unless it is clustered by its key.
            assert!(past.execute_unprepared(&format!("SELECT rowid FROM {table}")).await.is_err(), "{table}");
            format!("SELECT type AS kind FROM pragma_table_info('{table}') WHERE name <> 'revision'")
        } else {
            format!(
                "SELECT data_type AS kind FROM information_schema.columns \
                 WHERE table_name = '{table}' AND column_name <> 'revision'"
            )
        };
        let rows = past.query_all_raw(Statement::from_string(past.get_database_backend(), columns)).await.unwrap();
        assert!(rows.len() > 2);
        for row in rows {
            let kind: String = row.try_get("", "kind").unwrap();
            assert!(!kind.to_lowercase().contains("time") && !kind.to_lowercase().contains("int"), "{table}: {kind}");
        }
    }
    past.close().await.unwrap();
    db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn two_machines_that_start_together_migrate_once() {
    let database = TestDatabase::create().await;
    let (one, other) = (database.open().await, database.open().await);
    let (first, second) = tokio::join!(one.migrate(), other.migrate());
    first.unwrap();
    second.unwrap();
    assert_eq!(one.ready().await.unwrap(), Readiness::Ready);
    one.close().await.unwrap();
    other.close().await.unwrap();
    database.drop().await;
}
