//! Forms that staff fill: notes of the log book and yearly self-evaluations.

use sea_orm::entity::prelude::*;

/// One row of `record`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record")]
pub struct Model {
    /// Identity: random. The response that comes of it has the same.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The area that it is about, if it is a note.
    pub area_id: Option<Uuid>,
    /// The activity that it is about, if it is a self-evaluation.
    pub activity_id: Option<Uuid>,
    /// The year of the activity.
    pub year: Option<i32>,
    /// The account of who began it.
    pub author_id: Option<Uuid>,
    /// The day that it is about, or on which it was begun.
    pub happened_on: TimeDate,
    /// The version of the form, while it is being written.
    pub form_version: Option<String>,
    /// The language in which it was last written.
    pub language: Option<String>,
    /// All answers given so far, as JSON text.
    pub answers: Option<String>,
    /// The revision of its response that it has come to, or is a correction of; none before it was finished.
    pub revision: Option<i32>,
    /// How often it was changed, and one more.
    pub version: i32,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
