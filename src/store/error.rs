//! What can go wrong with the database, told apart by what a caller can do about it. No message holds a value of a row.

use std::path::PathBuf;

use sea_orm::sqlx::error::ErrorKind;
use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection, or none free in time. Trying again later may help.
    #[error("the database cannot be reached")]
    Unreachable(#[source] DbErr),
    /// So much is waiting to be written that nothing more is taken. Trying again soon helps.
    #[error("too much is waiting to be written")]
    Busy,
    /// The program is being stopped, and writes only what it has already taken.
    #[error("the program is being stopped")]
    Stopped,
    /// Another row has this value already.
    #[error("a unique constraint was violated")]
    Taken(#[source] DbErr),
    /// A row points at one that is not there.
    #[error("a foreign key was violated")]
    Dangling(#[source] DbErr),
    /// A row holds what this program never writes: somebody else did, or an older or newer program.
    #[error("{table}.{column} of row {row} holds what this program never writes")]
    BadRow {
        /// The table.
        table: &'static str,
        /// The column.
        column: String,
        /// The key of the row, as far as it could be read.
        row: String,
    },
    /// The address of the database cannot be read. The reason would repeat it, password and all.
    #[error(
        "NABOSVAR_DATABASE_URL cannot be read as an address; special characters of a password are written as %23 and the like"
    )]
    Address,
    /// The file of the database cannot be made.
    #[error("the file {} cannot be made", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Everything else: a mistake of this program.
    #[error("the database refused a statement")]
    Refused(#[source] DbErr),
}

impl Error {
    /// Whether it is the moment that is wrong, and not the request: the same again may succeed.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Busy | Self::Stopped)
    }

    /// A value that is not what its column may hold.
    pub(crate) fn bad_row(table: &'static str, column: &str, row: &impl ToString) -> Self {
        Self::BadRow { table, column: column.to_owned(), row: row.to_string() }
    }

    /// Names the table where the library knows only the column. To be used where rows are read.
    pub(super) fn reading(table: &'static str) -> impl Fn(DbErr) -> Self {
        move |error| match sqlx(&error) {
            Some(SqlxError::ColumnDecode { index, .. }) => {
                Self::bad_row(table, index.trim_matches('"'), &"(its key was not read)")
            }
            _ => error.into(),
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
            return Self::Unreachable(error);
        }
        match sqlx(&error) {
            Some(SqlxError::Database(refusal)) => match refusal.kind() {
                ErrorKind::UniqueViolation => Self::Taken(error),
                ErrorKind::ForeignKeyViolation => Self::Dangling(error),
                // SQLITE_BUSY in its forms: another process writes to the file.
                _ if matches!(refusal.code().as_deref(), Some("5" | "261" | "517")) => Self::Unreachable(error),
                _ => Self::Refused(error),
            },
            Some(SqlxError::Io(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed) => {
                Self::Unreachable(error)
            }
            _ => Self::Refused(error),
        }
    }
}

fn sqlx(error: &DbErr) -> Option<&SqlxError> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}
