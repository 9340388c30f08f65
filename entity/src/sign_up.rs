//! Who signed up for a session, and how to reach them: gone soon after it.

use sea_orm::entity::prelude::*;

/// One row of `sign_up`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_up")]
pub struct Model {
    /// Random identity, chosen by who signs up.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The order in which people signed up.
    pub number: i32,
    /// What to call them.
    pub name: String,
    /// Where they read mail, if they do.
    pub email: Option<String>,
    /// How else to reach them, where they do not.
    pub phone: Option<String>,
    /// How many adults come.
    pub adults: i32,
    /// How many children come.
    pub children: i32,
    /// Who answers for children that come alone, with a number to call.
    pub guardian: Option<String>,
    /// The language they read.
    pub language: String,
    /// `waiting` or `placed`.
    pub state: String,
    /// The day on which they said by their mail that they come.
    pub confirmed_on: Option<TimeDate>,
    /// Whether they were there.
    pub attended: bool,
    /// What one of us still has to tell them, who get no mail: `moved_up`, `changed` or `called_off`.
    pub untold: Option<String>,
    /// The day on which they signed up.
    pub created_on: TimeDate,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
