//! Consents to pass knowledge on, in the words that were agreed to.

use sea_orm::entity::prelude::*;

/// One row of `sign_up_consent`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_up_consent")]
pub struct Model {
    /// Random identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub sign_up_id: Uuid,
    /// To whom.
    pub party: String,
    /// What for.
    pub purpose: String,
    /// The day on which it was given.
    pub given_on: TimeDate,
    /// The day on which it was taken back.
    pub withdrawn_on: Option<TimeDate>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
