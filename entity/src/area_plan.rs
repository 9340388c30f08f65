//! Plans of areas: a picture, and where some of its points lie.

use sea_orm::entity::prelude::*;

/// One row of `area_plan`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "area_plan")]
pub struct Model {
    /// The area.
    #[sea_orm(primary_key, auto_increment = false)]
    pub area_id: Uuid,
    /// The picture, as it was sent.
    pub sha256: Vec<u8>,
    /// Points of known position, as JSON text.
    pub points: String,
    /// How often it was changed.
    pub version: i32,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
