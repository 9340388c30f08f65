//! Copies of the whole database while it is in use: what they hold is true for one moment.

use std::collections::BTreeMap;
use std::path::Path;

use migration::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::SqliteLockingMode;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DbBackend, DbErr, IsolationLevel, Statement, TransactionTrait,
};

use super::answer_check::{self, Described};
use super::change::Changes;
use super::{Db, Error, Location, Reads, Tx, error, postgres_tools, quiet};

/// What a database holds, without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The last migration that was done.
    pub schema: String,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// The files that its rows describe.
    pub files: Vec<Described>,
}

/// Writes a copy of the database into a file that does not exist or is empty, and says what is in it. Who answers meanwhile
/// does not wait for it.
pub async fn copy(db: &Db, location: &Location, file: &Path) -> Result<Contents, Error> {
    match location {
        Location::Sqlite(_) => {
            let name = file.to_str().ok_or(Error::NotInWords)?;
            let statement = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
            db.write.execute_raw(statement).await?;
            let copy = look(file).await?;
            let contents = contents(&copy).await;
            copy.close().await?;
            contents
        }
        Location::Postgres(url) => {
            let connection = db.write.begin_with_config(Some(IsolationLevel::RepeatableRead), None).await?;
            let tx = Tx::of(connection);
            // What this transaction sees, the program sees as well.
            let moment = text(&tx, "SELECT pg_export_snapshot()").await?.ok_or(Error::NotOurs)?;
            let contents = contents(&tx).await?;
            postgres_tools::dump(url, &moment, file).await?;
            tx.commit().await?;
            Ok(contents)
        }
    }
}

/// Opens the SQLite file of a copy, which is not changed by it.
pub async fn look(file: &Path) -> Result<Db, Error> {
    let mut options = quiet(ConnectOptions::new("sqlite::memory:"), 1);
    let file = file.to_owned();
    options.idle_timeout(None).max_lifetime(None).map_sqlx_sqlite_opts(move |sqlite| {
        sqlite.in_memory(false).shared_cache(false).filename(&file).read_only(true).immutable(true)
    });
    let connection = Database::connect(options).await?;
    Ok(Db::over(connection.clone(), connection, Changes::default()))
}

/// What a database holds.
pub async fn contents(from: &impl Reads) -> Result<Contents, Error> {
    let mut rows = BTreeMap::new();
    for table in tables(from).await? {
        if table == "seaql_migrations" {
            continue;
        }
        let count = format!("SELECT COUNT(*) AS count FROM \"{table}\"");
        let count = number(from, &count).await?;
        rows.insert(table, u64::try_from(count).unwrap_or(0));
    }
    let last = "SELECT MAX(version) FROM seaql_migrations";
    let schema = if rows.is_empty() { None } else { text(from, last).await? };
    // An older schema has no files.
    let files = if rows.contains_key("attachment") { answer_check::files(from).await? } else { Vec::new() };
    Ok(Contents { schema: schema.ok_or(Error::NotOurs)?, rows, files })
}

/// Whether a database has no tables at all.
pub async fn is_empty(from: &impl Reads) -> Result<bool, Error> {
    Ok(tables(from).await?.is_empty())
}

/// Whether this program knows a schema; it does not know those of newer ones.
pub fn is_known(schema: &str) -> bool {
    Migrator::migrations().iter().any(|step| step.name() == schema)
}

/// Whether a schema is the one of this program.
pub fn is_current(schema: &str) -> bool {
    Migrator::migrations().last().is_some_and(|step| step.name() == schema)
}

/// Whether another process has a SQLite file open.
pub async fn is_in_use(file: &Path) -> bool {
    let mut options = quiet(ConnectOptions::new("sqlite::memory:"), 1);
    let file = file.to_owned();
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite.in_memory(false).shared_cache(false).filename(&file).create_if_missing(false);
        sqlite.busy_timeout(std::time::Duration::ZERO).locking_mode(SqliteLockingMode::Exclusive)
    });
    let exclusively = async {
        let connection = Database::connect(options).await?;
        let begun = connection.execute_unprepared("BEGIN EXCLUSIVE; COMMIT").await;
        connection.close().await?;
        begun.map(drop)
    };
    // Whatever else is wrong with the file, nobody else has it.
    exclusively.await.is_err_and(|error| error::is_locked(&error))
}

/// Reads what `copy` wrote of a PostgreSQL database into an empty one: all of it or nothing.
pub async fn restore(url: &str, file: &Path) -> Result<(), Error> {
    postgres_tools::restore(url, file).await
}

/// Asks the database whether it is whole: pages, indexes, and rows that point at others. Gives what is not.
pub async fn damages(from: &impl Reads) -> Result<Vec<String>, Error> {
    if from.connection().get_database_backend() == DbBackend::Postgres {
        // The rest it holds itself to, at all times.
        let unchecked = "SELECT conname::text FROM pg_constraint WHERE NOT convalidated";
        return Ok(texts(from, unchecked).await?.into_iter().map(|name| format!("{name} was never checked")).collect());
    }
    let mut damages: Vec<_> = texts(from, "PRAGMA integrity_check(20)").await?;
    damages.retain(|told| told != "ok");
    let dangling = "SELECT DISTINCT \"table\" || ' points at rows of ' || parent || ' that are not there' \
                    FROM pragma_foreign_key_check";
    damages.extend(texts(from, dangling).await?);
    Ok(damages)
}

async fn tables(from: &impl Reads) -> Result<Vec<String>, Error> {
    let query = match from.connection().get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        }
        _ => {
            "SELECT table_name::text FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        }
    };
    texts(from, query).await
}

async fn texts(from: &impl Reads, query: &str) -> Result<Vec<String>, Error> {
    let connection = from.connection();
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), query)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, DbErr>>()?)
}

async fn text(from: &impl Reads, query: &str) -> Result<Option<String>, Error> {
    Ok(texts(from, query).await?.pop())
}

async fn number(from: &impl Reads, query: &str) -> Result<i64, Error> {
    let connection = from.connection();
    let row = connection.query_one_raw(Statement::from_string(connection.get_database_backend(), query)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}
