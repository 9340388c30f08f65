//! Personal codes that have not given their answer: keyed hash only.

use sea_orm::entity::prelude::*;

/// One row of `unspent_code`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unspent_code")]
pub struct Model {
    /// Keyed hash of the code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// The wave that it answers.
    pub wave_id: Uuid,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
