//! Attempts to log in that failed, by where they came from: hash only.

use sea_orm::entity::prelude::*;

/// One row of `login_attempt`. Moments are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_attempt")]
pub struct Model {
    /// SHA-256 of the address that was tried and of where from.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: Vec<u8>,
    /// How many, since the last that went well.
    pub failures: i32,
    /// When the last one was.
    pub last_at: i64,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
