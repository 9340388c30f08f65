//! Personal codes that have not given their answer, by a keyed hash. A code that has is gone from here, and nothing else
//! changes: no row, no event and no time tells that it was there.

use std::collections::HashSet;

use entity::unspent_code::{self, Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, Set, Statement};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx};

const TABLE: &str = "unspent_code";
/// Rows in one statement: far below the parameters that either database takes.
const AT_ONCE: usize = 1_000;
/// Locks are taken in the order of the hashes, so that two machines which spend the same codes never wait in a circle.
const SPEND: &str = "DELETE FROM unspent_code WHERE hash IN (\
    SELECT code.hash FROM unspent_code AS code \
    JOIN unnest($1::bytea[], $2::uuid[]) AS given (hash, wave_id) \
    ON code.hash = given.hash AND code.wave_id = given.wave_id \
    ORDER BY code.hash FOR UPDATE OF code) RETURNING hash";

/// A code, and the wave that it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unspent {
    /// Keyed hash of the code.
    pub hash: Digest,
    /// The wave.
    pub wave_id: Uuid,
}

/// Adds codes. In the order of their hashes, so that where they lie says nothing about whose they are.
pub async fn insert(tx: &Tx, mut new: Vec<Unspent>) -> Result<(), Error> {
    new.sort_by_key(|code| *code.hash.as_bytes());
    for part in new.chunks(AT_ONCE) {
        let rows = part
            .iter()
            .map(|code| unspent_code::ActiveModel { hash: Set(code.hash.to_column()), wave_id: Set(code.wave_id) });
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Takes codes away, each once, and says which of them were there.
pub(super) async fn spend(tx: &Tx, codes: &[Unspent]) -> Result<HashSet<Digest>, Error> {
    let connection = tx.connection();
    let mut spent = HashSet::new();
    if connection.get_database_backend() == DbBackend::Postgres {
        let hashes: Vec<Vec<u8>> = codes.iter().map(|code| code.hash.to_column()).collect();
        let waves: Vec<Uuid> = codes.iter().map(|code| code.wave_id).collect();
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, SPEND, [hashes.into(), waves.into()]);
        for row in connection.query_all_raw(statement).await? {
            let hash: Vec<u8> = row.try_get_by_index(0)?;
            spent.insert(Digest::from_column(&hash, TABLE, "hash", &"(a code)")?);
        }
        return Ok(spent);
    }
    for code in codes {
        let delete = Entity::delete_by_id(code.hash.to_column()).filter(Column::WaveId.eq(code.wave_id));
        if delete.exec(connection).await?.rows_affected == 1 {
            spent.insert(code.hash);
        }
    }
    Ok(spent)
}

/// Takes codes away that shall not count any more. Fine if some have given their answer.
pub async fn remove(tx: &Tx, hashes: &[Digest]) -> Result<(), Error> {
    for part in hashes.chunks(AT_ONCE) {
        let these = Column::Hash.is_in(part.iter().map(|hash| hash.to_column()));
        Entity::delete_many().filter(these).exec(tx.connection()).await?;
    }
    Ok(())
}

/// The wave that a code can still answer.
pub async fn wave_of(from: &impl Reads, hash: Digest) -> Result<Option<Uuid>, Error> {
    let row = Entity::find_by_id(hash.to_column()).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(row.map(|row| row.wave_id))
}

/// All codes that can still answer a wave.
pub async fn of_wave(from: &impl Reads, wave: Uuid) -> Result<HashSet<Digest>, Error> {
    let query = Entity::find().select_only().column(Column::Hash).filter(Column::WaveId.eq(wave));
    let hashes: Vec<Vec<u8>> = query.into_tuple().all(from.connection()).await.map_err(Error::reading(TABLE))?;
    hashes.iter().map(|hash| Digest::from_column(hash, TABLE, "hash", &"(a code)")).collect()
}
