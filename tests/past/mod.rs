//! A way past the program, for tests that look at what it cannot see or do what it never would.

use nabosvar::store::Location;
use sea_orm::{Database, DatabaseConnection};

/// A connection of one's own to a test's database.
pub(crate) async fn connect(location: &Location) -> DatabaseConnection {
    let url = match location {
        Location::Sqlite(file) => format!("sqlite:{}", file.display()),
        Location::Postgres(url) => url.clone(),
    };
    Database::connect(url).await.expect("the test's database answers")
}
