//! The database, and the only SQL of the program: one file a table family, free of rules. SQLite is embedded and needs
//! nothing; PostgreSQL serves many machines. Both get the same migrations and the same tests.
//!
//! Reading takes anything that [`Reads`]: the database, or a transaction that wants to see its own writes. Writing takes a
//! [`Tx`], so that nothing is half done.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait, TryInsertResult,
};

mod code;
mod day;
mod digest;
pub mod draft;
pub mod error;
pub mod form;
pub mod place;
pub mod response;
pub mod token;
pub mod wave;

pub use code::WaveCode;
pub use digest::Digest;
pub use error::Error;

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
}

/// A transaction. Dropped without [`Tx::commit`], it never was.
#[derive(Debug)]
pub struct Tx(DatabaseTransaction);

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
                let pool = Database::connect(quiet(ConnectOptions::new(url), connections)).await?;
                Ok(Self { write: pool.clone(), read: pool })
            }
        }
    }

    /// Brings the tables up to date; all steps or none. Safe on many machines at the same time.
    pub async fn migrate(&self) -> Result<(), Error> {
        let tx = self.begin().await?;
        if tx.0.get_database_backend() == DbBackend::Postgres {
            // Any number will do, as long as it is always the same: who comes second waits here for the first.
            tx.0.execute_unprepared("SELECT pg_advisory_xact_lock(20261121)").await?;
        }
        Migrator::up(&tx.0, None).await?;
        tx.commit().await
    }

    /// Takes every migration back. For tests of the migrations: it deletes everything.
    pub async fn unmigrate(&self) -> Result<(), Error> {
        let tx = self.begin().await?;
        Migrator::down(&tx.0, None).await?;
        tx.commit().await
    }

    /// Asks the database whether requests can be served.
    pub async fn ready(&self) -> Result<Readiness, Error> {
        match Migrator::get_pending_migrations_read_only(&self.read).await?.len() {
            0 => Ok(Readiness::Ready),
            pending => Ok(Readiness::MigrationsPending(pending)),
        }
    }

    /// Starts to write. On SQLite this waits for its turn: there is one writer.
    pub async fn begin(&self) -> Result<Tx, Error> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Tx(self.write.begin_with_options(options).await?))
    }

    /// Closes all connections once they are back.
    pub async fn close(self) -> Result<(), Error> {
        self.read.close().await?;
        // On PostgreSQL this is the same pool again, and closing twice does no harm.
        Ok(self.write.close().await?)
    }

    async fn open_sqlite(file: &Path, connections: u32) -> Result<Self, Error> {
        if let Some(folder) = file.parent() {
            make_private(folder).map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        }
        // The writer comes first: it makes the file and turns it to write-ahead logging.
        let write = Database::connect(sqlite(file, 1, false)).await?;
        let read = Database::connect(sqlite(file, connections, true)).await?;
        Ok(Self { write, read })
    }
}

impl Tx {
    /// Makes everything durable. Before this returns, nobody may be told that it is.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.0.commit().await?)
    }
}

impl Reads for Db {
    type Connection = DatabaseConnection;

    fn connection(&self) -> &DatabaseConnection {
        &self.read
    }
}

impl Reads for Tx {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.0
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
        .connect_timeout(Duration::from_secs(5));
    options
}

fn sqlite(file: &Path, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = quiet(ConnectOptions::new("sqlite::memory:"), connections);
    let file = file.to_owned();
    // Connections stay: opening one costs more than keeping it.
    options.idle_timeout(None).max_lifetime(None).map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .in_memory(false)
            .shared_cache(false)
            .filename(&file)
            .create_if_missing(!read_only)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was acknowledged survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            // What is deleted, a draft above all, is overwritten and not only forgotten.
            .pragma("secure_delete", "ON");
        if read_only { sqlite.pragma("query_only", "ON") } else { sqlite }
    });
    options
}

/// Makes a folder that only this user can look into: the answers lie there.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
