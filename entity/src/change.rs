//! How often something changed that nodes keep in memory.

use sea_orm::entity::prelude::*;

/// One row of `change`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change")]
pub struct Model {
    /// What kind of thing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic: String,
    /// How often.
    pub count: i64,
}

/// None: it stands alone.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
