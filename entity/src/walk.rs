//! Safety walks, from the plan to the answers that were written down.

use sea_orm::entity::prelude::*;

/// One row of `walk`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "walk")]
pub struct Model {
    /// Random identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The area that is walked through.
    pub area_id: Uuid,
    /// The day that it is planned for.
    pub planned_on: TimeDate,
    /// The time of day, `HH:MM`.
    pub starts_at: Option<String>,
    /// Where to meet and which way to go.
    pub route: String,
    /// `planned`, `running`, `ended`, `cancelled`.
    pub state: String,
    /// The version of the form that is being filled, as long as it is.
    pub form_version: Option<String>,
    /// The language that it is filled in.
    pub language: Option<String>,
    /// All answers given so far, as JSON text.
    pub answers: Option<String>,
    /// The response that came of it.
    pub response_id: Option<Uuid>,
    /// The day of the plan.
    pub created_on: TimeDate,
    /// How often it was changed.
    pub version: i32,
    /// Whether people go to look again at what was done.
    pub is_reinspection: bool,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
