//! Which files the content under the identity of an answer refers to: the answer itself, what it said before it was
//! revised, and what came as other content.

use sea_orm::entity::prelude::*;

/// One row of `response_attachment`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response_attachment")]
pub struct Model {
    /// The answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: Uuid,
    /// SHA-256 of the file as the client has it; it may not have come yet.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: Vec<u8>,
    /// Whether the answer refers to it as it is now; if not, it is kept for the history alone.
    pub is_current: bool,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
