//! What was found on safety walks.

use sea_orm::entity::prelude::*;

/// One row of `finding`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "finding")]
pub struct Model {
    /// Derived from the response and the place in it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The walk on which it was found.
    pub walk_id: Uuid,
    /// The area in which it lies.
    pub area_id: Uuid,
    /// `problem` or `good`.
    pub kind: String,
    /// The kind of place, as the form names it.
    pub place_code: Option<String>,
    /// Where exactly, in words.
    pub place_text: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Metres that the position may be wrong.
    pub accuracy: Option<f64>,
    /// Where on the area's plan, from left to right: 0 to 1.
    pub plan_x: Option<f64>,
    /// Where on the area's plan, from top to bottom: 0 to 1.
    pub plan_y: Option<f64>,
    /// Which plan that was.
    pub plan_sha256: Option<Vec<u8>>,
    /// What it is about, as the form names it.
    pub theme: Option<String>,
    /// How large the problem is, as the form names it.
    pub severity: Option<String>,
    /// What was seen.
    pub observation: String,
    /// What was proposed.
    pub proposal: Option<String>,
    /// Who is to act, as the form names it.
    pub party: Option<String>,
    /// `open`, `assigned`, `in_progress`, `done`, `refused`, `verified`.
    pub status: String,
    /// The person who acts.
    pub assignee: Option<String>,
    /// Where they read mail.
    pub assignee_address: Option<String>,
    /// The day by which it is to be done.
    pub deadline: Option<TimeDate>,
    /// Why nothing is done.
    pub refusal_reason: Option<String>,
    /// The day of the walk.
    pub found_on: TimeDate,
    /// `none` or `approved`.
    pub published: String,
    /// What residents read of it.
    pub public_text: Option<String>,
    /// How often it was changed.
    pub version: i32,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
