//! Neighbourhood programmes (helhedsplaner): the roof over areas and waves.

use sea_orm::entity::prelude::*;

/// One row of `programme`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name, as people call it.
    pub name: String,
    /// Made by `demo`: nothing in it is about real people.
    pub is_demo: bool,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
