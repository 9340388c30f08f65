//! What the way in which an answer came says of it: whether a field was filled that people do not see, and whether it came faster than
//! its questions can be read. One of four words; of answers that there are, nothing is said.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Response {
    Table,
    Marks,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new(Response::Marks).text().not_null().default("none").take();
        manager.alter_table(Table::alter().table(Response::Table).add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table(Response::Table).drop_column(Response::Marks).to_owned()).await
    }
}
