//! What people and programs did with answers since they came. Of answers of anonymous waves there is nothing here.

use sea_orm::entity::prelude::*;

/// One row of `response_event`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response_event")]
pub struct Model {
    /// The response.
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: Uuid,
    /// Its place among those of the response, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The revision that it made or was about.
    pub revision: i32,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// The account or token.
    pub who_id: Option<Uuid>,
    /// The name that they had.
    pub who_name: String,
    /// What was done.
    pub deed: String,
    /// Why, where that was asked.
    pub words: Option<String>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
