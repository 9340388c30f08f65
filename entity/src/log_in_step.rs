//! Who has shown the password and not yet the second factor.

use sea_orm::entity::prelude::*;

/// One row of `log_in_step`. Moments are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_in_step")]
pub struct Model {
    /// SHA-256 of what the browser has.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// Whose password it was.
    pub account_id: Uuid,
    /// When it is too late.
    pub expires_at: i64,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
