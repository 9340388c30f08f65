//! Other content that came under the identity of a stored response: kept, never counted.

use sea_orm::entity::prelude::*;

/// One row of `quarantine`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quarantine")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The identity that was already taken.
    pub response_id: Uuid,
    /// The wave, if any.
    pub wave_id: Option<Uuid>,
    /// The form answered.
    pub form_id: String,
    /// Its version.
    pub form_version: String,
    /// Language the form was read in.
    pub language: String,
    /// The canonical answers, as JSON text. Empty once a person has settled the case.
    pub answers: String,
    /// As in `response`; unique for one `response_id`.
    pub sha256: Vec<u8>,
    /// As in `response`.
    pub period_starts_on: TimeDate,
    /// `keep_first`, `take_second` or `split`, once a person has settled the case.
    pub resolution: Option<String>,
    /// The day of that.
    pub resolved_on: Option<TimeDate>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
