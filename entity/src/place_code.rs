//! As what forms know an area or a department.

use sea_orm::entity::prelude::*;

/// One row of `place_code`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "place_code")]
pub struct Model {
    /// The programme whose forms know it so.
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme_id: Uuid,
    /// `area` or `department`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The name of the choice.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// The area or department.
    pub place_id: Uuid,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
