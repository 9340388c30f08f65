//! Whose account is whose at a provider.

use entity::provider_link::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

/// Links somebody of a provider to an account, once. `false` if one of the two is linked already.
pub async fn insert(tx: &Tx, issuer: &str, subject: &str, account: Uuid, on: Date) -> Result<bool, Error> {
    let row = provider_link::ActiveModel {
        issuer: Set(issuer.to_owned()),
        subject: Set(subject.to_owned()),
        account_id: Set(account),
        linked_on: Set(day::to_column(on)),
    };
    // Whichever of the two it is.
    let any = OnConflict::new().do_nothing().to_owned();
    let insert = Entity::insert(row).on_conflict(any).try_insert();
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// The account of somebody of a provider.
pub async fn find(from: &impl Reads, issuer: &str, subject: &str) -> Result<Option<Uuid>, Error> {
    let query = Entity::find_by_id((issuer.to_owned(), subject.to_owned()));
    let row = query.one(from.connection()).await.map_err(Error::reading("provider_link"))?;
    Ok(row.map(|row| row.account_id))
}

/// Whether an account is linked to anybody.
pub async fn is_linked(from: &impl Reads, account: Uuid) -> Result<bool, Error> {
    let query = Entity::find().filter(Column::AccountId.eq(account));
    Ok(query.one(from.connection()).await.map_err(Error::reading("provider_link"))?.is_some())
}

/// Ends the links of an account. `false` if there were none.
pub async fn delete_all(tx: &Tx, account: Uuid) -> Result<bool, Error> {
    let delete = Entity::delete_many().filter(Column::AccountId.eq(account));
    Ok(delete.exec(tx.connection()).await?.rows_affected > 0)
}
