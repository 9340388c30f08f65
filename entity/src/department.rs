//! Departments (afdelinger): the smallest geography.

use sea_orm::entity::prelude::*;

/// One row of `department`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "department")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The area it lies in.
    pub area_id: Uuid,
    /// The organisation that owns it.
    pub housing_organisation_id: Uuid,
    /// Its number in the organisation; unique there.
    pub number: String,
    /// Its name, where it has one beside the number.
    pub name: Option<String>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
