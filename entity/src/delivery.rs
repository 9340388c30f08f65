//! An observation that still has to be sent to somebody.

use sea_orm::entity::prelude::*;

/// One row of `delivery`. Moments are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    /// Who is sent it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subscription_id: Uuid,
    /// The observation's place in the sequence of all.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// The observation.
    pub observation_id: Uuid,
    /// Its series: of each, one after the other is sent.
    pub series_id: Uuid,
    /// How often it was tried.
    pub tries: i32,
    /// When to try next.
    pub next_try_at: i64,
    /// Who works on it: new with every claim.
    pub claim: Option<Uuid>,
    /// When the claim is over.
    pub claimed_until: Option<i64>,
    /// Whether it was given up.
    pub is_dead: bool,
    /// Why the last try failed.
    pub failure: Option<String>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
