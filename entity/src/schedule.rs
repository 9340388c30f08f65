//! What is done again and again, by one machine of all.

use sea_orm::entity::prelude::*;

/// One row of `schedule`. Moments are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schedule")]
pub struct Model {
    /// What is done.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Who does it now: new with every run.
    pub holder: Option<Uuid>,
    /// Until then nobody else begins it.
    pub held_until: Option<i64>,
    /// When it was last done.
    pub ran_at: Option<i64>,
    /// Whether the last try failed.
    pub has_failed: bool,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
