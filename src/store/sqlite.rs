//! SQLite, as this program wants it: what is acknowledged is on disk, what is deleted is overwritten, one writes and the others
//! read.

use std::path::Path;
use std::time::Duration;

use sea_orm::ConnectOptions;
use sea_orm::SqlxError;
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous};

/// How long a statement waits for another process.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How to open the file: for one writer, or for readers.
pub(super) fn options(file: &Path, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = super::quiet(ConnectOptions::new("sqlite::memory:"), connections);
    let file = file.to_owned();
    // Connections stay: opening one costs more than keeping it.
    options.idle_timeout(None).max_lifetime(None);
    options.map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(ended_well(connection))));
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .in_memory(false)
            .shared_cache(false)
            .filename(&file)
            .create_if_missing(!read_only)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was acknowledged survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            // What is deleted, a draft above all, is overwritten and not only forgotten.
            .pragma("secure_delete", "ON")
            // Random keys touch a page each: copied back more rarely, many changes of a page are one. It is 32 MB of log at most,
            // and that is emptied once a minute in any case.
            .pragma("wal_autocheckpoint", "8000");
        if read_only { sqlite.pragma("query_only", "ON") } else { sqlite }
    });
    options
}

/// Whether a connection may be used again. When the disk is full, SQLite ends a transaction by itself; the library takes it for
/// open, makes the next one a part of it, and "commits" what nobody ever commits.
async fn ended_well(connection: &mut SqliteConnection) -> Result<bool, SqlxError> {
    if !connection.is_in_transaction() {
        return Ok(true);
    }
    // A transaction that was dropped may still be waiting for its end.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Makes the file and its folder, if they are not there, so that only this user can look into them: the answers lie there.
/// SQLite gives the files that it puts beside it the same rights.
pub(super) fn make_private(file: &Path) -> std::io::Result<()> {
    let mut folder = std::fs::DirBuilder::new();
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    folder.recursive(true).create(file.parent().unwrap_or(Path::new(".")))?;
    options.open(file).map(drop)
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use crate::store::{Db, Location, Reads};

    #[tokio::test]
    async fn what_follows_a_transaction_that_sqlite_ended_itself_is_committed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("test.sqlite");
        let db = Db::open(&Location::Sqlite(file), 1).await.unwrap();
        // As SQLite does when the disk is full.
        let ended = db.begin().await.unwrap();
        ended.connection().execute_unprepared("ROLLBACK").await.unwrap();
        drop(ended);
        drop(db.begin().await.unwrap());
        let tx = db.begin().await.unwrap();
        tx.connection().execute_unprepared("CREATE TABLE invented (id INTEGER)").await.unwrap();
        tx.commit().await.unwrap();
        assert!(db.connection().execute_unprepared("SELECT * FROM invented").await.is_ok());
        db.close().await.unwrap();
    }
}
