//! Who is logged in where.

use entity::account_session::{self, Column, Entity};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx};

const TABLE: &str = "account_session";

/// A session, without what opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What it is called where it is listed and ended.
    pub id: Uuid,
    /// Whose it is.
    pub account_id: Uuid,
    /// The digest of what the browser has.
    pub hash: Digest,
    /// Browser and system, in a few words.
    pub browser: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, give or take a minute.
    pub used_at: Timestamp,
    /// Whether a provider said who it is, and not a password.
    pub is_by_provider: bool,
}

/// Adds a session.
pub async fn insert(tx: &Tx, new: &Session) -> Result<(), Error> {
    let row = account_session::ActiveModel {
        id: Set(new.id),
        account_id: Set(new.account_id),
        hash: Set(new.hash.to_column()),
        browser: Set(new.browser.clone()),
        created_at: Set(new.created_at.as_millisecond()),
        used_at: Set(new.used_at.as_millisecond()),
        is_by_provider: Set(new.is_by_provider),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The session that a digest opens, over or not.
pub async fn find(from: &impl Reads, hash: Digest) -> Result<Option<Session>, Error> {
    let query = Entity::find().filter(Column::Hash.eq(hash.to_column()));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// The sessions of an account, the one that was used last before the others.
pub async fn list(from: &impl Reads, account: Uuid) -> Result<Vec<Session>, Error> {
    let query = Entity::find().filter(Column::AccountId.eq(account)).order_by_desc(Column::UsedAt);
    let query = query.order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// Notes that a session was used.
pub async fn touch(tx: &Tx, id: Uuid, at: Timestamp) -> Result<(), Error> {
    let row = account_session::ActiveModel { used_at: Set(at.as_millisecond()), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx.connection()).await?;
    Ok(())
}

/// Ends a session of an account. `false` if the account has none of this identity.
pub async fn delete(tx: &Tx, account: Uuid, id: Uuid) -> Result<bool, Error> {
    let which = Column::Id.eq(id).and(Column::AccountId.eq(account));
    Ok(Entity::delete_many().filter(which).exec(tx.connection()).await?.rows_affected == 1)
}

/// Ends all sessions of an account but `kept`.
pub async fn delete_all(tx: &Tx, account: Uuid, kept: Option<Uuid>) -> Result<(), Error> {
    let mut which = Column::AccountId.eq(account);
    if let Some(kept) = kept {
        which = which.and(Column::Id.ne(kept));
    }
    Entity::delete_many().filter(which).exec(tx.connection()).await?;
    Ok(())
}

/// Forgets sessions that were last used, or began, at these moments or before.
pub async fn forget(tx: &Tx, used_before: Timestamp, begun_before: Timestamp) -> Result<u64, Error> {
    let idle = Column::UsedAt.lte(used_before.as_millisecond());
    let old = Column::CreatedAt.lte(begun_before.as_millisecond());
    Ok(Entity::delete_many().filter(idle.or(old)).exec(tx.connection()).await?.rows_affected)
}

fn read(row: account_session::Model) -> Result<Session, Error> {
    let moment = |at, column| Timestamp::from_millisecond(at).map_err(|_| Error::bad_row(TABLE, column, &row.id));
    Ok(Session {
        hash: Digest::from_column(&row.hash, TABLE, "hash", &row.id)?,
        created_at: moment(row.created_at, "created_at")?,
        used_at: moment(row.used_at, "used_at")?,
        id: row.id,
        account_id: row.account_id,
        browser: row.browser,
        is_by_provider: row.is_by_provider,
    })
}
