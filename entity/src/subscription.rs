//! Who is sent what indicators were observed to be.

use sea_orm::entity::prelude::*;

/// One row of `subscription`. Moments are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subscription")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// By which way.
    pub kind: String,
    /// Where to; empty, if the way says it.
    pub target: String,
    /// Of which programme; none, if of all.
    pub programme_id: Option<Uuid>,
    /// What its secret follows from, together with the installation's key.
    pub salt: Uuid,
    /// The same of the secret before.
    pub former_salt: Option<Uuid>,
    /// Until when that one counts, too.
    pub former_until: Option<i64>,
    /// The observation up to which all were handed out.
    pub number: i64,
    /// The observation up to which a file is being written.
    pub pending: Option<i64>,
    /// Day on which it was made.
    pub created_on: TimeDate,
    /// Day on which it ended.
    pub ended_on: Option<TimeDate>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
