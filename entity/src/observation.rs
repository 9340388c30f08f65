//! What an indicator was observed to be.

use sea_orm::entity::prelude::*;

/// One row of `observation`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "observation")]
pub struct Model {
    /// Its place in the sequence of all, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Identity.
    pub id: Uuid,
    /// The series that it belongs to: made of programme, area, indicator and whom.
    pub series_id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// The area; none, if it is of the whole programme.
    pub area_id: Option<Uuid>,
    /// The indicator.
    pub indicator: String,
    /// Of whom there, as a JSON object of breakdowns in their order; `{}` for everybody.
    pub whom: String,
    /// Version of the definition that it follows.
    pub definition: i32,
    /// First day of what it is about.
    pub period_from: TimeDate,
    /// Last day of it.
    pub period_to: TimeDate,
    /// How often it was observed before for the same period.
    pub revision: i32,
    /// The wave that it comes from, if it comes from one.
    pub wave_id: Option<Uuid>,
    /// The release that it comes from, if it comes from one.
    pub release_id: Option<Uuid>,
    /// `free`, `hidden` or `unreliable`.
    pub status: String,
    /// The value, if it is not hidden.
    pub value: Option<f64>,
    /// Lower end of its interval, if it has one.
    pub low: Option<f64>,
    /// Upper end of its interval.
    pub high: Option<f64>,
    /// How many it rests on.
    pub respondents: Option<i64>,
    /// Day on which it was made.
    pub made_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
