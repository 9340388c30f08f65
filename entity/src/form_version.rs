//! Published form versions: immutable, accepted for ever.

use sea_orm::entity::prelude::*;

/// One row of `form_version`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_version")]
pub struct Model {
    /// Identifier of the form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub form_id: String,
    /// Version of the form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: String,
    /// The canonical definition, as JSON text.
    pub definition: String,
    /// SHA-256 of `definition`.
    pub sha256: Vec<u8>,
    /// Day of publication.
    pub published_on: TimeDate,
    /// Day since which no new answers start.
    pub retired_on: Option<TimeDate>,
    /// What becomes of answers to the version before where a name or a code changed its meaning, as JSON text.
    pub mapping: Option<String>,
    /// The secret part of the link to a look at it, once there is one; unique.
    pub preview_code: Option<String>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
