//! How far the work on a release is that somebody asked for.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum ReleaseRequest {
    Table,
    Progress,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new(ReleaseRequest::Progress).text().take();
        manager.alter_table(Table::alter().table(ReleaseRequest::Table).add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let without = Table::alter().table(ReleaseRequest::Table).drop_column(ReleaseRequest::Progress).to_owned();
        manager.alter_table(without).await
    }
}
