//! What people were given.

use sea_orm::entity::prelude::*;

/// One row of `role_grant`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    /// Who has it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The role.
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: String,
    /// `installation`, `programme` or `area`.
    pub place_kind: String,
    /// Which one; nil for the installation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place_id: Uuid,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
