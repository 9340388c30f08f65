//! How many a wave had invited, kept when it is forgotten whom.

use entity::wave_invited::{self, Entity};
use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx};

const TABLE: &str = "wave_invited";

/// How many that were; nothing, if it is not kept.
pub async fn find(from: &impl Reads, wave: Uuid) -> Result<Option<u64>, Error> {
    let row = Entity::find_by_id(wave).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    let read = |row: wave_invited::Model| {
        u64::try_from(row.people).map_err(|_| Error::bad_row(TABLE, "people", &wave))
    };
    row.map(read).transpose()
}

/// Keeps how many that were, instead of what was kept before.
pub async fn keep(tx: &Tx, wave: Uuid, people: u64) -> Result<(), Error> {
    Entity::delete_by_id(wave).exec(tx.connection()).await?;
    let people = i32::try_from(people).unwrap_or(i32::MAX);
    let row = wave_invited::ActiveModel { wave_id: Set(wave), people: Set(people) };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}
