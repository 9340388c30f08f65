//! Every migration goes up, down and up again, on both databases, and leaves nothing behind on the way down.

use nabosvar::store::Readiness;

mod database;

use database::TestDatabase;

#[tokio::test]
async fn every_migration_goes_up_down_and_up_again() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    assert!(matches!(db.ready().await.unwrap(), Readiness::MigrationsPending(1..)));
    db.migrate().await.unwrap();
    assert_eq!(db.ready().await.unwrap(), Readiness::Ready);
    db.unmigrate().await.unwrap();
    assert!(matches!(db.ready().await.unwrap(), Readiness::MigrationsPending(1..)));
    db.migrate().await.unwrap();
    db.migrate().await.unwrap();
    assert_eq!(db.ready().await.unwrap(), Readiness::Ready);
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
