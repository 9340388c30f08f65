//! Waves (runder): one round of a survey with one form version.

use sea_orm::entity::prelude::*;

/// One row of `wave`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wave")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The programme that asks.
    pub programme_id: Uuid,
    /// The form asked.
    pub form_id: String,
    /// Its version.
    pub form_version: String,
    /// Name, as staff call it.
    pub name: String,
    /// The secret part of the open link; unique.
    pub code: String,
    /// `anonymous`, `confidential` or `identified`.
    pub identity: String,
    /// `open_link`.
    pub access: String,
    /// First day.
    pub starts_on: TimeDate,
    /// Last day.
    pub ends_on: TimeDate,
    /// `open` or `closed`.
    pub state: String,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
