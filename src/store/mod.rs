//! The database, and the only SQL of the program: one file a table family, free of rules. SQLite is embedded and needs
//! nothing; PostgreSQL serves many machines. Both get the same migrations and the same tests.
//!
//! Reading takes anything that [`Reads`]: the database, or a transaction that wants to see its own writes. Writing takes a
//! [`Tx`], so that nothing is half done.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, TryInsertResult};
use tokio::sync::Notify;

pub mod account;
pub mod account_link;
pub mod activity;
pub mod activity_session;
pub mod agreement;
pub mod answer_check;
pub mod area_plan;
pub mod attachment;
pub mod audit;
pub mod change;
mod code;
pub mod copy;
mod day;
pub mod delivery;
mod digest;
pub mod draft;
pub mod error;
pub mod finding;
pub mod finding_event;
pub mod finding_life;
pub mod finding_reminder;
pub mod form;
pub mod form_draft;
pub mod grant;
mod hours;
mod insertion;
pub mod installation_key;
mod intake;
pub mod invitation;
pub mod invitation_mail;
pub mod log_in_step;
pub mod login_attempt;
pub mod mail;
pub mod mail_attempt;
pub mod mark;
mod moment;
pub mod observation;
mod order;
pub mod outbox;
mod personal_code;
pub mod place;
pub mod place_code;
pub mod population;
mod postgres_tools;
pub mod provider_link;
pub mod provider_trip;
pub mod quarantine;
pub mod record;
pub mod register_figure;
pub mod registration;
pub mod release;
pub mod release_answer;
pub mod release_request;
pub mod report;
pub mod response;
pub mod response_doubt;
pub mod response_event;
pub mod response_list;
pub mod revision;
pub mod schedule;
pub mod second_factor;
pub mod session;
pub mod sign_up;
mod sqlite;
mod stop_code;
pub mod subscription;
pub mod token;
mod transaction;
pub mod unspent_code;
pub mod walk;
pub mod wave;
pub mod wave_sending;

pub use code::LinkCode;
pub use digest::{Digest, Hasher};
pub use error::Error;
pub use intake::{ByCode, Entry, Fate};
pub use personal_code::{Misread, PersonalCode};
pub use stop_code::StopCode;
pub use transaction::Tx;

use change::Changes;
use intake::Intake;

/// Where the database is.
#[derive(Clone)]
pub enum Location {
    /// A file, made with its folder when it is not there.
    Sqlite(PathBuf),
    /// The address of a PostgreSQL database, with its password.
    Postgres(String),
}

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    write: DatabaseConnection,
    read: DatabaseConnection,
    intake: Intake,
    appended: Arc<Notify>,
    changes: Changes,
}

/// What can be read from: the database or a transaction.
pub trait Reads: Sync {
    /// The connection of the database library.
    type Connection: ConnectionTrait;

    /// The connection to read on.
    fn connection(&self) -> &Self::Connection;
}

/// Whether requests can be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// The database answers and has every table.
    Ready,
    /// The database answers, but this many migrations are still to be done.
    MigrationsPending(usize),
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(f, "SQLite file {}", file.display()),
            Self::Postgres(_) => f.write_str("PostgreSQL (address not shown)"),
        }
    }
}

impl Db {
    /// Opens the database with at most `connections` connections; SQLite adds one that writes.
    pub async fn open(location: &Location, connections: u32) -> Result<Self, Error> {
        match location {
            Location::Sqlite(file) => Self::open_sqlite(file, connections).await,
            Location::Postgres(url) => {
                if url.parse::<PgConnectOptions>().is_err() {
                    return Err(Error::Address);
                }
                let pool = Database::connect(quiet(ConnectOptions::new(url), connections)).await?;
                Ok(Self::over(pool.clone(), pool, Changes::announced_at(url)))
            }
        }
    }

    /// The same database, but what is handed to [`Db::store`] is thrown away and called done: for the benchmark, which holds
    /// the server with the write against the server without. No setting leads here.
    #[must_use]
    pub fn forgetful(self) -> Self {
        Self { intake: Intake::forgetful(), ..self }
    }

    /// Brings the tables up to date; all steps or none. Safe on many machines at the same time.
    pub async fn migrate(&self) -> Result<(), Error> {
        let tx = self.begin().await?;
        if tx.connection().get_database_backend() == DbBackend::Postgres {
            // Any number will do, as long as it is always the same: who comes second waits here for the first.
            tx.connection().execute_unprepared("SELECT pg_advisory_xact_lock(20261121)").await?;
        }
        Migrator::up(tx.connection(), None).await?;
        tx.commit().await
    }

    /// Asks the database whether requests can be served.
    pub async fn ready(&self) -> Result<Readiness, Error> {
        match Migrator::get_pending_migrations_read_only(&self.read).await?.len() {
            0 => Ok(Readiness::Ready),
            pending => Ok(Readiness::MigrationsPending(pending)),
        }
    }

    /// Overwrites what was deleted. SQLite keeps changes in the order they came in a file of its own (the write-ahead log)
    /// until they are moved into the database; a draft that was cleared must not be read there for days. PostgreSQL looks
    /// after itself.
    pub async fn tidy(&self) -> Result<(), Error> {
        if self.write.get_database_backend() == DbBackend::Sqlite {
            // Who reads for long, as a backup does, is not waited for: all answers would wait as well. The next time will do.
            self.write.execute_unprepared("PRAGMA busy_timeout = 50").await?;
            let emptied = self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await;
            let patience = format!("PRAGMA busy_timeout = {}", sqlite::PATIENCE.as_millis());
            self.write.execute_unprepared(&patience).await?;
            emptied?;
        }
        Ok(())
    }

    /// Starts to write. On SQLite this waits for its turn: there is one writer.
    pub async fn begin(&self) -> Result<Tx, Error> {
        Ok(Tx::begin(&self.write).await?.telling(&self.appended, &self.changes))
    }

    /// Waits until an event was appended through this handle or a clone of it. One that was appended since the last wait
    /// counts. Other machines are not heard.
    pub async fn appended(&self) {
        self.appended.notified().await;
    }

    /// What is known of changes: whether what was read before may still be believed.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Makes an answer or a draft durable, in one transaction with whatever else is waiting.
    ///
    /// # Errors
    /// [`Error::Busy`] at once if too much is waiting. After an error it may be stored all the same: the connection can
    /// break after the commit.
    pub async fn store(&self, entry: Entry) -> Result<Fate, Error> {
        self.intake.take(entry).await
    }

    /// Finishes what was taken, and closes all connections once they are back.
    pub async fn close(self) -> Result<(), Error> {
        self.intake.finish().await;
        self.read.close().await?;
        // On PostgreSQL this is the same pool again, and closing twice does no harm.
        Ok(self.write.close().await?)
    }

    async fn open_sqlite(file: &Path, connections: u32) -> Result<Self, Error> {
        sqlite::make_private(file).map_err(|source| Error::File { file: file.to_owned(), source })?;
        // The writer comes first: it makes the file and turns it to write-ahead logging.
        let write = Database::connect(sqlite::options(file, 1, false)).await?;
        let read = Database::connect(sqlite::options(file, connections, true)).await?;
        Ok(Self::over(write, read, Changes::default()))
    }

    fn over(write: DatabaseConnection, read: DatabaseConnection, changes: Changes) -> Self {
        Self { intake: Intake::start(&write), write, read, appended: Arc::default(), changes }
    }
}

impl Reads for Db {
    type Connection = DatabaseConnection;

    fn connection(&self) -> &DatabaseConnection {
        &self.read
    }
}

/// Whether an insert that does nothing on a conflict did something.
fn inserted(result: Result<TryInsertResult<u64>, DbErr>) -> Result<bool, Error> {
    match result? {
        TryInsertResult::Inserted(rows) => Ok(rows == 1),
        TryInsertResult::Conflicted | TryInsertResult::Empty => Ok(false),
    }
}

/// No statement is logged, because some would carry their values; and who waits is told soon rather than never.
fn quiet(mut options: ConnectOptions, connections: u32) -> ConnectOptions {
    options
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        .connect_timeout(Duration::from_secs(5))
        // To ask before every use whether a connection is alive costs as much as a statement.
        .test_before_acquire(false)
        .test_before_acquire_if_idle_for(Duration::from_secs(1));
    options
}

#[cfg(test)]
mod tests {
    use sea_orm::{Statement, TransactionTrait};

    use super::*;

    async fn fresh(folder: &tempfile::TempDir) -> Db {
        let file = folder.path().join("data").join("test.sqlite");
        Db::open(&Location::Sqlite(file), 2).await.unwrap()
    }

    async fn pragma(connection: &DatabaseConnection, name: &str) -> String {
        let row = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"))).await;
        let row = row.unwrap().unwrap();
        row.try_get_by_index::<String>(0).or_else(|_| row.try_get_by_index::<i32>(0).map(|it| it.to_string())).unwrap()
    }

    #[tokio::test]
    async fn sqlite_keeps_what_it_acknowledged_and_checks_what_points_where() {
        let folder = tempfile::tempdir().unwrap();
        let db = fresh(&folder).await;
        for connection in [&db.write, &db.read] {
            assert_eq!(pragma(connection, "journal_mode").await, "wal");
            assert_eq!(pragma(connection, "synchronous").await, "2");
            assert_eq!(pragma(connection, "foreign_keys").await, "1");
            assert_eq!(pragma(connection, "secure_delete").await, "1");
            assert_eq!(pragma(connection, "wal_autocheckpoint").await, "8000");
        }
        db.close().await.unwrap();
    }

    #[tokio::test]
    async fn what_is_deleted_is_gone_from_the_files_once_they_are_tidied() {
        let folder = tempfile::tempdir().unwrap();
        let db = fresh(&folder).await;
        db.write.execute_unprepared("CREATE TABLE invented (words TEXT)").await.unwrap();
        db.write.execute_unprepared("INSERT INTO invented VALUES ('a secret that is invented')").await.unwrap();
        db.write.execute_unprepared("DELETE FROM invented").await.unwrap();
        db.tidy().await.unwrap();
        for file in std::fs::read_dir(folder.path().join("data")).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(8).any(|part| part == b"a secret"));
        }
        db.close().await.unwrap();
    }

    #[tokio::test]
    async fn nobody_waits_to_be_stored_because_somebody_reads_for_long() {
        let folder = tempfile::tempdir().unwrap();
        let db = fresh(&folder).await;
        db.write.execute_unprepared("CREATE TABLE invented (words TEXT)").await.unwrap();
        // As a backup does, for as long as it takes.
        let reader = db.read.begin().await.unwrap();
        reader.query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT * FROM invented")).await.unwrap();
        db.write.execute_unprepared("INSERT INTO invented VALUES ('invented')").await.unwrap();
        let watch = crate::clock::Clock::system(jiff::tz::TimeZone::UTC).stopwatch();
        db.tidy().await.unwrap();
        assert!(watch.elapsed() < sqlite::PATIENCE / 2);
        assert_eq!(pragma(&db.write, "busy_timeout").await, sqlite::PATIENCE.as_millis().to_string());
        drop(reader);
        db.close().await.unwrap();
    }

    #[tokio::test]
    async fn an_address_that_cannot_be_read_is_not_repeated() {
        let address = "postgres://invented:pa#hemmelig@127.0.0.1/nabosvar".to_owned();
        let error = Db::open(&Location::Postgres(address), 1).await.unwrap_err();
        let mut told = format!("{error:?} {error}");
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            told.push_str(&error.to_string());
            cause = error.source();
        }
        assert!(!told.contains("hemmelig"), "{told}");
        assert!(told.contains("NABOSVAR_DATABASE_URL"), "{told}");
    }

    #[tokio::test]
    async fn only_the_writer_writes() {
        let folder = tempfile::tempdir().unwrap();
        let db = fresh(&folder).await;
        assert!(db.read.execute_unprepared("CREATE TABLE invented (id INTEGER)").await.is_err());
        db.write.execute_unprepared("CREATE TABLE invented (id INTEGER)").await.unwrap();
        db.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_transaction_that_is_dropped_never_was() {
        let folder = tempfile::tempdir().unwrap();
        let db = fresh(&folder).await;
        let tx = db.begin().await.unwrap();
        tx.connection().execute_unprepared("CREATE TABLE invented (id INTEGER)").await.unwrap();
        drop(tx);
        assert!(db.read.execute_unprepared("SELECT * FROM invented").await.is_err());
        db.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_database_that_is_closed_cannot_be_reached() {
        let folder = tempfile::tempdir().unwrap();
        let db = fresh(&folder).await;
        db.clone().close().await.unwrap();
        assert!(matches!(db.begin().await, Err(Error::Unreachable(_))));
        assert!(matches!(db.ready().await, Err(Error::Unreachable(_))));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn nobody_else_can_look_into_the_files() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let db = fresh(&folder).await;
        db.migrate().await.unwrap();
        let data = folder.path().join("data");
        assert_eq!(data.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        for file in std::fs::read_dir(data).unwrap() {
            let file = file.unwrap();
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.path());
        }
        db.close().await.unwrap();
    }
}
