//! The one hot statement: many answers into their table, whose constraint decides which identities are free. Everything else in
//! the store is written by the query builder; this is written out, because building it cost more than running it.
//!
//! PostgreSQL takes a column as an array, so that one statement, prepared once, serves any number of rows. SQLite has no arrays:
//! there a batch goes in pieces of 128, 64, 32 … rows, so that few statements serve any number, and each is prepared once.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};
use uuid::Uuid;

use super::response::Response;
use super::{Error, day};

/// In the order in which [`row`] gives the values.
const COLUMNS: &str =
    "id, wave_id, form_id, form_version, language, answers, sha256, period_starts_on, review, revision, marks";
const COLUMN_COUNT: usize = 11;
/// No wave has this identity: it stands for none where an array cannot hold nothing.
const NO_WAVE: Uuid = Uuid::nil();
const POSTGRES: &str = "INSERT INTO response \
    (id, wave_id, form_id, form_version, language, answers, sha256, period_starts_on, review, revision, marks) \
    SELECT id, nullif(wave_id, '00000000-0000-0000-0000-000000000000'), form_id, form_version, language, answers, sha256, \
    period_starts_on, review, revision, marks \
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::date[], $9::text[], \
    $10::int[], $11::text[]) \
    AS new (id, wave_id, form_id, form_version, language, answers, sha256, period_starts_on, review, revision, marks) \
    ON CONFLICT (id) DO NOTHING RETURNING id";
/// More rows do not go in one statement of SQLite.
const MOST: usize = 128;

/// Whether answers go in one statement, which needs no transaction around it.
pub(super) fn is_one_statement(backend: DbBackend, new: &[&Response]) -> bool {
    let is_one = backend == DbBackend::Postgres || new.len() == 1;
    is_one && new.iter().all(|new| new.attachments.is_empty() && new.review.doubts().is_empty())
}

/// Adds the answers whose identities are free, and says which those are. No identity may be twice among them.
pub(super) async fn insert(on: &impl ConnectionTrait, new: &[&Response]) -> Result<HashSet<Uuid>, Error> {
    if new.is_empty() {
        return Ok(HashSet::new());
    }
    match on.get_database_backend() {
        DbBackend::Postgres => insert_arrays(on, new).await,
        _ => insert_pieces(on, new).await,
    }
}

async fn insert_arrays(on: &impl ConnectionTrait, new: &[&Response]) -> Result<HashSet<Uuid>, Error> {
    let rows = on.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, POSTGRES, columns(new))).await?;
    let ids: Result<_, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?)
}

async fn insert_pieces(on: &impl ConnectionTrait, new: &[&Response]) -> Result<HashSet<Uuid>, Error> {
    let mut inserted = HashSet::with_capacity(new.len());
    let mut rest = new;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(piece_of(rest.len()));
        rest = after;
        match insert_piece(on, piece).await {
            Ok(all) => inserted.extend(all),
            // None of the piece is in. Which of them was taken is found one by one.
            Err(Error::Taken(_)) => {
                for one in piece {
                    inserted.extend(insert_one(on, one).await?);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(inserted)
}

/// All or none: that spares asking which. Every row that a statement gives back would be a message between two threads.
async fn insert_piece(on: &impl ConnectionTrait, piece: &[&Response]) -> Result<Vec<Uuid>, Error> {
    if let [one] = piece {
        return Ok(insert_one(on, one).await?.into_iter().collect());
    }
    let values = piece.iter().flat_map(|new| row(new));
    on.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sqlite(piece.len()), values)).await?;
    Ok(piece.iter().map(|new| new.id).collect())
}

async fn insert_one(on: &impl ConnectionTrait, new: &Response) -> Result<Option<Uuid>, Error> {
    let statement = format!("{} ON CONFLICT (id) DO NOTHING", sqlite(1));
    let done = on.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, statement, row(new))).await?;
    Ok((done.rows_affected() == 1).then_some(new.id))
}

/// The largest power of two that is not more.
fn piece_of(count: usize) -> usize {
    MOST.min(1 << count.ilog2())
}

fn sqlite(rows: usize) -> String {
    let row = format!("({})", ["?"; COLUMN_COUNT].join(", "));
    format!("INSERT INTO response ({COLUMNS}) VALUES {}", vec![row; rows].join(", "))
}

fn row(new: &Response) -> [Value; COLUMN_COUNT] {
    [
        new.id.into(),
        new.wave_id.into(),
        new.form_id.clone().into(),
        new.form_version.clone().into(),
        new.language.clone().into(),
        new.answers.clone().into(),
        new.sha256.to_column().into(),
        day::to_column(new.period_starts_on).into(),
        new.review.as_str().into(),
        new.revision.into(),
        new.marks.as_str().into(),
    ]
}

fn columns(new: &[&Response]) -> [Value; COLUMN_COUNT] {
    [
        array(new, |new| new.id),
        array(new, |new| new.wave_id.unwrap_or(NO_WAVE)),
        array(new, |new| new.form_id.clone()),
        array(new, |new| new.form_version.clone()),
        array(new, |new| new.language.clone()),
        array(new, |new| new.answers.clone()),
        array(new, |new| new.sha256.to_column()),
        array(new, |new| day::to_column(new.period_starts_on)),
        array(new, |new| new.review.as_str().to_owned()),
        array(new, |new| new.revision),
        array(new, |new| new.marks.as_str().to_owned()),
    ]
}

fn array<T>(new: &[&Response], column: impl Fn(&Response) -> T) -> Value
where
    Vec<T>: Into<Value>,
{
    new.iter().map(|new| column(new)).collect::<Vec<T>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_goes_in_few_kinds_of_pieces() {
        for (count, expected) in [(1, 1), (2, 2), (3, 2), (50, 32), (127, 64), (128, 128), (256, 128)] {
            assert_eq!(piece_of(count), expected);
        }
    }
}
