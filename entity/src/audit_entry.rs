//! What was done in the administration, one entry a deed.

use sea_orm::entity::prelude::*;

/// One row of `audit_entry`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    /// Its place in the chain, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// `person`, `program` or `operator`.
    pub actor_kind: String,
    /// The account or token.
    pub actor_id: Option<Uuid>,
    /// The name that the actor had.
    pub actor_name: String,
    /// What was done.
    pub action: String,
    /// What kind of thing it was done to.
    pub object_kind: String,
    /// Which one.
    pub object_id: String,
    /// In which way, if there are several.
    pub detail: String,
    /// Digest of the one before and of everything above.
    pub hash: Vec<u8>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
