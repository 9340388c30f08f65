//! How many live in an area or a department.

use sea_orm::entity::prelude::*;

/// One row of `population`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "population")]
pub struct Model {
    /// The area or department.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place_id: Uuid,
    /// The day the figure holds for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub holds_on: TimeDate,
    /// Years of age: `18-29`, `75-`; nothing for all.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ages: String,
    /// `women`, `men` or `unknown`; nothing for all.
    #[sea_orm(primary_key, auto_increment = false)]
    pub gender: String,
    /// Residents.
    pub residents: i32,
    /// Where the figure comes from.
    pub source: String,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
