//! Form versions before they are published: they can be looked at, replaced and thrown away.

use sea_orm::entity::prelude::*;

/// One row of `form_draft`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_draft")]
pub struct Model {
    /// Identifier of the form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub form_id: String,
    /// Version that it is to become.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: String,
    /// The canonical definition, as JSON text.
    pub definition: String,
    /// SHA-256 of `definition`.
    pub sha256: Vec<u8>,
    /// The secret part of the link to a look at it; unique.
    pub preview_code: String,
    /// Day of the last upload.
    pub uploaded_on: TimeDate,
    /// First day on which it is removed.
    pub expires_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
