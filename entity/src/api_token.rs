//! Keys of programs that use the API: hash only.

use sea_orm::entity::prelude::*;

/// One row of `api_token`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// SHA-256 of the token; unique.
    pub hash: Vec<u8>,
    /// Day of creation.
    pub created_on: TimeDate,
    /// Day of revocation.
    pub revoked_on: Option<TimeDate>,
    /// What it was given.
    pub role: String,
    /// Last day on which it counts, if there is one.
    pub expires_on: Option<TimeDate>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
