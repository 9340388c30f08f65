//! Links by which somebody sets the password of their account: each counts once.

use entity::account_link::{self, Column, Entity};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx};

const TABLE: &str = "account_link";

/// A link, without the code that it ends with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The digest of the code.
    pub hash: Digest,
    /// Whose it is.
    pub account_id: Uuid,
    /// When it is over.
    pub expires_at: Timestamp,
}

/// Adds a link.
pub async fn insert(tx: &Tx, new: &Link) -> Result<(), Error> {
    let row = account_link::ActiveModel {
        hash: Set(new.hash.to_column()),
        account_id: Set(new.account_id),
        expires_at: Set(new.expires_at.as_millisecond()),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The link of a code, over or not.
pub async fn find(from: &impl Reads, hash: Digest) -> Result<Option<Link>, Error> {
    let row = Entity::find_by_id(hash.to_column()).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(|row| read(&row)).transpose()
}

/// Uses a link up. `false` if somebody else just did.
pub async fn delete(tx: &Tx, hash: Digest) -> Result<bool, Error> {
    Ok(Entity::delete_by_id(hash.to_column()).exec(tx.connection()).await?.rows_affected == 1)
}

/// Makes all links of an account worthless.
pub async fn delete_all(tx: &Tx, account: Uuid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(tx.connection()).await?;
    Ok(())
}

/// Forgets links that are over.
pub async fn forget(tx: &Tx, now: Timestamp) -> Result<u64, Error> {
    let over = Column::ExpiresAt.lt(now.as_millisecond());
    Ok(Entity::delete_many().filter(over).exec(tx.connection()).await?.rows_affected)
}

fn read(row: &account_link::Model) -> Result<Link, Error> {
    let wrong = |_| Error::bad_row(TABLE, "expires_at", &row.account_id);
    Ok(Link {
        hash: Digest::from_column(&row.hash, TABLE, "hash", &row.account_id)?,
        account_id: row.account_id,
        expires_at: Timestamp::from_millisecond(row.expires_at).map_err(wrong)?,
    })
}
