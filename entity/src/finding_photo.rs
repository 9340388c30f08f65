//! Photos of findings.

use sea_orm::entity::prelude::*;

/// One row of `finding_photo`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "finding_photo")]
pub struct Model {
    /// The finding.
    #[sea_orm(primary_key, auto_increment = false)]
    pub finding_id: Uuid,
    /// The file, as it was sent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: Vec<u8>,
    /// Its place among the photos of the finding.
    pub position: i32,
    /// `found` or `after`.
    pub taken: String,
    /// Whether residents may see it, once they may see the finding.
    pub is_public: bool,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
