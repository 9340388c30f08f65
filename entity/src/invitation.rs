//! Who is invited to a wave, and how they are reached. Nothing here says whether they have answered.

use sea_orm::entity::prelude::*;

/// One row of `invitation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    /// Identity; the code follows from it, the wave, the generation and a key that is not here.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The wave.
    pub wave_id: Uuid,
    /// Digest of name and ways to reach them, by which the same line of a list is known again.
    pub sameness: Vec<u8>,
    /// A person or a household.
    pub name: String,
    /// Where a letter goes, a line each.
    pub address: String,
    /// The area they live in, if the list says one.
    pub area_id: Option<Uuid>,
    /// What the list says of their department.
    pub department: String,
    /// Where they read mail.
    pub email: Option<String>,
    /// Where they are called, as the whole world dials it.
    pub phone: Option<String>,
    /// What those who carry Digital Post call them. Never a CPR number.
    pub post_reference: Option<String>,
    /// The language that they are written to in.
    pub language: String,
    /// How many codes they have had; the last one counts.
    pub generation: i32,
    /// The day on which they wanted to hear no more.
    pub stopped_on: Option<TimeDate>,
    /// What the mail server said that refused the last mail.
    pub refusal: Option<String>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
