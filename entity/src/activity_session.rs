//! Sessions of activities: the days on which they are held.

use sea_orm::entity::prelude::*;

/// One row of `activity_session`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_session")]
pub struct Model {
    /// Random identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The activity.
    pub activity_id: Uuid,
    /// The day; an activity has one session a day.
    pub held_on: TimeDate,
    /// `planned` or `cancelled`.
    pub state: String,
    /// The registration that counts.
    pub registration_id: Option<Uuid>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
