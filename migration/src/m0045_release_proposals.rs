//! How much a coarser plan is to show that somebody wants to have proposed, in percent.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum ReleaseRequest {
    Table,
    Share,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new(ReleaseRequest::Share).integer().take();
        manager.alter_table(Table::alter().table(ReleaseRequest::Table).add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let without = Table::alter().table(ReleaseRequest::Table).drop_column(ReleaseRequest::Share).to_owned();
        manager.alter_table(without).await
    }
}
