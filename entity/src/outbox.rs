//! Events whose consequences are still to come. What is done is deleted.

use sea_orm::entity::prelude::*;

/// One row of `outbox`. Moments are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Random identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The event as JSON text.
    pub event: String,
    /// When it was appended.
    pub appended_at: i64,
    /// Before this nobody tries it.
    pub next_try_at: i64,
    /// How often it was claimed.
    pub tries: i32,
    /// Who has it: new with every claim.
    pub claim: Option<Uuid>,
    /// When the claim is over, also if nobody gave it back.
    pub claimed_until: Option<i64>,
    /// Whether nobody tries it any more.
    pub is_dead: bool,
    /// Why the last try failed.
    pub failure: Option<String>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
