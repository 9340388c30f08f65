//! Who is logged in where.

use sea_orm::entity::prelude::*;

/// One row of `account_session`. Moments are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_session")]
pub struct Model {
    /// What the session is called; not what it is opened with.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub account_id: Uuid,
    /// SHA-256 of what the browser has; unique.
    pub hash: Vec<u8>,
    /// Browser and system, in a few words.
    pub browser: String,
    /// When it began.
    pub created_at: i64,
    /// When it was last used, roughly.
    pub used_at: i64,
    /// Whether a provider said who it is, and not a password.
    pub is_by_provider: bool,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
