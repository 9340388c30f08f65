//! Half-filled answers, found again by a cookie of which only the hash is kept, and readable with that cookie alone.

use sea_orm::entity::prelude::*;

/// One row of `draft`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    /// SHA-256 of the cookie.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    /// The wave that it answers.
    pub wave_id: Option<Uuid>,
    /// The code of the preview that it is part of, if it answers no wave.
    pub preview_code: Option<String>,
    /// First day on which the draft is removed.
    pub expires_on: TimeDate,
    /// Everything else, under a key that the cookie alone gives.
    pub sealed: Vec<u8>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
