//! How many a sub-agreement wants to reach in a month.

use sea_orm::entity::prelude::*;

/// One row of `sub_goal`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sub_goal")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// The focus area whose sub-agreement says so.
    pub focus_area: String,
    /// What it is called; activities name it.
    pub name: String,
    /// How many are to come in a month.
    pub participants: i32,
}

/// Nothing is related by this crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
