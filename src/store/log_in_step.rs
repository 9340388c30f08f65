//! Logins half done: the password was right, the second factor is still asked for. None of them opens anything.

use entity::log_in_step::{self, Column, Entity};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx};

/// Notes whose password was right, until when it counts, and for who holds which key.
pub async fn insert(tx: &Tx, hash: Digest, account: Uuid, expires_at: Timestamp) -> Result<(), Error> {
    let row = log_in_step::ActiveModel {
        hash: Set(hash.to_column()),
        account_id: Set(account),
        expires_at: Set(expires_at.as_millisecond()),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Whose password was right, if it is not too late.
pub async fn find(from: &impl Reads, hash: Digest, now: Timestamp) -> Result<Option<Uuid>, Error> {
    let query = Entity::find_by_id(hash.to_column()).filter(Column::ExpiresAt.gt(now.as_millisecond()));
    let row = query.one(from.connection()).await.map_err(Error::reading("log_in_step"))?;
    Ok(row.map(|row| row.account_id))
}

/// Uses one up. `false` if somebody else just did.
pub async fn delete(tx: &Tx, hash: Digest) -> Result<bool, Error> {
    Ok(Entity::delete_by_id(hash.to_column()).exec(tx.connection()).await?.rows_affected == 1)
}

/// Makes all of an account worthless.
pub async fn delete_all(tx: &Tx, account: Uuid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(tx.connection()).await?;
    Ok(())
}

/// Forgets those that are too late.
pub async fn forget(tx: &Tx, now: Timestamp) -> Result<u64, Error> {
    let over = Column::ExpiresAt.lte(now.as_millisecond());
    Ok(Entity::delete_many().filter(over).exec(tx.connection()).await?.rows_affected)
}
