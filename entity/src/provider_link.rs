//! Whose account is whose at a provider.

use sea_orm::entity::prelude::*;

/// One row of `provider_link`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_link")]
pub struct Model {
    /// The provider's address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer: String,
    /// What the provider calls the person, for ever.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Who it is here; an account has one link at a provider.
    pub account_id: Uuid,
    /// Since when.
    pub linked_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
