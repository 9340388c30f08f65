//! What an answer said before it was changed. Answers of anonymous waves are never changed, so none of theirs is here.

use sea_orm::entity::prelude::*;

/// One row of `response_revision`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response_revision")]
pub struct Model {
    /// The response.
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: Uuid,
    /// Which revision of it this was; 1 is the first.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    /// Language the form was read in.
    pub language: String,
    /// As in `response`.
    pub answers: String,
    /// As in `response`.
    pub sha256: Vec<u8>,
    /// The day on which the next revision took its place.
    pub replaced_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
