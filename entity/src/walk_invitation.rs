//! Who is asked along on a safety walk.

use sea_orm::entity::prelude::*;

/// One row of `walk_invitation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "walk_invitation")]
pub struct Model {
    /// Random identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The walk.
    pub walk_id: Uuid,
    /// Who.
    pub name: String,
    /// Where they read mail.
    pub email: Option<String>,
    /// The version of the walk that they were told of.
    pub told_version: Option<i32>,
    /// The language that they are written to in.
    pub language: String,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
