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
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
