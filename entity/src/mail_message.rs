//! Mails that wait to be sent, and those that were refused.

use sea_orm::entity::prelude::*;

/// One row of `mail_message`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_message")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address that gets it.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
    /// An appointment, as iCalendar.
    pub calendar: Option<String>,
    /// Why it will never be sent, if it will not.
    pub refusal: Option<String>,
    /// The day on which it was written.
    pub created_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
