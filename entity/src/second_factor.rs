//! What somebody has beside their password.

use sea_orm::entity::prelude::*;

/// One row of `second_factor`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factor")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// What the owner's phone shares with this installation.
    pub secret: Vec<u8>,
    /// Since when it counts; before that it is being set up.
    pub confirmed_on: Option<TimeDate>,
    /// The half minute of the last code that counted, from 1970.
    pub last_step: i64,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
