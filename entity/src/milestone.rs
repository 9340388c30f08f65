//! What a sub-agreement says is to be done by a day.

use sea_orm::entity::prelude::*;

/// One row of `milestone`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "milestone")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// The focus area whose sub-agreement says so.
    pub focus_area: String,
    /// What.
    pub name: String,
    /// By when.
    pub due_on: TimeDate,
    /// When it was; none, while it is not.
    pub reached_on: Option<TimeDate>,
}

/// Nothing is related by this crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
