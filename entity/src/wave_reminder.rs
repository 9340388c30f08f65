//! On which days a wave reminds those who have not answered.

use sea_orm::entity::prelude::*;

/// One row of `wave_reminder`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wave_reminder")]
pub struct Model {
    /// The wave.
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// 1 for the first.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The day.
    pub reminds_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
