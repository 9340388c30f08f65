//! Tokens of programs that use the API: hash only.

use entity::api_token::{self, Column, Entity};
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::change::{self, Topic};
use super::{Digest, Error, Reads, Tx, day};
use crate::access::Role;

const TABLE: &str = "api_token";

/// A token, without the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Identity.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// Digest of the token.
    pub hash: Digest,
    /// Day of creation.
    pub created_on: Date,
    /// Day of revocation.
    pub revoked_on: Option<Date>,
    /// What it was given, for everything on this installation.
    pub role: Role,
    /// Last day on which it counts, if there is one.
    pub expires_on: Option<Date>,
}

/// Adds a token.
pub async fn insert(tx: &Tx, new: &ApiToken) -> Result<(), Error> {
    let row = api_token::ActiveModel {
        id: Set(new.id),
        name: Set(new.name.clone()),
        hash: Set(new.hash.to_column()),
        created_on: Set(day::to_column(new.created_on)),
        revoked_on: Set(new.revoked_on.map(day::to_column)),
        role: Set(new.role.as_str().to_owned()),
        expires_on: Set(new.expires_on.map(day::to_column)),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Revokes a token. `false` if there is none of this identity that still counts.
pub async fn revoke(tx: &Tx, id: Uuid, on: Date) -> Result<bool, Error> {
    let update = Entity::update_many()
        .col_expr(Column::RevokedOn, Expr::value(day::to_column(on)))
        .filter(Column::Id.eq(id).and(Column::RevokedOn.is_null()));
    change::announce(tx, Topic::Tokens).await?;
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// The token of a digest, revoked or not.
pub async fn find_by_hash(from: &impl Reads, hash: Digest) -> Result<Option<ApiToken>, Error> {
    let query = Entity::find().filter(Column::Hash.eq(hash.to_column()));
    query.one(from.connection()).await.map_err(Error::reading(TABLE))?.map(read).transpose()
}

/// All tokens, by name.
pub async fn list(from: &impl Reads) -> Result<Vec<ApiToken>, Error> {
    let query = Entity::find().order_by_asc(Column::Name).order_by_asc(Column::Id);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

fn read(row: api_token::Model) -> Result<ApiToken, Error> {
    let read_day = |day, column| day::from_column(day, TABLE, column, &row.id);
    Ok(ApiToken {
        hash: Digest::from_column(&row.hash, TABLE, "hash", &row.id)?,
        created_on: read_day(row.created_on, "created_on")?,
        revoked_on: row.revoked_on.map(|day| read_day(day, "revoked_on")).transpose()?,
        role: Role::named(&row.role).ok_or_else(|| Error::bad_row(TABLE, "role", &row.id))?,
        expires_on: row.expires_on.map(|day| read_day(day, "expires_on")).transpose()?,
        id: row.id,
        name: row.name,
    })
}
