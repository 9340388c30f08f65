//! Files that answers refer to, as they are kept: what lies in the object store and what it is.

use sea_orm::entity::prelude::*;

/// One row of `attachment`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// SHA-256 of the file as the client has it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: Vec<u8>,
    /// The key in the object store; unique for each upload.
    pub blob: Uuid,
    /// Bytes of what is kept.
    pub size: i64,
    /// Media type of what is kept.
    pub media_type: String,
    /// Pixels.
    pub width: i32,
    /// Pixels.
    pub height: i32,
    /// SHA-256 of what is kept.
    pub kept_sha256: Vec<u8>,
    /// The day from which it counts as gone, while no answer refers to it.
    pub forget_on: Option<TimeDate>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
