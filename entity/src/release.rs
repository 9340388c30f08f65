//! What was released of a wave.

use sea_orm::entity::prelude::*;

/// One row of `release`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "release")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The wave.
    pub wave_id: Uuid,
    /// Which release of the wave it is; 0 is the first.
    pub snapshot: i32,
    /// Day on which it was made.
    pub made_on: TimeDate,
    /// Version of the program that made it.
    pub software: String,
    /// The plan, as it was written.
    pub plan: String,
    /// The protected tables, as JSON text.
    pub published: String,
    /// What was counted, as JSON text.
    pub counted: String,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
