//! Accepted answers. In an anonymous wave nothing here tells who, where from, when or in which order.

use sea_orm::entity::prelude::*;

/// One row of `response`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response")]
pub struct Model {
    /// Chosen by the client; random in an anonymous wave.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The wave, if any; none once the answer was taken back.
    pub wave_id: Option<Uuid>,
    /// The form answered.
    pub form_id: String,
    /// Its version.
    pub form_version: String,
    /// Language the form was read in.
    pub language: String,
    /// The canonical answers, as JSON text. Empty once the answer was taken back: the row then only keeps its key.
    pub answers: String,
    /// SHA-256 of form, version, wave and answers: tells a replay from other content.
    pub sha256: Vec<u8>,
    /// The wave's first day; without a wave the day of the answer. The day on which it was taken back, if it was.
    pub period_starts_on: TimeDate,
    /// `none` or `needed`.
    pub review: String,
    /// How often it was changed, and one more; always 1 in an anonymous wave.
    pub revision: i32,
    /// `none`, `trapped`, `too_fast` or `trapped_too_fast`.
    pub marks: String,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
