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
    /// The disk of the database is full, cannot be written or fails. Somebody has to look at it; then the same again succeeds.
    #[error("the database cannot write to its disk")]
    Disk(#[source] DbErr),
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
    /// A database that this program did not make.
    #[error("this is no database of Nabosvar")]
    NotOurs,
    /// A path that cannot be given to the database.
    #[error("the path is not text")]
    NotInWords,
    /// A program of PostgreSQL's is not there.
    #[error(
        "{program} cannot be run; it comes with PostgreSQL's client programs, whose version must not be older than the server's"
    )]
    NoTool {
        /// The program.
        program: &'static str,
        /// Why.
        source: std::io::Error,
    },
    /// A program of PostgreSQL's failed.
    #[error("{program} failed: {words}")]
    Tool {
        /// The program.
        program: &'static str,
        /// What it said.
        words: String,
    },
    /// Everything else: a mistake of this program.
    #[error("the database refused a statement")]
    Refused(#[source] DbErr),
}

impl Error {
    /// Whether it is the moment that is wrong, and not the request: the same again may succeed.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Disk(_) | Self::Busy | Self::Stopped)
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
                _ => match passing(refusal.code().as_deref().unwrap_or_default()) {
                    Some(Passing::Unreachable) => Self::Unreachable(error),
                    Some(Passing::Disk) => Self::Disk(error),
                    None => Self::Refused(error),
                },
            },
            Some(SqlxError::Io(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed) => {
                Self::Unreachable(error)
            }
            _ => Self::Refused(error),
        }
    }
}

/// What passes, by what a database says in its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passing {
    Unreachable,
    Disk,
}

/// Looks a code up: SQLite's (<https://sqlite.org/rescode.html>) are numbers of at most four digits whose last byte is the
/// kind, PostgreSQL's
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>) have five characters of which the first two are the class.
fn passing(code: &str) -> Option<Passing> {
    if let Some((class, 3)) = code.split_at_checked(2).map(|(class, rest)| (class, rest.len())) {
        return match (class, code) {
            // Read only, because it is a replica or somebody said so; the disk is full; an operating system error.
            (_, "25006" | "53100") | ("58", _) => Some(Passing::Disk),
            // No connection, no resources, being stopped or started, a deadlock or a lock that was not free.
            ("08" | "53" | "57", _) | (_, "40001" | "40P01" | "55P03") => Some(Passing::Unreachable),
            _ => None,
        };
    }
    match code.parse::<u32>().ok()? & 0xff {
        // SQLITE_BUSY and SQLITE_LOCKED: another process writes to the file.
        5 | 6 => Some(Passing::Unreachable),
        // SQLITE_READONLY, _IOERR, _FULL, _CANTOPEN.
        8 | 10 | 13 | 14 => Some(Passing::Disk),
        _ => None,
    }
}

/// `SQLITE_BUSY` in its forms: another process has the file.
pub(super) fn is_locked(error: &DbErr) -> bool {
    let code = match sqlx(error) {
        Some(SqlxError::Database(refusal)) => refusal.code(),
        _ => None,
    };
    matches!(code.as_deref(), Some("5" | "261" | "517"))
}

fn sqlx(error: &DbErr) -> Option<&SqlxError> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_from_what_does_not() {
        for (code, expected) in [
            // SQLITE_BUSY, _BUSY_SNAPSHOT, _IOERR_WRITE, _FULL, _READONLY_DBMOVED, _CONSTRAINT_CHECK, _CORRUPT, _ERROR
            ("5", Some(Passing::Unreachable)),
            ("517", Some(Passing::Unreachable)),
            ("778", Some(Passing::Disk)),
            ("13", Some(Passing::Disk)),
            ("1032", Some(Passing::Disk)),
            ("275", None),
            ("11", None),
            ("1", None),
            // disk_full, io_error, read_only_sql_transaction, admin_shutdown, too_many_connections, deadlock_detected
            ("53100", Some(Passing::Disk)),
            ("58030", Some(Passing::Disk)),
            ("25006", Some(Passing::Disk)),
            ("57P01", Some(Passing::Unreachable)),
            ("53300", Some(Passing::Unreachable)),
            ("40P01", Some(Passing::Unreachable)),
            // undefined_table, check_violation
            ("42P01", None),
            ("23514", None),
            ("", None),
            ("æøå", None),
        ] {
            assert_eq!(passing(code), expected, "{code}");
        }
    }
}
