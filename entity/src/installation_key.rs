//! By what the installation's key is known again; never the key.

use sea_orm::entity::prelude::*;

/// The one row of `installation_key`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "installation_key")]
pub struct Model {
    /// Always the same: there is one key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// A digest that the key makes of nothing else.
    pub fingerprint: Vec<u8>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
