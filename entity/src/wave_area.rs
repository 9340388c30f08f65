//! Which areas a wave asks in.

use sea_orm::entity::prelude::*;

/// One row of `wave_area`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wave_area")]
pub struct Model {
    /// The wave.
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// The area.
    #[sea_orm(primary_key, auto_increment = false)]
    pub area_id: Uuid,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
