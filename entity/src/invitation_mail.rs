//! That an invitation was written to.

use sea_orm::entity::prelude::*;

/// One row of `invitation_mail`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation_mail")]
pub struct Model {
    /// The invitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub invitation_id: Uuid,
    /// 0 for the invitation itself, otherwise the number of the reminder.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The day.
    pub sent_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
