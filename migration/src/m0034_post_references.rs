//! What those who carry Digital Post call somebody who is invited.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Invitation {
    Table,
    PostReference,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new(Invitation::PostReference).text().take();
        manager.alter_table(Table::alter().table(Invitation::Table).add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(Table::alter().table(Invitation::Table).drop_column(Invitation::PostReference).to_owned())
            .await
    }
}
