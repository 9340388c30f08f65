//! Registrations of sessions: each says anew who came.

use sea_orm::entity::prelude::*;

/// One row of `registration`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration")]
pub struct Model {
    /// Random identity, chosen by who registers.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The registration that counted before.
    pub follows: Option<Uuid>,
    /// The day on which it was written.
    pub registered_on: TimeDate,
    /// How many volunteers helped.
    pub volunteers: Option<i32>,
    /// How many came for the first time.
    pub first_timers: Option<i32>,
    /// What else there is to say.
    pub note: Option<String>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
