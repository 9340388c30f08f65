//! That a wave writes to those who are invited by itself.

use sea_orm::entity::prelude::*;

/// One row of `wave_sending`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wave_sending")]
pub struct Model {
    /// The wave.
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// From this day on; without one, from the day on which the wave opens.
    pub sends_on: Option<TimeDate>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
