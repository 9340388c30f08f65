//! Attempts to log in, by where they come from, and the browsers that somebody has logged in with before.

use entity::{account_device, login_attempt};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, day};

const TABLE: &str = "login_attempt";

/// What is remembered of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// How many attempts, since the last that went well.
    pub count: i32,
    /// When the last one was.
    pub last_at: Timestamp,
}

/// What is remembered of a source, for a change: who comes second waits until the first is done.
pub async fn lock(tx: &Tx, source: Digest) -> Result<Option<Failures>, Error> {
    let query = login_attempt::Entity::find_by_id(source.to_column()).lock_exclusive();
    let row = query.one(tx.connection()).await.map_err(Error::reading(TABLE))?;
    let read = |row: login_attempt::Model| {
        let wrong = |_| Error::bad_row(TABLE, "last_at", &source);
        Ok(Failures { count: row.failures, last_at: Timestamp::from_millisecond(row.last_at).map_err(wrong)? })
    };
    row.map(read).transpose()
}

/// Remembers this of a source, and nothing else.
pub async fn put(tx: &Tx, source: Digest, failures: Failures) -> Result<(), Error> {
    let row = login_attempt::ActiveModel {
        source: Set(source.to_column()),
        failures: Set(failures.count),
        last_at: Set(failures.last_at.as_millisecond()),
    };
    let columns = [login_attempt::Column::Failures, login_attempt::Column::LastAt];
    let replace = OnConflict::column(login_attempt::Column::Source).update_columns(columns).to_owned();
    login_attempt::Entity::insert(row).on_conflict(replace).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Forgets a source, because somebody from there got in.
pub async fn clear(tx: &Tx, source: Digest) -> Result<(), Error> {
    login_attempt::Entity::delete_by_id(source.to_column()).exec(tx.connection()).await?;
    Ok(())
}

/// Forgets sources of which nothing was heard since then.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<u64, Error> {
    let old = login_attempt::Column::LastAt.lt(before.as_millisecond());
    Ok(login_attempt::Entity::delete_many().filter(old).exec(tx.connection()).await?.rows_affected)
}

/// Whether somebody has logged in to an account with this browser before.
pub async fn is_known(from: &impl Reads, device: Digest, account: Uuid) -> Result<bool, Error> {
    let query = account_device::Entity::find_by_id(device.to_column());
    let row = query.one(from.connection()).await.map_err(Error::reading("account_device"))?;
    Ok(row.is_some_and(|row| row.account_id == account))
}

/// Remembers a browser. One that another account used belongs to who used it last.
pub async fn remember(tx: &Tx, device: Digest, account: Uuid, on: Date) -> Result<(), Error> {
    let row = account_device::ActiveModel {
        hash: Set(device.to_column()),
        account_id: Set(account),
        seen_on: Set(day::to_column(on)),
    };
    let columns = [account_device::Column::AccountId, account_device::Column::SeenOn];
    let replace = OnConflict::column(account_device::Column::Hash).update_columns(columns).to_owned();
    account_device::Entity::insert(row).on_conflict(replace).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Forgets the browsers of an account: who knows its password shall not be known by them any more.
pub async fn forget_of(tx: &Tx, account: Uuid) -> Result<(), Error> {
    let query = account_device::Entity::delete_many().filter(account_device::Column::AccountId.eq(account));
    query.exec(tx.connection()).await?;
    Ok(())
}

/// Forgets browsers that nobody has logged in with since then.
pub async fn forget_unseen(tx: &Tx, since: Date) -> Result<u64, Error> {
    let old = account_device::Column::SeenOn.lt(day::to_column(since));
    Ok(account_device::Entity::delete_many().filter(old).exec(tx.connection()).await?.rows_affected)
}
