//! Activities of a programme, with the series of days on which they are held.

use sea_orm::entity::prelude::*;

/// One row of `activity`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    /// Random identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The programme that offers it.
    pub programme_id: Uuid,
    /// What people call it.
    pub name: String,
    /// `employment`, `education`, `crime_prevention`, `cohesion`.
    pub focus_area: String,
    /// The sub-goal that it supports.
    pub sub_goal: Option<String>,
    /// Where people meet.
    pub place: String,
    /// The time of day, `HH:MM`.
    pub starts_at: Option<String>,
    /// When it is over, `HH:MM`.
    pub ends_at: Option<String>,
    /// `once`, `week`, `fortnight`, `month`.
    pub every: String,
    /// First day of the series.
    pub first_on: TimeDate,
    /// No day of the series comes after this one.
    pub last_on: TimeDate,
    /// How many people there is room for, if that is limited.
    pub places: Option<i32>,
    /// Whether residents sign up.
    pub takes_sign_ups: bool,
    /// To whom knowledge is passed on, of those who agree.
    pub consent_party: Option<String>,
    /// What for.
    pub consent_purpose: Option<String>,
    /// The secret part of the link for residents; unique.
    pub code: String,
    /// The day on which it was planned.
    pub created_on: TimeDate,
    /// The day on which it was ended.
    pub ended_on: Option<TimeDate>,
    /// How often it was changed.
    pub version: i32,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
