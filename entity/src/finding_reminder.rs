//! That somebody was reminded of a deadline.

use sea_orm::entity::prelude::*;

/// One row of `finding_reminder`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "finding_reminder")]
pub struct Model {
    /// The finding.
    #[sea_orm(primary_key, auto_increment = false)]
    pub finding_id: Uuid,
    /// The deadline that it had.
    #[sea_orm(primary_key, auto_increment = false)]
    pub deadline: TimeDate,
    /// Before the deadline or after it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub stage: String,
    /// The day of the mail.
    pub reminded_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
