//! People who work with the program.

use sea_orm::entity::prelude::*;

/// One row of `account`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address, in lower case; unique.
    pub email: String,
    /// What others read.
    pub name: String,
    /// `da` or `en`.
    pub language: String,
    /// What `argon2` made of the password; none until one is set.
    pub password: Option<String>,
    /// Day of creation.
    pub created_on: TimeDate,
    /// Since when nobody gets in.
    pub blocked_on: Option<TimeDate>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
