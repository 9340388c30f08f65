//! What the program never writes is told apart from every other failure: by table, column and row, and without its value.

use nabosvar::service::{Services, catalogue, waves};
use nabosvar::store::{Error, Location, response};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::{invented, past};

/// Bytes as a statement writes them.
fn bytes(database: &TestDatabase, hexadecimal: &str) -> String {
    match database.location {
        Location::Sqlite(_) => format!("x'{hexadecimal}'"),
        Location::Postgres(_) => format!("'\\x{hexadecimal}'"),
    }
}

/// An identity as a statement writes it.
fn identity(database: &TestDatabase, id: Uuid) -> String {
    match database.location {
        Location::Sqlite(_) => bytes(database, &id.simple().to_string()),
        Location::Postgres(_) => format!("'{id}'"),
    }
}

/// Runs a statement past the program.
pub(crate) async fn tamper(database: &TestDatabase, statement: &str) {
    let past = past::connect(&database.location).await;
    assert_eq!(past.execute_unprepared(statement).await.unwrap().rows_affected(), 1);
    past.close().await.unwrap();
}

fn place(error: Error) -> String {
    match error {
        Error::BadRow { table, column, row } => format!("{table}.{column} of {row}"),
        other => panic!("expected a bad row, got {other:?}"),
    }
}

#[tokio::test]
async fn a_bad_row_is_named_by_table_column_and_key() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;

    tamper(&database, "UPDATE wave SET identity = 'well known'").await;
    let error = waves::progress(&services, wave.id).await.err().unwrap();
    assert!(!error.to_string().contains("well known"));
    assert_eq!(place(error), format!("wave.identity of {}", wave.id));

    tamper(&database, "UPDATE form_version SET definition = '{}'").await;
    let fresh = Services::new(services.db.clone(), services.attachments.clone(), services.clock.clone(), 14);
    let error = catalogue::find(&fresh, "invented", "1").await.err().unwrap();
    assert_eq!(place(error), "form_version.definition of invented 1");

    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_digest_of_another_length_is_named_too() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let id = services.clock.identity();
    let (key, wave_key) = (identity(&database, id), identity(&database, wave.id));
    let digest = bytes(&database, "00");
    let insert = format!(
        "INSERT INTO response (id, wave_id, form_id, form_version, language, answers, sha256, period_starts_on, review) \
         VALUES ({key}, {wave_key}, 'invented', '1', 'da', '{{}}', {digest}, '2026-11-01', 'none')"
    );
    tamper(&database, &insert).await;
    let error = response::find(&services.db, id).await.err().unwrap();
    assert_eq!(place(error), format!("response.sha256 of {id}"));
    services.db.close().await.unwrap();
    database.drop().await;
}
