//! Rules of their forms that answers break which a person has to look at. Of answers of anonymous waves there is nothing here.

use sea_orm::entity::prelude::*;

/// One row of `response_doubt`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response_doubt")]
pub struct Model {
    /// The response.
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: Uuid,
    /// Its place among those of the response.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Which answer.
    pub path: String,
    /// Which kind of rule.
    pub code: String,
    /// What the form says of it, in the language that it was answered in.
    pub message: String,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
