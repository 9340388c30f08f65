//! How many came, by age and gender. There is no row of nobody.

use sea_orm::entity::prelude::*;

/// One row of `registration_count`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration_count")]
pub struct Model {
    /// The registration.
    #[sea_orm(primary_key, auto_increment = false)]
    pub registration_id: Uuid,
    /// As the form `aktivitet` calls it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub age_band: String,
    /// `women`, `men`, `unknown`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub gender: String,
    /// How many.
    pub people: i32,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
