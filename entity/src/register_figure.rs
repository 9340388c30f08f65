//! What an indicator is held against.

use sea_orm::entity::prelude::*;

/// One row of `register_figure`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "register_figure")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// The indicator.
    pub indicator: String,
    /// `figure`, `baseline` or `target`.
    pub kind: String,
    /// `programme`, `area` or `municipality`.
    pub place_kind: String,
    /// The identity of the area, the name of the municipality, or nothing.
    pub place: String,
    /// The day it holds for, or by which it is to be reached.
    pub holds_on: TimeDate,
    /// How often it was said otherwise before.
    pub revision: i32,
    /// The value in the unit of the indicator; none, if it was taken back.
    pub value: Option<f64>,
    /// How many people it rests on, if it is known.
    pub people: Option<i64>,
    /// Where it comes from.
    pub source: String,
    /// Why it says something else than before; nothing for the first one.
    pub reason: String,
    /// Day on which it was brought in.
    pub entered_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
