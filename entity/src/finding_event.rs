//! What was done about a finding, one row a version of it.

use sea_orm::entity::prelude::*;

/// One row of `finding_event`. `at` is milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "finding_event")]
pub struct Model {
    /// Random identity, made with the form that was sent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The finding.
    pub finding_id: Uuid,
    /// The version that the finding had afterwards.
    pub version: i32,
    /// When.
    pub at: i64,
    /// The account or token; none for the installation itself.
    pub who_id: Option<Uuid>,
    /// What they were called then.
    pub who_name: String,
    /// What was done.
    pub deed: String,
    /// The fields that were changed, as JSON text.
    pub changes: String,
    /// What was written.
    pub words: Option<String>,
    /// The photo that was added.
    pub photo: Option<Vec<u8>>,
    /// The walk on which it was done.
    pub walk_id: Option<Uuid>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
