//! Whether one browser may answer a wave with an open link more than once. Waves that there are go on as they began.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Wave {
    Table,
    SeveralABrowser,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new(Wave::SeveralABrowser).boolean().not_null().default(true).take();
        manager.alter_table(Table::alter().table(Wave::Table).add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table(Wave::Table).drop_column(Wave::SeveralABrowser).to_owned()).await
    }
}
