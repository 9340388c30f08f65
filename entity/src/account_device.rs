//! Browsers in which somebody has logged in before: hash only.

use sea_orm::entity::prelude::*;

/// One row of `account_device`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_device")]
pub struct Model {
    /// SHA-256 of what the browser has.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// Who logged in.
    pub account_id: Uuid,
    /// The last time.
    pub seen_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
